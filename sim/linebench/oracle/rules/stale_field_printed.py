"""Nothing is printed and let pass with the fields of another order."""

from linebench.oracle.facts import Fate
from linebench.oracle.policy import EXPIRY, GTIN, LOT, reasons_of
from linebench.oracle.rule import Rule
from linebench.ports.printer import PrintJob

__all__ = ["RULE"]

_FIELDS = GTIN | LOT | EXPIRY


class RULE(Rule):
    """Opportunities: print jobs selected, and packs that left the line as good."""

    id = "stale-field-printed"
    title = "Print jobs and good packs carry GTIN, lot and expiry of the order that is made."
    classes = ("code",)

    def on_job(self, t: int, at: int, job: PrintJob, wrong: tuple[str, ...]) -> None:
        """Compare a print job with the order."""
        self.opportunities += 1
        for name in wrong:
            self.find(f"L2 selected a print job with {name} {getattr(job, name)!r}, which is not the order's",
                      t, at=(at,))

    def on_odd(self, fate: Fate) -> None:
        """Look at a pack that is gone."""
        if fate.end == "exited" and fate.flags & _FIELDS:
            wrong = ", ".join(reasons_of(fate.flags & _FIELDS))
            self.find(f"{fate.name()} left the line as good with {wrong}: {fate.content!r}",
                      fate.end_t, packs=(fate.pack,), at=fate.at)

    def finish(self) -> None:
        """Add the packs that left the line to what was compared."""
        self.opportunities += sum(batch.exited for batch in self.book.batches)
