"""The ledger's part on questions about single packs: which answer is right, by what physically happened to them."""

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple

from linebench.oracle.book import Book
from linebench.oracle.facts import Batch
from linebench.oracle.serials import (
    CLAIM_SHIFT,
    COMMISSIONED,
    DIVERTED,
    GOOD,
    LOST,
    PACK_SHIFT,
    PRINTED,
    REJECTED,
    SAMPLED,
    SAMPLED_CLAIM,
    TWICE,
    UNSURE,
)
from linebench.ports.verification import Notice, Noticed, Verified, Verify
from linebench.product.dates import is_date, last_day
from linebench.product.keys import is_key
from linebench.records.truth import PowerChanged
from linebench.records.wire import Delivered

__all__ = ["Question", "Right", "Verifying"]

_DOUBTFUL = UNSURE | LOST | TWICE
_FATES = ((SAMPLED, SAMPLED_CLAIM, "inactive"), (GOOD, COMMISSIONED, "active"), (DIVERTED, REJECTED, "inactive"))
"""What happened to a pack, by which claim the enterprise knows of it, and what the pack is then."""
_MISMATCHES = {(True, False): "lot", (False, True): "expiry", (True, True): "lot_and_expiry"}
_EDGE_US = 1_000_000
"""How close to the end of a span a moment may lie and not be judged: the enterprise has a clock of its own."""
_UNDONE_WITHIN_US = 10 * 24 * 3_600_000_000
"""Commission Delegated Regulation (EU) 2016/161, article 13."""


class Right(NamedTuple):
    """The right answer, as ``Verified`` has it."""

    verified: bool
    why: str = ""
    notes: frozenset[str] = frozenset()


class Question(NamedTuple):
    """A question that reached the enterprise. ``right``: ``None`` where nobody can say what is right."""

    ask: Verify
    right: Right | None
    sent: int
    t: int
    at: int


