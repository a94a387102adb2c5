"""Carries out what a side answers, in the order it was said."""

from collections import deque
from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Any, Protocol

from linebench.ports import Message
from linebench.wire.side import Arm, Cancel, Effect, Hang, Heard, Noted, Write
from linebench.wire.stream import clock
from linebench.wire.stream.timers import Timers

__all__ = ["Connections", "Performer", "Timed"]


class Connections(Protocol):
    """What writes and hangs up."""

    def write(self, client: int, data: bytes) -> None:
        """Send; nothing happens when the connection is gone."""

    def hang(self, client: int, why: str) -> None:
        """Close once everything written has left; nothing happens when the connection is gone."""


class Timed(Protocol):
    """Whose effects are performed: all that matters of it here is that its timers run out."""

    def expired(self, name: str) -> Sequence[Effect]:
        """The timer ``name`` ran out."""


class Performer:
    """Performs effects one after the other, and keeps the side's timers.

    What a side says while effects are performed, because someone who heard a message answers at once, comes after
    those that are left: no answer overtakes an acknowledgement, and whoever answers has come to an end before the
    next message is heard. All has been done when the first ``perform`` returns, however many messages came at once.
    """

    def __init__(self, side: Timed, time: clock.Clock, hear: Callable[[Message], None],
                 note: Callable[[str, str], None], connections: Connections) -> None:
        self._side = side
        self._waiting: deque[Effect] = deque()
        self._performing = False
        self._timers = Timers(time, lambda name: self.perform(self._side.expired(name)))
        self._ways: MappingProxyType[type, Callable[[Any], None]] = MappingProxyType({
            Write: lambda effect: connections.write(effect.client, effect.data),
            Heard: lambda effect: hear(effect.message),
            Arm: self._timers.arm,
            Cancel: lambda effect: self._timers.cancel(effect.name),
            Hang: lambda effect: connections.hang(effect.client, effect.why),
            Noted: lambda effect: note(effect.what, effect.detail),
        })

    def perform(self, effects: Sequence[Effect]) -> None:
        """Carry out ``effects`` and all that follows from them at this instant."""
        self._waiting.extend(effects)
        if self._performing:
            return
        self._performing = True
        try:
            while self._waiting:
                effect = self._waiting.popleft()
                self._ways[type(effect)](effect)
        finally:
            self._performing = False
            self._waiting.clear()  # after an error of the bench nothing that was left is worth doing

    def close(self) -> None:
        """Forget all timers."""
        self._timers.close()
