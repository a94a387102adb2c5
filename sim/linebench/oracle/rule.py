"""What a rule is: one question about a journal, answered with findings, a pass, or why there is no answer."""

import importlib
import pkgutil
from collections.abc import Iterable
from functools import cache
from typing import ClassVar

import msgspec

from linebench.oracle import rules
from linebench.oracle.book import TOPICS, Book
from linebench.oracle.facts import clock, uncertain
from linebench.records.requirement import Limit

__all__ = ["KEPT", "Finding", "Outcome", "Rule", "rule_types"]

KEPT = 100
"""Findings kept with their text for each rule; all are counted."""


class Finding(msgspec.Struct, frozen=True):
    """One thing that is not as it must be. ``t``: microseconds; ``at``: journal positions that show it."""

    rule: str
    message: str
    packs: tuple[int, ...]
    t: int
    at: tuple[int, ...]


class Outcome(msgspec.Struct, frozen=True):
    """What a rule says about a journal.

    ``result``: ``pass``, ``fail``, ``provisional`` (a time lies closer to its limit than it was measured),
    ``not_exercised`` (no opportunity came) or ``not_knowable``; only the first counts as pass. ``why``: says what
    is missing when it is not knowable. ``count``: all findings, ``findings``: the first ``KEPT``. ``doubts``: what
    would be a finding, or would be none, if times had been measured better, ``doubted``: how many.
    ``requirements``: ids of the requirements it serves.
    """

    rule: str
    title: str
    revision: int
    result: str
    opportunities: int
    count: int
    findings: tuple[Finding, ...]
    why: str
    requirements: tuple[str, ...]
    doubts: tuple[Finding, ...] = ()
    doubted: int = 0


class Rule:
    """Base of all rules. A rule listens to a topic by having a method ``on_<topic>``, see ``book.TOPICS``.

    Attributes:
        id: name of the rule, as in reports and mutants.
        title: what it demands, one sentence.
        revision: counts changes of its meaning.
        classes: classes of requirements it serves.
        cites: requirement whose limit it needs, ``""`` when it needs none.

    """

    id: ClassVar[str]
    title: ClassVar[str]
    revision: ClassVar[int] = 1
    classes: ClassVar[tuple[str, ...]]
    cites: ClassVar[str] = ""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.limit: Limit | None = book.world.limit(self.cites)
        self.opportunities = 0
        self.count = 0
        self.findings: list[Finding] = []
        self.doubts: list[Finding] = []
        self._timed: list[tuple[int, bool, Finding]] = []
        for topic in TOPICS:
            hear = getattr(self, f"on_{topic}", None)
            if hear is not None:
                book.topics[topic].append(hear)

    def find(self, message: str, t: int, *, packs: tuple[int, ...] = (), at: tuple[int, ...] = (),
             over: int | None = None, stated: bool = False) -> None:
        """Report something that is not as it must be; the message gets the time in front.

        ``over``: where a time was judged, by how many microseconds it is beyond its limit; ``stated``: a level
        states that time by its own clock.
        """
        if over is not None and self.book.uncertainty != 0:
            # how well times were measured is told at the end of a journal
            self._timed.append((over, stated, Finding(self.id, f"{clock(t)} {message}", packs, t, at)))
            return
        self.count += 1
        if len(self.findings) < KEPT:
            self.findings.append(Finding(self.id, f"{clock(t)} {message}", packs, t, at))

    def look_close(self, what: str, took: Iterable[int], limit: int) -> None:
        """Doubt times that kept their limit by less than the uncertainty: they may have broken it."""
        sure = self.book.uncertainty
        if sure == 0:
            return
        close = [one for one in took if one <= limit and (sure is None or limit - one < sure)]
        if close:
            t, off = self.book.t, uncertain(sure)
            self.doubts.append(Finding(
                self.id, f"{clock(t)} {what}: {len(close)} took up to {max(close) / 1000:.1f} ms, too close to the "
                f"limit of {limit / 1000:.1f} ms: {off}", (), t, ()))

    def _weigh(self) -> None:
        """Tell what is beyond its limit for sure from what may not be."""
        sure, timed, self._timed = self.book.uncertainty, self._timed, []
        firm = []
        for over, stated, finding in timed:
            off = None if sure is None else sure + (self.book.clock_off if stated else 0)
            if off is not None and over >= off:
                firm.append(finding)
            else:
                told = f"{finding.message}; {uncertain(off)}"
                self.doubts.append(msgspec.structs.replace(finding, message=told))
        self.count += len(firm)
        self.findings += firm[:KEPT - len(self.findings)]

    def high(self) -> int | None:
        """The upper bound of the limit it cites, ``None`` where that is not known."""
        return self.limit.high if self.limit is not None else None

    def finish(self) -> None:
        """The journal has ended: report what shows only now."""

    def outcome(self) -> Outcome:
        """What the rule says."""
        why = f"the limit of {self.cites} is not known" if self.cites and self.high() is None else ""
        self._weigh()
        if self.count:
            result = "fail"
        elif why:
            result = "not_knowable"
        elif self.doubts:
            result = "provisional"
        else:
            result = "pass" if self.opportunities else "not_exercised"
        return Outcome(self.id, self.title, self.revision, result, self.opportunities, self.count,
                       tuple(self.findings), why, self.book.world.serving(self.classes),
                       tuple(self.doubts[:KEPT]), len(self.doubts))


@cache
def rule_types() -> tuple[type[Rule], ...]:
    """Every rule, found by looking into the folder ``rules``: a file holds one class ``RULE``."""
    names = sorted(module.name for module in pkgutil.iter_modules(rules.__path__))
    return tuple(importlib.import_module(f"{rules.__name__}.{name}").RULE for name in names)
