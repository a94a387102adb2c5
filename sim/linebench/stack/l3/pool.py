"""The serial pool: gives out each serial once, and the same ones again when the same request is repeated."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from linebench.ports.l3 import SerialRequest, Serials, SerialsRefused
from linebench.stack.l3.decisions import L3Decisions
from linebench.stack.machine import Effect, Send, Store

__all__ = ["Draw", "Pool"]

Draw: TypeAlias = Callable[[int], tuple[str, ...]]
"""Draws this many random serials; the pool itself sees to it that none is given out twice."""

_PREFIX = "serials:"


class Pool:
    """Serials by GTIN. Invariant: a serial is in at most one answer, and an answer is stored before it is sent."""

    def __init__(self, limit: int, draw: Draw, decisions: L3Decisions, restored: Mapping[str, Any]) -> None:
        self._limit = limit
        self._draw = draw
        self._decisions = decisions
        self._answers: dict[int, Serials] = {answer.request: answer for key, answer in restored.items()
                                             if key.startswith(_PREFIX)}
        self._issued: dict[str, set[str]] = {}
        for answer in self._answers.values():
            self._issued.setdefault(answer.gtin, set()).update(answer.serials)

    def answer(self, request: SerialRequest, out: list[Effect]) -> None:
        """Answer a request with what the pool can give, or refuse it."""
        known = self._answers.get(request.request)
        if known is not None and known.gtin != request.gtin:
            out.append(_refusal(request, f"request {request.request} was made for GTIN {known.gtin}"))
            return
        if known is None:
            known = self._allocate(request)
            if not known.serials:
                out.append(_refusal(request, f"no serials left for GTIN {request.gtin}"))
                return
            self._answers[request.request] = known
            out.append(Store(f"{_PREFIX}{request.request}", known))
        out.append(Send("l2", known))

    def _allocate(self, request: SerialRequest) -> Serials:
        issued = self._issued.setdefault(request.gtin, set())
        count = max(0, min(request.count, self._limit - len(issued)))
        fresh: dict[str, None] = {}
        while len(fresh) < count:
            drawn = dict.fromkeys(self._draw(count - len(fresh)))
            if not issued.isdisjoint(drawn):
                drawn = {serial: None for serial in drawn if serial not in issued}
            fresh.update(drawn)
        issued.update(fresh)
        return Serials(request.request, request.gtin, self._decisions.allots(tuple(fresh)))


def _refusal(request: SerialRequest, reason: str) -> Send:
    return Send("l2", SerialsRefused(request.request, reason))
