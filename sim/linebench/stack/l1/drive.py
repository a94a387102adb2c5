"""The PackML unit of the line: its state, and the outputs each state wants."""

from linebench.ports.io import Output
from linebench.ports.plc import MachineState
from linebench.stack import packml
from linebench.stack.l1.layout import L1Layout
from linebench.stack.machine import Arm, Effect, Send
from linebench.stack.packml import State

__all__ = ["Drive"]

_MOTOR = {on: Send("io", Output("motor", on=on)) for on in (False, True)}
_FEED = {on: Send("io", Output("feed", on=on)) for on in (False, True)}
_MOVING = frozenset({State.STARTING, State.UNHOLDING, State.UNSUSPENDING, State.EXECUTE, State.COMPLETING})
_BRAKING = frozenset({State.STOPPING, State.ABORTING, State.HOLDING, State.SUSPENDING})
"""States whose work is done when the belt stands."""


class Drive:
    """Holds the state and walks the PackML table; switches motor and feed when the state wants it.

    ``since``: when the motor was last switched on, ``None`` while it is off. ``feeds``: packs are wanted while the
    machine is in Execute; none are for a challenge.
    """

    __slots__ = ("_feed", "_layout", "_motor", "feeds", "since", "state")

    def __init__(self, layout: L1Layout, state: State) -> None:
        self._layout = layout
        self.state = state
        self._motor = self._feed = False
        self.feeds = True
        self.since: int | None = None

    def boot(self, reason: str, out: list[Effect]) -> None:
        """Power came on: everything off, and L2 hears the state."""
        out.extend((_FEED[False], _MOTOR[False], Send("l2", MachineState(self.state, reason))))

    def command(self, name: str, reason: str, out: list[Effect], t: int) -> None:
        """Carry out a PackML command.

        Raises:
            packml.IllegalCommandError: the state does not allow it; nothing changed.

        """
        self._enter(packml.after_command(self.state, name), reason, out, t)
        if self.state in _BRAKING:
            out.append(Arm("acting", self._layout.ramp_us))
        elif self.state is not State.COMPLETING:
            self.complete(reason, out, t)

    def complete(self, reason: str, out: list[Effect], t: int) -> None:
        """The acting state has done its work."""
        self._enter(packml.after_completion(self.state), reason, out, t)

    def walk_to_execute(self, reason: str, out: list[Effect], t: int) -> None:
        """Give the commands a person gives to bring the waiting machine to Execute.

        Raises:
            packml.IllegalCommandError: the machine is acting or running already.

        """
        name = packml.next_towards_execute(self.state) or "start"
        self.command(name, reason, out, t)
        while self.state is not State.EXECUTE:
            self.command(packml.next_towards_execute(self.state) or "start", reason, out, t)

    def pause(self, out: list[Effect], t: int, *, on: bool) -> None:
        """Hold the belt without leaving the state: while the line empties there is no Suspend to go to."""
        self._motor_to(out, t, on=not on)

    def runs(self) -> bool:
        """Whether the motor is on."""
        return self._motor

    def _enter(self, state: State, reason: str, out: list[Effect], t: int) -> None:
        self.state = state
        self._feed_to(out, on=self.feeds and state is State.EXECUTE)
        self._motor_to(out, t, on=state in _MOVING)
        out.append(Send("l2", MachineState(state, reason)))

    def _motor_to(self, out: list[Effect], t: int, *, on: bool) -> None:
        if on != self._motor:
            self._motor = on
            self.since = t if on else None
            out.append(_MOTOR[on])

    def _feed_to(self, out: list[Effect], *, on: bool) -> None:
        if on != self._feed:
            self._feed = on
            out.append(_FEED[on])
