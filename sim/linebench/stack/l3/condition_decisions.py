"""The decisions the site server takes about readings of data loggers, each of which a mutant can replace."""

from linebench.stack.l3.sensor_events import MEASURED

__all__ = ["ConditionDecisions"]

_CLOCK_US = 2_000_000
"""A logger's clock that is off by more is not believed."""


class ConditionDecisions:
    """What a right site server decides."""

    def is_beyond(self, value: int, low: int | None, high: int | None) -> bool:
        """Whether a value is outside of what the goods bear."""
        return (low is not None and value < low) or (high is not None and value > high)

    def unit_of(self, quantity: str) -> str:
        """The unit that is written."""
        return MEASURED[quantity][1]

    def taken(self, values: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
        """The values of a reading that are reported."""
        return values

    def time_of(self, said_us: int, heard_us: int) -> int:
        """When a reading was: as the logger says, unless its clock is off; then when it was heard."""
        return said_us if abs(said_us - heard_us) <= _CLOCK_US else heard_us
