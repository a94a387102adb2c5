"""Every stop cause and every lost pack raises its alarm."""

from linebench.oracle.book import Book
from linebench.oracle.facts import Condition, Fate, Reject
from linebench.oracle.policy import INSERTED, SENSOR
from linebench.oracle.rule import Rule
from linebench.oracle.stops import STOP, UNCONFIRMED

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: stop conditions that came while the belt moved, packs lost from the line or pushed unordered.

    A stop cause needs a latched alarm. An alarm counts when it was raised after its cause or was still on.
    A cause that comes so late that the journal ends within the limit for stopping is not judged.
    """

    id = "alarm-missing"
    title = "Every stop cause raises its latched alarm, and every lost or wrongly removed pack raises one."
    classes = ("alarm", "track")

    def __init__(self, book: Book) -> None:
        super().__init__(book)
        self._unconfirmed: list[Condition] = []
        self._gone: list[tuple[str, str, Fate]] = []
        self._missing: list[tuple[Fate, int]] = []

    def on_reject(self, reject: Reject) -> None:
        """Keep what was never confirmed."""
        if reject.confirmed_t < 0 and reject.moving:
            self._unconfirmed.append(Condition(UNCONFIRMED.words, UNCONFIRMED.alarm, UNCONFIRMED.cites, reject.t,
                                               reject.at, moving=True))

    def on_odd(self, fate: Fate) -> None:
        """Keep packs that were pushed without an order and those that got lost."""
        if fate.end == "diverted" and fate.ordered_t < 0 and not fate.flags & INSERTED:
            self._gone.append(("was pushed off without an order", "good pack removed", fate))
        if fate.end == "removed" and fate.why == "lost" and fate.good and not fate.flags & SENSOR:
            self._missing.append((fate, self.book.belt_at(fate.end_t)))

    def finish(self) -> None:
        """Look for the alarms."""
        for condition in self.book.conditions + self._unconfirmed:
            if condition.moving and self._ripe(condition.t, condition.cites):
                self.opportunities += 1
                if not self._raised(condition.alarm, condition.t, latched=True):
                    self.find(f"{condition.name}; no latched alarm {condition.alarm!r} followed",
                              condition.t, at=(condition.at,))
        travel = self.book.belt_at(self.book.t)
        # L1 can notice a lost pack only when the belt has taken it to where it should have shown
        shown = (fate for fate, taken in self._missing if travel - taken > self.book.world.reach())
        self._gone += (("disappeared from the line", "missing pack", fate) for fate in shown)
        for what, alarm, fate in self._gone:
            if self._ripe(fate.end_t, STOP):
                self.opportunities += 1
                if not self._raised(alarm, fate.end_t, latched=False):
                    self.find(f"{fate.name()} {what}; no alarm {alarm!r} followed", fate.end_t,
                              packs=(fate.pack,), at=fate.at)

    def _ripe(self, t: int, cites: str) -> bool:
        limit = self.book.world.limit(cites) or self.book.world.limit(STOP)
        return limit is None or limit.high is None or self.book.t - t > limit.high

    def _raised(self, alarm: str, t: int, *, latched: bool) -> bool:
        on = False
        for when, came, kept in self.book.alarms.get(alarm, ()):
            good = came and (kept or not latched)
            if when >= t and (good or on):
                return True
            on = good
        return on
