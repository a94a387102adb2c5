"""The counts reported at batch end are those of the physical packs and containers."""

from linebench.oracle.facts import Batch
from linebench.oracle.rule import Rule
from linebench.records.claim import BatchClaimed

__all__ = ["RULE"]


def _bounds(batch: Batch, source: str) -> dict[str, tuple[int, int]]:
    """What each count may be. Border cases widen the range: nobody is held to them."""
    if source == "l1":
        return {"good": (batch.exited, batch.exited), "passed": (batch.exited, batch.exited),
                "rejected": (batch.diverted, batch.diverted)}
    kept = batch.good - batch.sampled - batch.lost
    return {"commissioned": (kept, kept + batch.unsure + batch.lost),
            "sampled": (batch.sampled, batch.sampled),
            "cases": (batch.cases - batch.ejected, batch.cases),
            "pallets": (batch.pallets - batch.broken, batch.pallets)}


class RULE(Rule):
    """Opportunities: counts that were compared."""

    id = "count-mismatch"
    title = "The counts reported at batch end equal those of the physical packs and containers."
    classes = ("report", "balance")

    def finish(self) -> None:
        """Compare every reconciliation with its batch."""
        for batch in self.book.batches:
            for said, at in batch.claims:
                for name, bounds in _bounds(batch, said.source).items():
                    self._compare(said, name, bounds, at)
                self._refused(batch, said, at)

    def _compare(self, said: BatchClaimed, name: str, bounds: tuple[int, int], at: int) -> None:
        value, (low, high) = dict(said.counts).get(name), bounds
        if value is None:
            return
        self.opportunities += 1
        if not low <= value <= high:
            truth = str(low) if low == high else f"between {low} and {high}"
            self.find(f"{said.source} reported {name} = {value} for order {said.order}, physically there "
                      f"are {truth}", said.t, at=(at,))

    def _refused(self, batch: Batch, said: BatchClaimed, at: int) -> None:
        """Serials that are neither on a good pack nor a sample nor given back were rejected or destroyed."""
        counts, given = dict(said.counts), self.book.allocated.get(said.order)
        if given is None or not {"rejected", "destroyed", "open"} <= counts.keys():
            return
        self.opportunities += 1
        most = given - self.book.given_back.get(said.order, 0) - batch.good + batch.lost
        value = counts["rejected"] + counts["destroyed"] + counts["open"]
        if not most - batch.unsure - batch.lost <= value <= most:
            self.find(f"{said.source} reported {counts['rejected']} rejected, {counts['destroyed']} destroyed and "
                      f"{counts['open']} open serials for order {said.order}, physically {most} of the {given} "
                      "allocated are on no good pack and were not given back", said.t, at=(at,))
