"""Tamper seals: packs without one, and a sensor that sees none."""

from linebench.bdd.actual import NotApplicable
from linebench.bdd.attempt import Attempt
from linebench.bdd.flow import inject, strike
from linebench.bdd.phrase import when

_SENSOR = "seal"


@when("the next pack comes without its tamper seal")
def seal_missing(attempt: Attempt) -> None:
    """Let one pack have no seal."""
    _need_sensor(attempt)
    strike(attempt, _SENSOR, "missing")


@when("the seal sensor does not see the next seal")
def seal_unseen(attempt: Attempt) -> None:
    """Let the sensor miss the seal of one pack."""
    _need_sensor(attempt)
    strike(attempt, _SENSOR, "blind")


@when("the seal sensor sees no seal any more")
def sensor_dead(attempt: Attempt) -> None:
    """Let the sensor see no seal from now on."""
    _need_sensor(attempt)
    inject(attempt, _SENSOR, "blind")


def _need_sensor(attempt: Attempt) -> None:
    if all(plan.kind != _SENSOR for plan in attempt.scenario.line.stations):
        raise NotApplicable(f"the line {attempt.scenario.line.id!r} has no sensor for tamper seals")
