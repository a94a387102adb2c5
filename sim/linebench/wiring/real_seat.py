"""The seat of a level that lives in real time: in a process of the bench, or something foreign."""

from collections.abc import Callable, Collection, Mapping
from typing import Protocol

from linebench.ports import Message
from linebench.records import AnyRecord
from linebench.records.truth import PowerChanged
from linebench.seats import Ear, Way
from linebench.wiring.endpoint import Endpoint

__all__ = ["Life", "RealSeat"]


class Life(Protocol):
    """What brings a level to life and ends it. ``programs``: process ids of what it started on this computer."""

    @property
    def programs(self) -> Collection[int]:
        """See above."""

    async def prepare(self) -> None:
        """Get everything ready that takes time, before time begins."""

    async def begin(self, t: int, endpoints: Mapping[str, Endpoint]) -> None:
        """It has power."""

    async def end(self) -> None:
        """It loses power, without warning."""

    def dismiss(self) -> None:
        """It is not needed any more."""


class RealSeat:
    """Hands on what is said, at the time it is said.

    Attributes:
        timers: as ``LevelSeat``; its timers are its own, so always 0.
        powered: whether the level is running, as far as the bench has to do with that.
        changed: as ``ProcessSeat``; nobody waits for a level in real time.

    """

    timers = 0

    def __init__(self, name: str, write: Callable[[AnyRecord], None], catch_up: Callable[[], int],
                 stir: Callable[[], None], life: Life) -> None:
        """``catch_up`` gives the time at which something from outside happens; ``stir`` is called after it."""
        self.name = name
        self.powered = False
        self.changed: Callable[[], None] = _nothing
        self._write, self._catch_up, self._stir, self._life = write, catch_up, stir, life
        self._endpoints: dict[str, Endpoint] = {}
        self._ways: dict[str, Way] = {}
        self._ears: dict[str, Ear] = {}

    @property
    def programs(self) -> Collection[int]:
        """Process ids of what runs on this computer for the level, as far as it was started from here."""
        return self._life.programs

    def serve(self, peer: str, endpoint: Endpoint) -> None:
        """Give the level the endpoint at which it finds a peer."""
        self._endpoints[peer] = endpoint

    def heard(self, peer: str, message: Message) -> None:
        """The level says something to ``peer``."""
        way = self._ways.get(peer)
        if self.powered and way is not None:
            way.say(self._catch_up(), message)
            self._stir()

    def speak(self, peer: str, link: Way) -> None:
        """Give the level its way to a peer."""
        self._ways[peer] = link

    def hear(self, link: Ear) -> None:
        """Let the level take what arrives on a link; the wire's own end knows what its device says from now on."""
        peer = link.name.partition(">")[0]
        if peer not in self._endpoints:
            return  # the level has no wire to them
        self._ears[peer] = link
        link.attach(self._mouth(peer), powered=False)

    async def prepare(self) -> None:
        """Get everything ready that takes time, before time begins."""
        await self._life.prepare()

    async def power_on(self, t: int) -> None:
        """Let the level come to life."""
        if self.powered:
            return
        if t:
            self._write(PowerChanged(t, self.name, True))
        self.powered = True
        for peer, ear in self._ears.items():
            ear.attach(self._mouth(peer))
        await self._life.begin(t, self._endpoints)

    async def power_off(self, t: int) -> None:
        """Take its power away."""
        self._write(PowerChanged(t, self.name, False))
        self.powered = False
        for peer, ear in self._ears.items():
            ear.attach(self._mouth(peer), powered=False)
        await self._life.end()

    def dismiss(self) -> None:
        """Let the level go without a trace."""
        self.powered = False
        self._life.dismiss()

    def _mouth(self, peer: str) -> Callable[[int, Message], None]:
        endpoint = self._endpoints[peer]
        return lambda _t, message: endpoint.tell(message)


def _nothing() -> None:
    """Nobody waits."""
