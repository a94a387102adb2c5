"""The PLC's end of the port between L1 and L2."""

from collections.abc import Sequence

from linebench.ports import Message
from linebench.ports.plc import Alarm, Command, CommandAnswer, MachineState, Setup, TrackResults, Verdict
from linebench.wire.plc.options import PlcOptions
from linebench.wire.plc.packtags import (
    ASKED,
    CHANGE,
    COMMAND,
    MODE,
    MODE_CHANGE,
    PRODUCTION,
    Counts,
    initial,
    state_tags,
)
from linebench.wire.plc.table import (
    ALARM,
    ANSWER,
    RESULT,
    SETUP,
    STATE,
    VERDICT,
    latched_tag,
    on_tag,
    plc_layout,
)
from linebench.wire.plc.words import CAUSES, COMMANDS, FATES, numbers
from linebench.wire.rings.face import RingFace
from linebench.wire.rings.ring import Ring, Row
from linebench.wire.side import Effect, Heard, Noted, Setting
from linebench.wire.tags.tag import Value

__all__ = ["PlcFace"]

_PACKML = 10
"""Commands that PackML knows, the first of ``COMMANDS``."""
_COMMANDS, _FATES, _CAUSES = numbers(COMMANDS), numbers(FATES), numbers(CAUSES)


class PlcFace(RingFace):
    """A ``TagFace``: says what L1 says, and hears ``Setup``, ``Verdict``, ``Command`` and the presence of ``l2``.

    Present values change at once, however far behind the host reads the rings.
    """

    def __init__(self, options: PlcOptions, setting: Setting) -> None:
        self._plc = options
        self._alarms = numbers(options.alarms)
        super().__init__(plc_layout(options), options, setting, "l2")

    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``TagFace``."""
        match message:
            case TrackResults():
                return self._results(message)
            case MachineState():
                return self._state(message)
            case Alarm():
                return self._alarm(message)
            case CommandAnswer():
                return self._answer(message)
        return (_unsaid(type(message).__name__),)

    def _forget(self) -> None:
        super()._forget()
        self._counts = Counts()
        self._asked: list[tuple[str, int]] = []  # commands not answered, each with its number, 0 without

    def _initial(self) -> dict[str, Value]:
        return dict(initial(self._plc.design_speed))

    # What L1 says

    def _results(self, message: TrackResults) -> Sequence[Effect]:
        repeating = any(name == "resend" for name, _ in self._asked)
        rows: list[tuple[Ring, Row]] = []
        for trigger, fate, cause in message.results:
            if fate not in _FATES or cause not in _CAUSES:
                return (_unsaid(f"result {trigger}, {fate!r}, {cause!r}"),)
            rows.append((RESULT, (trigger, _FATES[fate], _CAUSES[cause])))
        # a message that is longer than its ring would never be complete there
        parts = [rows[at:at + RESULT.size] for at in range(0, len(rows), RESULT.size)]
        live = self._counts.add(message.results, repeating=repeating)
        return [effect for part in parts for effect in self._say(part, live)]

    def _state(self, message: MachineState) -> Sequence[Effect]:
        effects: list[Noted] = []
        row = STATE.fit((message.state, message.reason), effects)
        if row is None:
            return effects
        live = state_tags(message, str(row[1]), self._alarms.get(message.reason, 0), self._plc.design_speed)
        return (*effects, *self._say(((STATE, row),), live))

    def _alarm(self, message: Alarm) -> Sequence[Effect]:
        number = self._alarms.get(message.name, 0)
        if not number:
            return (_unsaid(f"alarm {message.name!r}"),)
        live = {on_tag(message.name): message.on, latched_tag(message.name): message.on and message.latched}
        return self._say(((ALARM, (number, message.on, message.latched)),), live)

    def _answer(self, message: CommandAnswer) -> Sequence[Effect]:
        code = _COMMANDS.get(message.name, 0)
        if not code:
            return (_unsaid(f"answer to {message.name!r}"),)
        asked = next((each for each in self._asked if each[0] == message.name), None)
        if asked is not None:
            self._asked.remove(asked)
        restarted = message.name == "restart_count" and message.accepted
        row = (asked[1] if asked else 0, code, message.accepted, message.reason)
        return self._say(((ANSWER, row),), self._counts.restart() if restarted else {})

    # What the host says

    def _heard(self, ring: Ring, row: Row) -> Sequence[Effect]:
        if ring is VERDICT:
            return (Heard(Verdict(int(row[0]), bool(row[1]))),)
        if ring is SETUP:
            return (Heard(Setup(int(row[0]), int(row[1]), int(row[2]))),)
        return self._command(int(row[0]), str(row[1]), len(COMMANDS), self._inbox.taken(ring))

    def _command(self, code: int, by: str, last: int, number: int = 0) -> Sequence[Effect]:
        if not 1 <= code <= last:
            return (Noted("refused", f"command {code}; expected 1 to {last}"),)
        name = COMMANDS[code - 1]
        self._asked = [*self._asked[1 - _HELD:], (name, number)]
        return (Heard(Command(name, by)),)

    def _beside(self, names: frozenset[str]) -> Sequence[Effect]:
        """The PackML way: the unit takes what is asked on the rising edge and clears the request."""
        values = self._image.values
        asked = [name for name in (MODE_CHANGE, CHANGE) if name in names & ASKED and values[name]]
        effects: list[Effect] = []
        for name in asked:
            if name == CHANGE:
                effects += self._command(int(values[COMMAND]), self._plc.packtags_by, _PACKML)
            elif values[MODE] != PRODUCTION:
                effects.append(Noted("refused", f"unit mode {values[MODE]}; expected {PRODUCTION}"))
        self._image.set(dict.fromkeys(asked, False))
        return effects


_HELD = 64
"""Commands without an answer that are remembered: more than any host gives before it looks."""


def _unsaid(what: str) -> Noted:
    return Noted("unsaid", f"{what}: it has no tags")
