"""The site acknowledges what its line reports."""

from linebench.oracle.documents import Document
from linebench.oracle.rule import Rule

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: documents of a line that reached the site.

    The time counts from when a document first arrived, or from when reports could flow again after an outage of the
    link or of a level.
    """

    id = "report-not-acknowledged"
    title = "The site acknowledges every document of its line within the limit of URS-REP-003."
    classes = ("report", "recovery")
    cites = "URS-REP-003"

    def on_acknowledged(self, sequence: int, _: Document, first: int, t: int, at: int) -> None:
        """Compare the time that an acknowledgement took."""
        self.opportunities += 1
        self._compare(f"document {sequence} of the line was acknowledged after", first, t, at)

    def finish(self) -> None:
        """Find documents that are still not acknowledged although the limit is over."""
        book = self.book
        for sequence, (first, at, _) in book.documents.unanswered.items() if not book.site_down else ():
            self.opportunities += 1
            self._compare(f"document {sequence} of the line was not acknowledged for", first, book.t, at)

    def _compare(self, what: str, first: int, t: int, at: int) -> None:
        limit = self.high()
        took = t - max(first, self.book.site_up_t)
        if limit is not None and took > limit:
            self.find(f"{what} {took / 1e6:.1f} s, allowed are {limit / 1e6:.1f} s", t, at=(at,),
                      over=took - limit)
