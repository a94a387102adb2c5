"""Faults that get worse: how a drift is written, and where its parameter is when."""

import pytest

from linebench.scenario.drift import Drift, DriftError, read_drift
from linebench.scenario.kinds import FaultKind, Parameter
from linebench.units import Duration

KIND = FaultKind("clog", "physical", "Nozzles clog.", (
    Parameter("nozzles", "number", 0, 12, "2", "without ink", "nozzles"),
    Parameter("place", "number", 0, 1, "0.5", "where"),
    Parameter("after", Duration, 0, None, "1 s", "when"), Parameter("why", "text", None, None, "", "why"),
))
SPAN = 'expected packs or time, such as "200 packs" or "4 h"'


@pytest.mark.parametrize(("texts", "expected"), [
    ({"to": "6", "over": "200 packs"}, Drift("nozzles", 6.0, 200, None)),
    ({"to": "6 nozzles", "over": "1 pack"}, Drift("nozzles", 6.0, 1, None)),
    ({"to": "0.9", "over": "4 h", "parameter": "place"}, Drift("place", 0.9, None, 14_400_000_000)),
    ({"to": "3 s", "over": "1 min", "parameter": "after"}, Drift("after", 3_000_000.0, None, 60_000_000)),
])
def test_a_drift_is_read(texts, expected):
    """Over packs or over time, of the first parameter or of the one named, with or without its unit."""
    assert read_drift(texts, KIND) == expected


@pytest.mark.parametrize(("texts", "message"), [
    ({"to": "6"}, f"drift.over: found ''; {SPAN}"),
    ({"to": "6", "over": "0 packs"}, f"drift.over: found '0 packs'; {SPAN}"),
    ({"over": "4 h"}, "drift.to: found nothing; expected the value that the parameter reaches"),
    ({"to": "13", "over": "4 h"}, "drift.to: found '13'; expected 0 to 12"),
    ({"to": "6", "over": "4 h", "parameter": "why"},
     "drift.parameter: found 'why'; expected one of nozzles, place, after"),
    ({"to": "6", "over": "4 h", "from": "1"},
     "drift.from: found the unknown key 'from'; expected one of to, over, parameter"),
])
def test_a_drift_that_cannot_be(texts, message):
    """One message says which entry is wrong, what was found and what is expected."""
    with pytest.raises(DriftError) as caught:
        read_drift(texts, KIND)
    assert str(caught.value) == message


def test_a_fault_without_numbers_cannot_drift():
    """There is nothing in it that could move."""
    with pytest.raises(DriftError, match=r"^drift.parameter: found ''; expected a fault with numbers$"):
        read_drift({"to": "1", "over": "1 h"}, FaultKind("blank", "physical", "No ink."))


def test_a_parameter_moves_in_a_straight_line_and_stays():
    """From its first value, over what was struck or what has passed."""
    packs, time = Drift("nozzles", 6.0, 4, None), Drift("nozzles", 0.0, None, 1_000_000)
    assert [packs.value(2.0, struck, 0) for struck in range(6)] == [2.0, 3.0, 4.0, 5.0, 6.0, 6.0]
    assert [time.value(2.0, 9, elapsed) for elapsed in (0, 250_000, 1_000_000, 5_000_000)] == [2.0, 1.5, 0.0, 0.0]
