"""All wires of one attempt: which level sits where, what the bench serves to it, and how time passes meanwhile."""

import asyncio
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from random import Random
from typing import TypeVar

import msgspec

from linebench.kernel.engine import Engine
from linebench.levels import LEVELS, LevelSetup
from linebench.line.faults import FaultBook
from linebench.ports import Message
from linebench.records import AnyRecord
from linebench.records.wire import WireNoted
from linebench.scenario.kinds import LINKS
from linebench.scenario.model import Scenario
from linebench.wire.stream.clock import Clock
from linebench.wire.stream.interposer import Interposer
from linebench.wiring.captures import Captured, Captures
from linebench.wiring.channels import wire_to
from linebench.wiring.control import Begin
from linebench.wiring.endpoint import Endpoint, Surroundings
from linebench.wiring.engine_clock import EngineClock
from linebench.wiring.facade import Elsewhere, WiredSeat
from linebench.wiring.faults import WireFaults
from linebench.wiring.lateness import Measured, clock_us
from linebench.wiring.life import Foreign, OwnProcess
from linebench.wiring.looking import longest_look
from linebench.wiring.pace import RealTime, run_stepped
from linebench.wiring.real_seat import Life, RealSeat
from linebench.wiring.seat import ProcessSeat
from linebench.wiring.spoken import serve
from linebench.wiring.thread import LoopThread

__all__ = ["Identity", "RealWiring", "SteppedWiring", "Wiring", "World", "peers_of", "wiring_of"]

T = TypeVar("T")
_POWER = -1
"""Stands among the numbers of faults for a port without power."""
After = Callable[[], bool] | None


class Identity(msgspec.Struct, frozen=True):
    """What a level's chances depend on, as ``Streams`` has it, and its planted defects."""

    seed: int
    test: str
    row: str
    mutants: tuple[str, ...]


class World(msgspec.Struct, frozen=True, kw_only=True):
    """The attempt that wires are made for.

    ``captures``: where the bytes on each wire are kept, if anywhere; ``real``: wires may leave this machine.
    ``settle`` writes what has been recorded, in the thread of the wires; ``sync`` makes it last, in any other.
    """

    scenario: Scenario
    engine: Engine
    write: Callable[[AnyRecord], None]
    setups: Mapping[str, LevelSetup]
    identity: Identity
    faults: FaultBook
    stream: Callable[[str], Random]
    captures: Path | None
    real: bool
    settle: Callable[[], None]
    sync: Callable[[], None]


class Wiring(ABC):
    """Everything of an attempt that needs sockets. ``seats``: by level, those that are not in the bench."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.scenario, self.engine, self.write = world.scenario, world.engine, world.write
        self._closing = False
        self._captures = Captures(world.captures, world.scenario.epoch)
        self._interposers: dict[str, Interposer] = {}
        self.thread = LoopThread.shared()
        self._folder = tempfile.TemporaryDirectory(prefix="linebench-stores-", ignore_cleanup_errors=True)
        self.endpoints: dict[str, Endpoint] = {}
        self.thread.run(self._open())

    @property
    @abstractmethod
    def seats(self) -> dict[str, WiredSeat]:
        """The seats of levels elsewhere, by level."""

    @abstractmethod
    def run(self, limit: int, after: After = None) -> bool:
        """Let time pass, as ``Engine.run_to``."""

    @abstractmethod
    def call(self, work: Callable[[], T]) -> T:
        """Do something to the world while it may be running."""

    @abstractmethod
    def begin(self) -> None:
        """Let time begin."""

    @abstractmethod
    def measured(self) -> Measured | None:
        """What was measured of real time; ``None`` where time waits for everybody."""

    def captured(self) -> tuple[Captured, ...]:
        """What became of the bytes on each wire."""
        return self._captures.kept()

    def power(self, level: str, *, on: bool) -> None:
        """A level of the bench gets or loses its power, and with it those of its ports that others dial."""
        self.thread.call(lambda: self._power(level, on=on))

    def _power(self, level: str, *, on: bool) -> None:
        for pair in (each for each in self.endpoints if each.endswith(f"-{level}")):
            if on:
                self.endpoints[pair].restart()
                self._interposers[pair].end(_POWER)
            else:
                self._interposers[pair].begin(_POWER, "refused", {})
        self._touch()

    def close(self) -> None:
        """Close every wire and let the levels go."""
        self._closing = True  # in which order connections end now says nothing about the system
        try:
            self.thread.run(self._close())
        finally:
            self._captures.close()
            self._folder.cleanup()

    @abstractmethod
    def _seat(self, level: str) -> Elsewhere:
        """Make the seat of a level."""

    @abstractmethod
    def _clock(self) -> Clock:
        """The clock of the wires."""

    @abstractmethod
    def _hear(self, level: str, peer: str, message: Message) -> None:
        """A level said something to a peer."""

    gather: bool

    async def _open(self) -> None:
        for level in (name for name in LEVELS if name in self.scenario.stack.remote):
            seat = self._seat(level)
            for peer in peers_of(level):
                endpoint = self._endpoint(level, peer, seat)
                await endpoint.start()
                self.endpoints[f"{level}-{peer}"] = endpoint
                seat.serve(peer, endpoint)

    async def _close(self) -> None:
        for seat in self.seats.values():
            seat.dismiss()
        for endpoint in self.endpoints.values():
            await endpoint.stop()

    def _endpoint(self, level: str, peer: str, seat: Elsewhere) -> Endpoint:
        pair = f"{level}-{peer}"
        plans = {wire.id: wire for wire in self.scenario.stack.wires}
        wire = wire_to(self._name(peer), pair, plans)
        around = Surroundings(
            link=pair, peer=peer, wire=wire, epoch=self.scenario.epoch, clock=self._clock(),
            hear=partial(self._hear, level, peer), note=partial(self._note, pair), changed=seat.changed,
            interposer=self._interposer(pair), capture=self._captures.of(pair), gather=self.gather,
            real=self.world.real and self.scenario.stack.remote[level].nature == "real")
        return serve(around, plans[pair].also if pair in plans else ())

    def _interposer(self, pair: str) -> Interposer:
        interposer = Interposer(pair, self.world.stream(f"wire.{pair}"), self._clock(),
                                struck=lambda number, detail: self._note(pair, f"fault {number}", detail))
        self._interposers[pair] = interposer
        WireFaults(pair, self.world.faults, interposer, post=self.thread.call, touch=self._touch)
        return interposer

    def _note(self, pair: str, what: str, detail: str) -> None:
        if not self._closing:
            self.write(WireNoted(int(self.engine.now), pair, "device", what, detail))

    @abstractmethod
    def _touch(self) -> None:
        """Something on a wire may have changed: whoever lives by granted time has to be told."""

    def _begin_of(self, level: str, t: int, endpoints: Mapping[str, Endpoint]) -> Begin:
        one, store = self.world.identity, str(Path(self._folder.name) / f"{level}.sqlite")
        wires = {peer: endpoint.wire for peer, endpoint in endpoints.items()}
        kind, factor = self.scenario.clock
        return Begin(self.world.setups[level], one.mutants, one.seed, one.test, one.row, wires, store,
                     self.scenario.epoch, stepped=kind == "stepped", factor=factor, t=t)

    def _name(self, peer: str) -> str:
        """The name of the device in a seat, as it calls itself; of a level or a person the seat's own."""
        kind = {"scale": "checkweigher"}.get(peer, peer)
        return next((station.id for station in self.scenario.line.stations if station.kind == kind), peer)


