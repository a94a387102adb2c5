"""The line gets serials of their owner alone."""

from linebench.oracle.rule import Rule
from linebench.ports.l3 import Serials

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: serials that L3 gave to L2, where it draws them from an owner."""

    id = "serial-from-pool"
    title = "Every serial that L3 gives to the line was given to it by the owner of serials."
    classes = ("serial",)

    def on_given(self, given: Serials, t: int, at: int) -> None:
        """Look for each serial among those that the owner gave out."""
        if not self.book.pool.given:
            return  # the site asks nobody: it makes serials up, as it may
        self.opportunities += len(given.serials)
        strange = self.book.pool.unknown(given.gtin, given.serials)
        if strange:
            self.find(f"L3 gave {len(strange)} serials that nobody gave to it, such as {strange[0]}", t, at=(at,))
