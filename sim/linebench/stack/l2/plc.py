"""What the line controller knows of L1, and how it asks things of it."""

from linebench.ports.plc import Alarm, Command, MachineState
from linebench.stack.l2.desk import Desk
from linebench.stack.machine import Effect, Send
from linebench.stack.packml import State

__all__ = ["ME", "Plc"]

ME = "l2"
"""Who gives the commands that no person gave."""

STILL = frozenset({State.STOPPED, State.ABORTED, State.IDLE, State.COMPLETE, State.HELD, State.CLEARING,
                   State.RESETTING})
"""States in which the belt stands."""


class Plc:
    """The state of L1 as last reported, ``None`` before its first report. ``asked``: requests of people that wait
    for L1's answer, by command.
    """

    __slots__ = ("_desk", "alarms", "asked", "state")

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.state: State | None = None
        self.alarms: set[str] = set()
        self.asked: dict[str, str] = {}

    def entered(self, message: MachineState, out: list[Effect]) -> None:
        """L1 changed its state."""
        self.state = State(message.state)
        self._desk.show("state", self.state.name.capitalize(), out)

    def alarmed(self, message: Alarm, out: list[Effect]) -> None:
        """An alarm of L1 came or went: people see it on the same screen."""
        if message.on:
            self.alarms.add(message.name)
        else:
            self.alarms.discard(message.name)
        value = "off" if not message.on else "latched" if message.latched else "on"
        self._desk.foreign(message.name, value, out)

    def ask(self, command: str, action: str, by: str, out: list[Effect]) -> None:
        """Give L1 a command for a person, who is answered when L1 answers."""
        self.asked[command] = action
        out.append(Send("l1", Command(command, by)))

    def answered(self, command: str) -> str:
        """The request that waited for this answer, ``""`` when nobody did."""
        return self.asked.pop(command, "")

    def tell(self, command: str, out: list[Effect]) -> None:
        """Give L1 a command of the controller's own."""
        out.append(Send("l1", Command(command, ME)))

    def stop(self, out: list[Effect]) -> None:
        """Stop the line in a controlled way, unless it stands."""
        if self.state not in STILL:
            self.tell("stop", out)

    def distrust(self, out: list[Effect]) -> None:
        """Stop at once and have L1 reject what stands before the gate: nobody verified it."""
        if self.state not in (State.ABORTING, State.ABORTED):
            self.tell("abort", out)

    def stands(self) -> bool:
        """Whether the belt stands as far as L1 has said."""
        return self.state is None or self.state in STILL
