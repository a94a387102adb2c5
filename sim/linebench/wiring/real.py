"""Wires in real time."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from linebench.ports import Message
from linebench.wire.stream.clock import Clock
from linebench.wiring.bound import BoundLife
from linebench.wiring.ends import WiringError
from linebench.wiring.engine_clock import EngineClock
from linebench.wiring.facade import Elsewhere, WiredSeat
from linebench.wiring.lateness import Measured, clock_us
from linebench.wiring.life import Foreign, OwnProcess
from linebench.wiring.looking import longest_look
from linebench.wiring.pace import RealTime
from linebench.wiring.partner_seat import PartnerSeat
from linebench.wiring.real_seat import Life, RealSeat
from linebench.wiring.units import UnitSeat
from linebench.wiring.waiting import Waiting
from linebench.wiring.wiring import After, Wiring
from linebench.wiring.world import World

__all__ = ["RealWiring"]

T = TypeVar("T")
_REACH_US = 3_000_000
"""How long after the first dial a device may take to say that it is there, by the wall."""


class RealWiring(Wiring):
    """Time is the wall's; whoever is on the wires lives by it as well."""

    gather = False

    def __init__(self, world: World) -> None:
        self._real: dict[str, RealSeat] = {}
        super().__init__(world)

    def _levels(self) -> dict[str, WiredSeat]:
        """See ``Wiring``."""
        return {level: WiredSeat(seat, self.thread) for level, seat in self._real.items()}

    def run(self, limit: int, after: After = None) -> bool:
        """See ``Wiring``."""
        found = self.thread.run(self._time.run(limit, after))
        if trouble := self.scans.complaint():
            raise WiringError(f"wire l1-io: {trouble}")
        return found

    def call(self, work: Callable[[], T]) -> T:
        """See ``Wiring``."""
        return self.thread.call(lambda: self._applied(work))

    def begin(self) -> None:
        """See ``Wiring``. Time passes until every device that is not ours is there.

        Raises:
            WiringError: one is not.

        """
        self.thread.call(self._time.start)
        if self._units:
            try:
                self.thread.run(self._reach())
            except BaseException:
                self.close()
                raise

    async def _reach(self) -> None:
        for unit in self._units.values():
            await unit.endpoint.start()
        limit = self._time.now() + _REACH_US * self.scenario.clock[1]
        await self._time.run(limit, lambda: all(unit.here for unit in self._units.values()))
        if missing := "; ".join(filter(None, (unit.missing() for unit in self._units.values()))):
            raise WiringError(missing)

    def measured(self) -> Measured:
        """See ``Wiring``."""
        time, factor = self._time, self.scenario.clock[1]
        return Measured(lateness=time.lateness.quantiles(), bins=time.lateness.bins(), stall=time.stall,
                        polling=longest_look(self.scenario.stack, factor), clock=clock_us(factor),
                        processor=self._waiting.worst_us * factor, scan=self.scans.summary())

    async def _save(self) -> None:
        self.world.settle()
        await asyncio.to_thread(self.world.sync)

    async def _open(self) -> None:
        self._waiting = Waiting(self._programs)
        self._time = RealTime(self.engine, self.scenario.clock[1], self._save, self._waiting)
        await super()._open()
        for seat in self._real.values():
            await seat.prepare()

    def _programs(self) -> tuple[int, ...]:
        """Process ids of the levels that run on this computer, as far as they were started from here."""
        return tuple(pid for seat in self._real.values() for pid in seat.programs)

    async def _close(self) -> None:
        await self._time.stop()
        await super()._close()

    def _applied(self, work: Callable[[], T]) -> T:
        self._time.catch_up()
        try:
            return work()
        finally:
            self._time.stir()

    def _seat(self, level: str) -> Elsewhere:
        foreign = self.scenario.stack.remote[level].nature == "real"
        life: Life = self._foreign() if foreign else OwnProcess(partial(self._begin_of, level), self._time.now)
        self._real[level] = seat = RealSeat(level, self.write, self._time.catch_up, self._time.stir, life)
        return seat

    def _unit_seat(self, device: str) -> UnitSeat:
        return UnitSeat(device, self.world.units[device], self._time.catch_up, self._time.stir)

    def _foreign(self) -> Life:
        binder = self.world.outside.binder
        return Foreign() if binder is None else BoundLife(binder)

    def _outsider(self) -> PartnerSeat:
        return PartnerSeat(self._time.catch_up, self._time.stir)

    def _clock(self) -> Clock:
        return EngineClock(self.engine, self._time.stir, self._time.catch_up)

    def _hear(self, level: str, peer: str, message: Message) -> None:
        self._real[level].heard(peer, message)

    def _touch(self) -> None:
        self._time.stir()
