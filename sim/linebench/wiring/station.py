"""Runs one control level in a process of its own: its seat, its store, and a wire to each of its peers."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

import msgspec

from linebench.kernel.streams import Streams
from linebench.levels import level_maker
from linebench.ports import Message
from linebench.ports.access import TurnedAway
from linebench.ports.presence import Presence
from linebench.seats import LevelSeat
from linebench.stack.machine import Effect, Handler, Level, Send, Store
from linebench.wire.side import Setting
from linebench.wiring.composite_client import CompositeClient
from linebench.wiring.control import Begin, Counts, Grant, Idle, Started, WireTo
from linebench.wiring.ends import host_end, is_opcua, is_openscs, tag_host
from linebench.wiring.looking import POLL_US
from linebench.wiring.secured import admission, secured_client
from linebench.wiring.station_clock import GrantedClock, StationClock, WallClock
from linebench.wiring.store import LastingStore
from linebench.wiring.stream_client import CountedClient

__all__ = ["LastingSeat", "Station", "StationWire"]

_NOBODY: Mapping[type, Handler] = MappingProxyType({})


class Client(Protocol):
    """The socket end of a level's wire."""

    async def start(self) -> None:
        """Dial."""

    async def stop(self) -> None:
        """Hang up."""

    def tell(self, message: Message) -> None:
        """Say a message."""

    def poll(self) -> None:
        """Look at a peer that cannot push."""

    async def take(self, theirs: Counts) -> None:
        """Wait until everything the bench sent is here."""

    def release(self) -> None:
        """Act on what is here."""

    async def settle(self) -> None:
        """Finish what has been begun."""

    def counts(self) -> Counts:
        """Bytes on each open connection."""


class StationWire:
    """A level's way to one peer and back: what a ``Link`` is to a seat in the bench."""

    def __init__(self, peer: str, wire: WireTo, clock: StationClock, epoch: str, store: LastingStore, *,
                 polls: bool, admits: Callable[[TurnedAway], bool]) -> None:
        """``polls``: time is the wall's, and who cannot push is looked at; ``admits``: see ``Setting``."""
        self.peer = peer
        self.name = f"{peer}>"
        self._clock = clock
        self._store = store
        self._handlers = _NOBODY
        self._early: list[Message] | None = []
        self.client = _client(peer, wire, clock, epoch, self._heard, granted=not polls, admits=admits)

    def say(self, t: int, message: Message, later: int = 0) -> None:  # noqa: ARG002  # as ``Link.say``; levels never wait
        """Say a message to the peer."""
        self._clock.said(self.peer)
        self.client.tell(message)

    def attach(self, receiver: Callable[..., None] | None, *, powered: bool = True) -> None:  # noqa: ARG002  # as a link
        """Nobody is there (no power)."""
        self._handlers = _NOBODY

    def attach_level(self, handlers: Mapping[type, Handler], perform: Callable[..., None],
                     ways: Mapping[str, Callable[..., None]]) -> None:
        """See ``Link.attach_level``. What was heard before, such as the state of a device, is not lost."""
        self._handlers, self._perform, self._ways = handlers, perform, ways
        early, self._early = self._early, None

        def tell(*_: object) -> None:
            for message in early or ():
                self._heard(message)

        self._clock.at(self._clock.now(), tell)  # after the level has begun

    def _heard(self, message: Message) -> None:
        if isinstance(message, Presence):  # a wire knows its device by name, a level knows the seat
            message = msgspec.structs.replace(message, peer=self.peer)
        if self._early is not None:
            self._early.append(message)
            return
        handler = self._handlers.get(type(message))
        if handler is None:
            return
        t = self._clock.now()
        answer: Any = handler(message, t)
        if answer and type(answer) is not Send:
            self._perform(answer, t)
            return
        self._store.commit()  # a level may have written what changes often by itself
        if answer:
            self._ways[answer.to](t, answer.message)


class LastingSeat(LevelSeat):
    """The seat of a level whose process may be killed at any moment: what one event changes in the store is there
    whole before anything is said of it.
    """

    def __init__(self, level: str, clock: StationClock, make: Callable[[], Level], store: LastingStore) -> None:
        super().__init__(level, clock, _unwritten, make, store=store)
        self._lasting = store

    def _perform(self, effects: Sequence[Effect], t: int) -> None:
        super()._perform([effect for effect in effects if type(effect) is Store], t)
        self._lasting.commit()
        super()._perform([effect for effect in effects if type(effect) is not Store], t)


