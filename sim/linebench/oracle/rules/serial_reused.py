"""A serial is allocated, ordered and printed once."""

from linebench.oracle.facts import Fate
from linebench.oracle.rule import Rule
from linebench.oracle.serials import GIVEN_BACK, ORDERED, PRINTED, TWICE

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: serials that were ordered to be printed.

    A serial may be ordered again while it was never on a pack, as after a queue was cleared; and L3 may give
    out again what came back unprinted.
    """

    id = "serial-reused"
    title = "No serial is allocated twice or ordered again for another pack once it has been printed."
    classes = ("serial", "recovery")

    def on_allocated(self, t: int, at: int, key: str, state: int) -> None:
        """L3 gave out a serial that it had given out before."""
        if state & PRINTED or not state & GIVEN_BACK:
            self.find(f"L3 allocated serial {key} a second time", t, at=(at,))

    def on_ordered(self, t: int, at: int, key: str, state: int) -> None:
        """L2 ordered a serial that it had ordered before."""
        if state & (PRINTED | GIVEN_BACK):
            was = "is on a pack already" if state & PRINTED else "had been given back"
            self.find(f"L2 ordered serial {key} to be printed, which {was}", t, at=(at,))

    def on_reprinted(self, fate: Fate, state: int, earlier: int, t: int) -> None:
        """A serial that L2 had ordered twice went onto a second pack."""
        if state & TWICE:
            self.find(f"{fate.name()} was printed with the serial of pack {earlier}: L2 had ordered it twice",
                      t, packs=(earlier, fate.pack), at=fate.at)

    def finish(self) -> None:
        """Count what could have been reused."""
        self.opportunities = sum(1 for state in self.book.serials.values() if state & ORDERED)
