"""A serial is commissioned only after its code was read on a pack."""

from linebench.oracle.facts import Status, clock
from linebench.oracle.rule import Rule
from linebench.oracle.serials import READ, UNSURE

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: serials of packs reported as commissioned."""

    id = "unverified-commissioned"
    title = "No serial is commissioned before its code was read on a pack."
    classes = ("serial", "report")

    def on_serials(self, said: Status) -> None:
        """Compare the claimed times with the times the packs were in view."""
        if said.claim.status != "commissioned":
            return
        if not said.every & READ:
            self._unread(said)
        source, t = said.claim.source, said.claim.t
        for key, viewed, time in zip(said.keys, said.viewed, said.claim.times_us, strict=False):
            if time < viewed:
                self.find(f"{source} commissioned serial {key} at {clock(time)}, before its pack reached the "
                          f"camera at {clock(viewed)}", t, at=(said.at,),
                          over=viewed - time if self.book.clock_off else None, stated=True)

    def _unread(self, said: Status) -> None:
        for key, state in zip(said.keys, said.before, strict=True):
            if not state & (READ | UNSURE) and not key.startswith("00"):
                self.find(f"{said.claim.source} commissioned serial {key}, which was never read on a pack",
                          said.claim.t, at=(said.at,))

    def finish(self) -> None:
        """Count what was compared."""
        self.opportunities = self.book.tally.commissioned
