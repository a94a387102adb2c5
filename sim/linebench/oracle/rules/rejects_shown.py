"""People are shown every rejected pack, read or not."""

from linebench.oracle.rule import Rule

__all__ = ["RULE"]

_SHOWN_WITHIN_US = 11_000_000
"""Two periods in which a line controller refreshes what people see, and a second."""


class RULE(Rule):
    """Opportunities: rejected packs of the last batch that L1 had reported in time to be shown.

    Not judged where a level lost its power, a link was disturbed, or rejected packs were reworked or scrapped.
    """

    id = "rejects-shown"
    title = "The HMI shows at least as many rejected packs as L1 has reported."
    classes = ("report",)

    def finish(self) -> None:
        """Compare the last number shown with what L1 said."""
        kept = self.book.keeping
        if kept.unsure or kept.shown is None:
            return
        shown, at = kept.shown
        reported = sum(t + _SHOWN_WITHIN_US <= self.book.t for t in kept.rejected.values())
        self.opportunities = reported
        if shown < reported:
            self.find(f"the HMI shows {shown} rejected packs; L1 has reported {reported}", self.book.t, at=(at,))