class SteppedWiring(Wiring):
    """Time goes from event to event, and every level elsewhere is granted each instant that concerns it."""

    gather = True

    def __init__(self, world: World) -> None:
        self._granted: dict[str, ProcessSeat] = {}
        self._time = EngineClock(world.engine)
        self._time.touch = self._touch
        super().__init__(world)

    @property
    def seats(self) -> dict[str, WiredSeat]:
        """See ``Wiring``."""
        return {level: WiredSeat(seat, self.thread) for level, seat in self._granted.items()}

    def run(self, limit: int, after: After = None) -> bool:
        """See ``Wiring``."""
        return self.thread.run(run_stepped(self.engine, tuple(self._granted.values()), limit, after))

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

    def _clock(self) -> Clock:
        return self._time

    def _hear(self, level: str, peer: str, message: Message) -> None:
        self._granted[level].heard(peer, message)

    def _touch(self) -> None:
        for seat in self._granted.values():
            seat.touch()


class RealWiring(Wiring):
    """Time is the wall's; whoever is on the wires lives by it as well."""

    gather = False

    def __init__(self, world: World) -> None:
        self._real: dict[str, RealSeat] = {}
        super().__init__(world)

    @property
    def seats(self) -> dict[str, WiredSeat]:
        """See ``Wiring``."""
        return {level: WiredSeat(seat, self.thread) for level, seat in self._real.items()}

    def run(self, limit: int, after: After = None) -> bool:
        """See ``Wiring``."""
        return self.thread.run(self._time.run(limit, after))

    def call(self, work: Callable[[], T]) -> T:
        """See ``Wiring``."""
        return self.thread.call(lambda: self._applied(work))

    def begin(self) -> None:
        """See ``Wiring``."""
        self.thread.call(self._time.start)

    def measured(self) -> Measured:
        """See ``Wiring``."""
        time, factor = self._time, self.scenario.clock[1]
        return Measured(lateness=time.lateness.quantiles(), bins=time.lateness.bins(), stall=time.stall,
                        polling=longest_look(self.scenario.stack, factor), clock=clock_us(factor))

    async def _save(self) -> None:
        self.world.settle()
        await asyncio.to_thread(self.world.sync)

    async def _open(self) -> None:
        self._time = RealTime(self.engine, self.scenario.clock[1], self._save)
        await super()._open()
        for seat in self._real.values():
            await seat.prepare()

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
        life: Life = Foreign() if foreign else OwnProcess(partial(self._begin_of, level), self._time.now)
        self._real[level] = seat = RealSeat(level, self.write, self._time.catch_up, self._time.stir, life)
        return seat

    def _clock(self) -> Clock:
        return EngineClock(self.engine, self._time.stir, self._time.catch_up)

    def _hear(self, level: str, peer: str, message: Message) -> None:
        self._real[level].heard(peer, message)

    def _touch(self) -> None:
        self._time.stir()


def wiring_of(world: World) -> Wiring | None:
    """Make the wires of an attempt; ``None`` where every seat is in the bench."""
    if not world.scenario.stack.remote:
        return None
    return (RealWiring if world.scenario.clock[0] == "real" else SteppedWiring)(world)


def peers_of(level: str) -> tuple[str, ...]:
    """Every seat a level talks with, in the order of the links."""
    pairs = (link.split(">") for link in LINKS)
    return tuple(dict.fromkeys(peer for pair in pairs if level in pair for peer in pair if peer != level))
