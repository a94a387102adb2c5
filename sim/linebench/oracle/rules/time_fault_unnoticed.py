"""L2 notices when it can no longer know what time it is."""

from linebench.oracle.book import Book
from linebench.oracle.rule import Rule
from linebench.records.claim import AlarmClaimed

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: losses of the time server, and moves of the clock of L2's computer by more than it may be."""

    id = "time-fault-unnoticed"
    title = "A lost time server and a clock that was moved raise an alarm within the limit of URS-TIM-002."
    classes = ("time",)

    def __init__(self, book: Book) -> None:
        super().__init__(book)
        self._open: dict[str, tuple[int, int]] = {}

    def on_time_fault(self, alarm: str, t: int, at: int) -> None:
        """Note a fault, or that the time server is back."""
        if alarm:
            self._open.setdefault(alarm, (t, at))
        else:
            self._due(t)
            self._open.pop("time server lost", None)

    def on_alarm(self, alarm: AlarmClaimed, at: int) -> None:  # noqa: ARG002  # as every alarm
        """Note that it was noticed."""
        if alarm.source == "l2" and alarm.on and alarm.alarm in self._open:
            self._due(alarm.t)
            self.opportunities += self._open.pop(alarm.alarm, None) is not None

    def finish(self) -> None:
        """What is open by now was never noticed."""
        self._due(self.book.t)

    def _due(self, t: int) -> None:
        wanted = self.book.world.limit("URS-TIM-002")
        limit = None if wanted is None else wanted.high
        if limit is None:
            return
        for name, (since, at) in [*self._open.items()]:
            if t - since > limit:
                del self._open[name]
                self.opportunities += 1
                self.find(f"no alarm {name!r} came within {limit / 1e6:.0f} s", since, at=(at,),
                          over=t - since - limit)
