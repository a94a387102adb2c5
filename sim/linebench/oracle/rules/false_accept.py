"""No pack that had to be rejected leaves the line as good."""

from linebench.oracle.facts import Fate
from linebench.oracle.policy import REJECT, reasons_of
from linebench.oracle.rule import Rule

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: packs that had to be rejected and reached the end of the reject zone or the bin."""

    id = "false-accept"
    title = "No pack that had to be rejected leaves the line as a good pack."
    classes = ("reject", "code")

    def on_odd(self, fate: Fate) -> None:
        """Look at a pack that is gone."""
        if fate.duty != REJECT or fate.end not in ("exited", "diverted"):
            return
        self.opportunities += 1
        if fate.end == "exited":
            reasons = "; ".join(reasons_of(fate.flags))
            self.find(f"{fate.name()} left the line as good although it had to be rejected: {reasons}",
                      fate.end_t, packs=(fate.pack,), at=fate.at)
