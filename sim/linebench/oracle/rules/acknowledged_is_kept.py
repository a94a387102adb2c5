"""What the site has acknowledged to its line reaches the enterprise."""

from linebench.oracle.rule import Rule
from linebench.oracle.serials import CLAIM_SHIFT, COMMISSIONED, DESTROYED, REJECTED, SAMPLED_CLAIM
from linebench.ports.l3 import ObjectEvent, Report

__all__ = ["RULE"]

_WORDS = ((COMMISSIONED, "commissioned"), (REJECTED, "rejected"), (SAMPLED_CLAIM, "sampled"),
          (DESTROYED, "destroyed"))
_BITS = COMMISSIONED | REJECTED | SAMPLED_CLAIM | DESTROYED
_LINE, _ENTERPRISE = CLAIM_SHIFT["l2"], CLAIM_SHIFT["l4"]


class RULE(Rule):
    """Opportunities: packs and containers that the line reported, once the enterprise was asked for all it has.

    What is on its way is left out: reports that are not acknowledged, and those that were within the limit of
    URS-REP-003 before. In which container a pack is may have changed above the line; that is the matter of others.
    """

    id = "acknowledged-is-kept"
    title = "What the site has acknowledged to its line is with the enterprise when that tells everything."
    classes = ("report", "recovery")

    def on_told_all(self, source: str, t: int, at: int) -> None:
        """Compare what the line has said with what the enterprise holds."""
        if source != "l4":
            return
        under_way = self._under_way(t)
        for key, state in self.book.serials.items():
            said = state >> _LINE & _BITS
            if not said or key in under_way:
                continue
            self.opportunities += 1
            missing = said & ~(state >> _ENTERPRISE)
            if missing:
                words = ", ".join(word for flag, word in _WORDS if missing & flag)
                self.find(f"the line reported {key} as {words}, the site acknowledged it, and the enterprise does "
                          "not hold it", t, at=(at,))

    def _under_way(self, t: int) -> set[str]:
        limit = self.book.world.limit("URS-REP-003")
        since = t - (limit.high if limit is not None and limit.high is not None else 0)
        return {self.book.serials.key(epc) for document in self.book.documents.under_way(since)
                if isinstance(document, Report)
                for event in document.events if isinstance(event, ObjectEvent) for epc in event.epcs}
