"""Good packs are reported to the site in time."""

from linebench.oracle.rule import Rule
from linebench.oracle.serials import LOST, SAMPLED, UNSURE
from linebench.records.claim import SerialsClaimed

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

    def on_serials(self, said: SerialsClaimed, at: int, keys: list[str], _: list[int]) -> None:
        """Compare the time a first report took."""
        limit = self.high()
        if limit is None or said.status != "commissioned":
            return
        awaiting, up = self.book.awaiting.get, self.book.site_up_t
        for key in keys:
            left = awaiting(key)
            if left is None:
                continue
            self.opportunities += 1
            took = said.t - max(left, up)
            if took > limit and not self.book.site_down:
                self.find(f"{said.source} reported serial {key} {took / 1e6:.1f} s after its pack left the line, "
                          f"allowed are {limit / 1e6:.1f} s", said.t, at=(at,))

    def finish(self) -> None:
        """Find packs that are still not reported although the limit is over."""
        limit, book = self.high(), self.book
        if limit is None or book.site_down or not book.sources:
            return
        for key, left in book.awaiting.items():
            waited = book.t - max(left, book.site_up_t)
            if waited > limit and not book.serials[key] & (LOST | SAMPLED | UNSURE):
                self.opportunities += 1
                self.find(f"serial {key}, whose pack left the line, was not reported within {limit / 1e6:.1f} s",
                          left)
