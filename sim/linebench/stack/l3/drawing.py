"""Serials that the site draws from their owner and gives to its line, block by block."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from linebench.ports.l3 import SerialRequest, SerialReturn, SerialsRefused
from linebench.ports.serials import Draw, Drawn
from linebench.product.identifiers import CHARSET_82
from linebench.stack.l3.decisions import L3Decisions
from linebench.stack.l3.pool import Beside, given, nothing
from linebench.stack.machine import Arm, Cancel, Effect, Send, Store

__all__ = ["AGAIN", "FORM", "OWNER", "DrawPlan", "Drawing", "criteria_of"]

OWNER = "serials"
"""The seat of whoever owns the serials."""
FORM = "SGTIN"
AGAIN = "draw again"
"""Timer: what was asked and not answered is asked once more."""
_AGAIN_US = 10_000_000
"""How long the owner is waited for before the same is asked again."""
_ANSWER, _DRAW, _STOCK = "serials:", "draw:", "stock:"
_OTHER = "bad_request"
"""The owner knows the token for another request: only a new one can be answered."""
_ALLOWED = frozenset(CHARSET_82)
_LONGEST = 20
"""GS1 General Specifications: AI (21) holds up to 20 characters of charset 82."""


class DrawPlan(msgspec.Struct, frozen=True, kw_only=True):
    """How serials are drawn: ``block`` of a GTIN at a time, when fewer than ``low`` are left."""

    low: int
    block: int


def criteria_of(gtin: str) -> tuple[tuple[str, str], ...]:
    """What the owner tells the pool of a GTIN by."""
    return (("GTIN", gtin),)


class Drawing:
    """What was drawn and is not given to the line yet, by GTIN. Nothing waits here but requests of the line.
    ``answers``: what the line was given, by request.

    Invariant: a serial is in at most one answer, unless the line gave it back and the owner gave it out again. A
    draw is stored before it is asked, and its answer before any of it is given on; so the same is asked again after
    a loss of power, and nothing is drawn for nobody.
    """

    def __init__(self, plan: DrawPlan, gtins: Mapping[str, str], decisions: L3Decisions,
                 restored: Mapping[str, Any], beside: Beside = nothing) -> None:
        """``gtins``: by order, for what comes back."""
        self._beside = beside
        self._plan, self._gtins, self._decisions = plan, gtins, decisions
        self._number: int = restored.get("draws", 0)
        self.answers = {each.request: each for key, each in restored.items() if key.startswith(_ANSWER)}
        self._under_way: dict[str, Draw] = _by_gtin(restored, _DRAW)
        self._stock: dict[str, tuple[str, ...]] = _by_gtin(restored, _STOCK)
        self._resting: set[str] = set()
        """GTINs whose draw was answered with nothing: the same is asked when the line asks again."""
        self._waiting: dict[int, SerialRequest] = {}
        self._held: dict[str, Counter[str]] = {}
        for answer in self.answers.values():
            self._of(answer.gtin).update(answer.serials)
        for document in restored.values():
            if type(document) is SerialReturn:
                self.returned(document)
        # the power may have gone between an answer and what it left
        self._stock = {gtin: tuple(serial for serial in stock if self._of(gtin)[serial] < 1)
                       for gtin, stock in self._stock.items()}

    def answer(self, request: SerialRequest, out: list[Effect]) -> None:
        """Answer a request of the line, at once or when the owner has answered; the same twice is one request."""
        known = self.answers.get(request.request)
        if known is None:
            self._waiting[request.request] = request
            self._serve(request.gtin, out)
        elif known.gtin != request.gtin:
            out.append(Send("l2", SerialsRefused(request.request,
                                                 f"request {request.request} was made for GTIN {known.gtin}")))
        else:
            out.append(Send("l2", known))

    def drawn(self, drawn: Drawn, out: list[Effect]) -> None:
        """The owner answers. What is not fit to be given out is left aside: it stays drawn, and nobody gets it.

        An answer without serials is no last word: the same token is asked again when the line asks again, so that
        serials that the owner set aside for it are not lost.
        """
        gtin = next((gtin for gtin, asked in self._under_way.items() if asked.request == drawn.request), None)
        if gtin is None:
            return  # an answer that came before, or one to somebody else
        fit = False
        if drawn.serials or drawn.status == _OTHER:
            fit = self._take(gtin, self._under_way.pop(gtin), drawn.serials, out)
        else:
            self._resting.add(gtin)
        self._serve(gtin, out, dry=not fit or drawn.status != "ok", why=drawn.status)
        if not self._asked():
            out.append(Cancel(AGAIN))

    def returned(self, back: SerialReturn) -> None:
        """The line gave serials back: whoever owns them may give them out again, to us too."""
        self._of(self._gtins.get(back.order, "")).subtract(back.serials)

    def again(self, out: list[Effect]) -> None:
        """Ask once more what was asked and is not answered."""
        asked = self._asked()
        out += [Send(OWNER, each) for each in asked]
        if asked:
            out.append(Arm(AGAIN, _AGAIN_US))

    def _asked(self) -> list[Draw]:
        return [asked for gtin, asked in self._under_way.items() if gtin not in self._resting]

    def _take(self, gtin: str, asked: Draw, serials: tuple[str, ...], out: list[Effect]) -> bool:
        """Take into stock what is fit to be given out; returns whether anything is."""
        fit = self._decisions.fit(serials, self._fit(gtin, serials))
        self._keep(gtin, self._stock.get(gtin, ()) + fit, out)
        out.append(Store(f"{_DRAW}{gtin}", None))
        if len(fit) < len(serials):
            out.append(Store(f"unfit:{asked.request}", (serials, fit)))
        return bool(fit)

    def _serve(self, gtin: str, out: list[Effect], *, dry: bool = False, why: str = "") -> None:
        """Give what waits as much as there is; draw when little is left. ``dry``: the owner has no more now."""
        for request in [each for each in self._waiting.values() if each.gtin == gtin]:
            if len(self._stock.get(gtin, ())) >= request.count or (dry and self._stock.get(gtin)):
                self._give(request, out)
            elif dry:
                del self._waiting[request.request]
                out.append(Send("l2", SerialsRefused(request.request, _reason(gtin, why))))
        if not dry and (gtin not in self._under_way or gtin in self._resting):
            self._draw(gtin, out)

    def _give(self, request: SerialRequest, out: list[Effect]) -> None:
        stock = self._stock[request.gtin]
        allotted = self._decisions.allots_to(request.gtin, self._decisions.allots(stock[:request.count]))
        answer = given(request, allotted, self._beside)
        self.answers[request.request] = answer
        del self._waiting[request.request]
        self._of(request.gtin).update(answer.serials)
        out.append(Store(f"{_ANSWER}{request.request}", answer))
        self._keep(request.gtin, stock[request.count:], out)
        out.append(Send("l2", answer))

    def _draw(self, gtin: str, out: list[Effect]) -> None:
        wanted = sum(each.count for each in self._waiting.values() if each.gtin == gtin)
        left = len(self._stock.get(gtin, ())) - wanted
        if left >= self._plan.low:
            return
        if gtin not in self._resting:
            self._number += 1
            self._under_way[gtin] = Draw(f"draw {self._number}", max(self._plan.block, -left), FORM,
                                         criteria_of(gtin))
            out += [Store("draws", self._number), Store(f"{_DRAW}{gtin}", self._under_way[gtin])]
        self._resting.discard(gtin)
        out += [Send(OWNER, self._under_way[gtin]), Arm(AGAIN, _AGAIN_US)]

    def _keep(self, gtin: str, stock: tuple[str, ...], out: list[Effect]) -> None:
        self._stock[gtin] = stock
        out.append(Store(f"{_STOCK}{gtin}", stock))

    def _fit(self, gtin: str, serials: Iterable[str]) -> tuple[str, ...]:
        """Those that can stand in a code and that this site has not had before, each once."""
        held, stock = self._of(gtin), set(self._stock.get(gtin, ()))
        return tuple(serial for serial in dict.fromkeys(serials)
                     if held[serial] < 1 and serial not in stock and _is_serial(serial))

    def _of(self, gtin: str) -> Counter[str]:
        return self._held.setdefault(gtin, Counter())


def _is_serial(text: str) -> bool:
    return 0 < len(text) <= _LONGEST and _ALLOWED.issuperset(text)


def _by_gtin(restored: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    return {key.removeprefix(prefix): value for key, value in restored.items() if key.startswith(prefix)}


def _reason(gtin: str, status: str) -> str:
    if status in ("ok", "insufficient"):
        return f"no serials left for GTIN {gtin}"
    return f"the owner of serials refused: {status.replace('_', ' ')}"
