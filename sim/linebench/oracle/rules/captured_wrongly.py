"""The enterprise stores what can be, and nothing else."""

from linebench.oracle.captures import Due
from linebench.oracle.rule import Rule
from linebench.ports.l4 import Captured

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: captures, of the site or of a partner, that were answered.

    What can be is what the events that it has confirmed before allow. How many events of a capture are stored is
    compared where it is refused; of one that is stored all are.
    """

    id = "captured-wrongly"
    title = "The enterprise stores every capture that can be, and refuses those that cannot, whole or in part."
    classes = ("report",)

    def on_judged(self, captured: Captured, due: Due, t: int, at: int) -> None:
        """Look at one answer."""
        self.opportunities += 1
        if captured.success and due.reasons:
            self.find(f"capture {captured.capture} was confirmed, and cannot be: {due.reasons[0]}", t, at=(at,))
        elif not captured.success and not due.reasons:
            why = captured.errors[0] if captured.errors else "no reason"
            self.find(f"capture {captured.capture} was refused, and can be: {why}", t, at=(at,))
        elif not captured.success and captured.stored != due.stored:
            kept = f"{captured.stored} of its events stored, expected {due.stored}"
            self.find(f"capture {captured.capture} was refused and {kept}", t, at=(at,))
