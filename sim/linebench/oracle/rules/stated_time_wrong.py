"""The times that L2 states are those at which things happened, and in order."""

from datetime import datetime, timedelta

from linebench.oracle.book import Book
from linebench.oracle.facts import Status
from linebench.oracle.rule import Rule
from linebench.records.claim import AlarmLineClaimed, TrailLineClaimed

__all__ = ["RULE"]

_US = timedelta(microseconds=1)


class RULE(Rule):
    """Opportunities: times that an L2 with a clock of its own states: of entries, of alarms and of serials.

    An entry or an alarm is told when it is made, so its time is held against when it was heard; a serial is held
    against when its pack left the line. By how much one may be off is the limit of URS-TIM-001, where there is one.
    """

    id = "stated-time-wrong"
    title = "Times that L2 states have their offset, are in order, and are right within the limit of URS-TIM-001."
    classes = ("time",)

    def __init__(self, book: Book) -> None:
        super().__init__(book)
        self._entries, self._latest = 0, 0
        self._alarms: dict[int, AlarmLineClaimed] = {}

    def on_trail_line(self, line: TrailLineClaimed, at: int) -> None:
        """Hold the time of a new entry against when it was heard and the entry before."""
        if line.number <= self._entries:
            return
        self._entries = line.number
        stated = self._right(f"entry {line.number} of the audit trail", line.time, line.t, at)
        if stated is None:
            return
        if stated < self._latest:
            self.find(f"entry {line.number} of the audit trail is stated before the one in front of it, at "
                      f"{line.time}", line.t, at=(at,))
        self._latest = max(self._latest, stated)

    def on_alarm_line(self, line: AlarmLineClaimed, at: int) -> None:
        """Hold what is new in a line against when it was heard, and against the other times of the line."""
        before = self._alarms.get(line.number)
        self._alarms[line.number] = line
        for name in ("raised", "seen", "cleared"):
            time = getattr(line, name)
            if not time or (before is not None and time == getattr(before, name)):
                continue
            stated = self._right(f"alarm {line.name!r} {name}", time, line.t, at)
            came = _moment(line.raised)
            if stated is not None and came is not None and stated < self._since(came):
                self.find(f"alarm {line.name!r} is stated as {name} before it was raised", line.t, at=(at,))

    def on_status(self, said: Status) -> None:
        """Hold the stated times of serials against when their packs left the line."""
        limit = self._limit()
        if self.book.world.people is None or limit is None or said.claim.source != "l2":
            return
        for key, stated in zip(said.keys, said.claim.times_us, strict=False):
            left = self.book.awaiting.get(key)
            if left is not None:
                self.opportunities += 1
                off = abs(stated - left)
                if off > limit:
                    self.find(f"L2 states for serial {key} a time that is off by {off / 1e6:.1f} s", said.claim.t,
                              at=(said.at,), over=off - limit, stated=True)

    def _right(self, what: str, time: str, t: int, at: int) -> int | None:
        """The stated time counted as ``t`` is; ``None`` where it cannot be told."""
        self.opportunities += 1
        moment, limit = _moment(time), self._limit()
        if moment is None:
            self.find(f"{what} has no time with an offset: {time!r}", t, at=(at,))
            return None
        stated = self._since(moment)
        if limit is not None and abs(stated - t) > limit:
            self.find(f"{what} is stated at {time}, off by {abs(stated - t) / 1e6:.1f} s", t, at=(at,),
                      over=abs(stated - t) - limit, stated=True)
        return stated

    def _limit(self) -> int | None:
        limit = self.book.world.limit("URS-TIM-001")
        return None if limit is None else limit.high

    def _since(self, moment: datetime) -> int:
        return (moment - datetime.fromisoformat(self.book.world.epoch)) // _US


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None
