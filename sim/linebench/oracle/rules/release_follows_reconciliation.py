"""A batch is released when nothing of it is open, and not before."""

from linebench.oracle.rule import Rule
from linebench.records.claim import ReleaseClaimed

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: answers to whoever wanted a batch released.

    Open is a batch whose end the line has not reported, whose serial numbers are not all accounted for, with an
    exception under way in the store, or with events that the enterprise has not confirmed.
    """

    id = "release-follows-reconciliation"
    title = "A batch is released when its reconciliation is closed, and is refused while it is open."
    classes = ("release",)

    def on_released(self, said: ReleaseClaimed, open_: str, at: int) -> None:
        """Compare one answer with what was open when it was asked for."""
        self.opportunities += 1
        if said.released and open_:
            self.find(f"{said.source} released order {said.order} although {open_}", said.t, at=(at,))
        elif not said.released and not open_:
            self.find(f"{said.source} refused to release order {said.order}, of which nothing is open: "
                      f"{said.reason}", said.t, at=(at,))
