"""A Link joins two ports: it owns the latency, the order and the message-level faults of what is said there.

This is the direct kind: both ends live in this process. What is said arrives as the very value that was
sent, at a time the link decides.
"""

from collections.abc import Callable, Mapping, Sequence
from heapq import heappush
from types import MappingProxyType
from typing import Any, TypeAlias

from linebench.kernel.engine import Engine
from linebench.line.faults import ActiveFault, FaultBook
from linebench.line.wire_faults import WIRE_FAULTS
from linebench.ports import Message
from linebench.records import AnyRecord
from linebench.records.wire import Delivered, Dropped, WireNoted
from linebench.spoiling import SPOILS, concerns, spoiled
from linebench.stack.machine import Effect, Handler, Send

__all__ = ["Link", "Performer", "Receiver", "Ways"]

Receiver: TypeAlias = Callable[[int, Message], None]
Performer: TypeAlias = Callable[[Sequence[Effect], int], None]
Ways: TypeAlias = Mapping[str, Callable[..., None]]
Harvest: TypeAlias = Callable[[int, Message], list[AnyRecord]]

_NORMAL = 1
_ON_BYTES = frozenset(kind.kind for kind in WIRE_FAULTS)
_NO_HANDLERS: Mapping[type, Handler] = MappingProxyType({})


