"""The TIJ printer: fills its job with the next queued record and puts it on the pack that passes."""

import zlib
from collections import deque
from itertools import repeat
from typing import TypeAlias

import msgspec

from linebench.imaging.faults.apply import written
from linebench.imaging.faults.kind import Fault
from linebench.imaging.faults.writing import Neighbours, Writing
from linebench.imaging.marking import PLAIN, Marking
from linebench.line.belt import Passing
from linebench.line.code_faults import code_fault, code_faults, is_code_fault
from linebench.line.faults import ActiveFault
from linebench.line.fitting import Device, Fitting
from linebench.line.ink import Ink
from linebench.line.pack import Pack
from linebench.ports import Message
from linebench.ports.printer import (
    AskJob,
    ClearQueue,
    CodedOrders,
    JobTold,
    PrintDone,
    PrinterEnable,
    PrinterState,
    PrintJob,
    PrintNow,
    PrintOrders,
)
from linebench.product.code_form import USUAL, Pairs, pairs_of
from linebench.product.pack_code import PackCode, PackCodeError, read_pack_code
from linebench.records.truth import PackPrinted, PrintWasted
from linebench.scenario.kinds import DeviceKind, FaultKind, Parameter, Settings
from linebench.units import Duration

__all__ = ["KIND", "Printer", "PrinterSettings", "build"]

_Record: TypeAlias = tuple[int, str, Pairs]
"""Number, serial, and what came with the serial."""

_COARSEST, _FINEST = 30, 2400
"""Nozzles per inch from large character heads to the finest ink jets."""


class PrinterSettings(Settings, frozen=True):
    """``depth``: records it queues; ``done_after``: from the pack's arrival to the print-complete notice.

    ``nozzles_per_inch``: pitch of its head across the transport, which pictures show when nozzles fail.
    """

    depth: int = 32
    done_after: Duration = Duration(60_000)
    nozzles_per_inch: int = 300

    def __post_init__(self) -> None:
        """Refuse a head that nobody builds."""
        if not _COARSEST <= self.nozzles_per_inch <= _FINEST:
            raise ValueError(f"nozzles_per_inch {self.nozzles_per_inch}; expected {_COARSEST} to {_FINEST}")


KIND = DeviceKind(
    name="printer",
    settings=PrinterSettings,
    faults=(
        *code_faults("content", "print"),
        FaultKind("stale_field", "data", "A field of the job before is printed: its lot."),
        FaultKind("shifted", "data", "The record of the pack before is printed, while the queue moves on."),
        FaultKind("double_trigger", "physical", "One pack triggers twice: two records are used, one prints."),
        FaultKind("offline", "physical", "The printer does not print and says that it is offline."),
        FaultKind("ink_ends", "physical", "The ink comes to its end: the printer warns, then stops.", (
            Parameter("prints", "number", 1, 1_000_000, "50", "prints that the ink still lasts for"),
        )),
    ),
    summary="prints code and text on each pack from a queue of records",
)

_NO_JOB = PrintJob("", "", "", "")
_OFFLINE, _INK_ENDS = "offline", "ink_ends"
_STATES = frozenset({_OFFLINE, _INK_ENDS})
"""Faults that change what the printer says of itself as soon as they are there."""
_OVERPRINT = Fault("double_strike", {"shift": 0.6, "density": 1.0})
"""Two codes over each other."""


