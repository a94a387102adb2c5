"""Planted defects in what the site server reports of the surroundings of goods."""

from collections.abc import Callable

from linebench.stack.l3.condition_decisions import ConditionDecisions
from linebench.stack.l3.sensor_events import MEASURED
from linebench.stack.mutant import Mutant

__all__ = ["MUTANTS"]

_HOUR_US = 3_600_000_000


def _never(self: ConditionDecisions, value: int, low: int | None, high: int | None) -> bool:  # noqa: ARG001  # signature of the decision
    return False


def _fahrenheit(self: ConditionDecisions, quantity: str) -> str:  # noqa: ARG001  # as above
    return "FAH" if quantity == "temperature" else MEASURED[quantity][1]


def _dry(self: ConditionDecisions, values: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:  # noqa: ARG001  # as above
    return tuple(pair for pair in values if pair[0] != "humidity")


def _hour_later(self: ConditionDecisions, said_us: int, heard_us: int) -> int:  # noqa: ARG001  # as above
    return said_us + _HOUR_US


def _mutant(name: str, decision: str, replacement: Callable[..., object], summary: str) -> Mutant:
    return Mutant(name=f"l3-{name}", level="l3", decision=decision, replacement=replacement, summary=summary,
                  rules=("condition-reported",), cases=("OQ-L3-071",))


MUTANTS = (
    _mutant("averages-excursions", "is_beyond", _never, "Reports excursions among the other readings of a period."),
    _mutant("wrong-unit", "unit_of", _fahrenheit, "Writes degrees Celsius as degrees Fahrenheit."),
    _mutant("drops-humidity", "taken", _dry, "Does not report the humidity."),
    _mutant("shifts-time", "time_of", _hour_later, "Reports readings with the time of another zone."),
)
