"""The device's ends of a dialect on a simulated clock: they hear bytes and are told what happens, and say bytes."""

import heapq
from collections import deque
from collections.abc import Callable, Mapping, Sequence

import msgspec

from linebench.ports import Message
from linebench.wire.side import Arm, Cancel, Effect, Hang, Heard, Noted, Side, Write
from linebench.wire.witness import Ear, Happenings

__all__ = ["Channel", "Clock", "Emulator", "Means"]

Means = Callable[[str, Message], Message | None]
"""From a channel and what was heard on it, the message of the seat; ``None``: none."""


class Clock:
    """Simulated time in microseconds, which only goes forwards."""

    def __init__(self) -> None:
        self.time = 0

    def now(self) -> int:
        """The time."""
        return self.time

    def reach(self, t: int) -> None:
        """It is ``t`` now, unless it was later already."""
        self.time = max(self.time, t)


class Channel(msgspec.Struct, frozen=True):
    """One connection of a device: how it is cut and understood, and its end. ``port``: where the real one listens;
    0: that is not known.
    """

    name: str
    dialect: str
    profile: str
    side: Side
    ear: Callable[[], Ear]
    happenings: Happenings
    rhythm: tuple[str, ...] = ()
    port: int = 0


class Emulator:
    """All channels of one device.

    Attributes:
        wrote: called with channel, client and bytes.
        hung: called with channel, client and why.
        noted: how often each note came, by channel and word.
        details: the first detail of each.

    """

    def __init__(self, channels: Sequence[Channel], clock: Clock, means: Means | None = None) -> None:
        self.channels: Mapping[str, Channel] = {each.name: each for each in channels}
        self.clock = clock
        self.wrote: Callable[[str, int, bytes], None] = lambda *_: None
        self.hung: Callable[[str, int, str], None] = lambda *_: None
        self.noted: dict[str, int] = {}
        self.details: dict[str, str] = {}
        self._means = means
        self._timers: list[tuple[int, int, str, str]] = []
        self._armed: dict[tuple[str, str], int] = {}
        self._order = 0
        self._waiting: deque[tuple[str, Effect]] = deque()

    def opened(self, channel: str, client: int) -> None:
        """A host dialled."""
        self._perform(channel, self.channels[channel].side.opened(client))

    def received(self, channel: str, client: int, data: bytes) -> None:
        """A host said bytes."""
        self._perform(channel, self.channels[channel].side.received(client, data))

    def closed(self, channel: str, client: int) -> None:
        """A connection is gone."""
        self._perform(channel, self.channels[channel].side.closed(client))

    def tell(self, channel: str, message: Message) -> Message | None:
        """What happened as ``channel`` heard of it; what the seat was told of it."""
        meant = message if self._means is None else self._means(channel, message)
        if meant is not None:
            for name, each in self.channels.items():
                self._perform(name, each.side.tell(meant))
        return meant

    def until(self, t: int) -> None:
        """Let time pass; timers run out in order."""
        while self._timers and self._timers[0][0] <= t:
            due, order, channel, name = heapq.heappop(self._timers)
            if self._armed.get((channel, name)) != order:
                continue
            del self._armed[channel, name]
            self.clock.reach(due)
            self._perform(channel, self.channels[channel].side.expired(name))
        self.clock.reach(t)

    def _perform(self, channel: str, effects: Sequence[Effect]) -> None:
        busy = bool(self._waiting)
        self._waiting.extend((channel, effect) for effect in effects)
        while self._waiting and not busy:
            self._do(*self._waiting[0])
            self._waiting.popleft()

    def _do(self, channel: str, effect: Effect) -> None:
        match effect:
            case Write(client=client, data=data):
                self.wrote(channel, client, data)
            case Heard(message=message):
                for each in self.channels.values():
                    each.happenings.heard(message)
            case Arm(name=name, delay_us=delay):
                self._order += 1
                self._armed[channel, name] = self._order
                heapq.heappush(self._timers, (self.clock.now() + delay, self._order, channel, name))
            case Cancel(name=name):
                self._armed.pop((channel, name), None)
            case Hang(client=client, why=why):
                self.hung(channel, client, why)
            case Noted(what=what, detail=detail):
                word = f"{channel}: {what}" if channel else what
                self.noted[word] = self.noted.get(word, 0) + 1
                self.details.setdefault(word, detail)
