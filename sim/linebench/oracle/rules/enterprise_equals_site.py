"""What the enterprise holds of every pack and container is what the site has told it."""

from linebench.oracle.rule import Rule
from linebench.oracle.serials import CLAIM_SHIFT, COMMISSIONED, DESTROYED, PACKED, REJECTED, RETURNED, SAMPLED_CLAIM

__all__ = ["RULE"]

_BITS = 0b111111 & ~RETURNED
"""Every status but that of serials that went back: the enterprise is not told of these."""
_SITE, _ENTERPRISE = CLAIM_SHIFT["l3"], CLAIM_SHIFT["l4"]


class RULE(Rule):
    """Opportunities: packs and containers compared, once the enterprise was asked for all that it has.

    Whether the site is right is the matter of the rules that compare its claims with the truth.
    """

    id = "enterprise-equals-site"
    title = "The enterprise holds of every pack and container the states and the place that the site has told."
    classes = ("report",)

    def finish(self) -> None:
        """Compare what both said of each."""
        t, at = self.book.told_all.get("l4", (0, -1))
        if at < 0:
            return
        for key, state in self.book.serials.items():
            site, enterprise = state >> _SITE & _BITS, state >> _ENTERPRISE & _BITS
            if not site and not enterprise:
                continue
            self.opportunities += 1
            if site != enterprise:
                self.find(f"the enterprise holds {key} as {_said(enterprise)}, and the site told {_said(site)}", t,
                          at=(at,))


def _said(bits: int) -> str:
    return ", ".join(word for flag, word in _WORDS if bits & flag) or "nothing"


_WORDS = ((COMMISSIONED, "commissioned"), (REJECTED, "rejected"), (SAMPLED_CLAIM, "sampled"),
          (DESTROYED, "destroyed"), (PACKED, "packed"))
