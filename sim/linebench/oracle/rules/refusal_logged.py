"""Whoever is turned away is in the log of the level, by name and with the reason, in time."""

import datetime as dt

from linebench.oracle.book import Book
from linebench.oracle.rule import Rule
from linebench.records.claim import RefusalClaimed
from linebench.records.door import Approached

__all__ = ["RULE"]

_US = dt.timedelta(microseconds=1)
_READERS = {"l3": ("l3>desk",), "l4": ("l4>partner", "partner>l4")}
"""Links by which entries are told."""


class RULE(Rule):
    """Opportunities: strangers who were turned away. Each needs an entry of its own, made within the limit.

    An entry states the time at which it was made, and entries are numbered without gaps.
    """

    id = "refusal-logged"
    title = "Whoever is turned away is in the level's log in time: when, by which name and for which reason."
    classes = ("refusals",)
    cites = "URS-SEC-002"

    def __init__(self, book: Book) -> None:
        super().__init__(book)
        self._came: list[tuple[Approached, int]] = []
        self._lines: list[tuple[RefusalClaimed, int]] = []

    def on_approached(self, came: Approached, at: int) -> None:
        """Remember who had to be turned away, and was."""
        if came.wrong and not came.served:
            self._came.append((came, at))

    def on_refusal(self, line: RefusalClaimed, at: int) -> None:
        """Remember an entry, and look at its number and time."""
        before = sum(one.source == line.source for one, _ in self._lines)
        self._lines.append((line, at))
        if line.number != before + 1 and not self._disturbed(line.source, line.t):
            self.find(f"{line.source} numbers an entry of its log {line.number} behind {before}", line.t, at=(at,))
        limit = self.high()
        off = line.t - self._stated(line)
        if limit is not None and abs(off) > limit:
            self.find(f"{line.source} states {line.time} in its log, which is {abs(off) / 1e6:.3f} s off", line.t,
                      at=(at,), over=abs(off) - limit, stated=True)

    def finish(self) -> None:
        """Find an entry for each who was turned away."""
        left = list(self._lines)
        for came, at in self._came:
            self.opportunities += 1
            entry = next((one for one in left if self._is_of(one[0], came)), None)
            if entry is not None:
                left.remove(entry)
            elif not self._disturbed(came.level, came.began):
                self.find(f"{came.level} turned away the {came.stranger} {came.who or 'without a name'} "
                          f"({came.wrong}), and its log does not say so", came.t, at=(at,))

    def _is_of(self, line: RefusalClaimed, came: Approached) -> bool:
        limit = self.high()
        same = (line.source, line.stranger, line.who, line.why) == (
            came.level, came.stranger, came.who, came.wrong)
        return same and limit is not None and 0 <= line.t - came.began <= limit

    def _stated(self, line: RefusalClaimed) -> int:
        """The time that an entry states, in microseconds of the attempt."""
        try:
            return (dt.datetime.fromisoformat(line.time) - dt.datetime.fromisoformat(self.book.world.epoch)) // _US
        except (ValueError, TypeError):
            return -(1 << 62)  # no time at all is as far off as can be

    def _disturbed(self, level: str, t: int) -> bool:
        return self.book.faulty_links.show(_READERS[level], t)
