"""A site keeps up with all its lines."""

from linebench.oracle.book import Book
from linebench.oracle.rule import Rule

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: reports of further lines that reached the site.

    Each is with the enterprise within the limit, where there are both; one that came shortly before the end
    may be under way.
    """

    id = "site-keeps-up"
    revision = 2
    title = "What any line reports is with the enterprise within the limit of URS-LOD-001, whatever the load."
    classes = ("load",)

    def __init__(self, book: Book) -> None:
        super().__init__(book)
        limit = book.world.limit("URS-LOD-001")
        above = book.world.stack.enterprise != "none"
        self._high = limit.high if limit is not None and above else None
        self._waiting: dict[tuple[str, int], tuple[int, int]] = {}
        self._took: list[int] = []

    def on_line_reported(self, report: tuple[str, int], t: int, at: int) -> None:
        """Note when a report came."""
        if report not in self._waiting and self._high is not None:
            self.opportunities += 1
            self._waiting[report] = (t, at)

    def on_line_captured(self, report: tuple[str, int], t: int, at: int) -> None:
        """Look how long it took."""
        since, _ = self._waiting.pop(report, (t, at))
        limit = self._high or 0
        self._took.append(t - since)
        over = t - since - limit
        if over > 0:
            self.find(f"report {report[1]} of line {report[0]} was with the enterprise after "
                      f"{(t - since) / 1e6:.1f} s, allowed are {limit / 1e6:.1f} s", t, at=(at,), over=over)

    def finish(self) -> None:
        """Find what still waits although the limit is over."""
        limit = self._high or 0
        self.look_close("reports of further lines", self._took, limit)
        for (line, sequence), (since, at) in self._waiting.items():
            if self.book.t - since > limit:
                self.find(f"report {sequence} of line {line} was not with the enterprise within "
                          f"{limit / 1e6:.1f} s", since, at=(at,), over=self.book.t - since - limit)
