"""The site server: gives out orders and serials, stores what the line reports and passes it on."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from linebench.ports.l3 import (
    BatchReport,
    OrderRefused,
    OrderRequest,
    Report,
    ReportAccepted,
    SerialRequest,
    SerialReturn,
)
from linebench.ports.l4 import Captured
from linebench.stack.l3.config import L3Config
from linebench.stack.l3.decisions import L3Decisions
from linebench.stack.l3.outbox import Outbox
from linebench.stack.l3.pool import Draw, Pool
from linebench.stack.l3.visibility import Visibility
from linebench.stack.machine import Effect, Handler, Machine, Send, Store

__all__ = ["SiteServer"]

_GIVEN = "given:"
"""Before the number of an order that was given out, which is kept for whoever takes the place of this server."""

Document: TypeAlias = Report | SerialReturn | BatchReport

Act: TypeAlias = Callable[[Any, list[Effect]], None]
"""Takes a message of its own type and adds its effects."""


def _collecting(act: Act) -> Handler:
    def handler(message: Any, t: int) -> Sequence[Effect]:  # noqa: ANN401, ARG001  # of the type the act knows; timeless
        out: list[Effect] = []
        act(message, out)
        return out

    return handler


class SiteServer(Machine):
    """L3 as a ``Level``. Peers: ``l2`` and ``l4``. With an enterprise, reports go up as captured EPCIS events.

    Invariant: a document is stored, acknowledged and passed on in the order of its sequence, and stored once.
    """

    def __init__(self, config: L3Config, draw: Draw, decisions: L3Decisions | None = None) -> None:
        self._config = config
        self._draw = draw
        self._decisions = decisions or L3Decisions()
        acts: dict[type, Act] = {
            OrderRequest: self._order, SerialRequest: self._serials, Report: self._document,
            SerialReturn: self._document, BatchReport: self._document, Captured: self._captured,
        }
        self._handlers: dict[type, Handler] = {kind: _collecting(act) for kind, act in acts.items()}
        self._restore({})

    def start(self, restored: dict[str, Any], t: int) -> Sequence[Effect]:  # noqa: ARG002  # power says it all
        """Power came on; what the enterprise has not confirmed goes out once more."""
        self._restore(restored)
        out: list[Effect] = []
        if self._config.enterprise:
            self._outbox.send(out)
        return out

    def expire(self, name: str, t: int) -> Sequence[Effect]:  # noqa: ARG002  # there is one timer
        """The enterprise has not answered."""
        out: list[Effect] = []
        self._outbox.again(out)
        return out

    def _restore(self, restored: Mapping[str, Any]) -> None:
        self._pool = Pool(self._config.pool, self._draw, self._decisions, restored)
        self._outbox = Outbox(restored, self._decisions)
        self._visibility = Visibility(self._config.epoch, self._config.site, self._config.line)
        for document in restored.values() if self._config.enterprise else ():
            if type(document) is Report:
                self._visibility.remember(document)
        self._last: int = restored.get("last", 0)
        self._finished = {key.removeprefix("finished:") for key in restored if key.startswith("finished:")}

    def _order(self, request: OrderRequest, out: list[Effect]) -> None:
        number = request.order
        reason = self._why_not(number)
        if reason:
            out.append(Send("l2", OrderRefused(number, reason)))
            return
        order = self._config.orders[number]
        out += [Store(f"{_GIVEN}{number}", order), Send("l2", order)]

    def _why_not(self, order: str) -> str:
        if order in self._config.refused:
            return self._config.refused[order]
        if order not in self._config.orders:
            return f"no order {order!r}"
        return f"order {order!r} is finished" if order in self._finished else ""

    def _serials(self, request: SerialRequest, out: list[Effect]) -> None:
        self._pool.answer(request, out)

    def _document(self, document: Document, out: list[Effect]) -> None:
        sequence = document.sequence
        if not self._decisions.is_repeat(sequence, self._last):
            if sequence > self._last + 1:
                return  # one before it is still under way; the line sends again what is not acknowledged
            self._last = max(self._last, sequence)
            self._keep(document, out)
        out.append(Send("l2", ReportAccepted(sequence)))

    def _keep(self, document: Document, out: list[Effect]) -> None:
        if type(document) is Report:
            document = self._decisions.stored(document)
        out.append(Store("last", self._last))
        out.append(Store(f"document:{document.sequence}", document))
        if type(document) is BatchReport:
            self._finished.add(document.order)
            out.append(Store(f"finished:{document.order}", value=True))
        if type(document) is Report and self._config.enterprise:
            events = self._visibility.events_of(document, self._config.orders)
            self._outbox.add(document.sequence, self._decisions.passed_on(events), out)
        elif type(document) is not SerialReturn:
            out.append(Send("l4", document))

    def _captured(self, captured: Captured, out: list[Effect]) -> None:
        self._outbox.answered(captured, out)
