"""Every reject that L1 orders is confirmed in time, or the belt stands in time."""

from linebench.oracle.book import Book
from linebench.oracle.facts import Fate, Reject
from linebench.oracle.policy import REJECT
from linebench.oracle.rule import Rule

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: pusher orders. The limit counts from the order, for the confirmation and for standing."""

    id = "reject-not-confirmed"
    title = ("Every ordered reject is confirmed within the limit of URS-REJ-007; if not, the belt stands within it "
             "and the pack does not leave the reject zone.")
    classes = ("reject", "stop")
    cites = "URS-REJ-007"

    def __init__(self, book: Book) -> None:
        super().__init__(book)
        self._open: list[Reject] = []
        self._escaped: list[Fate] = []
        self._confirmed: list[int] = []

    def on_reject(self, reject: Reject) -> None:
        """Keep what was not confirmed until all stops are known."""
        limit = self.high()
        if limit is None:
            return
        self.opportunities += 1
        if reject.moving and not 0 <= reject.confirmed_t - reject.t <= limit:
            self._open.append(reject)
        elif reject.moving and self.book.uncertainty != 0:
            self._confirmed.append(reject.confirmed_t - reject.t)

    def on_odd(self, fate: Fate) -> None:
        """Keep bad packs that left the reject zone."""
        if fate.end == "exited" and fate.duty == REJECT:
            self._escaped.append(fate)

    def finish(self) -> None:
        """Look for the stop after each reject that was not confirmed, and for its pack."""
        limit = self.high()
        if limit is not None:
            self.look_close("confirmations", self._confirmed, limit)
        for fate in self._escaped:
            if any(not one.packs and fate.gated_t <= one.t <= fate.end_t for one in self._open):
                self.find(f"{fate.name()} was ordered out without effect and left the reject zone as good",
                          fate.end_t, packs=(fate.pack,), at=fate.at)
        for reject in self._open:
            stood = self.book.first_stand(reject.t)
            after = (self.book.t if stood is None else stood) - reject.t
            if limit is not None and after > limit:
                what = f"pack {reject.packs[0]}" if reject.packs else "no pack"
                self.find(f"the pusher was ordered and hit {what}; the reject was not confirmed and the belt ran "
                          f"on for {after // 1000} ms, allowed are {limit // 1000} ms",
                          reject.t, packs=reject.packs, at=(reject.at,), over=_over(reject, after, limit))
            elif limit is not None and stood is not None:
                self.look_close("stands after a reject that was not confirmed", (after,), limit)


def _over(reject: Reject, after: int, limit: int) -> int:
    """By how much the limit was broken: what came closest to keeping it, the confirmation or the stand."""
    return min(after, reject.confirmed_t - reject.t if reject.confirmed_t >= 0 else after) - limit
