"""The enterprise takes what the site tells it."""

from linebench.oracle.rule import Rule
from linebench.ports.l4 import Captured

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: captures of the site that were answered.

    A refusal means that the site told what cannot be, or that the enterprise refused what can; a capture that is
    sent again, because its answer was lost, is confirmed again.
    """

    id = "capture-refused"
    title = "The enterprise confirms every capture of the site, also one that is sent again."
    classes = ("report", "recovery")

    def on_captured(self, captured: Captured, t: int, at: int) -> None:
        """Look at one answer."""
        self.opportunities += 1
        if not captured.success:
            why = captured.errors[0] if captured.errors else "no reason"
            self.find(f"the enterprise refused capture {captured.capture}: {why}", t, at=(at,))
