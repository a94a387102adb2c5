"""The owner of serials is told what the line reported of each."""

from linebench.oracle.rule import Rule
from linebench.oracle.serials import (
    ALLOCATED,
    CLAIM_SHIFT,
    COMMISSIONED,
    DESTROYED,
    REJECTED,
    RETURNED,
    SAMPLED_CLAIM,
)

__all__ = ["RULE"]

_LINE = CLAIM_SHIFT["l2"]
_REST_US = 1_000_000
"""What was said within this time before the end may still be under way."""
_AGAIN_US = 15_000_000
"""By then a site has told again what nobody heard while the power was gone."""
_ANY = 0b111111
"""Everything that a level can claim of a serial."""
_ENDS = ((SAMPLED_CLAIM, "label_sampled", "sampled"), (DESTROYED, "label_scrapped", "destroyed"))
"""What a claim makes of a serial that was never commissioned, and of one that was."""


class RULE(Rule):
    """Opportunities: serials whose end the line reported, once nothing is under way any more.

    Whether the owner takes what it is told is the matter of another rule. A site that tells it nothing at all of
    its own serials has no words for it.
    """

    id = "pool-told-all"
    title = "The owner of serials is told what became of every serial that the line reported."
    classes = ("serial", "report")

    def finish(self) -> None:
        """Compare what the line reported with what the owner was told, where all has been said."""
        pool, serials = self.book.pool, self.book.serials
        if not self._is_said():
            return
        told = {serials.of(gtin, serial): state for gtin, states in pool.told.items()
                for serial, state in states.items()}
        if told.keys().isdisjoint(key for key, state in serials.items() if state >> _LINE & _ANY):
            return
        over = all(batch.claims for batch in self.book.batches)
        for key, state in serials.items():
            expected = _expected(state >> _LINE, over=over)
            if not expected or not state & ALLOCATED:
                continue
            self.opportunities += 1
            if told.get(key, "nothing") not in expected:
                self.find(f"the owner was told {told.get(key, 'nothing')} of serial {key}, and the line reported "
                          f"what makes it {' or '.join(expected)}", pool.told_t)

    def _is_said(self) -> bool:
        pool, t = self.book.pool, self.book.t
        if pool.told_t < 0 or pool.open or pool.down:
            return False
        return t - max(pool.told_t, self.book.reported_t) >= _REST_US and t - pool.up_t >= _AGAIN_US


def _expected(claims: int, *, over: bool) -> tuple[str, ...]:
    """The states that a serial may have after what the line claimed of it; none where it claimed nothing.

    ``over``: every batch has ended, so that a label that was not verified will not be any more.
    """
    for claim, label, item in _ENDS:
        if claims & claim:
            return (item if claims & COMMISSIONED else label,)
    if claims & COMMISSIONED:  # a pack that was rejected may be verified by hand, and a good one rejected
        return ("commissioned", "inactive") if claims & REJECTED else ("commissioned",)
    if claims & REJECTED:
        return ("label_scrapped",) if over else ("encoded", "label_scrapped")
    return ("unallocated",) if claims & RETURNED else ()
