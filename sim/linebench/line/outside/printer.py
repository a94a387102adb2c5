"""A printer that is not ours, as print-and-apply: when a pack comes the unit makes a label, and it gets that."""

from collections import deque

import msgspec

from linebench.line.belt import Passing
from linebench.line.devices.printer import PrinterSettings
from linebench.line.fitting import Fitting
from linebench.line.outside.unit import Unit
from linebench.line.pack import Pack
from linebench.ports import Message
from linebench.ports.printer import (
    ClearQueue,
    PrintDone,
    PrinterEnable,
    PrinterState,
    PrintJob,
    PrintNow,
    PrintOrders,
)
from linebench.product.code_form import USUAL
from linebench.product.pack_code import PackCode
from linebench.records.truth import PackPrinted, PrintWasted

__all__ = ["OutsidePrinter", "build"]

_CAMERA = "camera"


class _Given(msgspec.Struct, frozen=True):
    """A record that the unit was given, its code, and the pack that waits for it; ``None``: there was none."""

    code: PackCode
    pack: Pack | None


class OutsidePrinter(Unit):
    """Keeps the records that L2 orders and gives the unit one for each pack whose front reaches the station.

    From when the unit says that the record is printed, the pack carries its code: the label is applied at once. A
    pack that has passed the camera by then was labelled too late, which counts as not labelled: the record is
    wasted. What the unit really put onto its label only a camera can tell.
    """

    seat = "printer"

    def __init__(self, fitting: Fitting) -> None:
        super().__init__(fitting)
        self.arrive: Passing | None = self._arrive
        settings: PrinterSettings = fitting.settings()
        self._depth = settings.depth
        self._field = fitting.field
        self._layouts = fitting.world.layouts
        self._camera_at = next((int(station.at) for station in fitting.line.stations
                                if station.kind == _CAMERA and station.belt == fitting.plan.belt), None)
        self._queue: deque[tuple[int, str]] = deque()  # record and serial
        self._given: dict[int, _Given] = {}
        self._job: PrintJob | None = None
        self._enabled = True

    def receive(self, t: int, message: Message) -> None:
        """Take what L2 says; whatever needs no pack goes on to the unit."""
        if isinstance(message, PrintOrders):
            self._enqueue(t, message)
            return
        if isinstance(message, PrintNow):
            self._print_now(t)
            return
        if isinstance(message, PrintJob):
            self._job = message
        elif isinstance(message, ClearQueue):
            self._queue.clear()
        elif isinstance(message, PrinterEnable):
            self._enabled = message.on
        self._tell(message)

    def shown(self, t: int, pack: Pack, content: str) -> None:
        """A camera read ``content`` on a pack: a record of this code that is open for it was printed on it."""
        for record, given in self._given.items():
            if given.pack is pack and not pack.content and given.code.content() == content:
                self._label(t, record, given.code, pack)

    def _said(self, t: int, message: Message) -> None:
        if isinstance(message, PrintDone):
            self._done(t, message.record)
        elif isinstance(message, PrinterState):
            message = msgspec.structs.replace(message, printer=self.name,
                                              queued=message.queued + len(self._queue))
        self._say(t, message)

    def _reached(self, t: int) -> None:
        if self.here:
            self._contact(t)

    def _enqueue(self, t: int, orders: PrintOrders) -> None:
        room = self._depth - len(self._queue)
        self._queue.extend(list(enumerate(orders.serials, orders.first))[:room])
        if len(orders.serials) > room:
            self._say(t, PrinterState(self.name, "fault", "queue full", len(self._queue)))
        self._contact(t)

    def _arrive(self, t: int, pack: Pack) -> None:
        if self._can_print() and self._job is not None:
            self._give(self._job, pack)
            return
        self._write(PackPrinted(t, pack.number, self.name, 0, "", None, ()))
        self._field.condition(t, "printer_fault", value=True)

    def _give(self, job: PrintJob, pack: Pack | None) -> None:
        record, serial = self._queue.popleft()
        form = self._layouts.get(job.job, USUAL)
        self._given[record] = _Given(PackCode(job.gtin, job.expiry, job.lot, serial, form), pack)
        self._tell(PrintOrders(record, (serial,)))

    def _print_now(self, t: int) -> None:
        if self._can_print() and self._job is not None:
            self._give(self._job, self._belt.lying_at(t, self._at, self._length))
            self._tell(PrintNow())

    def _done(self, t: int, record: int) -> None:
        """The unit printed a record; those given before it and never announced are open no longer."""
        given = self._given.get(record)
        for earlier in [number for number in self._given if number <= record]:
            del self._given[earlier]
        if given is None:
            return
        pack, content = given.pack, given.code.content()
        if pack is not None and pack.content == content:
            return  # a camera has seen it
        if pack is not None and self._in_time(t, pack):
            self._label(t, record, given.code, pack)
        else:
            self._write(PrintWasted(t, self.name, record, content))

    def _label(self, t: int, record: int, code: PackCode, pack: Pack) -> None:
        pack.content, pack.text = code.content(), code.text()
        self._write(PackPrinted(t, pack.number, self.name, record, pack.content, None, ()))

    def _in_time(self, t: int, pack: Pack) -> bool:
        if pack.belt is not self._belt:
            return False  # it is on its way no longer, or beyond this belt and its camera
        return self._camera_at is None or self._belt.position(pack, t) < self._camera_at

    def _can_print(self) -> bool:
        return bool(self._queue) and self._enabled and self.here

    def _contact(self, t: int) -> None:
        """The output that stops the line rises when a pack goes by without a label; here it may fall again."""
        if self._can_print():
            self._field.condition(t, "printer_fault", value=False)


def build(fitting: Fitting) -> OutsidePrinter:
    """Build what stands for a real printer at a station."""
    return OutsidePrinter(fitting)
