"""Good packs are reported to the site in time."""

from linebench.oracle.facts import Status
from linebench.oracle.rule import Rule
from linebench.oracle.serials import LOST, SAMPLED, UNSURE

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: good packs that were or had to be reported.

    The time counts from when the pack left the line, or from when reports could flow again after an outage
    of the link or of a level.
    """

    id = "late-report"
    title = "A good pack is reported within the limit of URS-REP-003 after it left the line."
    classes = ("report", "timing")
    cites = "URS-REP-003"

    def on_serials(self, said: Status) -> None:
        """Compare the time a first report took."""
        limit = self.high()
        if limit is None:
            return
        claim, book = said.claim, self.book
        first = claim.t - limit
        for key, left in zip(said.keys, said.left, strict=False):
            if left is not None and left < first and book.site_up_t < first and not book.site_down:
                took = (claim.t - max(left, book.site_up_t)) / 1e6
                self.find(f"{claim.source} reported serial {key} {took:.1f} s after its pack left the line, "
                          f"allowed are {limit / 1e6:.1f} s", claim.t, at=(said.at,),
                          over=claim.t - max(left, book.site_up_t) - limit)

    def finish(self) -> None:
        """Find packs that are still not reported although the limit is over."""
        limit, book = self.high(), self.book
        self.opportunities = len(book.tally.lags) if limit is not None else 0
        if limit is not None:
            self.look_close("reports", book.tally.lags, limit)
        if limit is None or book.site_down or not book.sources:
            return
        for key, left in book.awaiting.items():
            waited = book.t - max(left, book.site_up_t)
            if waited > limit and not book.serials[key] & (LOST | SAMPLED | UNSURE):
                self.opportunities += 1
                self.find(f"serial {key}, whose pack left the line, was not reported within {limit / 1e6:.1f} s",
                          left, over=waited - limit)
