"""Planted defects and faults belong into what is our own alone."""

from collections.abc import Sequence

from linebench.line.faults import RealTargetError
from linebench.scenario.devices import faults_on_real
from linebench.scenario.model import Scenario

__all__ = ["PlantedError", "refuse_beside_real"]


class PlantedError(ValueError):
    """Planted defects beside a seat of nature real. The message says what to do."""


def refuse_beside_real(mutants: Sequence[str], scenario: Scenario) -> None:
    """Refuse planted defects where something real sits, and planned faults on what is real.

    Raises:
        PlantedError: there are such defects.
        RealTargetError: there are such faults.

    """
    if mutants and any(seat.nature == "real" for seat in scenario.stack.seats):
        raise PlantedError(f"planted defect {', '.join(mutants)} beside a real seat; leave the defect out: it "
                           "would be held against what is real")
    if faults := faults_on_real(scenario):
        raise RealTargetError(f"{faults[0].target} is real: the bench cannot break it as scenario {scenario.id!r} "
                              f"plans ({faults[0].kind})")
