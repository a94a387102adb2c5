"""All wires of one attempt: which level sits where, and what the bench serves to it."""

import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import msgspec

from linebench.levels import POWERED
from linebench.line.line import speed_of
from linebench.line.pool_faults import POOL
from linebench.ports import Message
from linebench.records.wire import WireNoted
from linebench.scenario.devices import HOST, wire_of
from linebench.scenario.stack import WirePlan
from linebench.wire.mapped.scans import FieldSight, Scans
from linebench.wire.stream.clock import Clock
from linebench.wire.stream.interposer import Interposer
from linebench.wiring.bound import PLAYED, BoundEndpoint
from linebench.wiring.captures import Captured, Captures
from linebench.wiring.channels import wire_to
from linebench.wiring.control import Begin, WireTo
from linebench.wiring.dialled import DialledEndpoint
from linebench.wiring.dialled_pool import DialledPool
from linebench.wiring.endpoint import Endpoint, Surroundings
from linebench.wiring.ends import WiringError, is_openscs
from linebench.wiring.facade import Elsewhere, WiredSeat
from linebench.wiring.faults import WireFaults
from linebench.wiring.lateness import Measured
from linebench.wiring.maps import WireMap
from linebench.wiring.partner_seat import PartnerSeat
from linebench.wiring.pool_trouble import pool_trouble
from linebench.wiring.secured import admission, furnished_tls
from linebench.wiring.spoken import serve
from linebench.wiring.thread import LoopThread
from linebench.wiring.units import UnitSeat, unit_wire
from linebench.wiring.world import World, peers_of

__all__ = ["After", "Wiring"]

T = TypeVar("T")
After: TypeAlias = Callable[[], bool] | None
"""Is asked after each entry of the engine; true ends the run."""
_US = 1_000_000
_POWER = -1
"""Stands among the numbers of faults for a port without power."""


