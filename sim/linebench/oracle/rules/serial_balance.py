"""Every allocated serial has exactly one end state at batch end."""

from linebench.oracle.facts import Batch
from linebench.oracle.rule import Rule
from linebench.oracle.serials import PRINTED
from linebench.records.claim import BatchClaimed

__all__ = ["RULE"]

_ENDS = ("commissioned", "rejected", "sampled", "destroyed", "returned", "open")


class RULE(Rule):
    """Opportunities: reconciliations that state what was allocated."""

    id = "serial-balance"
    title = "At batch end allocated = commissioned + rejected + sampled + destroyed + returned, and none is open."
    classes = ("balance", "serial")

    def on_returned(self, t: int, at: int, keys: list[str], states: list[int]) -> None:
        """A serial that goes back must not be on a pack."""
        for key, state in zip(keys, states, strict=True):
            if state & PRINTED:
                self.find(f"serial {key} was given back to L3 although it is printed on a pack", t, at=(at,))

    def finish(self) -> None:
        """Add up every reconciliation."""
        for batch in self.book.batches:
            for said, at in batch.claims:
                if "allocated" in dict(said.counts):
                    self.opportunities += 1
                    self._add_up(batch, said, dict(said.counts), at)

    def _add_up(self, batch: Batch, said: BatchClaimed, counts: dict[str, int], at: int) -> None:
        ends = [(name, counts.get(name, 0)) for name in _ENDS]
        total = sum(value for _, value in ends)
        if total != counts["allocated"]:
            shown = " + ".join(f"{value} {name}" for name, value in ends)
            self.find(f"{said.source} reported {counts['allocated']} allocated for order {said.order}, but "
                      f"{shown} = {total}", said.t, at=(at,))
        if counts.get("open", 0) > batch.missing + batch.lost:
            self.find(f"{said.source} reported {counts['open']} serials of order {said.order} as open, physically "
                      f"{batch.missing + batch.lost} packs are lost", said.t, at=(at,))
        given = self.book.allocated.get(said.order)
        if given is not None and given != counts["allocated"]:
            self.find(f"{said.source} reported {counts['allocated']} serials as allocated for order {said.order}, "
                      f"L3 gave {given}", said.t, at=(at,))
