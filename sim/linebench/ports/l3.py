"""The port between L2 (line) and L3 (site): orders down, serial numbers down, events up."""

from typing import TypeAlias

from linebench.ports.base import Said
from linebench.product.code_form import Columns

__all__ = ["AggregationEvent", "AskStanding", "BatchReport", "CodedSerials", "Event", "ObjectEvent", "Order",
           "OrderRefused", "OrderRequest", "Report", "ReportAccepted", "SerialRequest", "SerialReturn",
           "Serials", "SerialsRefused", "Standing", "ToLine", "ToSite"]


class OrderRequest(Said, frozen=True, tag="order_request"):
    """L2 to L3: send the order of this number."""

    order: str


class Order(Said, frozen=True, tag="order"):
    """L3 to L2: a batch order. ``gtin`` 14 digits, ``expiry`` YYMMDD, ``sscc_prefix`` extension digit and
    company prefix for the SSCCs, ``first_sscc`` the first serial reference.
    """

    order: str
    gtin: str
    lot: str
    expiry: str
    quantity: int
    case_size: int
    pallet_size: int
    sscc_prefix: str
    first_sscc: int


class OrderRefused(Said, frozen=True, tag="order_refused"):
    """L3 to L2: no such order, or its master data are missing, expired or not released."""

    order: str
    reason: str


class SerialRequest(Said, frozen=True, tag="serial_request"):
    """L2 to L3: allocate serial numbers. The same ``request`` twice is answered with the same numbers."""

    request: int
    order: str
    gtin: str
    count: int


class Serials(Said, frozen=True, tag="serials"):
    """L3 to L2: allocated serial numbers; fewer than asked when the pool runs dry."""

    request: int
    gtin: str
    serials: tuple[str, ...]


class CodedSerials(Serials, frozen=True, tag="coded_serials"):
    """L3 to L2: serial numbers with what belongs beside each in its code, such as a key and a crypto code.

    ``extra``: for each application identifier its values, in the order of the serials.
    """

    extra: Columns = ()


class SerialsRefused(Said, frozen=True, tag="serials_refused"):
    """L3 to L2: nothing allocated."""

    request: int
    reason: str


class SerialReturn(Said, frozen=True, tag="serial_return"):
    """L2 to L3: numbers that were never printed go back to the pool. ``sequence``: as in ``Report``."""

    order: str
    serials: tuple[str, ...]
    sequence: int = 0


class ObjectEvent(Said, frozen=True, tag="object_event"):
    """One EPCIS-shaped object event. ``action`` ADD, OBSERVE or DELETE; ``step`` and ``disposition`` are CBV
    words; ``epcs`` are element strings (01…21… or 00…); ``times_us`` gives each epc's own time, same length.
    """

    action: str
    step: str
    disposition: str
    epcs: tuple[str, ...]
    times_us: tuple[int, ...]
    reason: str = ""


class AggregationEvent(Said, frozen=True, tag="aggregation_event"):
    """One EPCIS-shaped aggregation event. ``action`` ADD (packing) or DELETE (unpacking)."""

    action: str
    parent: str
    children: tuple[str, ...]
    time_us: int


Event: TypeAlias = ObjectEvent | AggregationEvent


class Report(Said, frozen=True, tag="report"):
    """L2 to L3: events of one order. Reports, serial returns and batch reports of a line are numbered in one
    sequence without gaps, so that a repeated delivery is seen.
    """

    sequence: int
    order: str
    events: tuple[Event, ...]


class BatchReport(Said, frozen=True, tag="batch_report"):
    """L2 to L3 at batch end: the reconciliation, serial numbers by end state.

    allocated = commissioned + rejected + sampled + destroyed + returned + open; ``cases`` and ``pallets``
    count closed containers. ``sequence``: as in ``Report``.
    """

    order: str
    allocated: int
    commissioned: int
    rejected: int
    sampled: int
    destroyed: int
    returned: int
    open: int
    cases: int
    pallets: int
    sequence: int = 0


class ReportAccepted(Said, frozen=True, tag="report_accepted"):
    """L3 to L2: the report, return or batch report of this sequence is stored."""

    sequence: int


class AskStanding(Said, frozen=True, tag="ask_standing"):
    """L2 to L3 after it was restored from a backup: tell what has happened since.

    ``order``: the one that it was running, empty when none; ``sequence`` and ``request``: the newest document and
    the newest answered request for serial numbers that it knows.
    """

    order: str
    sequence: int
    request: int


class Standing(Said, frozen=True, tag="standing"):
    """L3 to L2: how things stand. ``sequence`` and ``request``: the newest of each that L3 knows.

    ``finished``: the order has its batch report. ``reports``, ``blocks``: those of the order behind what L2 named.
    """

    order: str
    sequence: int
    request: int
    finished: bool
    reports: tuple[Report, ...]
    blocks: tuple[Serials | CodedSerials, ...]


ToSite: TypeAlias = OrderRequest | SerialRequest | SerialReturn | Report | BatchReport | AskStanding
ToLine: TypeAlias = (
    Order | OrderRefused | Serials | CodedSerials | SerialsRefused | ReportAccepted | Standing)
