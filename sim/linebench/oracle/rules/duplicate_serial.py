"""No two good packs carry the same serial."""

from linebench.oracle.facts import Fate
from linebench.oracle.rule import Rule
from linebench.oracle.serials import GOOD, UNSURE

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: serials that left the line on a pack."""

    id = "duplicate-serial"
    title = "No two packs leave the line as good with the same serial."
    classes = ("serial",)

    def on_again(self, fate: Fate) -> None:
        """A second pack with a serial left the line."""
        self.find(f"{fate.name()} left the line as good with the serial of pack {fate.twin}",
                  fate.end_t, packs=(fate.twin, fate.pack), at=fate.at)

    def finish(self) -> None:
        """Count what was compared."""
        self.opportunities = sum(1 for state in self.book.serials.values() if state & (GOOD | UNSURE))
