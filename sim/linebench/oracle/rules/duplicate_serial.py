"""No two good packs carry the same serial."""

from linebench.oracle.facts import Fate
from linebench.oracle.rule import Rule
from linebench.oracle.serials import GOOD

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: packs with a serial that left the line as good."""

    id = "duplicate-serial"
    title = "No two packs leave the line as good with the same serial."
    classes = ("serial",)

    def on_left(self, fate: Fate) -> None:
        """Look at a pack that is gone."""
        if fate.end != "exited" or not fate.key:
            return
        self.opportunities += 1
        if self.book.serials.get(fate.key, 0) & GOOD:
            self.find(f"{fate.name()} left the line as good with the serial of pack {fate.twin or 'before'}",
                      fate.end_t, packs=(fate.twin, fate.pack) if fate.twin else (fate.pack,), at=fate.at)
