"""No serial is given to a second GTIN where the market has it unique beyond one."""

from linebench.oracle.rule import Rule

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: serials allocated for products whose market wants them unique beyond a single GTIN.

    Within a GTIN the rule ``serial-reused`` looks.
    """

    id = "serial-reused-against-market"
    title = "No serial is allocated for a second product where its market allows it once for all of a maker's."
    classes = ("serial",)

    def on_shared(self, t: int, at: int, gtin: str, serial: str, other: str) -> None:
        """L3 gave out a serial that another GTIN has."""
        market = self.book.markets.market(gtin)
        scope = market.reuse.scope if market else "gtin"
        self.find(f"L3 allocated serial {serial} for GTIN {gtin}, which GTIN {other} has; its market wants it once "
                  f"in a {scope}", t, at=(at,))

    def finish(self) -> None:
        """Count what was compared."""
        self.opportunities = self.book.markets.shared_by_none + self.count
