"""The serial pool: gives out each serial once, and the same ones again when the same request is repeated."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from linebench.ports.l3 import CodedSerials, SerialRequest, Serials, SerialsRefused
from linebench.product.code_form import Columns
from linebench.stack.l3.decisions import L3Decisions
from linebench.stack.machine import Effect, Send, Store

__all__ = ["Beside", "Draw", "Pool", "given", "nothing"]

Draw: TypeAlias = Callable[[int, str], tuple[str, ...]]
"""Draws this many serials for a GTIN; the pool itself sees to it that none is given out twice."""
Beside: TypeAlias = Callable[[str, tuple[str, ...]], Columns]
"""What belongs beside these serials of a GTIN in their codes; empty: nothing does."""


_PREFIX = "serials:"


def nothing(_: str, __: tuple[str, ...]) -> Columns:
    """Say that nothing belongs beside serials."""
    return ()


def given(request: SerialRequest, serials: tuple[str, ...], beside: Beside) -> Serials:
    """The answer to a request, with what belongs beside the serials."""
    extra = beside(request.gtin, serials)
    if extra:
        return CodedSerials(request.request, request.gtin, serials, extra)
    return Serials(request.request, request.gtin, serials)


class Pool:
    """Serials by GTIN. ``answers``: what was given out, by request.

    Invariant: a serial is in at most one answer, and an answer is stored before it is sent.
    """

    def __init__(self, limit: int, draw: Draw, decisions: L3Decisions, restored: Mapping[str, Any],
                 beside: Beside = nothing) -> None:
        self._limit = limit
        self._draw = draw
        self._beside = beside
        self._decisions = decisions
        self.answers: dict[int, Serials] = {answer.request: answer for key, answer in restored.items()
                                             if key.startswith(_PREFIX)}
        self._issued: dict[str, set[str]] = {}
        for answer in self.answers.values():
            self._issued.setdefault(answer.gtin, set()).update(answer.serials)

    def answer(self, request: SerialRequest, out: list[Effect]) -> None:
        """Answer a request with what the pool can give, or refuse it."""
        known = self.answers.get(request.request)
        if known is not None and known.gtin != request.gtin:
            out.append(_refusal(request, f"request {request.request} was made for GTIN {known.gtin}"))
            return
        if known is None:
            known = self._allocate(request)
            if not known.serials:
                out.append(_refusal(request, f"no serials left for GTIN {request.gtin}"))
                return
            self.answers[request.request] = known
            out.append(Store(f"{_PREFIX}{request.request}", known))
        out.append(Send("l2", known))

    def _allocate(self, request: SerialRequest) -> Serials:
        issued = self._issued.setdefault(request.gtin, set())
        count = max(0, min(request.count, self._limit - len(issued)))
        fresh: dict[str, None] = {}
        while len(fresh) < count:
            drawn = dict.fromkeys(self._draw(count - len(fresh), request.gtin))
            if not issued.isdisjoint(drawn):
                drawn = {serial: None for serial in drawn if serial not in issued}
            fresh.update(drawn)
        issued.update(fresh)
        return given(request, self._decisions.allots_to(request.gtin, self._decisions.allots(tuple(fresh))),
                     self._beside)


def _refusal(request: SerialRequest, reason: str) -> Send:
    return Send("l2", SerialsRefused(request.request, reason))
