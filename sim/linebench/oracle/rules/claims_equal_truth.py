"""What the levels say about packs, serials and containers is what physically happened."""

from linebench.oracle.facts import MISSING, PASSED, REJECTED, Container, Fate, Status, Track
from linebench.oracle.rule import Rule
from linebench.oracle.serials import CLAIM_SHIFT, DIVERTED, GOOD, LOST, SAMPLED, UNSURE
from linebench.records.claim import TracksClaimed

__all__ = ["RULE"]

_WORDS = {PASSED: "passed", REJECTED: "rejected", MISSING: "missing"}
_ENDS = {"exited": "passed", "diverted": "rejected"}


def _contradiction(status: str, state: int) -> str:
    """What truth says against a status, ``""`` when nothing does."""
    if state & UNSURE:
        return ""
    on_good_pack = state & GOOD and not state & (DIVERTED | LOST | SAMPLED)
    if status in ("rejected", "destroyed") and on_good_pack:
        return "its pack left the line as good"
    if status == "commissioned" and state & DIVERTED and not state & GOOD:
        return "its pack is in the reject bin"
    if status == "sampled" and not state & SAMPLED:
        return "its pack was not taken as a sample"
    if status == "returned" and state & (GOOD | DIVERTED):
        return "it is printed on a pack"
    return ""


class RULE(Rule):
    """Opportunities: fates and statuses that were compared. A lost pack is the matter of ``lost-pack``."""

    id = "claims-equal-truth"
    title = "Fates, statuses and containers that the levels report are those that physically happened."
    classes = ("report",)

    def on_tracks(self, said: TracksClaimed, at: int, odd: list[Track]) -> None:
        """Compare fates that L1 reports with those of the packs."""
        for trigger, fate, _, outcome in odd:
            if not outcome:
                self.opportunities -= 1
            elif fate != _WORDS[outcome & 3] and outcome & 3 != MISSING and outcome >> 2 not in self.book.excused:
                self.find(f"{said.source} reported pack {outcome >> 2} (trigger {trigger}) as {fate}, but it was "
                          f"{_WORDS[outcome & 3]}", said.t, packs=(outcome >> 2,), at=(at,))

    def on_odd(self, fate: Fate) -> None:
        """Compare a fate that L1 reported too early."""
        if not fate.track or fate.end not in _ENDS or fate.pack in self.book.excused:
            return
        self.opportunities += 1
        if fate.track != _ENDS[fate.end]:
            self.find(f"{fate.name()} was reported as {fate.track} before it was {_ENDS[fate.end]}", fate.end_t,
                      packs=(fate.pack,), at=fate.at)

    def on_serials(self, said: Status) -> None:
        """Compare statuses with what happened to the packs so far."""
        status, claim = said.claim.status, said.claim
        self.opportunities += len(said.keys) if status != "commissioned" else 0
        for key, state in zip(said.keys, said.before, strict=True):
            against = _contradiction(status, state)
            if against:
                self.find(f"{claim.source} reported serial {key} as {status}, but {against}", claim.t,
                          at=(said.at,))

    def finish(self) -> None:
        """Find containers that a level left out of the batches it reconciled."""
        self.opportunities += self.book.tally.tracks + self.book.tally.commissioned
        boxes = self.book.containers.values()
        if any(box.claimed for box in boxes):
            for box in boxes:
                self._left_out(box)

    def _left_out(self, box: Container) -> None:
        if box.batch is None or box.ejected or not box.children or not box.sscc:
            return
        for source in sorted({said.source for said, _ in box.batch.claims if said.source in CLAIM_SHIFT}):
            self.opportunities += 1
            if source not in box.claimed:
                self.find(f"{source} never reported the contents of {box.name()}", box.t, at=(box.at,))
