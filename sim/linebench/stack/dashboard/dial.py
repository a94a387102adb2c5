"""What the parts of a board have in common: a gauge's new value, and who turns a message into such values."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol, TypeAlias

from linebench.ports.dashboard import Gauge, Value

__all__ = ["Dials", "Turn", "Turned"]

Turned: TypeAlias = Iterable[tuple[str, Value]]
"""Gauges by name, and what they show now."""
Turn: TypeAlias = Callable[[Any, int], Turned]
"""Takes a message of its own type at a time."""


class Dials(Protocol):
    """A part of a board."""

    @property
    def gauges(self) -> tuple[Gauge, ...]:
        """All that it shows."""

    @property
    def turns(self) -> Mapping[tuple[str, type], Turn]:
        """What each kind of message does, by link and type."""
