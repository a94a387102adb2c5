"""The orders of a planner as the site keeps them: what may be taken, what the line gets, what became of each.

States are those of ISA-95 part 4 and OPC 10031-4. The line is run at the line: nothing here starts, pauses or stops
it, so that a job is running from when L2 fetched it until its batch report is stored.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from linebench.ports.erp import (
    JobAnswer,
    JobCommand,
    JobOrder,
    JobResponse,
    JobWish,
    ProductAnswer,
    ProductData,
    ToPlanner,
)
from linebench.ports.l3 import BatchReport, Order
from linebench.product.dates import is_date
from linebench.product.identifiers import CHARSET_82
from linebench.product.keys import is_key
from linebench.stack.l3.config import order_of
from linebench.stack.l3.decisions import L3Decisions
from linebench.stack.machine import Effect, Send, Store

__all__ = ["COUNTS", "Job", "Jobs", "order_problems", "product_problems"]

_PLANNER = "erp"
_JOB, _PRODUCT = "job:", "product:"
_LOT, _NUMBER = 20, 30
"""Characters of a lot, AI (10), and of an order's number, AI (400)."""
_GTIN = 14
_MOST_OPEN = 1_000
"""Orders that are not ended; more are refused, so that a planner gone wild is seen."""
_GONE = ""
"""State of an order that was cancelled or cleared: nothing is known of it but that its number is used."""
_STATES = ("not_allowed_to_start", "allowed_to_start", "running", "interrupted", "ended", "aborted")
_WAITING = _STATES[:2]
_OPEN = _STATES[:4]
_COMMANDS: Mapping[str, Mapping[str, str]] = MappingProxyType({
    "start": {"not_allowed_to_start": "allowed_to_start"},
    "revoke_start": {"allowed_to_start": "not_allowed_to_start"},
    "abort": dict.fromkeys(_WAITING, "aborted"),
    "cancel": dict.fromkeys(_WAITING, _GONE),
    "clear": dict.fromkeys(("ended", "aborted"), _GONE),
    "stop": {}, "pause": {}, "resume": {},
})
"""Each command: from which state it leads to which. What is running is stopped at the line."""
COUNTS = ("allocated", "commissioned", "rejected", "sampled", "destroyed", "returned", "open", "cases", "pallets")
"""The counts of a response, as the batch report names them."""


class Job(msgspec.Struct, frozen=True):
    """An order and what became of it. ``number``: how many orders were taken before it."""

    order: JobOrder
    number: int
    state: str
    counts: tuple[tuple[str, int], ...] = ()
    begun_us: int | None = None
    ended_us: int | None = None
    reason: str = ""

    def response(self) -> JobResponse:
        """What the planner is told of it."""
        return JobResponse(self.order.job, self.state, self.counts, self.begun_us, self.ended_us, self.reason)


def order_problems(order: JobOrder) -> tuple[str, ...]:
    """What of an order cannot be, each as found and expected."""
    return tuple(_wrong(order))


def _wrong(order: JobOrder) -> Iterator[str]:
    if not _is_text(order.job, _NUMBER):
        yield f"number {order.job!r}: expected 1 to {_NUMBER} characters of GS1 character set 82"
    if not is_key(order.gtin, _GTIN):
        yield f"GTIN {order.gtin!r}: expected 14 digits with the right check digit"
    if not _is_text(order.lot, _LOT):
        yield f"lot {order.lot!r}: expected 1 to {_LOT} characters of GS1 character set 82"
    if not is_date(order.expiry):
        yield f"expiry date {order.expiry!r}: expected YYMMDD, a real day, or day 00 for the end of the month"
    if order.quantity < 1:
        yield f"quantity {order.quantity}: expected 1 or more"


def product_problems(product: ProductData) -> tuple[str, ...]:
    """What of master data cannot be, each as found and expected."""
    found = []
    if not is_key(product.gtin, _GTIN):
        found.append(f"GTIN {product.gtin!r}: expected 14 digits with the right check digit")
    found += [f"{name} {size}: expected 1 or more" for name, size in (
        ("case size", product.case_size), ("pallet size", product.pallet_size)) if size < 1]
    return tuple(found)


