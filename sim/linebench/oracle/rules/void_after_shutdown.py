"""After an ordered shutdown no serial is void."""

from linebench.oracle.facts import Status
from linebench.oracle.rule import Rule

__all__ = ["RULE"]

_VOID = "power loss"


class RULE(Rule):
    """Opportunities: starts of the line controller after it had said that it can be switched off."""

    id = "void-after-shutdown"
    title = "A line controller that was shut down in order declares no serial void when it starts again."
    classes = ("recovery",)

    def on_status(self, said: Status) -> None:
        """Look at what is void by the loss of power."""
        claim = said.claim
        if self.book.keeping.resumed and (claim.source, claim.status, claim.reason) == ("l2", "destroyed", _VOID):
            self.find(f"L2 declared {len(claim.epcs)} serials void although it had been shut down in order",
                      claim.t, at=(said.at,))

    def finish(self) -> None:
        """Count the starts."""
        self.opportunities = self.book.keeping.restarts
