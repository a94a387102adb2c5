"""Planted defects belong into our own stack alone."""

from collections.abc import Sequence

from linebench.scenario.model import Scenario

__all__ = ["PlantedError", "refuse_beside_real"]


class PlantedError(ValueError):
    """Planted defects beside a seat of nature real. The message says what to do."""


def refuse_beside_real(mutants: Sequence[str], scenario: Scenario) -> None:
    """Refuse planted defects where something real sits.

    Raises:
        PlantedError: there are some, and something does.

    """
    if mutants and any(seat.nature == "real" for seat in scenario.stack.seats):
        raise PlantedError(f"planted defect {', '.join(mutants)} beside a real seat; leave the defect out: it "
                           "would be held against what is real")
