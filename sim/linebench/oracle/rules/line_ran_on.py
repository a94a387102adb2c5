"""After every stop condition the belt stands in time, and stays until the condition is gone."""

from linebench.oracle.book import Book
from linebench.oracle.facts import Condition, Reject
from linebench.oracle.rule import Rule
from linebench.oracle.stops import CAUSES, STOP, UNCONFIRMED

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: stop conditions that came while the belt moved."""

    id = "line-ran-on"
    title = "The belt stands within the limit after every stop condition and does not start while it lasts."
    classes = ("stop",)
    cites = STOP

    def __init__(self, book: Book) -> None:
        super().__init__(book)
        self._unconfirmed: list[Condition] = []

    def on_reject(self, reject: Reject) -> None:
        """A reject that was not confirmed is a stop condition from its order on."""
        limit = self.book.world.limit(UNCONFIRMED.cites)
        if limit is None or limit.high is None or 0 <= reject.confirmed_t - reject.t <= limit.high:
            return
        self._unconfirmed.append(Condition(UNCONFIRMED.words, UNCONFIRMED.alarm, UNCONFIRMED.cites, reject.t,
                                           reject.at, moving=reject.moving))

    def on_started(self, t: int, at: int) -> None:
        """The belt must not start while a condition lasts that a person can see."""
        for name in sorted(self.book.active - {"encoder_lost"}):
            self.opportunities += 1
            self.find(f"the belt started although {CAUSES[name].words} and that had not ended", t, at=(at,))

    def finish(self) -> None:
        """Look for the stop after each condition."""
        for condition in self.book.conditions + self._unconfirmed:
            limit = self.book.world.limit(condition.cites)
            if condition.moving and limit is not None and limit.high is not None:
                self.opportunities += 1
                self._judge(condition, limit.high)

    def _judge(self, condition: Condition, limit: int) -> None:
        stood = self.book.first_stand(condition.t)
        after = (self.book.t if stood is None else stood) - condition.t
        if after > limit:
            ran = "ran on to the end" if stood is None else f"stood after {after // 1000} ms"
            self.find(f"{condition.name}; the belt {ran}, {condition.cites} allows {limit // 1000} ms",
                      condition.t, at=(condition.at,))
