"""The alarm journal of L2 has every alarm that was raised, and what became of it."""

from collections import defaultdict

from linebench.oracle.book import Book
from linebench.oracle.persons import Asked
from linebench.oracle.rule import Rule
from linebench.ports.operator import Answer, Request
from linebench.ports.people import Acknowledge
from linebench.records.claim import AlarmClaimed, AlarmLineClaimed

__all__ = ["RULE"]

_LINKS = ("l1>l2", "l2>hmi", "hmi>l2")
_WHILE_US = 1_000_000
"""What happened so short a time before the end of the journal may not be told yet."""


class _Raised:
    """An alarm from when it came until it went: ``-1`` where it did not; ``seen``: (who, comment, since when)."""

    def __init__(self, t: int, at: int) -> None:
        self.t, self.at, self.gone = t, at, -1
        self.seen: tuple[str, str, int] | None = None


class RULE(Rule):
    """Opportunities: alarms that L1 raised, as L2 heard of them, where L2 keeps an alarm journal.

    The n-th time that an alarm came stands in its n-th line.
    """

    id = "alarm-journal-incomplete"
    title = "Every alarm of the line is in the journal of L2, with who acknowledged it and when it went."
    classes = ("alarm-journal",)

    def __init__(self, book: Book) -> None:
        super().__init__(book)
        self._raised: defaultdict[str, list[_Raised]] = defaultdict(list)
        self._lines: dict[int, AlarmLineClaimed] = {}

    def on_alarm(self, alarm: AlarmClaimed, at: int) -> None:
        """Note what L1 raised and what went."""
        if alarm.source != "l1":
            return
        known = self._raised[alarm.alarm]
        is_on = bool(known) and known[-1].gone < 0
        if alarm.on and not is_on:
            known.append(_Raised(alarm.t, at))
        elif is_on and not alarm.on:
            known[-1].gone = alarm.t

    def on_alarm_line(self, line: AlarmLineClaimed, at: int) -> None:  # noqa: ARG002  # as every line
        """Note how a line stands now."""
        self._lines[line.number] = line

    def on_person(self, asked: Asked, answer: Answer, t: int, at: int) -> None:  # noqa: ARG002  # as every answer
        """Note who acknowledged what was on."""
        said = asked.said
        if not answer.accepted or asked.action != "acknowledge":
            return
        alarm, comment = (said.subject, "") if isinstance(said, Request) else ("", "")
        if isinstance(said, Acknowledge):
            alarm, comment = said.alarm, said.comment
        for name, known in self._raised.items():
            came = known[-1] if known else None
            if came and came.t < asked.t and came.gone < 0 and alarm in ("", name) and not came.seen:
                came.seen = (asked.by, comment, t)

    def finish(self) -> None:
        """Compare."""
        lines: defaultdict[str, list[AlarmLineClaimed]] = defaultdict(list)
        for number in sorted(self._lines):
            lines[self._lines[number].name].append(self._lines[number])
        for name, known in self._raised.items():
            for count, came in enumerate(known):
                if came.t <= self.book.t - _WHILE_US and not self.book.faulty_links.show(_LINKS, came.t):
                    self.opportunities += 1
                    self._compare(name, came, lines[name][count] if count < len(lines[name]) else None)

    def _compare(self, name: str, came: _Raised, line: AlarmLineClaimed | None) -> None:
        if line is None:
            self.find(f"alarm {name!r} is not in the alarm journal", came.t, at=(came.at,))
        elif 0 <= came.gone <= self.book.t - _WHILE_US and not line.cleared:
            self.find(f"alarm {name!r} went, and the alarm journal says it is on", came.gone, at=(came.at,))
        elif came.seen and came.seen[2] <= self.book.t - _WHILE_US and (line.by, line.comment) != came.seen[:2]:
            self.find(f"alarm {name!r} was acknowledged by {came.seen[0]} ({came.seen[1]}), and the alarm journal "
                      f"says by {line.by or 'nobody'} ({line.comment})", came.seen[2], at=(came.at,))