class Link:
    """One direction between two seats. Messages sent one after the other arrive in that order.

    Attributes:
        name: ``from>to``.
        say: ``say(t, message, later=0)`` sends a message at ``t + later``.

    """

    say: Callable[..., None]

    def __init__(self, name: str, engine: Engine, write: Callable[[AnyRecord], None], faults: FaultBook, *,
                 latency_us: int, grid_us: int = 1, harvest: Harvest | None = None) -> None:
        """``grid_us``: the receiver looks only at multiples of this, as a PLC does once a scan."""
        self.name = name
        self._engine = engine
        self._write = write
        self._book = faults
        self._faults = faults.on(name)
        self._latency = latency_us
        self._grid = grid_us
        self._not_before = 0  # when the last message that a fault delayed arrives: none overtakes it
        self._receiver: Receiver | None = None
        self._powered = False
        self._handlers: Mapping[type, Handler] = _NO_HANDLERS
        self._perform: Performer = _idle
        self._ways: Ways = {}
        self._harvest = harvest
        self._passed_over: set[int] = set()
        self._deliver = self._ear()
        self.say = self._mouth_to_person() if name.endswith(">hmi") and latency_us else self._mouth()

    def attach(self, receiver: Receiver | None, *, powered: bool = True) -> None:
        """Let ``receiver`` take what arrives; ``None``: nobody is there (no power).

        Not ``powered``: nobody is there either, but the wire's own end, which is not theirs, has to know what its
        device says.
        """
        self._receiver = receiver
        self._powered = powered and receiver is not None
        self._handlers = _NO_HANDLERS

    def attach_level(self, handlers: Mapping[type, Handler], perform: Performer, ways: Ways) -> None:
        """Let a control level take what arrives; ``perform`` carries out what its handlers answer.

        ``ways``: the level's ways to its peers, for an answer that is nothing but one Send.
        """
        self._receiver = _ignore
        self._powered = True
        self._handlers = handlers
        self._perform = perform
        self._ways = ways

    def _mouth(self) -> Callable[..., None]:
        """Build ``say``: closed over instead of looked up, since each pack makes some eight messages."""
        queue: list[Any] = self._engine._queue  # noqa: SLF001  # the engine's own ``at``, written out
        number = self._engine._eid.__next__  # noqa: SLF001  # as above
        faults, hard, deliver = self._faults, self._hard, self._deliver
        latency, grid, link = self._latency, self._grid, self

        def say_at_scan(t: int, message: Message, later: int = 0) -> None:
            if faults or link._not_before:
                hard(t, message, later)
                return
            sent = t + later
            due = sent + latency
            heappush(queue, (due + -due % grid, _NORMAL, number(), deliver, sent, message))

        def say_now(t: int, message: Message, later: int = 0) -> None:
            if faults or link._not_before:
                hard(t, message, later)
                return
            sent = t + later
            heappush(queue, (sent + latency, _NORMAL, number(), deliver, sent, message))

        return say_now if grid == 1 else say_at_scan

    def _mouth_to_person(self) -> Callable[..., None]:
        """Build ``say`` for a screen: what changes on it at one instant arrives as one entry of the engine."""
        at, faults, deliver = self._engine.at, self._faults, self._deliver
        shown, screen = -1, []

        def say(t: int, message: Message, later: int = 0) -> None:
            nonlocal shown, screen
            if faults or self._not_before:
                self._hard(t, message, later)
            elif shown == t + later:
                screen.append(message)
            else:
                shown, screen = t + later, [message]
                at(shown + self._latency, deliver_all, shown, screen)

        def deliver_all(t: int, sent: int, messages: list[Message]) -> None:
            for message in messages:
                deliver(t, sent, message)

        return say

    def _ear(self) -> Callable[[int, int, Message], None]:
        """Build what is called when a message arrives; closed over for the same reason as ``say``."""
        write, name, read, link = self._write, self.name, self._harvest, self

        def deliver(t: int, sent: int, message: Message) -> None:
            handler = link._handlers.get(type(message))
            if handler is None:
                link._deliver_otherwise(t, sent, message)
                return
            write(Delivered(t, name, sent, message))
            if read is not None:
                for claim in read(t, message):
                    write(claim)
            answer = handler(message, t)
            if answer:
                if type(answer) is Send:
                    link._ways[answer.to](t, answer.message)
                else:
                    link._perform(answer, t)

        return deliver

    def _deliver_otherwise(self, t: int, sent: int, message: Message) -> None:
        """Hand a message to a device or a person, to a level that has no use for it, or to nobody."""
        if not self._powered:
            self._write(Dropped(t, self.name, message, "power"))
            if self._receiver is not None:
                self._receiver(t, message)
            return
        assert self._receiver is not None
        self._write(Delivered(t, self.name, sent, message))
        if self._harvest is not None:
            for claim in self._harvest(t, message):
                self._write(claim)
        self._receiver(t, message)

    def _hard(self, t: int, message: Message, later: int) -> None:
        """Send while a fault is active on the link, or a message that one has delayed is still under way."""
        if t > self._not_before and not self._faults:
            self._not_before = 0
        delay, times = 0, 1
        for fault in [*self._faults]:
            if fault.kind in _ON_BYTES:
                self._pass_over(t, fault)
                continue
            if fault.kind in SPOILS and not concerns(fault, message):
                continue
            if not self._book.strikes(fault, t, 0):
                continue
            if fault.kind in SPOILS:
                message = spoiled(fault, message)
                times += fault.kind == "repeated"
                continue
            if fault.kind != "delay":
                self._write(Dropped(t, self.name, message, "cut" if fault.kind == "cut" else "fault"))
                return
            delay += fault.number_of("time")
        due = t + later + delay + self._latency
        due += -due % self._grid
        due = max(due, self._not_before)
        if delay:
            self._not_before = due
        for _ in range(times):
            self._engine.at(due, self._deliver, t + later, message)

    def _pass_over(self, t: int, fault: ActiveFault) -> None:
        """Say once that a fault on bytes does nothing here; where the link has a wire too, the wire does it."""
        if fault.number in self._passed_over or self._book.is_heeded(self.name):
            return
        self._passed_over.add(fault.number)
        self._write(WireNoted(t, self.name, "link", "not applicable",
                              f"{fault.kind} acts on bytes, and a direct link has none"))


def _idle(effects: Sequence[Effect], t: int) -> None:
    """Stand for a level that is not there yet."""


def _ignore(t: int, message: Message) -> None:
    """Stand for a level that has no use for a message."""
