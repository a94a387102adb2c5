"""The owner of serials gives each to one asker."""

from linebench.oracle.pooled import Gave
from linebench.oracle.rule import Rule

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: serials that were given out.

    What was given back below the state in which it was given may be given out again.
    """

    id = "pool-gives-once"
    title = "The owner of serials gives no serial out twice, whoever asks, unless it came back unused."
    classes = ("serial",)

    def on_pool_gave(self, gave: Gave) -> None:
        """Look at one answer."""
        if self.book.pool.changed:
            return
        self.opportunities += len(gave.drawn.serials)
        if gave.twice:
            self.find(f"the owner gave {len(gave.twice)} serials to request {gave.asked.request!r} that are with "
                      f"somebody already, such as {gave.twice[0]}", gave.t, at=(gave.at,))
