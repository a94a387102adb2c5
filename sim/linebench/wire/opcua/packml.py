"""A PackML unit (OPC 30050): three nested machines, ten commands, status and administration of one line's PLC.

It speaks the port between L1 and L2: ``tell`` is given what L1 says, and a command that a client gives as a method
is heard as ``Command``. What L1 answers to a command is an event, for a method has answered long before.
"""

from collections.abc import Callable, Mapping
from typing import Any, Self

from asyncua import ua

from linebench.ports import Message
from linebench.ports.plc import Alarm, Command, CommandAnswer, MachineState, TrackResults
from linebench.wire.opcua.instance import Instance, InstanceBuilder, Wish
from linebench.wire.opcua.machine import SHOWN, Machine, machine_table
from linebench.wire.opcua.methods import CALLER, Handler, Outcome, Refused
from linebench.wire.opcua.moments import Moments
from linebench.wire.opcua.nameplate import Nameplate, add_machine
from linebench.wire.opcua.server import OpcUaServer
from linebench.wire.opcua.typebuilder import TypeSpace
from linebench.wire.side import Setting
from linebench.wire.tags.image import TagImage
from linebench.wire.tags.tag import Value

__all__ = ["COMMANDS", "PackMlUnit"]

_V, _C = ua.VariantType, ua.StatusCodes
_BASE = "BaseStateMachine"
_MACHINE = f"{_BASE}/MachineState"
_EXECUTE = f"{_MACHINE}/ExecuteState"
COMMANDS: Mapping[str, tuple[str, str]] = {
    "Abort": (_BASE, "abort"), "Clear": (_BASE, "clear"), "Stop": (_MACHINE, "stop"), "Reset": (_MACHINE, "reset"),
    "Start": (_EXECUTE, "start"), "Hold": (_EXECUTE, "hold"), "Unhold": (_EXECUTE, "unhold"),
    "Suspend": (_EXECUTE, "suspend"), "Unsuspend": (_EXECUTE, "unsuspend"), "ToComplete": (_EXECUTE, "complete"),
}
"""The machine and the port's command of each method; ``Reset`` is on the execute machine too."""
_METHODS = [(f"{machine}/{method}", command) for method, (machine, command) in COMMANDS.items()] + [
    (f"{_EXECUTE}/Reset", "reset")]
_RULES = {_BASE: "PackML.PackMLBaseStateMachineType", _MACHINE: "PackML.PackMLMachineStateMachineType",
          _EXECUTE: "PackML.PackMLExecuteStateMachineType"}
_MODES = range(1, 4)
_COUNTS = ("Admin/ProdProcessedCount", "Admin/ProdDefectiveCount", "Admin/ProdConsumedCount")
_SWITCHED_ON = 9
"""Aborted: the state of a unit that nobody has heard of yet."""
_STILL = ("Stopped", "Aborted", "Idle", "Complete")
"""States in which the unit mode may change."""
_EVENT = ua.NodeId(ua.ObjectIds.BaseEventType)
_SEVERITY = {True: 700, False: 300}


