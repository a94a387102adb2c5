"""The printer's port: a host selects a job with its fixed fields and queues one record per pack."""

from typing import TypeAlias

from linebench.ports.base import Said
from linebench.product.code_form import Columns

__all__ = ["QUEUE_LOST", "STANDARD_LAYOUT", "AskJob", "ClearFaults", "ClearQueue", "CodedOrders", "JobTold",
           "PrintDone", "PrintJob", "PrintNow", "PrintOrders", "PrinterEnable", "PrinterState", "ToDevice",
           "ToHost"]


STANDARD_LAYOUT = "standard"
"""Job of a printer with the usual code: GTIN, expiry, lot and serial."""


class PrintJob(Said, frozen=True, tag="print_job"):
    """Host to printer: select a layout and its fields that stay the same for the whole batch.

    ``job``: name of the layout; the printer knows from it which of the fields stand where, and what else does.
    """

    job: str
    gtin: str
    lot: str
    expiry: str
    """YYMMDD, day may be 00."""


class AskJob(Said, frozen=True, tag="ask_job"):
    """Host to printer: tell which job is selected, with its fields."""


class JobTold(Said, frozen=True, tag="job_told"):
    """Printer to host: the job as it stands in the printer, all empty when none is; the answer to ``AskJob``."""

    job: str
    gtin: str
    lot: str
    expiry: str


class PrintOrders(Said, frozen=True, tag="print_orders"):
    """Host to printer: queue records, numbered from ``first`` on. Each fills the printer's layout with its serial
    at one trigger.
    """

    first: int
    serials: tuple[str, ...]


class CodedOrders(PrintOrders, frozen=True, tag="coded_orders"):
    """Host to printer: records whose layout has more fields than the serial, such as a key and a crypto code.

    ``extra``: for each application identifier its values, in the order of the serials.
    """

    extra: Columns = ()


class ClearQueue(Said, frozen=True, tag="clear_queue"):
    """Host to printer: forget every queued record."""


class PrintNow(Said, frozen=True, tag="print_now"):
    """Host to printer: print one record now, whether a pack is there or not."""


class PrinterEnable(Said, frozen=True, tag="printer_enable"):
    """Host to printer: print on packs that pass (``on``), or let them pass unprinted."""

    on: bool


class ClearFaults(Said, frozen=True, tag="clear_faults"):
    """Host to printer: forget the faults that are over; those that need a person stay."""


class PrintDone(Said, frozen=True, tag="print_done"):
    """Printer to host: the record went onto a pack, as far as the printer knows."""

    record: int


QUEUE_LOST = "queue lost"
"""Reason of a ``PrinterState``: nobody knows what of the printer's queue was printed, and it is empty now.

``queued`` then counts the records ordered that had not gone to it yet and still will.
"""


class PrinterState(Said, frozen=True, tag="printer_state"):
    """Printer to host: a change of state. ``state``: ready, offline or fault; ``queued``: records waiting.

    ``warning``: what does not stop it yet, such as ``ink low``; ``ink``: what is left, in percent.
    ``reason`` ``queue lost``: of all records ordered and not done, only the last ``queued`` are still to come, and
    nobody knows of the others whether they were printed.
    """

    printer: str
    state: str
    reason: str
    queued: int
    warning: str = ""
    ink: int = 100


ToDevice: TypeAlias = (
    PrintJob | PrintOrders | CodedOrders | ClearQueue | PrintNow | PrinterEnable | ClearFaults | AskJob)
ToHost: TypeAlias = PrintDone | PrinterState | JobTold
