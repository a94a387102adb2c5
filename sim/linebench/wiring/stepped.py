"""Wires in granted time."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from linebench.ports import Message
from linebench.wire.stream.clock import Clock
from linebench.wiring.engine_clock import EngineClock
from linebench.wiring.facade import Elsewhere, WiredSeat
from linebench.wiring.pace import run_stepped
from linebench.wiring.partner_seat import PartnerSeat
from linebench.wiring.seat import ProcessSeat
from linebench.wiring.wiring import After, Wiring
from linebench.wiring.world import World

__all__ = ["SteppedWiring"]

T = TypeVar("T")


class SteppedWiring(Wiring):
    """Time goes from event to event, and every level elsewhere is granted each instant that concerns it."""

    gather = True

    def __init__(self, world: World) -> None:
        self._granted: dict[str, ProcessSeat] = {}
        self._time = EngineClock(world.engine)
        self._time.touch = self._touch
        super().__init__(world)

    def _levels(self) -> dict[str, WiredSeat]:
        """See ``Wiring``."""
        return {level: WiredSeat(seat, self.thread) for level, seat in self._granted.items()}

    def run(self, limit: int, after: After = None) -> bool:
        """See ``Wiring``."""
        seats = (*self._granted.values(), *(() if self._partner is None else (self._partner,)))
        return self.thread.run(run_stepped(self.engine, seats, limit, after))

    def call(self, work: Callable[[], T]) -> T:
        """See ``Wiring``. Time stands still, so the world is touched from wherever this is."""
        return work()

    def begin(self) -> None:
        """See ``Wiring``. Time begins when it is first let pass."""

    def measured(self) -> None:
        """See ``Wiring``."""
        return

    def _seat(self, level: str) -> Elsewhere:
        seat = ProcessSeat(level, self.engine, self.write, partial(self._begin_of, level))
        self._granted[level] = seat
        return seat

    def _outsider(self) -> PartnerSeat:
        return PartnerSeat(lambda: int(self.engine.now), _nothing)

    def _clock(self) -> Clock:
        return self._time

    def _hear(self, level: str, peer: str, message: Message) -> None:
        self._granted[level].heard(peer, message)

    def _touch(self) -> None:
        for seat in self._granted.values():
            seat.touch()


def _nothing() -> None:
    """Nobody waits: time stands still."""
