"""Serial numbers from L3: asked for in time, checked before use, and never asked for twice by mistake."""

from collections.abc import Mapping
from typing import Any

from linebench.ports.l3 import CodedSerials, SerialRequest, Serials, SerialsRefused
from linebench.product.code_form import Columns
from linebench.product.identifiers import CHARSET_82
from linebench.stack.l2.batch import Batch
from linebench.stack.l2.config import L2Config
from linebench.stack.l2.decisions import L2Decisions
from linebench.stack.l2.desk import Desk
from linebench.stack.machine import Arm, Cancel, Effect, Send, Store

__all__ = ["Supply"]

_LENGTHS = range(1, 21)
"""GS1 General Specifications: AI (21) holds up to 20 characters of charset 82."""
_ALLOWED = CHARSET_82.encode()
_PATIENCE = 15
"""A refused request is asked again after this many answer times: pools are filled by people."""


class Supply:
    """The request under way, if any. A request keeps its number until it is answered, so that L3 gives the same
    serials however often it is asked. ``failing``: the last one was refused, unfit or not answered in time.
    ``orphan``: a request whose batch ended before its answer came.
    """

    __slots__ = ("_coded", "_config", "_decisions", "_desk", "_request", "blocks", "failing", "orphan", "pending")

    def __init__(self, config: L2Config, decisions: L2Decisions, desk: Desk, restored: Mapping[str, Any]) -> None:
        self._decisions = decisions
        self._config = config
        self._desk = desk
        self._request: int = restored.get("request", 0)
        self.pending: SerialRequest | None = None
        self.orphan: SerialRequest | None = None
        self.failing = False
        self._coded = False
        self.blocks = 0

    def ask(self, batch: Batch, out: list[Effect]) -> None:
        """Ask for a block unless one is under way."""
        if self.pending is None:
            order = batch.order
            self.pending = SerialRequest(self._request + 1, order.order, order.gtin, self._config.serial_block)
            self.again(out)

    def again(self, out: list[Effect]) -> None:
        """Ask (again) for what is pending."""
        if self.pending is not None:
            out.append(Send("l3", self.pending))
            out.append(Arm("serials", self._config.answer_within_us))

    def arrived(self, batch: Batch, message: Serials, out: list[Effect]) -> bool:
        """Take a block. False when it is a repeat or not fit for use; the pool is unchanged then."""
        if self.pending is None or message.request != self.pending.request:
            return self._came_unasked(batch, message, out)
        fault = self._decisions.delivery_fault(self._fault(batch, message))
        if fault:
            self._refuse(fault, out)
            self._later(out)
            return False
        out.append(Cancel("serials"))
        self._request = message.request
        self.pending = None
        self.failing = False
        out.append(Store("request", self._request))
        self._take(batch, message, out)
        return True

    def _came_unasked(self, batch: Batch, message: Serials, out: list[Effect]) -> bool:
        if not self._came_before(message):
            return False
        if self._decisions.is_answered(message.request):
            self._refuse(f"request {message.request} was answered before", out)
            return False
        self._take(batch, message, out)
        return True

    def _take(self, batch: Batch, message: Serials, out: list[Effect]) -> None:
        out.append(Store(f"block:{self.blocks}", message.serials))
        if extra := _extra(message):
            out.append(Store(f"beside:{self.blocks}", extra))
            self._coded = True
        self.blocks += 1
        batch.book.allocate(message.serials, extra)

    def refused(self, message: SerialsRefused, out: list[Effect]) -> bool:
        """L3 allocates nothing. True when that was about the pending request."""
        if self.pending is None or message.request != self.pending.request:
            return False
        self._later(out)
        return True

    def forget(self, out: list[Effect]) -> None:
        """The batch is over."""
        if self.pending is not None:
            # L3 may have allocated for it: the next batch must not get the answer to this question
            self._request = self.pending.request
            self.orphan, self.pending = self.pending, None
            out.append(Store("request", self._request))
        out.append(Cancel("serials"))
        out.extend(Store(f"block:{number}", None) for number in range(self.blocks))
        if self._coded:
            out.extend(Store(f"beside:{number}", None) for number in range(self.blocks))
            self._coded = False
        self.blocks = 0

    def restore(self, batch: Batch, restored: Mapping[str, Any]) -> None:
        """Take the blocks that were kept, in the order they came."""
        while (serials := restored.get(f"block:{self.blocks}")) is not None:
            extra = restored.get(f"beside:{self.blocks}", ())
            self._coded = self._coded or bool(extra)
            batch.book.allocate(serials, extra)
            self.blocks += 1

    def _came_before(self, message: Serials) -> bool:
        orphan = self.orphan is not None and message.request == self.orphan.request
        return message.request <= self._request and not orphan

    def _refuse(self, fault: str, out: list[Effect]) -> None:
        self._desk.alarm("serial delivery wrong", out)
        self._desk.show("serials", f"refused: {fault}", out)

    def _later(self, out: list[Effect]) -> None:
        self.failing = True
        out.append(Arm("serials", _PATIENCE * self._config.answer_within_us))

    def _fault(self, batch: Batch, message: Serials) -> str:
        serials = message.serials
        if message.gtin != batch.order.gtin:
            return f"GTIN {message.gtin} is not that of the order"
        if len(set(serials)) != len(serials) or not batch.book.status.keys().isdisjoint(serials):
            return "a serial number was delivered twice"
        strange = "".join(serials).encode(errors="surrogatepass").translate(None, _ALLOWED)
        if strange or not all(map(_LENGTHS.__contains__, map(len, serials))):
            return "a serial number has characters or a length that AI (21) does not allow"
        rule = batch.recipe.serial
        if rule is not None and not all(map(rule.pattern.fullmatch, serials)):
            return "a serial number is not as the market of the product has it"
        return _wrong_extra(batch.recipe.form.with_serial, message) if serials else "empty delivery"


def _wrong_extra(wanted: tuple[str, ...], message: Serials) -> str:
    extra = _extra(message)
    if not wanted and extra:
        return f"{', '.join(ai for ai, _ in extra)} came with serial numbers that need nothing beside them"
    right = tuple(ai for ai, values in extra if len(values) == len(message.serials)) == wanted
    return "" if right else f"the elements {', '.join(wanted)} are wanted with each serial number"


def _extra(message: Serials) -> Columns:
    return message.extra if isinstance(message, CodedSerials) else ()
