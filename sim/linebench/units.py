"""Physical quantities as integers, read from and written as the text people use on a line.

Inside the bench every quantity is an integer in one fixed unit: time in microseconds, length in
micrometres, speed in micrometres per second, mass in milligrams, rate in packs per hour, share in
parts per million, temperature in thousandths of a degree, acceleration in millimetres per second
squared. Nothing else crosses a module boundary, so no result depends on float rounding.
"""

import re
from decimal import Decimal
from typing import ClassVar, Self

__all__ = ["Acceleration", "Duration", "Length", "Mass", "Quantity", "Rate", "Share", "Speed", "Temperature",
           "UnitError"]

_NUMBER = re.compile(r"^\s*([+-]?\d+(?:\.\d+)?)\s*(.*?)\s*$")


class UnitError(ValueError):
    """Text that is not a quantity of the wanted kind. The message says what was found and expected."""


class Quantity(int):
    """An integer in the unit of its kind. ``units`` maps unit text to the size of one such unit.

    ``unwritten``: units that are read but never written, because people on a line do not say them.
    """

    kind: ClassVar[str]
    units: ClassVar[dict[str, Decimal]]
    unwritten: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read text such as ``"60 ms"``.

        Raises:
            UnitError: no number, a unit of another kind, or a value that is no whole number of base units.

        """
        match = _NUMBER.match(text)
        factor = cls.units.get(match[2]) if match else None
        if match is None or factor is None:
            known = ", ".join(cls.units)
            raise UnitError(f"{text!r} is no {cls.kind}; expected a number and one of: {known}")
        value = Decimal(match[1]) * factor
        if value != value.to_integral_value():
            raise UnitError(f"{text!r} is finer than the bench resolves for a {cls.kind}")
        return cls(int(value))

    def __str__(self) -> str:
        """Write the value in the largest unit that leaves it at least 1 with three decimals at most."""
        size, unit = self._best_unit()
        number = Decimal(int(self)) / size
        return f"{number.normalize():f}{'' if unit.startswith('/') else ' '}{unit}"

    def _best_unit(self) -> tuple[Decimal, str]:
        sizes = sorted(((size, unit) for unit, size in self.units.items() if unit not in self.unwritten),
                       reverse=True)
        fits = (pair for pair in sizes if abs(int(self)) >= pair[0] and int(self) * 1000 % pair[0] == 0)
        return next(fits, sizes[-1])


class Duration(Quantity):
    """A time span in microseconds."""

    kind = "time"
    units: ClassVar[dict[str, Decimal]] = {
        "us": Decimal(1), "ms": Decimal(1000), "s": Decimal(10**6), "min": Decimal(60 * 10**6),
        "h": Decimal(3600 * 10**6),
    }


class Length(Quantity):
    """A length in micrometres."""

    kind = "length"
    units: ClassVar[dict[str, Decimal]] = {"um": Decimal(1), "mm": Decimal(1000), "m": Decimal(10**6)}


class Speed(Quantity):
    """A belt speed in micrometres per second."""

    kind = "speed"
    units: ClassVar[dict[str, Decimal]] = {"mm/s": Decimal(1000), "m/s": Decimal(10**6)}


class Mass(Quantity):
    """A mass in milligrams."""

    kind = "mass"
    units: ClassVar[dict[str, Decimal]] = {"mg": Decimal(1), "g": Decimal(1000), "kg": Decimal(10**6)}


class Temperature(Quantity):
    """A temperature, or a difference of two, in thousandths of a degree Celsius."""

    kind = "temperature"
    unwritten = ("degC",)
    units: ClassVar[dict[str, Decimal]] = {"°C": Decimal(1000), "degC": Decimal(1000)}


class Acceleration(Quantity):
    """An acceleration in millimetres per second squared."""

    kind = "acceleration"
    units: ClassVar[dict[str, Decimal]] = {"mm/s2": Decimal(1), "m/s2": Decimal(1000)}


class Rate(Quantity):
    """A rate in packs per hour."""

    kind = "rate"
    unwritten = ("/s",)
    units: ClassVar[dict[str, Decimal]] = {"/h": Decimal(1), "/min": Decimal(60), "/s": Decimal(3600)}


class Share(Quantity):
    """A share of a whole in parts per million."""

    kind = "share"
    units: ClassVar[dict[str, Decimal]] = {"ppm": Decimal(1), "%": Decimal(10**4)}
