"""A sensor is bypassed only for an engineer, with an alarm, and not for longer than allowed."""

from linebench.oracle.book import Book
from linebench.oracle.bypasses import alarm_of
from linebench.oracle.rule import Rule
from linebench.oracle.stops import STOP

__all__ = ["RULE"]

_WHO = "engineer"


class RULE(Rule):
    """Opportunities: bypasses that were granted. One whose time is not over when the journal ends has kept it."""

    id = "bypass-outlived"
    title = "A bypass is for an engineer, has an alarm, and ends by itself within the limit of URS-BYP-001."
    classes = ("bypass",)

    def __init__(self, book: Book) -> None:
        super().__init__(book)
        # not cited: where nobody bypasses anything, a file of requirements need not have it
        self.limit = book.world.limit("URS-BYP-001")
        self._granted: list[tuple[str, str, int, int]] = []

    def on_bypassed(self, who: str, signal: str, t: int, at: int) -> None:
        """A bypass was granted."""
        self._granted.append((who, signal, t, at))

    def finish(self) -> None:
        """Look at who got it, and for the alarm and its end."""
        for who, signal, t, at in self._granted:
            self.opportunities += 1
            if who != _WHO:
                self.find(f"a bypass of {signal} was granted to {who!r}", t, at=(at,))
            self._judge(signal, t, at)

    def _judge(self, signal: str, t: int, at: int) -> None:
        limit, soon = self.high(), self.book.world.limit(STOP)
        told = self.book.alarms.get(alarm_of(signal), [])
        slack = soon.high if soon is not None and soon.high is not None else 0
        began = next((when for when, on, _ in told if on and when >= t - slack), None)
        if began is None:
            if self.book.t - t > slack:
                self.find(f"{signal} was bypassed; no alarm {alarm_of(signal)!r} came with it", t, at=(at,))
            return
        ended = next((when for when, on, _ in told if not on and when >= began), self.book.t)
        if limit is not None and ended - began > limit:
            lasted = f"{(ended - began) / 1_000_000:g} s, allowed are {limit / 1_000_000:g} s"
            self.find(f"{signal} was bypassed for {lasted}", t, at=(at,), over=ended - began - limit)
