"""A checkweigher (OPC 40200, version 2): the weight of the last pack, counts, and what state it is in.

It speaks the checkweigher's port: ``tell`` is given what the scale says; nobody asks a scale anything here.
"""

from typing import Self

from asyncua import ua

from linebench.ports import Message
from linebench.ports.checkweigher import ScaleState, Weight
from linebench.units import Mass
from linebench.wire.dialect import Profile
from linebench.wire.opcua.instance import Instance, InstanceBuilder, Wish
from linebench.wire.opcua.moments import Moments
from linebench.wire.opcua.nameplate import Nameplate
from linebench.wire.opcua.server import OpcUaServer
from linebench.wire.opcua.typebuilder import TypeSpace
from linebench.wire.side import Setting

__all__ = ["Checkweigher", "ScaleOptions"]

_V = ua.VariantType
_MG_PER_G = 1000
_UNITS = "http://www.opcfoundation.org/UA/units/un/cefact"
_GRAM = int.from_bytes(b"GRM", "big")
"""Unit ids of OPC UA are the letters of the UN/CEFACT common code."""
_WEIGHTS = ("CurrentWeight", "RegisteredWeight")
_COUNTS = ("ProductionOutput/TotalPackages", "ProductionOutput/TotalPackagesWeighed")
_IDENTIFICATION = "Identification/"


class ScaleOptions(Profile, frozen=True, kw_only=True):
    """What differs between scales."""

    most: Mass = Mass(1_000_000)
    """Above it a weight is an overload; also the upper end of its range."""
    nameplate: Nameplate = Nameplate()


class Checkweigher:
    """One checkweigher on a server.

    The encoder count that comes with a weight is its ``WeightId``: the standard has no field for a pack's place.

    Attributes:
        instance: its nodes.

    """

    def __init__(self, types: TypeSpace, instance: Instance, setting: Setting, options: ScaleOptions) -> None:
        self.instance = instance
        self._types, self._options = types, options
        self._moment = Moments(setting)
        self._count = 0

    @classmethod
    async def make(cls, server: OpcUaServer, types: TypeSpace, setting: Setting, *,
                   options: ScaleOptions | None = None) -> Self:
        """Add a checkweigher to the server's machines."""
        options = options or ScaleOptions()
        instance = await InstanceBuilder(server, types).make(
            "Scales.CheckweigherType", setting.name, types.node("Machinery.Machines"),
            wish=_wish(options))
        return cls(types, instance, setting, options)

    def tell(self, message: Message) -> None:
        """The scale says ``message``."""
        match message:
            case Weight():
                self._weighed(message)
            case ScaleState():
                self._show("ProcessStateId", message.state, _V.String)
                self._show("ProcessStateMessage", ua.LocalizedText(message.reason), _V.LocalizedText)

    def _weighed(self, weight: Weight) -> None:
        grams = weight.mg / _MG_PER_G
        value = self._types.make("Scales.WeightType", Gross=grams, Net=grams, Tare=0.0)
        self._count += 1
        for path in _WEIGHTS:
            # number and flags first: whoever is told of a weight finds what belongs to it
            self._show(f"{path}/WeightId", str(weight.encoder), _V.String)
            self._show(f"{path}/Overload", weight.mg > self._options.most, _V.Boolean)
            self._show(f"{path}/Underload", weight.mg < 0, _V.Boolean)
        for path in _COUNTS:
            self._show(f"{path}/ItemCount", self._count, _V.UInt32)
        for path in _WEIGHTS:
            self._show(path, value, _V.ExtensionObject)

    def _show(self, path: str, value: object, kind: ua.VariantType) -> None:
        self.instance.show(path, ua.Variant(value, kind), self._moment())


def _wish(options: ScaleOptions) -> Wish:
    gram = ua.Variant(ua.EUInformation(_UNITS, _GRAM, ua.LocalizedText("g"), ua.LocalizedText("gram")),
                      _V.ExtensionObject)
    reach = ua.Variant(ua.Range(0.0, int(options.most) / _MG_PER_G), _V.ExtensionObject)
    values: dict[str, ua.Variant] = options.nameplate.machine_values(_IDENTIFICATION)
    for path in _WEIGHTS:
        values |= {f"{path}/EngineeringUnits": gram, f"{path}/EURange": reach,
                   f"{path}/WeightId": ua.Variant("", _V.String)}
    for path in _COUNTS:
        values |= {f"{path}/ItemCount": ua.Variant(0, _V.UInt32), f"{path}/Weighed": ua.Variant(path == _COUNTS[1])}
    values |= {"ProcessStateId": ua.Variant("", _V.String),
               "ProcessStateMessage": ua.Variant(ua.LocalizedText(""), _V.LocalizedText)}
    return Wish(values=values, data_types={f"{path}/ItemCount": ua.NodeId(ua.ObjectIds.UInt32) for path in _COUNTS})
