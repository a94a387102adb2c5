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
        self._unconfirmed: list[tuple[Condition, int | None]] = []

    def on_reject(self, reject: Reject) -> None:
        """A reject that was not confirmed is a stop condition from its order on."""
        limit = self.book.world.limit(UNCONFIRMED.cites)
        if limit is None or limit.high is None or 0 <= reject.confirmed_t - reject.t <= limit.high:
            return
        late = reject.confirmed_t - reject.t - limit.high if reject.confirmed_t >= 0 else None
        self._unconfirmed.append((Condition(UNCONFIRMED.words, UNCONFIRMED.alarm, UNCONFIRMED.cites, reject.t,
                                            reject.at, moving=reject.moving), late))

    def on_started(self, t: int, at: int) -> None:
        """The belt must not start while a condition lasts that a person can see."""
        for name in sorted(self.book.active - self.book.bypassed - {"encoder_lost"}):
            self.opportunities += 1
            self.find(f"the belt started although {CAUSES[name].words} and that had not ended", t, at=(at,))

    def finish(self) -> None:
        """Look for the stop after each condition."""
        sure: list[tuple[Condition, int | None]] = [(condition, None) for condition in self.book.conditions]
        for condition, late in sure + self._unconfirmed:
            limit = self.book.world.limit(condition.cites)
            if condition.moving and limit is not None and limit.high is not None:
                self.opportunities += 1
                self._judge(condition, limit.high, late)

    def _judge(self, condition: Condition, limit: int, late: int | None) -> None:
        """``late``: by how much the confirmation came too late that made this a condition, if it came."""
        stood = self.book.first_stand(condition.t)
        after = (self.book.t if stood is None else stood) - condition.t
        if stood is not None:
            self.look_close(f"stands after {condition.name}", (after,), limit)
        over = after - limit if late is None else min(after - limit, late)
        if after > limit:
            ran = "ran on to the end" if stood is None else f"stood after {after // 1000} ms"
            self.find(f"{condition.name}; the belt {ran}, {condition.cites} allows {limit // 1000} ms",
                      condition.t, at=(condition.at,), over=over)
