"""The verdict on a pack follows its reading within the limit."""

from linebench.oracle.facts import Fate
from linebench.oracle.rule import Rule

__all__ = ["RULE"]

_LINKS = ("camera>l2", "l2>camera", "l2>l1", "l1>l2")


class RULE(Rule):
    """Opportunities: readings that reached L2 and had to be answered.

    The time counts from the reading delivered to L2 to the verdict delivered to L1. While a link of L2 with camera
    or L1 is disturbed on purpose, or L2 has no power, nothing is held against L2. On a wire a reading counts as
    delivered when the camera has said it, whatever a fault then makes of its bytes.
    """

    id = "decision-too-late"
    title = "The verdict reaches L1 within the limit of URS-REJ-003 after the reading reached L2."
    classes = ("timing",)
    cites = "URS-REJ-003"

    def on_slow(self, fate: Fate) -> None:
        """A verdict took longer than the limit."""
        limit, took = self.high(), fate.verdict_t - fate.read_t
        if limit is not None and not self.book.faulty_links.show(_LINKS, fate.read_t):
            self.find(f"the verdict on {fate.name()} took {took / 1000:.1f} ms, allowed are {limit / 1000:.1f} ms",
                      fate.verdict_t, packs=(fate.pack,), at=fate.at, over=took - limit)

    def on_odd(self, fate: Fate) -> None:
        """Find readings that were never answered although there was time to."""
        limit, book = self.high(), self.book
        if limit is None or fate.good is not None or fate.read_t < 0 or not book.verdicts_seen:
            return
        excused = book.faulty_links.show(_LINKS, fate.read_t) or not (book.powered["l2"] and book.powered["l1"])
        if excused or fate.end not in ("exited", "diverted") or fate.end_t - fate.read_t <= limit:
            return
        running = book.batch is not None and not book.batch.claims and fate.read_t >= book.powered_t
        if running and fate.trigger not in book.lost_verdicts:
            self.opportunities += 1
            self.find(f"no verdict on {fate.name()} followed its reading", fate.read_t, packs=(fate.pack,),
                      at=fate.at, over=fate.end_t - fate.read_t - limit)

    def finish(self) -> None:
        """Add the verdicts that were given to what was compared."""
        if (limit := self.high()) is not None:
            self.opportunities += len(self.book.tally.decisions)
            self.look_close("verdicts", self.book.tally.decisions, limit)
