"""What an OPC UA server of a seat shows beside tags: the objects that companion specifications have for it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol, TypeAlias

import msgspec

from linebench.ports import Message
from linebench.wire.opcua.instance import InstanceBuilder
from linebench.wire.opcua.nameplate import add_machine
from linebench.wire.opcua.nodes import OBJECTS
from linebench.wire.opcua.options import OpcUaOptions
from linebench.wire.opcua.packml import PackMlUnit
from linebench.wire.opcua.reader import CodeReader
from linebench.wire.opcua.scale import Checkweigher
from linebench.wire.opcua.server import OpcUaServer
from linebench.wire.opcua.typebuilder import TypeSpace
from linebench.wire.opcua.vision import VisionCamera
from linebench.wire.side import Setting
from linebench.wire.tags.image import TagImage

__all__ = ["Shown", "Stand", "objects"]

STATUS = MappingProxyType({
    "Status/MachSpeed": "Status.MachSpeed", "Status/CurMachSpeed": "Status.CurMachSpeed",
    "Status/EquipmentBlocked": "Status.EquipmentInterlock.Blocked",
    "Status/EquipmentStarved": "Status.EquipmentInterlock.Starved",
})
"""What of a PackML unit's status is a tag of the PLC, by path."""


class Shown(Protocol):
    """An object that is told what the device says."""

    def tell(self, message: Message) -> None:
        """The device says ``message``."""


class Stand(msgspec.Struct, frozen=True, kw_only=True):
    """Where objects stand. ``image``: the tags of the same device, where it has some; ``hear``: is given what
    clients ask of the device.
    """

    server: OpcUaServer
    setting: Setting
    options: OpcUaOptions
    image: TagImage | None
    hear: Callable[[Message], None]


Maker: TypeAlias = Callable[[Stand], Awaitable[Sequence[Shown]]]


async def objects(peer: str, stand: Stand) -> Sequence[Shown]:
    """Show the objects of the seat ``peer``. Types are built only for what is shown."""
    return await _MAKERS[peer](stand) if peer in _MAKERS else ()


async def _plc(stand: Stand) -> Sequence[Shown]:
    unit = await PackMlUnit.make(
        stand.server, await _types(stand, "PackML", "Machinery"), stand.setting, hear=stand.hear,
        design_speed=stand.options.design_speed, nameplate=stand.options.nameplate)
    if stand.image is not None and all(tag in stand.image.table for tag in STATUS.values()):
        unit.follow(stand.image, STATUS)
    return (unit,)


async def _camera(stand: Stand) -> Sequence[Shown]:
    options, name = stand.options, stand.setting.name
    types = await _types(stand, "MachineVision", "AutoID", "Machinery")
    camera = await VisionCamera.make(stand.server, types, stand.setting, hear=stand.hear, options=options.vision,
                                     nameplate=options.nameplate)
    reader = await CodeReader.make(
        stand.server, types, msgspec.structs.replace(stand.setting, name=f"{name}-reader"), hear=stand.hear,
        options=msgspec.structs.replace(options.reader, nameplate=options.nameplate))
    return (camera, reader)


async def _scale(stand: Stand) -> Sequence[Shown]:
    options = msgspec.structs.replace(stand.options.scale, nameplate=stand.options.nameplate)
    return (await Checkweigher.make(stand.server, await _types(stand, "Scales"), stand.setting, options=options),)


async def _printer(stand: Stand) -> Sequence[Shown]:
    types = await _types(stand, "Machinery")
    device = await InstanceBuilder(stand.server, types).make("BaseObjectType", stand.setting.name, OBJECTS)
    await add_machine(stand.server, types, device, stand.options.nameplate)
    return ()


async def _types(stand: Stand, *names: str) -> TypeSpace:
    types = TypeSpace(stand.server)
    await types.add(*names)
    return types


_MAKERS: Mapping[str, Maker] = MappingProxyType({
    "l1": _plc, "camera": _camera, "scale": _scale, "printer": _printer})
"""By seat."""
