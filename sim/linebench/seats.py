"""Who sits where: drives the control levels, joins their ports by links, and lets power come and go."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Protocol

from linebench.links import Link, Performer, Receiver, Ways
from linebench.ports import Message
from linebench.records import AnyRecord
from linebench.records.truth import PowerChanged
from linebench.scenario.kinds import LINKS
from linebench.scenario.model import Scenario
from linebench.stack.machine import Arm, Cancel, Effect, Handler, Level, Send, Store
from linebench.units import Duration

__all__ = ["Clock", "Ear", "LevelSeat", "Seat", "Way", "join", "latency_of"]


_OFFICES = {"l3", "l4"}
"""Seats that are reached over the site's own network or from outside."""


class Clock(Protocol):
    """What a seat needs of time: ``at(t, call, a, b)`` as the engine's."""

    @property
    def at(self) -> Callable[..., None]:
        """Books a call."""


class Way(Protocol):
    """What a seat speaks on: ``say(t, message)`` as a link's."""

    @property
    def say(self) -> Callable[..., None]:
        """Sends a message."""


class Ear(Protocol):
    """What a seat hears on; as a link. ``name``: ``from>to``."""

    name: str

    def attach(self, receiver: Receiver | None, *, powered: bool = True) -> None:
        """Let ``receiver`` take what arrives; ``None``: nobody is there."""

    def attach_level(self, handlers: Mapping[type, Handler], perform: Performer, ways: Ways) -> None:
        """Let a level take what arrives."""


class Seat(Protocol):
    """A level's seat, as what joins seats knows it."""

    def speak(self, peer: str, link: Way) -> None:
        """Give the level its way to a peer."""

    def hear(self, link: Ear) -> None:
        """Let the level take what arrives on a link."""


class LevelSeat:
    """The seat of one emulated control level: carries out its effects and survives its power loss.

    Effects of one event happen at one instant and nothing can come between them, so carrying them out in
    order keeps the promise that a Store is complete before any Send is delivered.

    Attributes:
        timers: engine entries of timers that came due, those moved or cancelled meanwhile among them.

    """

    def __init__(self, name: str, engine: Clock, write: Callable[[AnyRecord], None],
                 make: Callable[[], Level], *, store: dict[str, Any] | None = None) -> None:
        """``store``: what the level keeps over a power loss; empty if not given."""
        self.name = name
        self.timers = 0
        self._engine = engine
        self._write = write
        self._make = make
        self._level: Level | None = None
        self._store: dict[str, Any] = {} if store is None else store
        self._armed: dict[str, int] = {}
        self._setting = 0
        self._out: dict[str, Callable[..., None]] = {}
        self._in: list[Ear] = []
        self._carry: Mapping[type, Callable[[Any, int], None]] = MappingProxyType({
            Arm: self._arm, Cancel: self._cancel, Store: self._forget,
        })

    def speak(self, peer: str, link: Way) -> None:
        """Give the level its way to a peer."""
        self._out[peer] = link.say

    def hear(self, link: Ear) -> None:
        """Let the level take what arrives on a link."""
        self._in.append(link)

    @property
    def powered(self) -> bool:
        """Whether the level is running."""
        return self._level is not None

    def power_on(self, t: int) -> None:
        """Start a new level from what was stored."""
        if self._level is not None:
            return
        if t:
            self._write(PowerChanged(t, self.name, True))
        self._level = self._make()
        effects = self._level.start(self._store, t)
        for link in self._in:
            peer = link.name.partition(">")[0]
            link.attach_level(self._level.heard_from(peer), self._perform, self._out)
        self._perform(effects, t)

    def power_off(self, t: int) -> None:
        """Take the power away: memory and timers are gone, the store stays."""
        self._write(PowerChanged(t, self.name, False))
        self._level = None
        self._armed.clear()
        for link in self._in:
            link.attach(None)

    def succeed(self, make: Callable[[], Level], store: dict[str, Any]) -> None:
        """Put another in the place of the level, which has no power: made by ``make``, it starts from ``store``."""
        self._make, self._store = make, store

    def replace(self, kept: Mapping[str, Any]) -> None:
        """Let the level, which has no power, start from this instead of what it has stored."""
        self._store.clear()
        self._store.update(kept)

    @property
    def kept(self) -> Mapping[str, Any]:
        """What the level has stored."""
        return self._store

    def _perform(self, effects: Sequence[Effect], t: int) -> None:
        out, store = self._out, self._store
        for effect in effects:
            if type(effect) is Send:  # the two frequent kinds are written out
                out[effect.to](t, effect.message)
            elif type(effect) is Store and effect.value is not None:
                store[effect.key] = effect.value
            else:
                self._carry[type(effect)](effect, t)

    def _arm(self, effect: Arm, t: int) -> None:
        self._setting += 1
        self._armed[effect.name] = self._setting
        self._engine.at(t + effect.delay_us, self._expire, effect.name, self._setting)

    def _cancel(self, effect: Cancel, t: int) -> None:  # noqa: ARG002  # effects are carried out alike
        self._armed.pop(effect.name, None)

    def _forget(self, effect: Store, t: int) -> None:  # noqa: ARG002  # as above
        self._store.pop(effect.key, None)

    def _expire(self, t: int, name: str, setting: int) -> None:
        self.timers += 1
        if self._armed.get(name) != setting:
            return
        del self._armed[name]
        assert self._level is not None
        self._perform(self._level.expire(name, t), t)


def latency_of(link: str, scenario: Scenario) -> tuple[int, int]:
    """Return a link's latency and the receiver's scan in microseconds. In real time a wire has its own latency."""
    stack = scenario.stack
    sender, _, receiver = link.partition(">")
    ends = {sender, receiver}
    foreign = scenario.clock[0] == "real" and "l1" in stack.remote  # it has a cycle of its own
    if scenario.clock[0] == "real" and ends & stack.elsewhere.keys():
        latency = Duration(0)
    elif "io" in ends or "scale" in ends:
        latency = stack.field_latency
    elif ends == {"l1", "l2"}:
        latency = stack.plc_latency
    elif "hmi" in ends:
        latency = stack.hmi_latency
    elif ends & _OFFICES:
        latency = stack.site_latency
    else:
        latency = stack.device_latency
    return int(latency), int(stack.scan) if receiver == "l1" and not foreign else 1


def join(links: Mapping[str, Link], seats: Mapping[str, Seat],
         devices: Mapping[str, Callable[[int, Message], None]]) -> None:
    """Connect every link's two ends: levels among each other, and levels with the devices' seats."""
    for name in LINKS:
        sender, _, receiver = name.partition(">")
        if sender in seats:
            seats[sender].speak(receiver, links[name])
        if receiver in seats:
            seats[receiver].hear(links[name])
        elif receiver in devices:
            links[name].attach(devices[receiver])