class Verifying:
    """Follows questions, notices and answers, beside the fates of the packs."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._open: dict[tuple[str, str], Question] = {}  # by asker and request
        span = book.world.limit("URS-VER-003")
        self._at_once = span.high if span is not None else None
        self._asked: dict[str, tuple[str, int]] = {}
        self._dispensed: dict[str, tuple[str, int]] = {}
        self._done: set[tuple[str, str, str]] = set()
        self._told: dict[str, Notice] = {}
        self._recalled: set[tuple[str, str]] = set()
        self._extended: dict[tuple[str, str], str] = {}

    def messages(self) -> dict[type, Callable[[Any, Delivered, int], None]]:
        """The message types this part reads."""
        return {Verify: self._ask, Verified: self._answer, Notice: self._notice, Noticed: self._noticed}

    def handlers(self) -> dict[type, Callable[[Any, int], None]]:
        """The record types this part reads."""
        return {PowerChanged: self._power}

    def _power(self, changed: PowerChanged, _: int) -> None:
        """Who asked a moment ago is what an enterprise may forget with its power; what it owed, it owes no more."""
        if changed.level == "l4":
            self._asked.clear()
            self._open.clear()

    def _ask(self, ask: Verify, said: Delivered, at: int) -> None:
        key = (ask.asker, ask.request)
        self._open[key] = Question(ask, self._right(ask, said.t), said.sent, said.t, at)

    def _answer(self, answer: Verified, said: Delivered, at: int) -> None:
        key = next((key for key in self._open if key[1] == answer.request), None)
        if key is None:
            return
        question = self._open.pop(key)
        if answer.verified:
            self._carry_out(question)
        self._book.tell("verified", question, answer, said.t, at)

    def _carry_out(self, question: Question) -> None:
        """What was allowed is done with the pack."""
        ask, pack = question.ask, self._key(question.ask)
        self._done.add((ask.intent, ask.asker, ask.request))
        if ask.intent == "dispense":
            self._dispensed[pack] = (ask.asker, question.t)
        elif ask.intent == "undo":
            self._dispensed.pop(pack, None)

    def _notice(self, notice: Notice, _: Delivered, __: int) -> None:
        self._told[notice.notice] = notice

    def _noticed(self, noticed: Noticed, _: Delivered, __: int) -> None:
        notice = self._told.pop(noticed.notice, None)
        if notice is None or not noticed.accepted:
            return
        if notice.kind == "extend":
            self._extended[notice.gtin, notice.lot] = notice.expiry
            return
        what = {(notice.gtin, f"21{serial}") for serial in notice.serials} or {(notice.gtin, f"10{notice.lot}")}
        self._recalled = self._recalled | what if notice.kind == "recall" else self._recalled - what

    def finish(self) -> None:
        """The journal has ended."""
        for question in self._open.values():
            self._book.tell("unanswered", question)

    def _right(self, ask: Verify, t: int) -> Right | None:
        sound = is_key(ask.gtin, 14) and is_key(ask.asker, 13) and (not ask.expiry or is_date(ask.expiry))
        if not sound or (ask.intent, ask.asker, ask.request) in self._done:
            return None
        if ask.gtin not in {product.gtin for product in self._book.world.products}:
            return Right(verified=False, why="unknown_product")
        fate, batch = self._fate(ask)
        if batch is None:
            return Right(verified=False, why="unknown") if fate == "unknown" else None
        wrong = (bool(ask.lot) and ask.lot != batch.lot,
                 bool(ask.expiry) and last_day(ask.expiry) != last_day(batch.expiry))
        if any(wrong):  # of what is out of the market the lot need not be known
            return None if fate == "inactive" else self._right_mismatch(ask, wrong)
        return self._right_undo(ask, t) if ask.intent == "undo" else self._right_act(ask, fate, batch, t)

    def _right_mismatch(self, ask: Verify, wrong: tuple[bool, bool]) -> Right | None:
        why = _MISMATCHES[wrong]
        lots = [batch.lot for batch in self._book.batches if batch.gtin == ask.gtin]
        if why != "lot" or ask.lot in lots[:-1]:
            return Right(verified=False, why=why)
        # of the lot that is being made it matters how far that has come
        return None if ask.lot in lots else Right(verified=False, why="unknown_lot")

    def _fate(self, ask: Verify) -> tuple[str, Batch | None]:
        """``active``, ``inactive`` or ``unknown``, and of which batch the pack is; no batch: nobody can say."""
        state = self._book.serials.get(self._key(ask), 0)
        told = state >> CLAIM_SHIFT["l3"] & 0b111111
        if not state & PRINTED:
            return ("", None) if told else ("unknown", None)
        for flag, claim, fate in _FATES:
            if state & flag:
                known = told & claim and not state & _DOUBTFUL
                return fate, self._batch_of(state >> PACK_SHIFT) if known else None
        return "", None

    def _batch_of(self, pack: int) -> Batch | None:
        found = [batch for batch in self._book.batches if 0 < batch.first_pack <= pack]
        return found[-1] if found else None

    def _right_act(self, ask: Verify, fate: str, batch: Batch, t: int) -> Right | None:
        key = self._key(ask)
        before, self._asked[key] = self._asked.get(key), (ask.asker, t)
        if before is not None and before[0] != ask.asker:
            age = t - before[1]
            if self._at_once is None or abs(age - self._at_once) < _EDGE_US:
                return None
            if age <= self._at_once:
                return Right(verified=False, why="cloned")
        if fate == "inactive":
            return Right(verified=False, why="inactive")
        if key in self._dispensed:
            other = self._dispensed[key][0] != ask.asker and ask.intent == "dispense"
            return Right(verified=False, why="cloned" if other else "dispensed")
        notes = self._notes(ask, batch, t)
        against = next((note for note in ("recalled", "expired") if note in notes), "")
        if ask.intent == "dispense" and against:
            return Right(verified=False, why=against)
        return Right(verified=True, notes=notes)

    def _notes(self, ask: Verify, batch: Batch, t: int) -> frozenset[str]:
        told = self._extended.get((ask.gtin, batch.lot))
        day = (dt.datetime.fromisoformat(self._book.world.epoch) + dt.timedelta(microseconds=t)).date()
        recalled = self._recalled & {(ask.gtin, f"21{ask.serial}"), (ask.gtin, f"10{batch.lot}")}
        said = {"recalled": recalled, "expired": day > last_day(told or batch.expiry), "extended": told}
        return frozenset(name for name, holds in said.items() if holds)

    def _right_undo(self, ask: Verify, t: int) -> Right | None:
        by, since = self._dispensed.get(self._key(ask), ("", 0))
        if not by:
            return Right(verified=False, why="not_dispensed")
        if by != ask.asker:
            return Right(verified=False, why="not_by_you")
        if abs(t - since - _UNDONE_WITHIN_US) < _EDGE_US:
            return None
        return Right(verified=True) if t - since < _UNDONE_WITHIN_US else Right(verified=False, why="too_late")

    def _key(self, ask: Verify) -> str:
        return self._book.serials.key(f"01{ask.gtin}21{ask.serial}")