class Printer(Device):
    """One print head with its queue. It prints when a pack's front reaches it."""

    seat = "printer"

    def __init__(self, fitting: Fitting) -> None:
        self.name = fitting.plan.id
        self.arrive: Passing | None = self._arrive
        self._world = fitting.world
        self._write = fitting.world.write
        self._field = fitting.field
        self._settings: PrinterSettings = fitting.settings()
        self._done_after = int(self._settings.done_after)
        self._queue: deque[_Record] = deque()
        self._faults = fitting.world.faults.on(self.name)
        self._belt, self._at = fitting.belt, int(fitting.plan.at)
        self._length = int(fitting.line.pack_length)
        self._ink = Ink()
        self._enabled = True
        self._job: PrintJob | None = None
        self._stale: PrintJob | None = None
        self._last: tuple[str, Pairs] = "", ()  # serial, and what came with it
        self._form = USUAL
        self._prefix = self._suffix = self._text_head = self._text_tail = ""
        fitting.world.faults.listen(self.name, self._fault_began, self._fault_ended)

    def receive(self, t: int, message: Message) -> None:
        """Take a job, records or a clearing from the host."""
        if type(message) is PrintOrders or type(message) is CodedOrders:
            self._enqueue(t, message)
        elif type(message) is PrintJob:
            self._select(message)
            self._state(t)
        elif type(message) is ClearQueue:
            self._queue.clear()
        elif type(message) is PrinterEnable:
            self._enabled = message.on
            self._queue_changed(t)
        elif type(message) is PrintNow:
            self._print_now(t)
        elif type(message) is AskJob:
            job = self._job or _NO_JOB
            self._say(t, JobTold(job.job, job.gtin, job.lot, job.expiry))

    def _enqueue(self, t: int, orders: PrintOrders) -> None:
        queue, serials = self._queue, orders.serials
        was_empty, room = not queue, self._settings.depth - len(queue)
        beside = pairs_of(orders.extra, len(serials)) if isinstance(orders, CodedOrders) else repeat(())
        queue.extend(zip(range(orders.first, orders.first + room), serials, beside, strict=False))
        if len(serials) > room:
            self._tell(t, "fault", "queue full")
        if was_empty:
            self._queue_changed(t)

    def _select(self, job: PrintJob) -> None:
        if job != self._job:
            self._stale = self._job
        self._job = job
        self._form = self._world.layouts.get(job.job, USUAL)
        sample = self._code(job, "\0", ())
        self._prefix, _, self._suffix = sample.content().partition("\0")
        self._text_head, _, self._text_tail = sample.text().partition("\0")

    def _arrive(self, t: int, pack: Pack) -> None:
        if self._faults or not self._queue or not self._enabled:
            self._hard(t, pack)
            return
        record, serial, more = self._queue.popleft()
        self._last = (serial, more)
        pack.content = content = self._content(serial, more)
        pack.text = self._text_head + serial + self._text_tail
        self._write(PackPrinted(t, pack.number, self.name, record, content, None, ()))
        self._say(t, PrintDone(record), self._done_after)

    def _hard(self, t: int, pack: Pack) -> None:
        """Print a pack when something is wrong: a fault is active, nothing is queued, or the head is off."""
        striking = self._striking(t, pack)
        stopped = not self._enabled or self._ink.is_out or any(fault.kind == _OFFLINE for fault in striking)
        if stopped or not self._queue or self._job is None:
            self._write(PackPrinted(t, pack.number, self.name, 0, "", None, ()))
            self._queue_changed(t)
            return
        if any(fault.kind == "double_trigger" for fault in striking) and len(self._queue) > 1:
            self._waste(t, self._job)
        record, serial, more = self._queue.popleft()
        code = self._code(self._job, serial, more)
        faults = tuple(code_fault(fault) for fault in striking if is_code_fault(fault, "print"))
        self._print(t, pack, record, self._written(code, striking), faults)
        self._done(t, record, (serial, more))

    def _striking(self, t: int, pack: Pack) -> list[ActiveFault]:
        """Faults that act on this pack. The end of the ink does so on none before it is reached."""
        return [fault for fault in [*self._faults] if (fault.kind != _INK_ENDS or self._ink.is_out)
                and self._world.faults.strikes(fault, t, pack.number)]

    def _print_now(self, t: int) -> None:
        """Print one record as the host orders: on the pack that is under the head, or on the bare belt."""
        if not self._can_print() or self._job is None:
            return
        pack = self._belt.lying_at(t, self._at, self._length)
        if pack is None:
            self._waste(t, self._job)
            return
        record, serial, more = self._queue.popleft()
        code = self._code(self._job, serial, more)
        self._print(t, pack, record, self._written(code, []), (_OVERPRINT,) if pack.content else ())
        self._done(t, record, (serial, more))

    def _waste(self, t: int, job: PrintJob) -> None:
        """A record is printed where no pack is."""
        record, serial, more = self._queue.popleft()
        self._write(PrintWasted(t, self.name, record, self._code(job, serial, more).content()))
        self._done(t, record, self._last)

    def _content(self, serial: str, more: Pairs) -> str:
        """The code of the current job for a serial."""
        if more and self._job is not None:
            return self._code(self._job, serial, more).content()
        return self._prefix + serial + self._suffix

    def _code(self, job: PrintJob, serial: str, more: Pairs) -> PackCode:
        return PackCode(job.gtin, job.expiry, job.lot, serial, self._form, more)

    def _done(self, t: int, record: int, last: tuple[str, Pairs]) -> None:
        self._last = last
        self._say(t, PrintDone(record), self._done_after)
        if self._ink.use():
            self._queue_changed(t)

    def _print(self, t: int, pack: Pack, record: int, writing: Writing, faults: tuple[Fault, ...]) -> None:
        blank = any(fault.kind == "blank" for fault in faults)
        marking = Marking(writing.carrier, tuple(writing.options.items()))
        pack.content = "" if blank else writing.content
        pack.text = "" if blank else writing.text
        pack.marking, pack.print_faults = marking, faults
        self._write(PackPrinted(
            t, pack.number, self.name, record, pack.content, None if self._agrees(writing) else pack.text,
            tuple(map(str, faults)), "" if marking == PLAIN else str(marking)))

    def _written(self, code: PackCode, striking: list[ActiveFault]) -> Writing:
        """What goes onto the pack: the record's data, or those of a fault."""
        for fault in striking:
            if fault.kind == "shifted" and self._last[0]:
                code = self._before(code)
            elif fault.kind == "stale_field":
                code = msgspec.structs.replace(code, lot=self._stale_lot(code.lot))
        faults = [code_fault(fault) for fault in striking if is_code_fault(fault, "content")]
        before = self._before(code) if self._last[0] else None
        return written(code, faults, zlib.crc32(code.content().encode()), Neighbours(before=before))

    def _before(self, code: PackCode) -> PackCode:
        """The code with the record of the pack before."""
        serial, more = self._last
        return msgspec.structs.replace(code, serial=serial, more=more)

    def _stale_lot(self, lot: str) -> str:
        return self._stale.lot if self._stale and self._stale.lot != lot else _other(lot)

    def _offline(self) -> bool:
        return not self._enabled or any(fault.kind == _OFFLINE for fault in self._faults)

    def _can_print(self) -> bool:
        return bool(self._queue) and not self._offline() and not self._ink.is_out

    def _queue_changed(self, t: int) -> None:
        self._field.condition(t, "printer_fault", value=not self._can_print())
        self._state(t)

    def _state(self, t: int) -> None:
        if self._offline():
            self._tell(t, "offline", "offline")
        elif self._ink.is_out:
            self._tell(t, "fault", "ink out")
        elif self._world.conditions.get("printer_fault", False):
            self._tell(t, "fault", "queue empty")
        else:
            self._tell(t, "ready", "")

    def _tell(self, t: int, state: str, reason: str) -> None:
        self._say(t, PrinterState(self.name, state, reason, len(self._queue), self._ink.warning, self._ink.percent))

    def _agrees(self, writing: Writing) -> bool:
        """Whether the text states what the code says, in the form of the job."""
        try:
            return writing.text == read_pack_code(writing.content, self._form).text()
        except PackCodeError:
            return False

    def _fault_began(self, t: int, fault: ActiveFault) -> None:
        if fault.kind == _INK_ENDS:
            self._ink.run_low(fault.number_of("prints"))
        if fault.kind in _STATES:
            self._queue_changed(t)

    def _fault_ended(self, t: int, fault: ActiveFault) -> None:
        if fault.kind == _INK_ENDS:
            self._ink.refill()
        if fault.kind in _STATES:
            self._queue_changed(t)


def _other(value: str) -> str:
    """Return a value of the same length that differs in its last character only."""
    return value[:-1] + ("X" if value[-1] != "X" else "Y")


def build(fitting: Fitting) -> Printer:
    """Build the printer of a station."""
    return Printer(fitting)