class Wiring(ABC):
    """Everything of an attempt that needs sockets. ``seats``: by level, those that are not in the bench."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.scenario, self.engine, self.write = world.scenario, world.engine, world.write
        self._closing = False
        self._captures = Captures(world.outside.captures, world.scenario.epoch)
        self._interposers: dict[str, Interposer] = {}
        self.scans = Scans()
        self.thread = LoopThread.shared()
        self._folder = tempfile.TemporaryDirectory(prefix="linebench-stores-", ignore_cleanup_errors=True)
        self.endpoints: dict[str, Endpoint] = {}
        self._units: dict[str, UnitSeat] = {}
        self._partner: PartnerSeat | None = None
        try:
            self.thread.run(self._open())
        except BaseException:
            self.close()  # a port in use must not leave those before it open
            raise

    @property
    def seats(self) -> dict[str, WiredSeat]:
        """The seats of all that is elsewhere, by id."""
        partner = {} if self._partner is None else {"partner": WiredSeat(self._partner, self.thread)}
        return {**self._levels(), **partner}

    @abstractmethod
    def _levels(self) -> dict[str, WiredSeat]:
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

    def outside(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something with sockets of the bench's own; levels look afterwards at what may have changed."""
        try:
            return self.thread.run(work)
        finally:
            self.thread.call(self._touch)

    def store(self, level: str) -> Path:
        """The file in which a level in a process of the bench keeps what outlives it."""
        return Path(self._folder.name) / f"{level}.sqlite"

    def power(self, level: str, *, on: bool) -> None:
        """A level of the bench gets or loses its power, and with it those of its ports that others dial."""
        self.thread.call(lambda: self._power(level, on=on))

    def _power(self, level: str, *, on: bool) -> None:
        for unit in self._units.values() if level == HOST else ():
            unit.power(on=on, clock=self._clock())
        for pair in (each for each in self.endpoints if each.endswith(f"-{level}")):
            endpoint = self.endpoints[pair]
            if isinstance(endpoint, DialledEndpoint):
                endpoint.power(on=on)
            elif on:
                endpoint.restart()
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

    def _unit(self, device: str) -> UnitSeat:
        """Make the end of a wire to a device that is not ours. No byte fault acts there: nothing is in its way."""
        pair, seat = wire_of(device), self._unit_seat(device)
        around = Surroundings(
            link=pair, peer=device, wire=unit_wire(self.scenario.stack, device),
            epoch=self.scenario.epoch, clock=self._clock(), hear=seat.heard, note=partial(self._note, pair),
            changed=self._touch, interposer=None, capture=self._captures.of(pair), real=self.world.outside.real,
            gather=False)
        self.endpoints[pair] = endpoint = DialledEndpoint(around, device, poll_us=None)
        seat.join(endpoint)
        return seat

    def _unit_seat(self, device: str) -> UnitSeat:
        raise WiringError(f"{device} is real and time is granted; expected pace real, which what is real lives by")

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
        for level in (name for name in POWERED if name in self.scenario.stack.remote):
            seat = self._seat(level)
            for peer in peers_of(level, self.scenario.stack.absent):
                await self._serve(level, peer, seat, partial(self._hear, level, peer))
        if self.scenario.stack.partner is not None and "l4" not in self.scenario.stack.remote:
            self._partner = self._outsider()
            await self._serve("partner", "l4", self._partner, self._partner.heard)
        for device in self.scenario.stack.devices:
            self._units[device] = self._unit(device)

    async def _serve(self, level: str, peer: str, seat: Elsewhere, hear: Callable[[Message], None]) -> None:
        endpoint = self._endpoint(level, peer, seat.changed, hear)
        await endpoint.start()
        self.endpoints[f"{level}-{peer}"] = endpoint
        seat.serve(peer, endpoint)

    @abstractmethod
    def _outsider(self) -> PartnerSeat:
        """Make the seat of the enterprise's partners."""

    async def _close(self) -> None:
        for seat in self.seats.values():
            seat.dismiss()
        for endpoint in self.endpoints.values():
            await endpoint.stop()
        if self.world.outside.binder is not None:
            await self.world.outside.binder.close()

    def _endpoint(self, level: str, peer: str, changed: Callable[[], None],
                  hear: Callable[[Message], None]) -> Endpoint:
        pair = f"{level}-{peer}"
        plans = {wire.id: wire for wire in self.scenario.stack.wires}
        names, wire = self._names(pair, plans), wire_to(self._name(peer), pair, plans)
        if names is not None and not names.tags:
            wire = names.named(wire)
            names = None
        if is_openscs(peer, wire.dialect):
            from linebench.wiring.openscs_port import furnished  # noqa: PLC0415  # slow to import, rarely spoken

            wire = furnished(wire, Path(self._folder.name))
        wire = furnished_tls(wire, Path(self._folder.name) / "tls" / pair, self.scenario.epoch)
        binder = self.world.outside.binder if peer in PLAYED and pair not in plans else None
        around = Surroundings(
            link=pair, peer=peer, wire=wire, epoch=self.scenario.epoch, clock=self._clock(),
            hear=hear, note=partial(self._note, pair), changed=changed,
            interposer=self._interposer(pair), capture=self._captures.of(pair), gather=self.gather,
            real=self.world.outside.real and level in self.scenario.stack.remote
            and self.scenario.stack.remote[level].nature == "real",
            names=names, sight=self._sight() if peer == "io" else None,
            admits=admission(peer, self.world.identity.mutants),
            trouble=pool_trouble(self.world.faults, self._clock().now) if peer == POOL.name else None)
        if binder is not None:
            return BoundEndpoint(around, binder, self.write)
        if pair in plans and plans[pair].dials:
            return (DialledPool if level == POOL.name else DialledEndpoint)(around, level)
        return serve(around, plans[pair].also if pair in plans else ())

    def _sight(self) -> FieldSight:
        """What a remote I/O knows of the line, at the speed that it runs at."""
        line = self.scenario.line
        speed = speed_of(line, self.scenario.rate)
        clock = self._clock()

        def encoder() -> int:
            clock.now()  # the engine's clock lags behind the wall's
            return self.world.encoder()

        return FieldSight(encoder, int(line.pack_length) * _US // speed, int(line.pitch) * _US // speed, self.scans)

    def _names(self, pair: str, plans: Mapping[str, WirePlan]) -> WireMap | None:
        """The map of a wire. Whoever makes a world with one has read it, or it is not made."""
        found = self.world.outside.maps.get(pair)
        if found is None and pair in plans and plans[pair].map:
            raise WiringError(f"wire {pair}: found map = {plans[pair].map!r}; expected none here: maps are read by "
                              "linebench serve and linebench run")
        return found

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
        one, store = self.world.identity, str(self.store(level))
        own = {wire.id: wire.level_options for wire in self.scenario.stack.wires}
        wires = {peer: _otherwise(endpoint.wire, own.get(f"{level}-{peer}"))
                 for peer, endpoint in endpoints.items()}
        kind, factor = self.scenario.clock
        return Begin(self.world.setups[level], one.mutants, one.seed, one.test, one.row, wires, store,
                     self.scenario.epoch, stepped=kind == "stepped", factor=factor, t=t)

    def _name(self, peer: str) -> str:
        """The name of the device in a seat, as it calls itself; of a level or a person the seat's own."""
        kind = {"scale": "checkweigher"}.get(peer, peer)
        return next((station.id for station in self.scenario.line.stations if station.kind == kind), peer)


def _otherwise(wire: WireTo, options: Mapping[str, str] | None) -> WireTo:
    """A wire as a level has it whose end is set up otherwise than that of its peer."""
    return msgspec.structs.replace(wire, options={**wire.options, **options}) if options else wire
