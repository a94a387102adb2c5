"""Judges a journal: one fold over its records, then every rule, the key figures and the verdict."""

from collections.abc import Iterable, Sequence
from itertools import chain

import msgspec

from linebench.memory import collector_paused
from linebench.oracle.ledger import Ledger
from linebench.oracle.metrics import Figures, Metrics
from linebench.oracle.plan import PlanError, read_world
from linebench.oracle.protocol import Cases
from linebench.oracle.rule import Outcome, rule_types
from linebench.oracle.verdict import CaseVerdict, run_verdict, simulation_verdict
from linebench.records import AnyRecord
from linebench.records.codec import read_blocks
from linebench.records.run import Opened

__all__ = ["Judge", "Judgement", "judge", "judge_blocks"]


class Judgement(msgspec.Struct, frozen=True):
    """What the oracle says about a journal.

    ``verdict``: the worst of its cases. ``sealed``: the journal ends with its ``Closed`` record. ``records``:
    how many were read, ``t``: simulated microseconds of the last one.
    """

    verdict: str
    outcomes: tuple[Outcome, ...]
    cases: tuple[CaseVerdict, ...]
    figures: Figures
    mutants: tuple[str, ...]
    records: int
    t: int
    sealed: bool

    def outcome(self, rule: str) -> Outcome:
        """What one rule says.

        Raises:
            KeyError: there is no such rule.

        """
        for outcome in self.outcomes:
            if outcome.rule == rule:
                return outcome
        raise KeyError(rule)


class Judge:
    """Folds a journal piece by piece. Memory grows with open packs and with one number per serial."""

    def __init__(self, opened: Opened) -> None:
        world = read_world(opened)
        self._mutants = opened.mutants
        self._ledger = Ledger(world)
        self._rules = [make(self._ledger.book) for make in rule_types()]
        self._metrics = Metrics(self._ledger.book)
        self._cases = Cases(frozenset(one.id for one in world.requirements))
        for kind, handler in self._cases.handlers().items():
            self._ledger.listen(kind, handler)

    def feed(self, records: Iterable[AnyRecord]) -> None:
        """Read more records, record 0 included, in the order of the journal."""
        self._ledger.feed(records)

    def finish(self, earlier: Sequence[Outcome] = ()) -> Judgement:
        """The journal has ended: judge it. Call once.

        ``earlier``: what an earlier bench's rules said, where the journal is to be judged as that bench did: the
        rules of then decide, those of the same revision by what they say now, the others by what they said.
        """
        book = self._ledger.book
        self._ledger.finish()
        for rule in self._rules:
            rule.finish()
        outcomes = _as_then(tuple(rule.outcome() for rule in self._rules), earlier)
        cases = self._cases.verdicts(outcomes, book.uncertainty, book.world.heard_late) or [
            simulation_verdict(outcomes, book.t, closed=book.closed)]
        verdict = run_verdict([case.verdict for case in cases])
        return Judgement(verdict, outcomes, tuple(cases), self._metrics.figures(), self._mutants, book.records,
                         book.t, book.closed)


def _as_then(now: tuple[Outcome, ...], earlier: Sequence[Outcome]) -> tuple[Outcome, ...]:
    same = {(one.rule, one.revision): one for one in now}
    return tuple(same.get((one.rule, one.revision), one) for one in earlier) or now


def _opened(record: AnyRecord | None) -> Opened:
    if not isinstance(record, Opened):
        found = "nothing" if record is None else type(record).__name__
        raise PlanError(f"a journal begins with its record 0 (Opened), found {found}; the journal is incomplete")
    return record


def judge(records: Iterable[AnyRecord]) -> Judgement:
    """Judge the records of one attempt.

    Raises:
        PlanError: the first record is no record 0, or it cannot be read.

    """
    feed = iter(records)
    first = _opened(next(feed, None))
    court = Judge(first)
    court.feed([first])
    court.feed(feed)
    return court.finish()


@collector_paused()
def judge_blocks(stored: bytes, earlier: Sequence[Outcome] = ()) -> Judgement:
    """Judge a stored journal block by block, without holding its records. ``earlier``: as ``Judge.finish`` has it.

    Raises:
        JournalError: the bytes are no journal or its chain is broken.
        PlanError: the first record is no record 0, or it cannot be read.

    """
    blocks = read_blocks(stored)
    first = next(blocks, None)
    court = Judge(_opened(first.records[0] if first and first.records else None))
    for block in chain([first] if first else [], blocks):
        court.feed(block.records)
    return court.finish(earlier)
