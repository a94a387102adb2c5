"""What a rule is: one question about a journal, answered with findings, a pass, or why there is no answer."""

import importlib
import pkgutil
from functools import cache
from typing import ClassVar

import msgspec

from linebench.oracle import rules
from linebench.oracle.book import TOPICS, Book
from linebench.oracle.facts import clock
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

    ``result``: ``pass``, ``fail``, ``not_exercised`` (no opportunity came) or ``not_knowable``; the last two
    never count as pass. ``why``: says what is missing when it is not knowable. ``count``: all findings,
    ``findings``: the first ``KEPT``. ``requirements``: ids of the requirements it serves.
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
        for topic in TOPICS:
            hear = getattr(self, f"on_{topic}", None)
            if hear is not None:
                book.topics[topic].append(hear)

    def find(self, message: str, t: int, *, packs: tuple[int, ...] = (), at: tuple[int, ...] = ()) -> None:
        """Report something that is not as it must be; the message gets the time in front."""
        self.count += 1
        if len(self.findings) < KEPT:
            self.findings.append(Finding(self.id, f"{clock(t)} {message}", packs, t, at))

    def high(self) -> int | None:
        """The upper bound of the limit it cites, ``None`` where that is not known."""
        return self.limit.high if self.limit is not None else None

    def finish(self) -> None:
        """The journal has ended: report what shows only now."""

    def outcome(self) -> Outcome:
        """What the rule says."""
        why = f"the limit of {self.cites} is not known" if self.cites and self.high() is None else ""
        if self.count:
            result = "fail"
        elif why:
            result = "not_knowable"
        else:
            result = "pass" if self.opportunities else "not_exercised"
        return Outcome(self.id, self.title, self.revision, result, self.opportunities, self.count,
                       tuple(self.findings), why, self.book.world.serving(self.classes))


@cache
def rule_types() -> tuple[type[Rule], ...]:
    """Every rule, found by looking into the folder ``rules``: a file holds one class ``RULE``."""
    names = sorted(module.name for module in pkgutil.iter_modules(rules.__path__))
    return tuple(importlib.import_module(f"{rules.__name__}.{name}").RULE for name in names)
