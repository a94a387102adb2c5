"""A site server whose orders and master data come from a planner: the order book before the server."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from linebench.ports.erp import JobCommand, JobOrder, JobWish, ProductData
from linebench.ports.l3 import BatchReport, Order, OrderRequest
from linebench.stack.l3.acts import collecting
from linebench.stack.l3.config import L3Config
from linebench.stack.l3.decisions import L3Decisions
from linebench.stack.l3.jobs import Jobs
from linebench.stack.machine import Answer, Effect, Handler, Level, Machine, Send, Store

__all__ = ["PlannedSite"]

_FINISHED = "finished:"


class PlannedSite(Machine):
    """L3 as a ``Level`` with one peer more: ``erp``. The server sees the orders that the book has, as they change.

    Invariant: whatever was answered with ``ok`` is stored, also over a loss of power.
    """

    def __init__(self, config: L3Config, site: Callable[[L3Config], Level],
                 decisions: L3Decisions | None = None) -> None:
        """``site``: makes the server for orders that may change."""
        self._decisions = decisions or L3Decisions()
        self._orders: dict[str, Order] = {}
        self._refused: dict[str, str] = {}
        self._known = config.products
        self._site = site(msgspec.structs.replace(config, orders=self._orders, refused=self._refused))
        self._open({})

    def start(self, restored: dict[str, Any], t: int) -> Sequence[Effect]:
        """Power came on."""
        effects = self._site.start(restored, t)
        self._open(restored)
        return effects

    def expire(self, name: str, t: int) -> Sequence[Effect]:
        """A timer of the server ran out; the book has none."""
        return self._site.expire(name, t)

    def _open(self, restored: Mapping[str, Any]) -> None:
        jobs = self._jobs = Jobs(self._decisions, restored, self._orders, self._refused, self._known)
        served = self._site.handlers
        self._handlers: dict[type, Handler] = {
            **served, JobOrder: collecting(jobs.take), ProductData: collecting(jobs.learn),
            JobCommand: collecting(jobs.command), JobWish: collecting(jobs.wish),
            OrderRequest: self._then(served[OrderRequest], self._given),
            BatchReport: self._then(served[BatchReport], self._ended)}

    def _then(self, first: Handler, after: Callable[[Any, list[Effect], int], None]) -> Handler:
        """The server answers, and the book takes note."""
        def handler(message: Any, t: int) -> Answer:  # noqa: ANN401  # of the type that the server knows
            answer = first(message, t)
            out: list[Effect] = [answer] if isinstance(answer, Send) else list(answer)
            after(message, out, t)
            return out

        return handler

    def _given(self, request: OrderRequest, out: list[Effect], t: int) -> None:
        if any(isinstance(effect, Send) and isinstance(effect.message, Order) for effect in out):
            self._jobs.given(request.order, t, out)

    def _ended(self, report: BatchReport, out: list[Effect], t: int) -> None:
        if any(isinstance(effect, Store) and effect.key == _FINISHED + report.order for effect in out):
            self._jobs.ended(report, t, out)
