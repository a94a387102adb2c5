"""The port between L3 (site) and what plans its work, an ERP or an MES: job orders down, responses up.

Words and states are those of ISA-95 part 4 and OPC 10031-4: a *job order* is work to be done, here a batch to be
packed; a *job response* says what became of it. The same port is spoken over OPC UA and through folders.
"""

from typing import TypeAlias

from linebench.ports.base import Said

__all__ = ["JobAnswer", "JobCommand", "JobOrder", "JobResponse", "JobWish", "Pairs", "ProductAnswer", "ProductData",
           "ToPlanner", "ToSite"]

Pairs: TypeAlias = tuple[tuple[str, str], ...]
"""Names and values, in the order in which they were given."""


class JobOrder(Said, frozen=True, tag="job_order"):
    """Planner to L3: a batch to be packed. The same ``job`` with the same content twice is one order.

    Attributes:
        job: its number, which is the number of the order at the line.
        gtin: 14 digits of the product.
        lot: batch number.
        expiry: YYMMDD; day 00 means the end of the month.
        quantity: packs.
        line: which line is to pack it; empty: whichever asks.
        start_us: when it is to begin, microseconds since t = 0; ``None``: at any time.
        parameters: what else was said, by the planner's own names.
        start: whether it may be started at once (StoreAndStart); else ``JobCommand`` allows that later.
        update: it takes the place of the order of this number, which has to be there and not to have been started;
            whether that may be started stays as it was.

    """

    job: str
    gtin: str
    lot: str
    expiry: str
    quantity: int
    line: str = ""
    start_us: int | None = None
    parameters: Pairs = ()
    start: bool = True
    update: bool = False


class JobCommand(Said, frozen=True, tag="job_command"):
    """Planner to L3: ``command`` is ``start``, ``revoke_start``, ``stop``, ``pause``, ``resume``, ``abort``,
    ``cancel`` or ``clear``; ``request`` marks the answer.
    """

    request: str
    job: str
    command: str
    comment: str = ""


class JobWish(Said, frozen=True, tag="job_wish"):
    """Planner to L3: tell what became of a job, or of all in a state. Answered with a ``JobResponse`` each, and
    then a ``JobAnswer`` of this request.
    """

    request: str
    job: str = ""
    state: str = ""


class ProductData(Said, frozen=True, tag="product_data"):
    """Planner to L3: master data of a product. ``released``: whether orders of it may run."""

    request: str
    gtin: str
    name: str
    case_size: int
    pallet_size: int
    released: bool = True
    properties: Pairs = ()


class JobAnswer(Said, frozen=True, tag="job_answer"):
    """L3 to planner: an order, a command or a wish is taken, or why not.

    ``status``: ``ok``, ``unknown_job``, ``unknown_command``, ``wrong_state``, ``duplicate`` (the number is taken by
    another order), ``invalid`` (what the order says cannot be), ``no_master_data``, ``full``. ``request``: of what
    is answered; of a ``JobOrder`` its job.
    """

    request: str
    job: str
    status: str
    reason: str = ""


class ProductAnswer(Said, frozen=True, tag="product_answer"):
    """L3 to planner: master data are taken, or why not. ``status``: ``ok``, ``invalid``, ``conflict``."""

    request: str
    gtin: str
    status: str
    reason: str = ""


class JobResponse(Said, frozen=True, tag="job_response"):
    """L3 to planner: what became of a job so far.

    ``state``: ``not_allowed_to_start``, ``allowed_to_start``, ``running``, ``interrupted``, ``ended`` or
    ``aborted``. ``counts``: packs, containers and serials by what became of them, as the batch report names them.
    """

    job: str
    state: str
    counts: tuple[tuple[str, int], ...] = ()
    begun_us: int | None = None
    ended_us: int | None = None
    reason: str = ""


ToSite: TypeAlias = JobOrder | JobCommand | JobWish | ProductData
ToPlanner: TypeAlias = JobAnswer | ProductAnswer | JobResponse
