"""The site server: gives out orders and serials, stores what the line reports and passes it on."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from linebench.epcis.times import micros
from linebench.ports.access import TurnedAway
from linebench.ports.condition import Conditions
from linebench.ports.l3 import (
    AskStanding,
    BatchReport,
    OrderRefused,
    OrderRequest,
    Report,
    ReportAccepted,
    SerialRequest,
    SerialReturn,
)
from linebench.ports.l4 import Captured
from linebench.ports.lines import LineReport
from linebench.ports.serials import Drawn, Moved
from linebench.stack.access_log import AccessLog
from linebench.stack.l3 import drawing, telling
from linebench.stack.l3.acts import TimelessAct, collecting
from linebench.stack.l3.codes import Codes
from linebench.stack.l3.conditions import LoggerReports
from linebench.stack.l3.config import L3Config
from linebench.stack.l3.decisions import L3Decisions
from linebench.stack.l3.desk import Desk
from linebench.stack.l3.drawing import Drawing
from linebench.stack.l3.evented import Evented
from linebench.stack.l3.lines import Lines
from linebench.stack.l3.office import Office
from linebench.stack.l3.outbox import Outbox
from linebench.stack.l3.pool import Draw, Pool
from linebench.stack.l3.procedure import Resolved
from linebench.stack.l3.standing import standing_of
from linebench.stack.l3.telling import Telling
from linebench.stack.l3.visibility import Visibility
from linebench.stack.machine import Effect, Handler, Machine, Send, Store

__all__ = ["SiteServer"]

_GIVEN = "given:"
"""Before the number of an order that was given out, which is kept for whoever takes the place of this server."""

Document: TypeAlias = Report | SerialReturn | BatchReport

_FIRST_REPORT = 500_000_000
"""Captures of what people report count from here: they rest on what lines told, never the other way round."""


class SiteServer(Machine):
    """L3 as a ``Level``. Peers: ``l2``, ``l4``, ``serials``, ``logger`` and people at the ``desk``.

    With an enterprise, reports go up as captured EPCIS events; where serials are drawn from their owner, it is told
    what becomes of them.

    Invariant: a document is stored, acknowledged and passed on in the order of its sequence, and stored once.
    """

    def __init__(self, config: L3Config, draw: Draw, decisions: L3Decisions | None = None,
                 codes: Codes | None = None) -> None:
        self._config = config
        self._draw = draw
        self._codes = codes or Codes({}, b"")
        self._decisions = decisions or L3Decisions()
        acts: dict[type, TimelessAct] = {
            OrderRequest: self._order, SerialRequest: self._serials, Report: self._document,
            SerialReturn: self._document, BatchReport: self._document, Captured: self._captured,
            AskStanding: self._standing, Drawn: self._drawn, Moved: self._moved, LineReport: self._line,
        }
        self._desk = Desk(config, draw, self._decisions, self._people_told)
        self._office = Office(config, self._decisions, self._desk, lambda: self._outbox.waiting)
        self._log = AccessLog(micros(config.epoch), "desk", self._decisions)
        self._handlers: dict[type, Handler] = {
            **{kind: collecting(act) for kind, act in acts.items()}, Conditions: self._measured,
            TurnedAway: self._log.take, **self._desk.handlers, **self._office.handlers}
        self._restore({})

    def start(self, restored: dict[str, Any], t: int) -> Sequence[Effect]:
        """Power came on; what the enterprise or the owner of serials has not answered goes out once more."""
        self._restore(restored)
        out: list[Effect] = []
        if self._config.enterprise:
            self._outbox.send(out)
            self._desk.start(t, out)
        if self._drawing is not None:
            self._drawing.again(out)
            self._telling.again(out)
        return out

    def expire(self, name: str, t: int) -> Sequence[Effect]:  # noqa: ARG002  # a timer says it all
        """The enterprise or the owner of serials has not answered."""
        out: list[Effect] = []
        if self._drawing is not None and name == drawing.AGAIN:
            self._drawing.again(out)
        elif name == telling.AGAIN:
            self._telling.again(out)
        else:
            self._outbox.again(out)
        return out

    def _restore(self, restored: Mapping[str, Any]) -> None:
        orders, draws = self._config.orders, self._config.draws
        self._kept = restored
        self._drawing = None if draws is None else Drawing(
            draws, {number: order.gtin for number, order in orders.items()}, self._decisions, restored,
            self._codes.beside)
        self._telling = Telling(orders, self._decisions, restored)
        self._pool = self._drawing or Pool(self._config.pool, self._draw, self._decisions, restored,
                                           self._codes.beside)
        self._outbox = Outbox(restored, self._decisions)
        self._loggers = LoggerReports(self._config.loggers, self._config.epoch,
                                      (self._config.site, self._config.line), self._decisions, restored)
        self._readings: int = restored.get("readings", 0)
        self._visibility = Visibility(self._config.epoch, self._config.site, self._config.line,
                                      self._offset_at)
        for document in restored.values() if self._config.enterprise else ():
            if type(document) is Report:
                self._visibility.remember(document)
        self._evented = Evented(self._config, self._offset_at)
        self._lines = Lines(self._config, self._decisions, self._offset_at, restored)
        self._desk.restore(restored)
        self._log.restore(restored)
        self._office.restore(restored)
        self._last: int = restored.get("last", 0)
        self._finished = {key.removeprefix("finished:") for key in restored if key.startswith("finished:")}

    def _offset_at(self, at_us: int) -> str:
        return self._decisions.offset_at(at_us, self._config.zone)

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

    def _standing(self, asked: AskStanding, out: list[Effect]) -> None:
        order = self._config.orders.get(asked.order)
        out.append(Send("l2", standing_of(asked, self._kept, self._pool.answers, order.gtin if order else "",
                                          finished=asked.order in self._finished)))

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
        self._office.told(document)
        if type(document) is BatchReport:
            self._finished.add(document.order)
            out.append(Store(f"finished:{document.order}", value=True))
        if self._drawing is not None:
            self._telling.document(document, out)
            if type(document) is SerialReturn:
                self._drawing.returned(document)
        if type(document) is Report and self._config.enterprise:
            events = self._visibility.events_of(document, self._config.orders)
            self._outbox.add(document.sequence + self._readings, self._decisions.passed_on(events), out)
            self._desk.line_told(document)
        elif type(document) is not SerialReturn:
            out.append(Send("l4", document))

    def _measured(self, said: Conditions, t: int) -> Sequence[Effect]:
        """A logger's reading: captures of readings are numbered among those of reports."""
        out: list[Effect] = []
        if not self._config.enterprise:
            return out
        events = self._loggers.events_of(said, t, out)
        if events:
            self._readings += 1
            out.append(Store("readings", self._readings))
            self._outbox.add(self._last + self._readings, events, out)
        return out

    def _line(self, report: LineReport, out: list[Effect]) -> None:
        self._lines.take(report, self._outbox, out)

    def _captured(self, captured: Captured, out: list[Effect]) -> None:
        self._outbox.answered(captured, out)

    def _drawn(self, drawn: Drawn, out: list[Effect]) -> None:
        if self._drawing is not None:
            self._drawing.drawn(drawn, out)

    def _moved(self, moved: Moved, out: list[Effect]) -> None:
        self._telling.answered(moved, out)

    def _people_told(self, done: Resolved, declared: Resolved | None, out: list[Effect]) -> None:
        self._outbox.add(_FIRST_REPORT + done.number, self._evented.events_of(done, declared), out)
