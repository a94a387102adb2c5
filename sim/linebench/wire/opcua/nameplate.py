"""Who made a device: the DI nameplate of its type, and its identification as a machine (OPC 40001-1)."""

from asyncua import ua

from linebench.wire.dialect import Profile
from linebench.wire.opcua.instance import Instance, InstanceBuilder, Wish
from linebench.wire.opcua.server import OpcUaServer
from linebench.wire.opcua.typebuilder import TypeSpace

__all__ = ["Nameplate", "add_machine"]

_V = ua.VariantType


class Nameplate(Profile, frozen=True, kw_only=True):
    """What a device tells of itself. What is empty is shown empty where mandatory, and elsewhere not at all."""

    manufacturer: str = "linebench"
    model: str = "simulated device"
    serial: str = "0"
    hardware: str = ""
    software: str = ""
    device: str = ""
    manual: str = ""
    uri: str = "urn:linebench:device"
    """Unique in the world for each device: ProductInstanceUri."""

    def device_values(self) -> dict[str, ua.Variant]:
        """The nameplate of a DI DeviceType, by path."""
        return {
            "Manufacturer": _localized(self.manufacturer), "Model": _localized(self.model),
            "SerialNumber": _text(self.serial), "HardwareRevision": _text(self.hardware),
            "SoftwareRevision": _text(self.software), "DeviceRevision": _text(self.device),
            "DeviceManual": _text(self.manual), "RevisionCounter": ua.Variant(0, _V.Int32)}

    def machine_values(self, path: str = "") -> dict[str, ua.Variant]:
        """The identification of a machine, by path below ``path``."""
        values = {"Manufacturer": _localized(self.manufacturer), "SerialNumber": _text(self.serial),
                  "ProductInstanceUri": _text(self.uri), "Model": _localized(self.model)}
        if self.software:
            values["SoftwareRevision"] = _text(self.software)
        return {f"{path}{name}": value for name, value in values.items()}


async def add_machine(server: OpcUaServer, types: TypeSpace, device: Instance, nameplate: Nameplate) -> Instance:
    """Let ``device`` be found among the machines of the server, with its identification as an add-in.

    Args:
        server: where.
        types: with Machinery added.
        device: an instance that has no identification yet.
        nameplate: its identification.

    """
    builder = InstanceBuilder(server, types)
    builder.found(types.node("Machinery.Machines"), device)
    return await builder.make("Machinery.MachineIdentificationType", f"{device.name}.Identification", device[""],
                              wish=Wish(values=nameplate.machine_values()), reference=ua.ObjectIds.HasAddIn,
                              browse_name=types.name("DI:Identification", "DI"))


def _text(text: str) -> ua.Variant:
    return ua.Variant(text, _V.String)


def _localized(text: str) -> ua.Variant:
    return ua.Variant(ua.LocalizedText(text), _V.LocalizedText)
