"""A station that fills containers: reads what is inside, labels, reads the label back, lets go or ejects."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec

from linebench.line.faults import ActiveFault
from linebench.line.fitting import Device, Fitting
from linebench.ports import Message
from linebench.ports.packer import CloseNow, ContentsRead, LabelOrder, LabelRead, Release
from linebench.records.truth import CasePalletized, ContainerLabelled, PackCased
from linebench.scenario.kinds import FaultKind, Settings
from linebench.units import Duration

__all__ = ["FAULTS", "Container", "ContainerSettings", "ContainerStation", "Item"]


class ContainerSettings(Settings, frozen=True):
    """``read_after``: from the last item to the contents; ``label_after``: from the order to the label read
    back; ``transfer``: from the release to the next station; ``buffer``: items that can wait meanwhile.
    """

    read_after: Duration = Duration(200_000)
    label_after: Duration = Duration(600_000)
    transfer: Duration = Duration(1_500_000)
    buffer: int = 20


FAULTS = (
    FaultKind("label_unreadable", "physical", "The label cannot be read back."),
    FaultKind("label_wrong", "data", "The label shows another SSCC than ordered."),
    FaultKind("jam", "physical", "Something is stuck: nothing goes into a container until somebody clears it."),
    FaultKind("child_missing", "physical", "An item falls out before the container is closed."),
)


class Item(msgspec.Struct, gc=False):
    """Something in a container: its physical number and the code on it, ``""`` when unreadable."""

    number: int
    content: str


@dataclass(slots=True)
class Container:
    """One case or pallet. ``sscc``: as printed, ``""`` before; ``closed``: its filling has been recorded."""

    number: int
    trigger: int = 0
    items: list[Item] = field(default_factory=list)
    sscc: str = ""
    readable: bool = False
    closed: bool = False


class ContainerStation(Device):
    """Fills one container while the one before is read, labelled and released."""

    word = ""
    """``case`` or ``pallet``, as the port calls it."""
    joined: type[PackCased | CasePalletized]
    """The record of an item that went into a container."""

    def __init__(self, fitting: Fitting) -> None:
        self.name = fitting.plan.id
        self.next: Callable[[int, Container, None], None] | None = None
        self._world = fitting.world
        self._write = fitting.world.write
        self._field = fitting.field
        self._settings: ContainerSettings = fitting.settings()
        self._faults = fitting.world.faults.on(self.name)
        self._open: Container | None = None
        self._closing: Container | None = None
        self._waiting: deque[Item] = deque()
        self._trigger = 0
        self._size = 1
        self._jammed = False
        fitting.world.faults.listen(self.name, self._stuck, self._free)

    def size(self) -> int:
        """How many items make a full container of the product being packed."""
        raise NotImplementedError  # said by the case packer and the palletizer

    def new_number(self) -> int:
        """Number the next container."""
        raise NotImplementedError  # as above

    def filled(self, t: int, container: Container) -> None:
        """Record that a container was closed."""
        raise NotImplementedError  # as above

    def dropped(self, t: int, item: Item) -> None:
        """Record that an item fell out of a container."""
        raise NotImplementedError  # as above

    def refused(self, t: int, container: Container) -> None:
        """Record that a container was ejected."""
        raise NotImplementedError  # as above

    def add(self, t: int, item: Item) -> None:
        """Take an item in; it waits when there is no room in an open container."""
        box = self._open
        if self._waiting or self._jammed or (box is not None and len(box.items) >= self._size):
            self._waiting.append(item)
            self._report(t)
        else:
            self._place(t, item)

    def receive(self, t: int, message: Message) -> None:
        """Take a label order, a release or an early close from the host."""
        if type(message) is LabelOrder:
            self._world.later(t + int(self._settings.label_after), self._label, message)
        elif type(message) is Release:
            self._release(t, message)
        elif type(message) is CloseNow and self._open is not None and self._open.items:
            self._close(t)

    def clear(self, t: int) -> tuple[int, ...]:
        """Give up what waits and what is in open containers; returns the items' numbers."""
        items = [*self._waiting, *(item for box in (self._open, self._closing) if box for item in box.items)]
        self._waiting.clear()
        self._open = self._closing = None
        self._trigger = 0
        self._report(t)
        return tuple(item.number for item in items)

    def _stuck(self, t: int, fault: ActiveFault) -> None:
        del t
        self._jammed = self._jammed or fault.kind == "jam"

    def _free(self, t: int, fault: ActiveFault) -> None:
        if fault.kind == "jam":
            self._jammed = False
            self._refill(t)

    def _place(self, t: int, item: Item) -> None:
        box = self._open
        if box is None:
            self._size = self.size()
            self._open = box = Container(self.new_number())
        items = box.items
        items.append(item)
        self._write(self.joined(t, item.number, box.number))
        if len(items) >= self._size:
            self._close(t)

    def _close(self, t: int) -> None:
        """Begin to close the open container, unless the one before is still in the way."""
        if self._closing is not None or self._open is None:
            return
        box, self._open = self._open, None
        self._closing = box
        self._trigger += 1
        box.trigger = self._trigger
        if self._faults and self._world.faults.struck(self.name, "child_missing", t, box.items[-1].number):
            self.dropped(t, box.items.pop())
        self._world.later(t + int(self._settings.read_after), self._read_contents, box)

    def _read_contents(self, t: int, box: Container, _: None) -> None:
        if box is self._closing:  # nobody reads what was ejected
            self._say(t, ContentsRead(self.word, box.trigger, tuple([item.content for item in box.items])))

    def _label(self, t: int, order: LabelOrder, _: None) -> None:
        box = self._closing
        if box is None or box.trigger != order.trigger:
            return
        self._seal(t, box)
        wrong = self._faults and self._world.faults.struck(self.name, "label_wrong", t, 0)
        unreadable = self._faults and self._world.faults.struck(self.name, "label_unreadable", t, 0)
        box.sscc = _neighbour(order.sscc) if wrong else order.sscc
        box.readable = not unreadable
        self._write(ContainerLabelled(t, self.word, box.number, box.sscc, box.readable))
        read = ("read", "00" + box.sscc) if box.readable else ("no_read", "")
        self._say(t, LabelRead(self.word, box.trigger, *read))

    def _seal(self, t: int, box: Container) -> None:
        if not box.closed:
            box.closed = True
            self.filled(t, box)

    def _release(self, t: int, release: Release) -> None:
        box = self._closing
        if box is None or box.trigger != release.trigger:
            return
        self._seal(t, box)
        self._closing = None
        if release.accept:
            if self.next is not None:
                self._world.later(t + int(self._settings.transfer), self.next, box)
        else:
            self.refused(t, box)
        self._refill(t)

    def _refill(self, t: int) -> None:
        if self._open is not None and len(self._open.items) >= self._size:
            self._close(t)
        while self._waiting and not self._jammed and (self._open is None or len(self._open.items) < self._size):
            self._place(t, self._waiting.popleft())
        self._report(t)

    def _report(self, t: int) -> None:
        """Tell L1 whether any station of the line is full; one that empties does not speak for another."""
        full = self._world.full
        if len(self._waiting) >= self._settings.buffer // 2:
            full.add(self.name)
        else:
            full.discard(self.name)
        self._field.condition(t, "packer_full", value=bool(full))


def _neighbour(sscc: str) -> str:
    """Return an SSCC that differs in its serial reference and keeps its (now wrong) check digit."""
    digit = (int(sscc[16]) + 1) % 10
    return f"{sscc[:16]}{digit}{sscc[17:]}"
