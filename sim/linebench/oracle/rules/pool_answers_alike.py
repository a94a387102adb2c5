"""The owner of serials answers the same request with the same serials."""

from linebench.oracle.rule import Rule
from linebench.ports.serials import Drawn

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: requests that were answered more than once, because an answer was lost or came late."""

    id = "pool-answers-alike"
    title = "The owner of serials answers a request that is repeated with the same serials."
    classes = ("serial", "recovery")

    def on_pool_again(self, before: Drawn, drawn: Drawn, t: int, at: int) -> None:
        """Compare two answers."""
        if self.book.pool.changed:
            return
        self.opportunities += 1
        if before != drawn:
            self.find(f"the owner gave other serials when request {drawn.request!r} was repeated", t, at=(at,))
