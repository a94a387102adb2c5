"""Every pack that leaves the line as good carries what its market asks for."""

from linebench.oracle.facts import Fate
from linebench.oracle.policy import FORM, UNFIT, reasons_of
from linebench.oracle.rule import Rule

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: packs that left the line as good, of products whose market is known.

    A code fits by its elements, by their order where the market has one, by the numbers that the product states, by
    what was given out with its serial, and by its serial. GTIN, lot and expiry are the matter of other rules.
    """

    id = "code-fits-market"
    title = "Every good pack carries the elements, in their order, and a serial as the market of its product asks."
    classes = ("code", "serial")

    def on_odd(self, fate: Fate) -> None:
        """Look at a pack that is gone."""
        if fate.end == "exited" and fate.flags & (FORM | UNFIT):
            wrong = "; ".join(reasons_of(fate.flags & (FORM | UNFIT)))
            self.find(f"{fate.name()} left the line as good: {wrong}: {fate.content!r}", fate.end_t,
                      packs=(fate.pack,), at=fate.at)

    def finish(self) -> None:
        """Count what was compared."""
        known = (batch for batch in self.book.batches if self.book.markets.market(batch.gtin) is not None)
        self.opportunities = sum(batch.exited for batch in known)