class Station:
    """One level at work. Make it with ``begin``."""

    def __init__(self, begin: Begin) -> None:
        self._granted = GrantedClock() if begin.stepped else None
        clock: StationClock = self._granted or WallClock(begin.t, begin.factor)
        self._clock = clock
        if self._granted:
            self._granted.t = begin.t
        self._store = LastingStore(Path(begin.store))
        streams = Streams(begin.seed, begin.test, begin.row)
        admits = admission(begin.level, begin.mutants)
        self._wires = {peer: StationWire(peer, wire, clock, begin.epoch, self._store, polls=not begin.stepped,
                                         admits=admits)
                       for peer, wire in begin.wires.items()}
        make = level_maker(begin.setup, begin.mutants, streams.stream)
        self._seat = LastingSeat(begin.level, clock, make, self._store)
        for peer, wire in self._wires.items():
            self._seat.speak(peer, wire)
            self._seat.hear(wire)

    async def start(self) -> Started:
        """Dial every wire. Without a bench that grants time, the level begins at once."""
        for wire in self._wires.values():
            await wire.client.start()
        if self._granted is None:
            self._seat.power_on(self._clock.now())
        return Started(self._bytes())

    async def step(self, grant: Grant) -> Idle:
        """Do everything there is to do at the instant that is granted."""
        clock = self._granted
        assert clock is not None
        clock.t = grant.t
        for peer, counts in grant.bytes.items():
            await self._wires[peer].client.take(counts)
        for wire in self._wires.values():
            wire.client.release()
        if grant.start:
            self._seat.power_on(grant.t)
        for peer in grant.look:
            self._wires[peer].client.poll()
        if grant.wake:
            clock.fire(grant.wake)
        await self._settle()
        return Idle(clock.take(), self._bytes())

    async def stop(self) -> None:
        """Close every wire and the store; no timer runs out any more."""
        self._clock.stop()
        for wire in self._wires.values():
            await wire.client.stop()
        self._store.close()

    async def _settle(self) -> None:
        """Let every wire do what it has been given; what one hears may give something to another."""
        clock, before = self._granted, -1
        while clock is not None and before != len(clock.done):
            before = len(clock.done)
            for wire in self._wires.values():
                await wire.client.settle()

    def _bytes(self) -> dict[str, dict[int, tuple[int, int]]]:
        return {peer: wire.client.counts() for peer, wire in self._wires.items()}


def _client(peer: str, wire: WireTo, clock: StationClock, epoch: str, hear: Callable[[Message], None], *,
            granted: bool, admits: Callable[[TurnedAway], bool]) -> Client:
    setting = Setting(name=wire.name, now=clock.now, epoch=epoch, poll_us=None if granted else POLL_US,
                      admits=admits)
    if is_opcua(peer, wire.dialect):
        from linebench.wiring.opcua_wire import (  # noqa: PLC0415  # slow to import, and rarely spoken
            GrantedOpcUaClient,
            OpcUaClient,
        )

        made = GrantedOpcUaClient if granted else OpcUaClient
        return made(wire, tag_host(peer, setting), clock, hear, setting=setting)
    if is_openscs(peer, wire.dialect):
        from linebench.wiring.openscs_wire import OpenScsWire  # noqa: PLC0415  # as above

        return OpenScsWire(wire, hear, _unheard)
    if wire.channels:
        # each channel pushes or looks by itself as its dialect does
        return CompositeClient(peer, wire, clock, hear, _unheard, granted=granted,
                               setting=msgspec.structs.replace(setting, poll_us=None))
    side = secured_client(host_end(peer, wire.dialect, wire.profile, wire.options, setting), wire, setting)
    return CountedClient(side, peer, clock, hear, _unheard, address=f"{wire.host}:{wire.port}", real=wire.real,
                         gather=granted).watch(f"the wire to {peer}")


def _unheard(what: str, detail: str) -> None:
    """Host sides' notes stay here: the bench notes what passes on its own end of each wire."""


def _unwritten(record: object) -> None:
    """A level's process keeps no journal: the bench does."""

