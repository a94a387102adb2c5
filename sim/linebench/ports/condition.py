"""The port between a data logger and L3 (site): what the surroundings of the goods were."""

from typing import TypeAlias

from linebench.ports.base import Said

__all__ = ["QUANTITIES", "Conditions", "ToSite"]

QUANTITIES = ("temperature", "humidity", "shock")
"""What is measured: thousandths of a degree Celsius, parts per million of relative humidity, and the
strongest acceleration since the reading before, in millimetres per second squared."""


class Conditions(Said, frozen=True, tag="conditions"):
    """Logger to L3: one reading.

    Attributes:
        logger: which one.
        number: counts its readings from 1, those that it lost among them.
        time_us: when, by its own clock, in microseconds since t = 0.
        values: of ``QUANTITIES``, those that it measures, each with its value.

    """

    logger: str
    number: int
    time_us: int
    values: tuple[tuple[str, int], ...]


ToSite: TypeAlias = Conditions