def _is_text(text: str, longest: int) -> bool:
    return 0 < len(text) <= longest and set(text) <= set(CHARSET_82)


class Jobs:
    """The order book. Everything is stored before it is answered; the same said twice is answered twice and is one.

    Attributes:
        orders: what a line may be given, by number; changes as the planner speaks.
        refused: why an order may not be given now, by number.

    """

    def __init__(self, decisions: L3Decisions, restored: Mapping[str, Any], orders: dict[str, Order],
                 refused: dict[str, str], known: tuple[ProductData, ...] = ()) -> None:
        """``restored``: what was stored; ``orders`` and ``refused`` are filled from it; ``known``: master data that
        nobody has to tell.
        """
        self._decisions = decisions
        self._jobs: dict[str, Job] = _kept(restored, _JOB)
        self._products: dict[str, ProductData] = {each.gtin: each for each in known} | _kept(restored, _PRODUCT)
        self.orders, self.refused = orders, refused
        orders.clear()
        refused.clear()
        for job in self._jobs.values():
            self._show(job)

    def take(self, order: JobOrder, out: list[Effect]) -> None:
        """Take an order, or say why not."""
        status, reason = self._judge(order)
        before = self._jobs.get(order.job)
        if status == "ok" and (before is None or before.order != order):
            state = "allowed_to_start" if order.start else "not_allowed_to_start"
            if before is not None and order.update:
                state = before.state
            self._keep(Job(order, len(self._jobs) if before is None else before.number, state), out)
        _tell(JobAnswer(order.job, order.job, status, reason), out)

    def _judge(self, order: JobOrder) -> tuple[str, str]:
        before = self._jobs.get(order.job)
        if before is not None and before.order == order and before.state != _GONE:
            return "ok", ""
        if order.update:
            return self._may_change(order, before)
        if before is not None and (before.state == _GONE or self._decisions.is_duplicate(order, before.order)):
            return "duplicate", (f"number {order.job!r} is taken by an order of {before.order.quantity} packs of "
                                 f"{before.order.gtin}, lot {before.order.lot!r}; give the order its own number")
        if sum(job.state in _OPEN for job in self._jobs.values()) >= _MOST_OPEN:
            return "full", f"{_MOST_OPEN} orders are open; end or cancel some"
        return self._sound(order)

    def _sound(self, order: JobOrder) -> tuple[str, str]:
        """Whether what an order says can be."""
        if faults := self._decisions.faults(order_problems(order)):
            return "invalid", "; ".join(faults)
        if not self._decisions.is_known(order.gtin, self._products):
            return "no_master_data", f"no master data of GTIN {order.gtin}; send them before the order"
        return "ok", ""

    def _may_change(self, order: JobOrder, before: Job | None) -> tuple[str, str]:
        """Whether an order that is there may become this one (Update of OPC 10031-4, 6.2.2.4)."""
        if before is None or before.state == _GONE:
            return "unknown_job", f"no order {order.job!r}"
        if before.state not in _WAITING:
            return "wrong_state", f"order {order.job!r} is {before.state}; an update needs {' or '.join(_WAITING)}"
        return self._sound(order)

    def learn(self, product: ProductData, out: list[Effect]) -> None:
        """Take master data, or say why not."""
        status, reason = self._weigh(product)
        known = self._products.get(product.gtin)
        if status == "ok" and (known is None or _without_request(known) != _without_request(product)):
            self._products[product.gtin] = product
            out.append(Store(_PRODUCT + product.gtin, product))
            for job in self._jobs.values():
                self._show(job)
        _tell(ProductAnswer(product.request, product.gtin, status, reason), out)

    def _weigh(self, product: ProductData) -> tuple[str, str]:
        if problems := product_problems(product):
            return "invalid", "; ".join(problems)
        known = self._products.get(product.gtin)
        sizes = (product.case_size, product.pallet_size)
        busy = [job.order.job for job in self._jobs.values()
                if job.order.gtin == product.gtin and job.state == "running"]
        if known is not None and busy and sizes != (known.case_size, known.pallet_size):
            return "conflict", (f"order {busy[0]!r} is running with cases of {known.case_size} and pallets of "
                                f"{known.pallet_size}; send them again when it has ended")
        return "ok", ""

    def command(self, said: JobCommand, out: list[Effect]) -> None:
        """Do what is asked of an order, or say why not."""
        job = self._of(said.job)
        steps = _COMMANDS.get(said.command)
        if job is None:
            status, reason = "unknown_job", f"no order {said.job!r}"
        elif steps is None:
            status, reason = "unknown_command", f"{said.command!r}: expected one of {', '.join(_COMMANDS)}"
        elif job.state not in steps:
            status, reason = "wrong_state", f"order {said.job!r} is {job.state}; {_may(said.command, steps)}"
        else:
            status, reason = "ok", ""
            after = msgspec.structs.replace(job, state=steps[job.state], reason=said.comment)
            self._keep(after, out)
        _tell(JobAnswer(said.request, said.job, status, reason), out)

    def wish(self, said: JobWish, out: list[Effect]) -> None:
        """Tell what became of an order, or of all that are in a state."""
        found = [job for job in self._jobs.values() if job.state != _GONE
                 and said.job in ("", job.order.job) and said.state in ("", job.state)]
        status, reason = "ok", ""
        if said.state and said.state not in _STATES:
            status, reason = "invalid", f"state {said.state!r}: expected one of {', '.join(_STATES)}"
        elif said.job and self._of(said.job) is None:
            status, reason = "unknown_job", f"no order {said.job!r}"
        for job in found if status == "ok" else ():
            _tell(job.response(), out)
        _tell(JobAnswer(said.request, said.job, status, reason), out)

    def given(self, number: str, t: int, out: list[Effect]) -> None:
        """The line has been given an order; nothing changes when it asks again."""
        job = self._of(number)
        if job is not None and job.state == "allowed_to_start":
            self._keep(msgspec.structs.replace(job, state="running", begun_us=t), out, told=True)

    def ended(self, report: BatchReport, t: int, out: list[Effect]) -> None:
        """The line has ended an order: what it counted goes to the planner."""
        job = self._of(report.order)
        if job is not None:
            counts = tuple((name, int(getattr(report, name))) for name in COUNTS)
            self._keep(msgspec.structs.replace(job, state="ended", counts=counts, ended_us=t), out, told=True)

    def _of(self, number: str) -> Job | None:
        job = self._jobs.get(number)
        return None if job is None or job.state == _GONE else job

    def _keep(self, job: Job, out: list[Effect], *, told: bool = False) -> None:
        """Store an order as it is now. ``told``: the planner hears of it although it did not ask."""
        self._jobs[job.order.job] = job
        out.append(Store(_JOB + job.order.job, job))
        self._show(job)
        if told:
            _tell(job.response(), out)

    def _show(self, job: Job) -> None:
        """Bring what the line may be given up to date."""
        number, product = job.order.job, self._products.get(job.order.gtin)
        if job.state == _GONE:
            self.orders.pop(number, None)
            self.refused.pop(number, None)
            return
        if product is not None:
            self.orders[number] = order_of(job.order, product.case_size, product.pallet_size, job.number)
        reason = self._why_not(job, product)
        if reason:
            self.refused[number] = reason
        else:
            self.refused.pop(number, None)

    def _why_not(self, job: Job, product: ProductData | None) -> str:
        if job.state == "not_allowed_to_start":
            return f"order {job.order.job!r} is not released by the planner"
        if job.state == "aborted":
            return f"order {job.order.job!r} is aborted"
        if product is None:
            return f"no master data of GTIN {job.order.gtin}"
        if self._decisions.may_run(product):
            return ""
        return f"master data of product {product.name!r} are not released"


def _tell(message: ToPlanner, out: list[Effect]) -> None:
    out.append(Send(_PLANNER, message))


def _kept(restored: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """What was stored under a prefix, oldest first: a store keeps the order in which keys came."""
    return {key.removeprefix(prefix): value for key, value in restored.items() if key.startswith(prefix)}


def _without_request(product: ProductData) -> ProductData:
    return msgspec.structs.replace(product, request="")


def _may(command: str, steps: Mapping[str, str]) -> str:
    if not steps:
        return "what runs is stopped, paused and ended at the line"
    return f"{command} needs {' or '.join(steps)}"
