"""How time passes for an engine in an event loop: granted step by step, or with the wall's."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from linebench.kernel.engine import Engine
from linebench.wiring.lateness import Lateness
from linebench.wiring.waiting import Waiting

__all__ = ["RealTime", "Settling", "run_stepped"]

_US = 1_000_000
_AT_ONCE = 16
"""Overdue entries executed one after another before sockets get their turn."""
_COARSE_S = 0.001
"""How late a loop's timer may be by itself, for systems wait in whole milliseconds: this long before an entry the
loop stays awake."""
_BEAT_S = 0.01
"""How often it is looked how long somebody who has something to say may have to wait."""
_SAVE_S = 1.0
"""How often what was recorded is made to survive a loss of power."""


class Settling(Protocol):
    """A seat elsewhere that may have something to do at this instant."""

    @property
    def pending(self) -> bool:
        """Whether it has."""

    async def settle(self) -> None:
        """Have it done."""


async def run_stepped(engine: Engine, seats: Sequence[Settling], limit: int,
                      after: Callable[[], bool] | None = None) -> bool:
    """Execute everything booked up to and including ``limit``; after each entry every seat elsewhere comes to rest.

    As ``Engine.run_to``: ``after`` is asked after each entry, and ends the run where the clock then stands.
    """
    await _settle(seats)
    while (due := engine.due) is not None and due <= limit:
        engine.execute()
        await _settle(seats)
        if after is not None and after():
            return True
    engine.pass_to(limit)
    return False


async def _settle(seats: Sequence[Settling]) -> None:
    """Let every seat come to rest; one may wake another at the same instant."""
    while any(seat.pending for seat in seats):
        for seat in seats:
            if seat.pending:
                await seat.settle()


class RealTime:
    """Lets an engine keep pace with the wall, ``factor`` times as fast, from ``start`` to ``stop``.

    It runs whether anybody waits or not. Whoever books something from outside calls ``stir`` after it.

    Attributes:
        lateness: how long after its time each entry was executed, from when somebody first waits: starting the
            processes of levels takes seconds, and what was due meanwhile says nothing about the run.
        stall: the longest the loop was busy with something else, in microseconds of simulated time, since then.

    """

    def __init__(self, engine: Engine, factor: int, save: Callable[[], Awaitable[None]] | None = None,
                 waiting: Waiting | None = None) -> None:
        """``save`` is called every second of the wall; what it raises reaches who waits. ``waiting``: programs
        beside the bench, at which it looks now and then.
        """
        self._waiting = waiting
        self.lateness = Lateness()
        self.stall = 0
        self._save = save
        self._ended = asyncio.Event()
        self._beside: list[asyncio.Task[None]] = []
        self._engine = engine
        self._speed = factor * _US
        self._loop = asyncio.get_running_loop()
        self._zero = 0.0
        self._stirred = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._broken: Exception | None = None
        self._measured_from: int | None = None
        self._waiter: tuple[int, Callable[[], bool] | None, asyncio.Future[bool]] | None = None

    def start(self) -> None:
        """Let time pass."""
        self._zero = self._loop.time() - int(self._engine.now) / self._speed
        self._task = asyncio.create_task(self._live())
        self._beside = [asyncio.create_task(self._attend()), asyncio.create_task(self._keep())]

    async def stop(self) -> None:
        """Let time stand still."""
        self._ended.set()  # a save that is under way is waited for: nobody may close its file meanwhile
        if self._beside:
            await asyncio.wait(self._beside)
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    def now(self) -> int:
        """The wall's time in microseconds of the attempt; it stands still until ``start``."""
        if self._task is None:
            return int(self._engine.now)
        return int((self._loop.time() - self._zero) * self._speed)

    def stir(self) -> None:
        """Something was booked or asked from outside."""
        self._stirred.set()

    def catch_up(self) -> int:
        """Let the engine's clock show the wall's time, as far as nothing is overdue; returns it."""
        due = self._engine.due
        self._engine.pass_to(self.now() if due is None else min(self.now(), due))
        return int(self._engine.now)

    async def run(self, limit: int, after: Callable[[], bool] | None = None) -> bool:
        """Wait until ``after`` answers true (the result is true), or the engine has come to ``limit``."""
        if self._broken is not None:
            raise self._broken
        if self._measured_from is None:
            self._measured_from = self.catch_up()
        done: asyncio.Future[bool] = self._loop.create_future()
        self._waiter = (limit, after, done)
        self._look()  # what came between a look and this has nobody else to tell of it while the line stands
        self.stir()
        return await done

    async def _live(self) -> None:
        try:
            while True:
                self._stirred.clear()
                self._execute_due()
                await self._rest()
        except Exception as error:  # noqa: BLE001  # a task's error reaches nobody: whoever waits gets it
            self._fail(error)

    async def _attend(self) -> None:
        while not self._ended.is_set():
            due = self._loop.time() + _BEAT_S
            await asyncio.sleep(_BEAT_S)
            if self._measured_from is not None:
                self.stall = max(self.stall, int((self._loop.time() - due) * self._speed))
                if self._waiting is not None:
                    self._waiting.look(self._loop.time())

    async def _keep(self) -> None:
        try:
            while self._save is not None and not self._ended.is_set():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._ended.wait(), _SAVE_S)
                await self._save()
        except Exception as error:  # noqa: BLE001  # as in _live
            self._fail(error)

    def _execute_due(self) -> None:
        engine, times, since = self._engine, self.lateness, self._measured_from
        for _ in range(_AT_ONCE):
            due = engine.due
            if due is None or (late := self.now() - due) < 0:
                break
            engine.execute()
            if since is not None and due >= since:
                times.add(late)
            self._look()
        self._look_at_limit()

    async def _rest(self) -> None:
        """Wait for the next entry, for somebody from outside, or for the limit of who waits."""
        times = (self._engine.due, self._waiter[0] if self._waiter else None)
        next_t = min((t for t in times if t is not None), default=None)
        if next_t is None:
            await self._stirred.wait()
            return
        wake = self._zero + next_t / self._speed - _COARSE_S
        if wake <= self._loop.time():
            await asyncio.sleep(0)  # sockets get their turn, and it is looked again
            return
        handle = self._loop.call_at(wake, self._stirred.set)
        try:
            await self._stirred.wait()
        finally:
            handle.cancel()

    def _look(self) -> None:
        if self._waiter is not None and self._waiter[1] is not None and self._waiter[1]():
            self._settle(found=True)

    def _look_at_limit(self) -> None:
        due, waiter = self._engine.due, self._waiter
        if waiter is not None and self.now() >= waiter[0] and (due is None or due > waiter[0]):
            self._engine.pass_to(waiter[0])
            self._settle(found=False)

    def _settle(self, *, found: bool) -> None:
        waiter, self._waiter = self._waiter, None
        if waiter is not None and not waiter[2].done():
            waiter[2].set_result(found)

    def _fail(self, error: Exception) -> None:
        self._broken = error
        if self._waiter is not None and not self._waiter[2].done():
            self._waiter[2].set_exception(error)
