"""The audit trail of L2 has everything that people asked, in a chain that nobody has changed."""

import csv
import io
from collections import Counter

import msgspec

from linebench.oracle.book import Book
from linebench.oracle.persons import Asked
from linebench.oracle.rule import Rule
from linebench.ports.operator import Answer, Request
from linebench.ports.people import Change
from linebench.product.trail import FIRST, linked
from linebench.records.claim import PaperClaimed, TrailLineClaimed

__all__ = ["RULE"]

_HMI = ("l2>hmi", "hmi>l2")


class RULE(Rule):
    """Opportunities: entries that were written or read, answers to people, and what was exported or printed."""

    id = "audit-trail-incomplete"
    title = "The audit trail has who asked what and what came of it, unchanged, in order, and so have its copies."
    classes = ("trail",)

    def __init__(self, book: Book) -> None:
        super().__init__(book)
        self._lines: list[TrailLineClaimed] = []
        self._written: Counter[tuple[str, str]] = Counter()
        self._answered: Counter[tuple[str, str]] = Counter()

    def on_trail_line(self, line: TrailLineClaimed, at: int) -> None:
        """Hold an entry against the one before, and against itself when it was made."""
        self.opportunities += 1
        if 0 < line.number <= len(self._lines):
            made = self._lines[line.number - 1]
            if _content(line) != _content(made):
                self.find(f"entry {line.number} of the audit trail says {line.what!r} of {line.who}; when it was "
                          f"made it said {made.what!r} of {made.who}", line.t, at=(at,))
            return
        before = self._lines[-1].digest if self._lines else FIRST
        content = _content(line)
        broken = line.previous != before or line.digest != linked(line.previous, *content[:-2])
        if (line.number != len(self._lines) + 1 or broken) and not self._disturbed(line.t):
            self.find(f"entry {line.number} does not follow the audit trail's entry {len(self._lines)}", line.t,
                      at=(at,))
        self._lines.append(line)
        self._written[line.who, line.what.partition(" ")[0]] += 1

    def on_person(self, asked: Asked, answer: Answer, t: int, at: int) -> None:
        """Note what has to be in the audit trail; L2 writes before it answers."""
        self.opportunities += 1
        key = asked.by, asked.said.act if isinstance(asked.said, Change) else asked.action
        self._answered[key] += 1
        if self._written[key] < self._answered[key] and not self._disturbed(t):
            done = "did" if answer.accepted else "refused"
            self.find(f"L2 {done} {asked.action.replace('_', ' ')} for {asked.by} without an entry in the audit "
                      "trail", t, at=(asked.at, at))
            self._answered[key] -= 1

    def on_paper(self, paper: PaperClaimed, asked: Asked | None, at: int) -> None:
        """Hold an export or a print-out of everything against the entries."""
        if asked is None or not isinstance(asked.said, Request) or asked.said.subject:
            return
        self.opportunities += 1
        numbers = _exported(paper.text) if paper.media == "text/csv" else _printed(paper.text)
        missing = sorted({str(line.number) for line in self._lines} - set(numbers), key=int)
        if missing:
            done = "exported" if paper.media == "text/csv" else "printed"
            self.find(f"the audit trail {done} for {asked.by} lacks entry {', '.join(missing[:5])}", paper.t,
                      at=(asked.at, at))

    def _disturbed(self, t: int) -> bool:
        return self.book.faulty_links.show(_HMI, t)


def _content(line: TrailLineClaimed) -> tuple[str | int, ...]:
    """Number, time, who, what, old, new, why, signed, meaning, and both digests."""
    return msgspec.structs.astuple(line)[2:]


def _exported(text: str) -> list[str]:
    return [row["number"] for row in csv.DictReader(io.StringIO(text)) if row.get("number")]


def _printed(text: str) -> list[str]:
    return [line.partition(" | ")[0] for line in text.splitlines() if " | " in line]
