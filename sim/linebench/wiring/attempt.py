"""All wires of one attempt: which level sits where, what the bench serves to it, and how time passes meanwhile."""

import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

from linebench.kernel.engine import Engine
from linebench.levels import LEVELS, LevelSetup
from linebench.records import AnyRecord
from linebench.records.wire import WireNoted
from linebench.scenario.kinds import LINKS
from linebench.scenario.model import Scenario, WirePlan
from linebench.seats import Ear, Way
from linebench.wiring.control import Begin, End, WireTo
from linebench.wiring.endpoint import DialectEndpoint, Endpoint, Surroundings
from linebench.wiring.engine_clock import EngineClock
from linebench.wiring.pace import run_stepped
from linebench.wiring.process import StationProcess
from linebench.wiring.seat import ProcessSeat
from linebench.wiring.thread import LoopThread

__all__ = ["Identity", "WiredSeat", "Wiring", "peers_of"]

T = TypeVar("T")

_IDLE: list[StationProcess] = []
"""Processes without a level, to be used again: starting one costs more than most test cases."""


class Identity:
    """What a level's chances depend on, as ``Streams`` has it, and its planted defects."""

    def __init__(self, seed: int, test: str, row: str, mutants: tuple[str, ...]) -> None:
        self.seed, self.test, self.row, self.mutants = seed, test, row, mutants


class WiredSeat:
    """A level elsewhere as the bench handles it, from any thread: as ``LevelSeat``."""

    def __init__(self, seat: ProcessSeat, thread: LoopThread) -> None:
        self._seat, self._thread = seat, thread

    @property
    def timers(self) -> int:
        """Engine entries of timers that came due."""
        return self._seat.timers

    @property
    def powered(self) -> bool:
        """Whether the level is running."""
        return self._seat.powered

    def speak(self, peer: str, link: Way) -> None:
        """Give the level its way to a peer."""
        self._seat.speak(peer, link)

    def hear(self, link: Ear) -> None:
        """Let the level take what arrives on a link."""
        self._seat.hear(link)

    def power_on(self, t: int) -> None:
        """Start the level from what it stored."""
        self._thread.run(self._seat.power_on(t))

    def power_off(self, t: int) -> None:
        """Kill its process."""
        self._thread.call(lambda: self._seat.power_off(t))


class Wiring:
    """Everything of an attempt that needs sockets. ``seats``: by level, those that are not in the bench."""

    def __init__(self, scenario: Scenario, engine: Engine, write: Callable[[AnyRecord], None],
                 setups: Mapping[str, LevelSetup], identity: Identity) -> None:
        self._scenario, self._engine, self._write = scenario, engine, write
        self._setups, self._identity = setups, identity
        self._thread = LoopThread.shared()
        self._folder = tempfile.TemporaryDirectory(prefix="linebench-stores-", ignore_cleanup_errors=True)
        self._clock = EngineClock(engine)
        self._process_seats: dict[str, ProcessSeat] = {}
        self._endpoints: list[Endpoint] = []
        self.seats: dict[str, WiredSeat] = self._thread.run(self._open())

    def run(self, limit: int, after: Callable[[], bool] | None = None) -> bool:
        """Let time pass, as ``Engine.run_to``."""
        return self._thread.run(run_stepped(self._engine, tuple(self._process_seats.values()), limit, after))

    def close(self) -> None:
        """Close every wire and let the processes go."""
        self._thread.run(self._close())
        self._folder.cleanup()

    async def _open(self) -> dict[str, WiredSeat]:
        remote = self._scenario.stack.remote
        for level in (name for name in LEVELS if name in remote):
            seat = ProcessSeat(level, self._engine, self._write, self._begin_of(level), _process)
            self._process_seats[level] = seat
            for peer in peers_of(level):
                endpoint = self._endpoint(level, peer, seat)
                await endpoint.start()
                self._endpoints.append(endpoint)
                seat.serve(peer, endpoint)
        self._clock.touch = self._touch
        return {level: WiredSeat(seat, self._thread) for level, seat in self._process_seats.items()}

    async def _close(self) -> None:
        for seat in self._process_seats.values():
            process = seat.dismiss()
            if process is not None:
                process.send(End())
                _IDLE.append(process)
        for endpoint in self._endpoints:
            await endpoint.stop()

    def _touch(self) -> None:
        """A timer of a wire ran out: every level elsewhere may have been sent something."""
        for seat in self._process_seats.values():
            seat.touch()

    def _endpoint(self, level: str, peer: str, seat: ProcessSeat) -> Endpoint:
        pair = f"{level}-{peer}"
        plan = next((wire for wire in self._scenario.stack.wires if wire.id == pair), WirePlan(id=pair))
        wire = WireTo(self._name(peer), plan.dialect, plan.profile, plan.options, plan.host, plan.port)

        return DialectEndpoint(Surroundings(
            link=pair, peer=peer, wire=wire, epoch=self._scenario.epoch, clock=self._clock,
            hear=partial(seat.heard, peer), note=partial(self._note, pair), changed=seat.watch.changed,
            interposer=None, real=False, gather=True))

    def _note(self, pair: str, what: str, detail: str) -> None:
        self._write(WireNoted(int(self._engine.now), pair, "device", what, detail))

    def _begin_of(self, level: str) -> Callable[[int, Mapping[str, Endpoint]], Begin]:
        one, store = self._identity, str(Path(self._folder.name) / f"{level}.sqlite")

        def begin(t: int, endpoints: Mapping[str, Endpoint]) -> Begin:
            wires = {peer: endpoint.wire for peer, endpoint in endpoints.items()}
            return Begin(self._setups[level], one.mutants, one.seed, one.test, one.row, wires, store,
                         self._scenario.epoch, stepped=True, factor=1, t=t)

        return begin

    def _name(self, peer: str) -> str:
        """The name of the device in a seat, as it calls itself; of a level or a person the seat's own."""
        kind = {"scale": "checkweigher"}.get(peer, peer)
        return next((station.id for station in self._scenario.line.stations if station.kind == kind), peer)


def peers_of(level: str) -> tuple[str, ...]:
    """Every seat a level talks with, in the order of the links."""
    pairs = (link.split(">") for link in LINKS)
    return tuple(dict.fromkeys(peer for pair in pairs if level in pair for peer in pair if peer != level))


async def _process() -> StationProcess:
    while _IDLE:
        process = _IDLE.pop()
        if process.alive:
            return process
    return await StationProcess.start()
