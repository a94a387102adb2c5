"""FB_Unit: the state of the machine after PackML, its alarms, and what they stop."""

from program.words import (
    ABORT,
    ABORTED,
    ABORTING,
    ACKNOWLEDGE,
    CAUSE_THERE,
    CLEARING,
    COMPLETE,
    COMPLETING,
    EXECUTE,
    FINISH,
    HELD,
    HOLD,
    HOLDING,
    IDLE,
    NO_RECIPE,
    NOT_ACKNOWLEDGED,
    RESETTING,
    START,
    STARTING,
    STOP,
    STOPPED,
    STOPPING,
    SUSPENDED,
    TAKEN,
    UNHOLDING,
    WRONG_STATE,
)

__all__ = ["Unit"]

_NEXT = {CLEARING: STOPPED, RESETTING: IDLE, STARTING: EXECUTE, UNHOLDING: EXECUTE}
"""Acting states that are over after one cycle."""
_BRAKING = {STOPPING: STOPPED, ABORTING: ABORTED, HOLDING: HELD}
"""Acting states that are over when the belt stands."""
_ON = {ABORTED: CLEARING, STOPPED: RESETTING, COMPLETE: RESETTING, IDLE: STARTING, HELD: UNHOLDING}
"""What a start leads to, step by step."""
_STANDING = (STOPPED, STOPPING, ABORTED, ABORTING)


class Unit:
    """``alarms``: those that are on; ``latched``: of these, those that want a person; ``causes``: still there."""

    def __init__(self, ramp: float, run_out: int) -> None:
        self.state = STOPPED
        self.alarms: set[int] = set()
        self.latched: set[int] = set()
        self.causes: set[int] = set()
        self.horn = self.starting = self.aborted = False
        self._ramp, self._run_out = ramp, run_out
        self._since = self._from = 0.0

    @property
    def motor(self) -> bool:
        """Whether the belt is to run."""
        return self.state in (STARTING, EXECUTE, UNHOLDING, COMPLETING)

    @property
    def feed(self) -> bool:
        """Whether packs are to come."""
        return self.state == EXECUTE

    def cycle(self, now: float, travel: int, *, packer_full: bool) -> None:
        """One cycle of the state. ``travel``: counts of the encoder since the program began."""
        if self.state in _BRAKING:
            if now - self._since >= self._ramp:
                self._enter(_BRAKING[self.state], now, travel)
        elif self.state in _NEXT:
            self._enter(_NEXT[self.state], now, travel)
        elif self.starting:
            self._enter(_ON.get(self.state, self.state), now, travel)
        elif self.state == EXECUTE and packer_full:
            self._enter(SUSPENDED, now, travel)
        elif self.state == SUSPENDED and not packer_full:
            self._enter(EXECUTE, now, travel)
        elif self.state == COMPLETING and travel - self._from >= self._run_out:
            self._enter(COMPLETE, now, travel)
        if self.state == EXECUTE:
            self.starting = False

    def _enter(self, state: int, now: float, travel: int) -> None:
        if state != self.state:
            self.state, self._since, self._from = state, now, travel

    def alarm(self, number: int, now: float, *, stops: int = 0, latched: bool = True) -> None:
        """An alarm comes; ``stops``: STOP, ABORT or nothing."""
        self.alarms.add(number)
        if latched:
            self.latched.add(number)
        self.horn = True
        self.halt(stops, now)

    def cause(self, number: int, now: float, *, on: bool, stops: int) -> None:
        """Something in the field that stops the machine as long as it is there, and then until acknowledged."""
        if on and number not in self.causes:
            self.causes.add(number)
            self.alarm(number, now, stops=stops)
        elif not on:
            self.causes.discard(number)

    def halt(self, how: int, now: float) -> None:
        """Stop or abort, unless the machine stands for at least as strong a reason."""
        if how == ABORT and self.state not in (ABORTED, ABORTING):
            self.starting, self.aborted = False, True
            self._enter(ABORTING, now, 0)
        elif how == STOP and self.state not in _STANDING:
            self.starting = False
            self._enter(STOPPING, now, 0)

    def command(self, code: int, now: float, travel: int, *, recipe: bool) -> int:
        """Carry out a command. Returns why it is refused, or TAKEN."""
        if code == START:
            return self._start(recipe=recipe)
        if code == ACKNOWLEDGE:
            self._acknowledge()
        elif code == ABORT:
            self.halt(ABORT, now)
        elif code == STOP:
            if self.state in _STANDING:
                return WRONG_STATE
            self.halt(STOP, now)
        elif code == HOLD and self.state in (EXECUTE, SUSPENDED):
            self._enter(HOLDING, now, travel)
        elif code == FINISH and self.state == EXECUTE:
            self._enter(COMPLETING, now, travel)
        else:
            return WRONG_STATE
        return TAKEN

    def _start(self, *, recipe: bool) -> int:
        if self.latched:
            return NOT_ACKNOWLEDGED
        if self.causes:
            return CAUSE_THERE
        if not recipe:
            return NO_RECIPE
        if self.state not in _ON:
            return WRONG_STATE
        self.starting = True
        return TAKEN

    def _acknowledge(self) -> None:
        self.alarms &= self.causes
        self.latched &= self.causes
        self.horn = False
