"""PackTags (ANSI/ISA-TR88.00.02; places in OPC 30050): the minimum set, kept true from what L1 says."""

from collections import deque
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from linebench.ports.plc import MachineState
from linebench.wire.tags.tag import Tag, Value

__all__ = ["ASKED", "CHANGE", "COMMAND", "MODE", "MODE_CHANGE", "PACKTAGS", "PRODUCTION", "REASON", "STATE_NOW",
           "Counts", "initial", "state_tags"]

COMMAND, CHANGE = "Command.CntrlCmd", "Command.CmdChangeRequest"
MODE, MODE_CHANGE = "Command.UnitMode", "Command.UnitModeChangeRequest"
ASKED = frozenset({CHANGE, MODE_CHANGE})
STATE_NOW, REASON = "Status.StateCurrent", "Status.StateReason"
PRODUCTION = 1
"""The one mode that L1 has (OPC 30050: Produce)."""
_TEXT = 64
_SPEED, _SPEED_NOW, _DESIGN = "Status.MachSpeed", "Status.CurMachSpeed", "Admin.MachDesignSpeed"
_BLOCKED = "Status.EquipmentInterlock.Blocked"
_STOP_ID, _STOP_TEXT = "Admin.StopReason[0].ID", "Admin.StopReason[0].Message"
_PROCESSED, _DEFECTIVE = "Admin.ProdProcessedCount[0]", "Admin.ProdDefectiveCount[0]"
_EXECUTE, _SUSPENDED, _SUSPENDING = 6, 5, 13
_STOPPING = frozenset({7, 8, 10, 13})
"""Stopping, Aborting, Holding, Suspending: the states whose cause is a stop reason."""
_PACKER_FULL = "packer full"
_INT32 = 0x7FFF_FFFF
_REMEMBERED = 1024
"""Triggers by which a repeated result is known; L1 repeats 64."""

PACKTAGS = (
    Tag(name=MODE, kind="int32", writable=True, summary="mode wanted; the unit has mode 1, production, alone"),
    Tag(name=MODE_CHANGE, kind="bool", writable=True, summary="rising edge asks for the mode; the unit clears it"),
    Tag(name="Command.MachSpeed", kind="float", writable=True, summary="speed wanted; the unit has one speed"),
    Tag(name=COMMAND, kind="int32", writable=True, summary="1 reset, 2 start, 3 stop, 4 hold, 5 unhold, 6 suspend, "
                                                           "7 unsuspend, 8 abort, 9 clear, 10 complete"),
    Tag(name=CHANGE, kind="bool", writable=True, summary="rising edge gives the command; the unit clears it"),
    Tag(name="Status.UnitModeCurrent", kind="int32", summary="1 production"),
    Tag(name=STATE_NOW, kind="int32", summary="PackML state, 1 to 17; 0 before the unit told one"),
    Tag(name=REASON, kind="string", size=_TEXT, summary="cause of the state"),
    Tag(name=_SPEED, kind="float", summary="speed set, packs a minute"),
    Tag(name=_SPEED_NOW, kind="float", summary="speed that the state wants, packs a minute; nothing measures it"),
    Tag(name=_BLOCKED, kind="bool", summary="suspended because the packer cannot take another pack"),
    Tag(name="Status.EquipmentInterlock.Starved", kind="bool", summary="the unit does not notice; always false"),
    Tag(name=_STOP_ID, kind="int32", summary="number of the alarm that stopped the unit; 0: no alarm did"),
    Tag(name=_STOP_TEXT, kind="string", size=_TEXT, summary="what stopped the unit, until it runs again"),
    Tag(name=f"{_PROCESSED}.Count", kind="int32", summary="packs with a fate since the count was restarted"),
    Tag(name=f"{_PROCESSED}.AccCount", kind="int32", summary="packs with a fate since the controller started"),
    Tag(name=f"{_DEFECTIVE}.Count", kind="int32", summary="of these, all that did not pass"),
    Tag(name=f"{_DEFECTIVE}.AccCount", kind="int32", summary="of these, all that did not pass"),
    Tag(name=_DESIGN, kind="float", summary="packs a minute"),
)
"""Tags of a unit. ``Status.StateReason`` is no PackTag but the bench's own."""


def initial(speed: float) -> Mapping[str, Value]:
    """What the unit shows before it said anything."""
    return MappingProxyType({"Status.UnitModeCurrent": PRODUCTION, _SPEED: speed, _DESIGN: speed})


def state_tags(message: MachineState, reason: str, alarm: int, speed: float) -> Mapping[str, Value]:
    """The tags of a state. ``reason``: as it fits; ``alarm``: number of the alarm that is the reason, or 0."""
    tags: dict[str, Value] = {
        STATE_NOW: message.state, REASON: reason,
        _SPEED_NOW: speed if message.state == _EXECUTE else 0.0,
        _BLOCKED: message.state in (_SUSPENDED, _SUSPENDING) and message.reason == _PACKER_FULL,
    }
    if message.state in _STOPPING:
        return tags | {_STOP_ID: alarm, _STOP_TEXT: reason}
    return tags | {_STOP_ID: 0, _STOP_TEXT: ""} if message.state == _EXECUTE else tags


class Counts:
    """Packs with a fate. A result that L1 sends once more counts once: it is known by its trigger, or, as an extra
    pack has none, by coming while L1 repeats.
    """

    def __init__(self) -> None:
        self._known: deque[int] = deque(maxlen=_REMEMBERED)
        self._counts = dict.fromkeys((f"{each}.{count}" for each in (_PROCESSED, _DEFECTIVE)
                                      for count in ("Count", "AccCount")), 0)

    def add(self, results: Sequence[tuple[int, str, str]], *, repeating: bool) -> Mapping[str, Value]:
        """Count these packs. Returns the tags."""
        for trigger, fate, _ in results:
            if trigger in self._known or (not trigger and repeating):
                continue
            if trigger:
                self._known.append(trigger)
            self._count(_PROCESSED)
            if fate != "passed":
                self._count(_DEFECTIVE)
        return dict(self._counts)

    def restart(self) -> Mapping[str, Value]:
        """A new count of triggers begins. Returns the tags."""
        self._known.clear()
        self._counts.update({f"{each}.Count": 0 for each in (_PROCESSED, _DEFECTIVE)})
        return dict(self._counts)

    def _count(self, tag: str) -> None:
        for name in (f"{tag}.Count", f"{tag}.AccCount"):
            self._counts[name] = (self._counts[name] + 1) & _INT32
