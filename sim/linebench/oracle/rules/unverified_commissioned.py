"""A serial is commissioned only after its code was read on a pack."""

from linebench.oracle.facts import clock
from linebench.oracle.rule import Rule
from linebench.oracle.serials import READ, UNSURE
from linebench.records.claim import SerialsClaimed

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: serials of packs reported as commissioned."""

    id = "unverified-commissioned"
    title = "No serial is commissioned before its code was read on a pack."
    classes = ("serial", "report")

    def on_serials(self, said: SerialsClaimed, at: int, keys: list[str], before: list[int]) -> None:
        """Compare the claimed times with the times the packs were in view."""
        if said.status != "commissioned":
            return
        viewed = self.book.viewed_at.get
        for key, state, time in zip(keys, before, said.times_us, strict=False):
            if key.startswith("00"):
                continue
            self.opportunities += 1
            if not state & READ:
                if not state & UNSURE:
                    self.find(f"{said.source} commissioned serial {key}, which was never read on a pack",
                              said.t, at=(at,))
            elif time < viewed(key, 0):
                self.find(f"{said.source} commissioned serial {key} at {clock(time)}, before its pack reached the "
                          f"camera at {clock(viewed(key, 0))}", said.t, at=(at,))