class PackMlUnit:
    """One unit on a server.

    Attributes:
        instance: its nodes.

    """

    def __init__(self, server: OpcUaServer, types: TypeSpace, instance: Instance, setting: Setting,
                 hear: Callable[[Message], None]) -> None:
        self.instance = instance
        self._server, self._types, self._hear = server, types, hear
        self._moment = Moments(setting)
        self._machines = {path: Machine(server, instance, path, machine_table(types, kind))
                          for path, kind in _RULES.items()}
        self._hosts = {number: (path, state) for path, machine in self._machines.items()
                       for state, number in machine.table.numbers.items()}
        self._counts = dict.fromkeys(_COUNTS, 0)
        self._alarms: dict[str, Any] = {}

    @classmethod
    async def make(cls, server: OpcUaServer, types: TypeSpace, setting: Setting, *,
                   hear: Callable[[Message], None], design_speed: float = 0.0,
                   nameplate: Nameplate | None = None) -> Self:
        """Add a unit below the folder of all PackML units.

        Args:
            server: where.
            types: with PackML added.
            setting: name and simulated time.
            hear: given the commands of clients.
            design_speed: packs per minute; nothing faster is taken, 0: any speed.
            nameplate: identifies it among the machines; needs Machinery in ``types``.

        """
        builder = InstanceBuilder(server, types)
        folder = types.node("PackML.PackMLObjects")
        instance = await builder.make("PackML.PackMLBaseObjectType", setting.name, folder,
                                      wish=_wish(types, setting.name, design_speed))
        if nameplate is not None:
            await add_machine(server, types, instance, nameplate)
        made = cls(server, types, instance, setting, hear)
        made._begin()
        return made

    def tell(self, message: Message) -> None:
        """L1 says ``message``; what a PackML unit does not show is left out."""
        match message:
            case MachineState():
                self.state(message.state, message.reason)
            case Alarm():
                self._alarm(message)
            case TrackResults():
                self._count("Admin/ProdProcessedCount", len(message.results))
                self._count("Admin/ProdDefectiveCount",
                            sum(fate == "rejected" for _, fate, _ in message.results))
            case CommandAnswer() if not message.accepted:
                self._event(f"{message.name} refused: {message.reason}", 500)

    def restart(self) -> None:
        """L1 has power again: counts begin anew and no alarm stands, as in a unit that was just switched on."""
        self._alarms.clear()
        self._show_alarms()
        for path in _COUNTS:
            self._counts[path] = 0
            self._count(path, 0)
        self.state(_SWITCHED_ON)

    def state(self, number: int, reason: str = "") -> None:
        """Show a state by its number; what is above and below follows."""
        path, name = self._hosts[number]
        states = {_BASE: name if path == _BASE else "Cleared",
                  _MACHINE: name if path == _MACHINE else "Running" if path == _EXECUTE else None,
                  _EXECUTE: name if path == _EXECUTE else None}
        for machine, state in states.items():
            if self._machines[machine].state != state:
                self._machines[machine].enter(state, self._moment(), message=reason)

    def show(self, path: str, value: Value) -> None:
        """Show a value of status or administration, such as ``Status/EquipmentBlocked``."""
        kind = ua.VariantType.Float if isinstance(value, float) else None
        shown = self._server.core.aspace[self.instance[path]].attributes[ua.AttributeIds.Value].value.Value
        self.instance.show(path, ua.Variant(value, kind or shown.VariantType), self._moment())

    def follow(self, image: TagImage, tags: Mapping[str, str], *, state: str = "Status.StateCurrent") -> None:
        """Show tags of an image, by path, and its state; for a PLC that is known by its tags alone."""
        paths = {tag: path for path, tag in tags.items()}

        def changed(values: Mapping[str, Value]) -> None:
            for tag, value in values.items():
                if tag == state and value in self._hosts:
                    self.state(int(value))
                elif tag in paths:
                    self.show(paths[tag], value)

        changed(image.values)
        image.listen(changed)

    def _begin(self) -> None:
        self._server.events.notifier(self.instance[""])
        for path, command in _METHODS:
            self.instance.link(path, self._commanding(path, command))
        for name, handler in (("SetUnitMode", self._set_mode), ("SetMachSpeed", self._set_speed),
                              ("SetProduct", self._keeping("Status/Product")),
                              ("SetParameter", self._keeping("Status/Parameter"))):
            self.instance.link(name, handler)
        self.state(_SWITCHED_ON)

    def _commanding(self, path: str, command: str) -> Handler:
        machine, _, method = path.rpartition("/")

        def handler(*arguments: object) -> Outcome:
            del arguments
            if not self._machines[machine].allows(method):
                raise Refused(_C.BadInvalidState)
            self._hear(Command(command, CALLER.get()))
            return []

        return handler

    def _set_mode(self, mode: int) -> Outcome:
        if mode not in _MODES:
            raise Refused(_C.BadInvalidArgument, _C.BadOutOfRange)
        if not any(machine.state in _STILL for machine in self._machines.values()):
            raise Refused(_C.BadInvalidState)
        self.show("Status/UnitModeCurrent", mode)
        return []

    def _set_speed(self, speed: float) -> Outcome:
        most = self.instance.value("Admin/MachDesignSpeed")
        if not 0 <= speed <= (most or float("inf")):  # type: ignore[operator]  # a Float variable
            raise Refused(_C.BadInvalidArgument, _C.BadOutOfRange)
        self.show("Status/MachSpeed", float(speed))
        return []

    def _keeping(self, path: str) -> Handler:
        def handler(values: list[Any] | None) -> Outcome:
            self.instance.show(path, ua.Variant(values or [], _V.ExtensionObject, is_array=True), self._moment())
            return []

        return handler

    def _count(self, path: str, more: int) -> None:
        self._counts[path] += more
        count = self._counts[path]
        made = self._types.make("PackML.PackMLCountDataType", ID=1, Name="packs", Count=count, AccCount=count)
        self.instance.show(path, ua.Variant([made], _V.ExtensionObject), self._moment())

    def _alarm(self, alarm: Alarm) -> None:
        if alarm.on:
            self._alarms[alarm.name] = self._types.make(
                "PackML.PackMLAlarmDataType", ID=len(self._alarms) + 1, Value=1, Message=alarm.name,
                Category=int(alarm.latched), DateTime=self._moment(), Trigger=True)
        else:
            self._alarms.pop(alarm.name, None)
        self._show_alarms()
        self._event(f"alarm {alarm.name} {'on' if alarm.on else 'off'}", _SEVERITY[alarm.on])

    def _show_alarms(self) -> None:
        alarms = ua.Variant(list(self._alarms.values()), _V.ExtensionObject, is_array=True)
        self.instance.show("Admin/Alarm", alarms, self._moment())
        self.instance.show("Admin/AlarmExtent", ua.Variant(len(self._alarms), _V.Int32), self._moment())

    def _event(self, message: str, severity: int) -> None:
        self._server.events.emit(_EVENT, self.instance[""], time=self._moment(), message=message, severity=severity)


def _wish(types: TypeSpace, name: str, design_speed: float) -> Wish:
    available = {}
    for path, kind in _RULES.items():
        table = machine_table(types, kind)
        for member, nodes in (("AvailableStates", table.states), ("AvailableTransitions", table.transitions)):
            available[f"{path}/{member}"] = ua.Variant(list(nodes.values()), _V.NodeId)
    mode = types.node("PackML.ProductionMaintenanceModeEnum")
    return Wish(
        optional=[*(path for path, _ in _METHODS), *(f"{path}/{each}" for path in _RULES for each in SHOWN),
                  *_COUNTS,
                  "Status/Product", "Status/Parameter", "Admin/Alarm", "Admin/AlarmExtent"],
        values={"TagID": ua.Variant(name), "PackMLVersion": ua.Variant("2015"), **available,
                "Status/UnitModeCurrent": ua.Variant(1, _V.Int32),
                "Status/UnitSupportedModes": ua.Variant(mode, _V.NodeId),
                "Admin/MachDesignSpeed": ua.Variant(design_speed, _V.Float)},
        data_types={"Status/UnitModeCurrent": mode})
