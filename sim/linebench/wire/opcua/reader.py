"""A code reader or verifier as an AutoID device (OPC 30010): results as events, on its own trigger or on demand.

It speaks the camera's port: ``tell`` is given what the reader says; a scan that a client starts is heard as
``TriggerNow``. ``Scan``, which answers with the result itself, is not offered: a method answers at once here, and a
result takes simulated time. ``ScanStart`` and the reader's own trigger are the two ways that are left.
"""

from collections.abc import Callable
from typing import Any, Literal, Self

from asyncua import ua

from linebench.ports import Message
from linebench.ports.camera import CameraState, Reading, TriggerNow
from linebench.wire.dialect import Profile
from linebench.wire.opcua.instance import Instance, InstanceBuilder, Wish
from linebench.wire.opcua.methods import Outcome, Refused
from linebench.wire.opcua.moments import Moments
from linebench.wire.opcua.nameplate import Nameplate, add_machine
from linebench.wire.opcua.server import OpcUaServer
from linebench.wire.opcua.typebuilder import TypeSpace
from linebench.wire.side import Setting

__all__ = ["CodeReader", "ReaderOptions"]

_V, _C = ua.VariantType, ua.StatusCodes
_IDLE, _ERROR, _SCANNING = 0, 1, 2
_SUCCESS = 0
_BYTES, _STRING = 1, 2
"""Which member of the union ScanData is set."""
_KINDS = {"reader": ("OpticalReaderDeviceType", "OpticalScanResult", "OpticalScanEventType"),
          "verifier": ("OpticalVerifierDeviceType", "OpticalVerifierScanResult", "OpticalVerifierScanEventType")}


class ReaderOptions(Profile, frozen=True, kw_only=True):
    """What differs between readers."""

    kind: Literal["reader", "verifier"] = "reader"
    gs1: tuple[str, ...] = ("]d2", "]C1", "]Q3", "]e0")
    """Symbology identifiers whose content is told with CodeType ``GS1``, as bytes; all others ``RAW:STRING``."""
    nameplate: Nameplate = Nameplate()


class CodeReader:
    """One reader on a server. Each event's message holds the trigger number, for which the standard has no field.

    Attributes:
        instance: its nodes.

    """

    def __init__(self, server: OpcUaServer, types: TypeSpace, instance: Instance, setting: Setting, *,
                 options: ReaderOptions, hear: Callable[[Message], None]) -> None:
        self.instance = instance
        self._server, self._types, self._options, self._hear = server, types, options, hear
        self._name = setting.name
        self._moment = Moments(setting)
        self._now = setting.now
        self._scanning = False
        self._cycles_left = 0
        self._at_first_data = False
        self._ends_us = 0

    @classmethod
    async def make(cls, server: OpcUaServer, types: TypeSpace, setting: Setting, *,
                   hear: Callable[[Message], None], options: ReaderOptions | None = None) -> Self:
        """Add a reader to the server's set of devices and to its machines."""
        options = options or ReaderOptions()
        wish = Wish(optional=("ScanStart", "ScanStop", "ScanActive", "LastScanData", "LastScanTimestamp"),
                    values={**options.nameplate.device_values(), "DeviceName": ua.Variant(setting.name),
                            "AutoIdModelVersion": ua.Variant("1.01"), "LastScanData": ua.Variant("")},
                    data_types={"LastScanData": ua.NodeId(ua.ObjectIds.String)})
        instance = await InstanceBuilder(server, types).make(
            f"AutoID.{_KINDS[options.kind][0]}", setting.name, types.node("DI.DeviceSet"), wish=wish)
        await add_machine(server, types, instance, options.nameplate)
        made = cls(server, types, instance, setting, options=options, hear=hear)
        server.events.notifier(instance[""])
        instance.link("ScanStart", made._start)
        instance.link("ScanStop", made._stop)
        instance.writable("ScanActive", made._activated)
        return made

    def tell(self, message: Message) -> None:
        """The reader says ``message``."""
        self._out_of_time()
        match message:
            case CameraState():
                self._show("DeviceStatus", _IDLE if message.online else _ERROR, _V.Int32)
            case Reading() if message.outcome == "read":
                self._read(message)
                self._counted(data=True)
            case Reading():
                self._log(f"trigger {message.trigger}: no read")
                self._counted(data=False)

    def _read(self, reading: Reading) -> None:
        moment = self._moment()
        made = self._types.make
        _, structure, event = _KINDS[self._options.kind]
        gs1 = reading.symbology in self._options.gs1
        data = (made("AutoID.ScanData", Encoding=_BYTES, Value=reading.content.encode()) if gs1
                else made("AutoID.ScanData", Encoding=_STRING, Value=reading.content))
        result = made(f"AutoID.{structure}", CodeType="GS1" if gs1 else "RAW:STRING", ScanData=data,
                      Timestamp=moment, Symbology=reading.symbology)
        self._show("LastScanData", reading.content, _V.String)
        self._show("LastScanTimestamp", moment, _V.DateTime)
        self._server.events.emit(
            self._types.node(f"AutoID.{event}"), self.instance[""], time=moment,
            message=f"trigger {reading.trigger}", fields={"ScanResult": ua.Variant([result], _V.ExtensionObject),
                    "DeviceName": ua.Variant(self._name, _V.String)})

    def _start(self, settings: Any) -> Outcome:  # noqa: ANN401 - a structure made from the table
        self._out_of_time()
        if self._scanning:
            raise Refused(_C.BadInvalidState)
        if settings.Duration < 0 or settings.Cycles < 0:
            raise Refused(_C.BadInvalidArgument, _C.BadOutOfRange)
        self._scanning, self._cycles_left = True, settings.Cycles
        self._at_first_data = settings.DataAvailable
        self._ends_us = self._now() + int(settings.Duration * 1000) if settings.Duration else 0
        self._active(on=True)
        self._hear(TriggerNow())
        return [ua.Variant(_SUCCESS, _V.Int32)]

    def _stop(self) -> Outcome:
        self._active(on=False)
        return []

    def _activated(self, value: ua.Variant) -> int:
        if value.Value and not self._scanning:
            self._scanning, self._cycles_left, self._at_first_data, self._ends_us = True, 0, False, 0
            self._hear(TriggerNow())
        self._active(on=bool(value.Value))
        return int(_C.Good)

    def _counted(self, *, data: bool) -> None:
        """One cycle of a started scan is over; any one terminator ends the scan."""
        if self._scanning:
            self._cycles_left -= 1
            if self._cycles_left == 0 or (data and self._at_first_data):
                self._active(on=False)

    def _out_of_time(self) -> None:
        if self._scanning and self._ends_us and self._now() >= self._ends_us:
            self._active(on=False)

    def _active(self, *, on: bool) -> None:
        self._scanning = on
        self._show("ScanActive", on, _V.Boolean)
        self._show("DeviceStatus", _SCANNING if on else _IDLE, _V.Int32)

    def _log(self, message: str) -> None:
        self._server.events.emit(self._types.node("AutoID.AutoIdLogEntryEventType"), self.instance[""],
                                 time=self._moment(), message=message,
                                 fields={"DeviceName": ua.Variant(self._name, _V.String)})

    def _show(self, path: str, value: object, kind: ua.VariantType) -> None:
        self.instance.show(path, ua.Variant(value, kind), self._moment())
