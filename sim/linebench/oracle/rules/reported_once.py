"""Every good pack and every container is reported exactly once by every level that reports."""

from bisect import bisect_right

from linebench.oracle.facts import Batch, Packing, Status
from linebench.oracle.rule import Rule
from linebench.oracle.serials import (
    CLAIM_SHIFT,
    COMMISSIONED,
    GOOD,
    LOST,
    PACK_SHIFT,
    SAMPLED,
    UNSURE,
)

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: reports of a pack or container. What is left out shows once the batch is reconciled."""

    id = "reported-once"
    title = "Every good pack and every container is reported exactly once by every level that reports."
    classes = ("recovery", "report")

    def on_serials(self, said: Status) -> None:
        """Find packs that were reported before."""
        claim = said.claim
        if claim.status != "commissioned":
            return
        flag = COMMISSIONED << CLAIM_SHIFT[claim.source]
        for key, state in zip(said.keys, said.before, strict=True) if said.some & flag else ():
            if state & flag:
                self.find(f"{claim.source} reported serial {key} as commissioned once more", claim.t, at=(said.at,))

    def on_packed(self, said: Packing) -> None:
        """Find containers that were reported before."""
        self.opportunities += 1
        claim, box = said.claim, said.box
        if box is not None and claim.source in box.claimed and not box.handled:
            self.find(f"{claim.source} reported the contents of {box.name()} once more, {len(said.keys)} children",
                      claim.t, at=(said.at,))

    def finish(self) -> None:
        """Find good packs that a level left out of the batches it reconciled."""
        self.opportunities += self.book.tally.commissioned
        batches = [batch for batch in self.book.batches if batch.first_pack]
        firsts = [batch.first_pack for batch in batches]
        wanted = [self._levels(batch) for batch in batches]
        everyone = 0
        for levels in wanted:
            everyone |= sum(levels.values())
        for key, state in self.book.serials.items() if everyone else ():
            if state & (GOOD | UNSURE | LOST | SAMPLED) != GOOD or state & everyone == everyone:
                continue
            index = bisect_right(firsts, state >> PACK_SHIFT) - 1
            for source, flag in (wanted[index] if index >= 0 else {}).items():
                if not state & flag:
                    self._left_out(source, key, state >> PACK_SHIFT, batches[index])

    def _levels(self, batch: Batch) -> dict[str, int]:
        sources = sorted({said.source for said, _ in batch.claims if said.source in CLAIM_SHIFT})
        return {source: COMMISSIONED << CLAIM_SHIFT[source] for source in sources}

    def _left_out(self, source: str, key: str, pack: int, batch: Batch) -> None:
        t, at = batch.claims[0][0].t, batch.claims[0][1]
        self.find(f"{source} never reported pack {pack} (serial {key}) of order {batch.order}, which left the line "
                  "as good", t, packs=(pack,), at=(at,))
