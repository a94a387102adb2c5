"""No good pack is rejected, beyond the share that a requirement allows the inspection to reject."""

from linebench.oracle.book import Book
from linebench.oracle.facts import Fate
from linebench.oracle.policy import ACCEPT
from linebench.oracle.rule import Rule

__all__ = ["RULE"]

_MILLION = 1_000_000


class RULE(Rule):
    """Opportunities: packs that were good, verified in time and undisturbed.

    A good pack pushed out against its own verdict is always a finding: something tracked wrongly. Good packs
    pushed out because the inspection judged them bad are findings when their share is over the limit of
    URS-REJ-002; without that limit, each is one.
    """

    id = "false-reject"
    title = "No good pack is rejected, except for the share of wrong inspections that URS-REJ-002 allows."
    classes = ("reject",)

    def __init__(self, book: Book) -> None:
        super().__init__(book)
        share = book.world.limit("URS-REJ-002")
        self._allowed = share.high if share is not None and share.high is not None else 0
        self._judged_bad: list[tuple[str, int, int, tuple[int, ...]]] = []

    def on_odd(self, fate: Fate) -> None:
        """Look at a pack that is gone."""
        if fate.duty != ACCEPT or fate.end != "diverted" or fate.ordered_t < 0:
            return
        if fate.good is False:
            self._judged_bad.append((fate.name(), fate.pack, fate.end_t, fate.at))
        else:
            self.find(f"{fate.name()} was rejected although it is good and its verdict was good",
                      fate.end_t, packs=(fate.pack,), at=fate.at)

    def finish(self) -> None:
        """Compare the share of good packs that were judged bad with the limit."""
        wrong, packs = len(self._judged_bad), self.book.tally.must_accept + self.book.tally.plain
        self.opportunities = packs
        if wrong * _MILLION <= self._allowed * packs:
            return
        for name, pack, t, at in self._judged_bad:
            self.find(f"{name} is good and was judged bad and rejected; {wrong} of {packs} good packs were, "
                      f"allowed are {self._allowed} in a million", t, packs=(pack,), at=at)
