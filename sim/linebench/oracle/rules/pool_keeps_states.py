"""The owner of serials takes what may follow, and refuses what may not."""

from linebench.oracle.pooled import Took
from linebench.oracle.rule import Rule

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: moves that were done, or refused because of a serial.

    Which state may follow which: OPC 30260.
    """

    id = "pool-keeps-states"
    title = "The owner of serials moves what it gave out into states that may follow, and refuses all else."
    classes = ("serial", "balance")

    def on_pool_moved(self, took: Took) -> None:
        """Look at one answer."""
        if self.book.pool.changed:
            return
        self.opportunities += 1
        move, cannot = took.move, took.cannot
        if took.moved.status == "ok" and cannot:
            self.find(f"the owner took {len(cannot)} serials as {move.state} that cannot be, such as {cannot[0]}",
                      took.t, at=(took.at,))
        elif took.moved.status != "ok" and not cannot:
            self.find(f"the owner refused {len(move.serials)} serials as {move.state} ({took.moved.status}), and "
                      "all can be", took.t, at=(took.at,))
