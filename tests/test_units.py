"""Quantities read what they write, whatever the value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.units import (
    Acceleration,
    Duration,
    Length,
    Mass,
    Quantity,
    Rate,
    Share,
    Speed,
    Temperature,
    UnitError,
)


@pytest.mark.parametrize(("quantity", "text"), [
    (Rate(24_000), "400/min"), (Rate(1), "1/h"), (Rate(3_600), "60/min"), (Rate(18_060), "301/min"),
    (Duration(90_000_000), "1.5 min"), (Duration(100_000_000), "100 s"), (Duration(0), "0 us"),
    (Length(1_234_000), "1.234 m"), (Length(1_234_500), "1234.5 mm"), (Mass(-1_000), "-1 g"),
    (Share(500), "500 ppm"), (Temperature(-1_500), "-1.5 °C"), (Acceleration(20_000), "20 m/s2"),
])
def test_a_quantity_is_written_in_the_largest_unit_that_stays_short(quantity: Quantity, text: str) -> None:
    """A rate of 400 packs a minute is not written as 6.66… a second."""
    assert str(quantity) == text


@pytest.mark.parametrize("kind", [Acceleration, Duration, Length, Mass, Rate, Share, Speed, Temperature])
@given(value=st.integers(-10**15, 10**15))
def test_what_is_written_reads_back(kind: type[Quantity], value: int) -> None:
    """Text and value are the same thing, exactly."""
    assert kind.parse(str(kind(value))) == value


@pytest.mark.parametrize("text", ["", "5", "5 kg", "ms", "5 ms 3", "1e3 ms", "nan s", "0.0001 ms"])
def test_what_is_no_time_is_refused(text: str) -> None:
    """A number without unit, a unit of another kind and a value finer than a microsecond are no times."""
    with pytest.raises(UnitError):
        Duration.parse(text)
