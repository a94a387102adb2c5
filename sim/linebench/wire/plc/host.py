"""The line controller's end of the port between L1 and L2."""

from collections.abc import Mapping, Sequence

from linebench.ports import Message
from linebench.ports.plc import Alarm, Command, CommandAnswer, MachineState, Setup, TrackResults, Verdict
from linebench.wire.plc.options import PlcOptions
from linebench.wire.plc.packtags import REASON, STATE_NOW
from linebench.wire.plc.table import (
    ALARM,
    ANSWER,
    REQUEST,
    SETUP,
    STATE,
    VERDICT,
    latched_tag,
    on_tag,
    plc_layout,
)
from linebench.wire.plc.words import CAUSES, COMMANDS, FATES, numbers
from linebench.wire.rings.host import HostEffect, RingHost
from linebench.wire.rings.outbox import Mail
from linebench.wire.rings.reader import Rows
from linebench.wire.rings.ring import COUNT
from linebench.wire.side import Heard, Noted, Setting
from linebench.wire.tags.tag import Value

__all__ = ["PlcHost"]

_COMMANDS = numbers(COMMANDS)


class PlcHost(RingHost):
    """A ``TagHost``: says ``Setup``, ``Verdict`` and ``Command``; hears what L1 says and the presence of ``l1``.

    One command is under way at a time; whatever is said behind a second one waits with it, so that L1 hears
    everything in order. A host that begins is told the state and the alarms that hold, as L1 last said them.
    """

    def __init__(self, options: PlcOptions, setting: Setting) -> None:
        super().__init__(plc_layout(options), options, setting, "l1")
        self._alarms = options.alarms
        self._asked: Mail | None = None  # the command that waits for its answer
        self._asked_us = 0

    def tell(self, message: Message) -> Sequence[HostEffect]:
        """See ``TagHost``."""
        match message:
            case Verdict():
                return self._post(VERDICT, (message.trigger, message.good), message)
            case Setup():
                row = (message.weight_low, message.weight_high, message.consecutive_limit)
                return self._post(SETUP, row, message)
            case Command() if message.name in COMMANDS:
                return self._post(REQUEST, (_COMMANDS[message.name], message.by), message)
        return (Noted("unsaid", f"{message}: it has no tags"),)

    # What L1 says

    def _heard(self, rows: Rows) -> Sequence[HostEffect]:
        ring, row = rows[0]
        if ring is STATE:
            return (Heard(MachineState(int(row[0]), str(row[1]))),)
        if ring is ALARM:
            return (Heard(Alarm(_word(self._alarms, int(row[0])), on=bool(row[1]), latched=bool(row[2]))),)
        if ring is ANSWER:
            answer = CommandAnswer(_word(COMMANDS, int(row[1])), bool(row[2]), str(row[3]))
            return self._answered(int(row[0]), answer)
        return (Heard(TrackResults(tuple((int(trigger), _word(FATES, int(fate)), _word(CAUSES, int(cause)))
                                         for _, (trigger, fate, cause) in rows))),)

    def _answered(self, number: int, answer: CommandAnswer) -> Sequence[HostEffect]:
        if self._asked is not None and number == (self._asked.count + 1) & COUNT:
            self._asked = None
        return (Heard(answer),)

    def _restate(self, values: Mapping[str, Value]) -> Sequence[HostEffect]:
        told = {int(row[0]) for row in self._reader.unread(ALARM, values)}
        alarms = [Heard(Alarm(name, on=True, latched=bool(values[latched_tag(name)])))
                  for number, name in enumerate(self._alarms, 1) if values[on_tag(name)] and number not in told]
        # present values lie before the counts and so are never newer than what the counts say
        if not values[STATE_NOW] or self._reader.unread(STATE, values):
            return alarms
        return (Heard(MachineState(int(values[STATE_NOW]), str(values[REASON]))), *alarms)

    # One command at a time

    def _may(self, mail: Mail) -> bool:
        if mail.ring is not REQUEST:
            return True
        if self._asked not in (None, mail):
            return False
        self._asked, self._asked_us = mail, self._setting.now()
        return True

    def _insist(self, values: Mapping[str, Value], effects: list[HostEffect]) -> None:
        within = self._options.answer_within
        if (self._asked is not None and values[REQUEST.read] == (self._asked.count + 1) & COUNT
                and self._setting.now() - self._asked_us > within):
            effects.append(Noted("unanswered", f"{self._asked.message}: no answer within {within}"))
            self._asked = None
        super()._insist(values, effects)

    def _drop(self, dropped: Sequence[Mail], what: str, effects: list[HostEffect]) -> None:
        if self._asked in dropped or what == "restarted":
            self._asked = None
        super()._drop(dropped, what, effects)

    def _outlived(self, mail: Mail) -> bool:
        return type(mail.message) is not Setup

    def _stale(self, mail: Mail) -> bool:
        return (type(mail.message) is Command
                and self._setting.now() - mail.told_us > self._options.command_within)


def _word(words: Sequence[str], number: int) -> str:
    """The word of a number; empty for 0 and for one that there is not."""
    return words[number - 1] if 0 < number <= len(words) else ""
