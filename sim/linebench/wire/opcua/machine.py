"""Finite state machines as clients see them: current state, last transition and the event of each transition.

What the states and transitions are comes from the type's table; who changes them is the owner. The library's own
state machine class writes only parts of it.
"""

from collections.abc import Mapping
from datetime import datetime

import msgspec
from asyncua import ua

from linebench.wire.opcua.instance import Instance
from linebench.wire.opcua.server import OpcUaServer
from linebench.wire.opcua.typebuilder import TypeSpace

__all__ = ["SHOWN", "Machine", "MachineTable", "machine_table"]

SHOWN = ("CurrentState/Number", "LastTransition", "LastTransition/TransitionTime")
"""What is optional on a state machine and shown when an instance has it."""

_V = ua.VariantType
_TRANSITION_EVENT = ua.NodeId(ua.ObjectIds.TransitionEventType)


class MachineTable(msgspec.Struct, frozen=True):
    """A state machine type. States by name; transitions by name with their ends and causes."""

    states: Mapping[str, ua.NodeId]
    numbers: Mapping[str, int]
    transitions: Mapping[str, ua.NodeId]
    ends: Mapping[str, tuple[str, str]]
    causes: Mapping[str, tuple[str, ...]]

    def between(self, source: str, target: str, cause: str = "") -> str | None:
        """The transition that leads from one state to another: that by ``cause``, else one by itself, else any."""
        found = [name for name, ends in self.ends.items() if ends == (source, target)]
        preferred = [name for name in found if (cause in self.causes.get(name, ()) if cause
                                                else name not in self.causes)]
        return next(iter(preferred or found), None)

    def allows(self, source: str, method: str) -> bool:
        """Whether ``method`` leads away from ``source``."""
        return any(ends[0] == source and method in self.causes.get(name, ()) for name, ends in self.ends.items())


def machine_table(types: TypeSpace, name: str) -> MachineTable:
    """The table of a state machine type, such as ``PackML.PackMLExecuteStateMachineType``."""
    row = types.row(name)
    assert row is not None, name
    index = types.index(name.partition(".")[0])
    states = {each.path: ua.NodeId(each.id, index) for each in row.rows
              if each.type in ("StateType", "InitialStateType")}
    transitions = {each.path: ua.NodeId(each.id, index) for each in row.rows if each.type == "TransitionType"}
    links: dict[tuple[str, str], list[str]] = {}
    for link in row.links:
        links.setdefault((link.source, link.reference), []).append(link.target)
    return MachineTable(
        states, {each.parent: each.number for each in row.rows
                 if each.name == "0:StateNumber" and each.number is not None}, transitions,
        {each: (links[each, "FromState"][0], links[each, "ToState"][0]) for each in transitions},
        {each: tuple(links[each, "HasCause"]) for each in transitions if (each, "HasCause") in links})


class Machine:
    """One state machine of an instance.

    Args:
        server: tells its subscribers.
        instance: that has the machine.
        path: of the machine in it.
        table: of its type.
        event: type of the event of each transition.

    Attributes:
        state: by name; ``None`` while the state above that hosts the machine is not active, empty before the first.

    """

    def __init__(self, server: OpcUaServer, instance: Instance, path: str, table: MachineTable, *,
                 event: ua.NodeId = _TRANSITION_EVENT) -> None:
        self._server = server
        self._instance = instance
        self._path = path
        self.table = table
        self._event = event
        self.state: str | None = ""

    def enter(self, state: str | None, moment: datetime, *, cause: str = "", message: str = "") -> None:
        """Go to ``state`` and tell it; where the table has a transition, raise its event too."""
        before, self.state = self.state, state
        if state is None:
            self._show("CurrentState", ua.Variant(), moment, ua.StatusCodes.BadStateNotActive)
            self._show("CurrentState/Id", ua.Variant(), moment, ua.StatusCodes.BadStateNotActive)
            self._show("CurrentState/Number", ua.Variant(), moment, ua.StatusCodes.BadStateNotActive)
            return
        self._show("CurrentState", _text(state), moment)
        self._show("CurrentState/Id", ua.Variant(self.table.states[state], _V.NodeId), moment)
        self._show("CurrentState/Number", ua.Variant(self.table.numbers[state], _V.UInt32), moment)
        transition = self.table.between(before, state, cause) if before else None
        if before and transition is not None:
            self._moved(before, state, transition, moment, message)

    def allows(self, method: str) -> bool:
        """Whether ``method`` leads away from the present state."""
        return self.table.allows(self.state or "", method)

    def _moved(self, before: str, state: str, transition: str, moment: datetime, message: str) -> None:
        node = ua.Variant(self.table.transitions[transition], _V.NodeId)
        self._show("LastTransition", _text(transition), moment)
        self._show("LastTransition/Id", node, moment)
        self._show("LastTransition/TransitionTime", ua.Variant(moment, _V.DateTime), moment)
        self._server.events.emit(self._event, self._instance[""], time=moment, message=message or transition,
                                 fields={
            "Transition": _text(transition), "Transition/Id": node,
            "FromState": _text(before), "FromState/Id": ua.Variant(self.table.states[before], _V.NodeId),
            "ToState": _text(state), "ToState/Id": ua.Variant(self.table.states[state], _V.NodeId)})

    def _show(self, path: str, variant: ua.Variant, moment: datetime, status: int = 0) -> None:
        full = f"{self._path}/{path}"
        if full in self._instance:
            self._instance.show(full, variant, moment, status)


def _text(text: str) -> ua.Variant:
    return ua.Variant(ua.LocalizedText(text), _V.LocalizedText)
