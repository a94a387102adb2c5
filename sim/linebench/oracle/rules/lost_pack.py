"""A pack that disappears from the line is reported as missing, and none is forgotten."""

from linebench.oracle.facts import MISSING, Track
from linebench.oracle.rule import Rule
from linebench.records.claim import TracksClaimed

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: packs whose fate L1 reported or had to report."""

    id = "lost-pack"
    title = "Every tracked pack has one reported fate, and a pack that disappeared is reported as missing."
    classes = ("track",)

    def on_tracks(self, said: TracksClaimed, at: int, odd: list[Track]) -> None:
        """Compare what L1 says about packs that are gone missing."""
        for trigger, fate, _, outcome in odd:
            if outcome & 3 == MISSING and fate != "missing" and outcome >> 2 not in self.book.excused:
                self.find(f"{said.source} reported pack {outcome >> 2} (trigger {trigger}) as {fate}, but it had "
                          "disappeared from the line", said.t, packs=(outcome >> 2,), at=(at,))

    def on_batch(self) -> None:
        """The triggers of the batch before will not be reported any more."""
        self._forgotten()
        self.book.tally.newest_track = 0

    def finish(self) -> None:
        """The journal has ended."""
        self.opportunities = self.book.tally.tracks
        self._forgotten()

    def _forgotten(self) -> None:
        book = self.book
        if not book.tracks_seen or book.restarted:
            return
        for trigger, outcome in book.outcomes.items():
            if trigger < book.tally.newest_track and outcome >> 2 not in book.excused:
                self.find(f"the fate of pack {outcome >> 2} (trigger {trigger}) was never reported, those of later "
                          "packs were", book.t, packs=(outcome >> 2,))
