"""The objects of a site in its address space: below Objects, or as JobManagement of a machine (OPC 40001-3)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self

from asyncua import ua

from linebench.wire.isa95.profile import JobsProfile
from linebench.wire.opcua.instance import Instance, InstanceBuilder, Wish
from linebench.wire.opcua.methods import Handler
from linebench.wire.opcua.nameplate import Nameplate, add_machine
from linebench.wire.opcua.nodes import OBJECTS, add_node
from linebench.wire.opcua.server import TAGS, OpcUaServer
from linebench.wire.opcua.typebuilder import TypeSpace

__all__ = ["Nodes", "Part"]

_V = ua.VariantType
_EVENT = "JobOrderStatusEventType"
_LIST = "JobOrderResponseList"
_BLOCKS = "MachineryBuildingBlocks"


class Part:
    """An object that may stand within another. ``path``: where, with a slash behind it, or empty."""

    def __init__(self, instance: Instance, path: str = "") -> None:
        self._instance, self._path = instance, path

    def __getitem__(self, name: str) -> ua.NodeId:
        return self._instance[f"{self._path}{name}".rstrip("/")]

    def link(self, method: str, handler: Handler) -> None:
        """Answer calls of a method."""
        self._instance.link(f"{self._path}{method}", handler)

    def show(self, name: str, value: ua.Variant, moment: datetime, status: int = 0) -> None:
        """Give a variable a value."""
        self._instance.show(f"{self._path}{name}", value, moment, status)


class Nodes:
    """The objects of one server.

    Attributes:
        receiver: ISA95JobOrderReceiverObjectType.
        provider: ISA95JobResponseProviderObjectType, which raises the events.

    """

    def __init__(self, server: OpcUaServer, receiver: Part, provider: Part, event: ua.NodeId) -> None:
        self._server, self.receiver, self.provider, self._event = server, receiver, provider, event

    @classmethod
    async def make(cls, server: OpcUaServer, types: TypeSpace, profile: JobsProfile, nameplate: Nameplate) -> Self:
        """Make them."""
        await types.add("JobControl", *(("MachineryJobs", "Machinery") if profile.machinery else ()))
        maker = _Maker(server, types, profile)
        receiver, provider = await (maker.machine(nameplate) if profile.machinery else maker.plain())
        server.events.notifier(provider[""])
        made = cls(server, receiver, provider, await _event_type(server, types))
        server.settle()
        return made

    def raise_event(self, moment: datetime, message: str, fields: Mapping[str, ua.Variant]) -> None:
        """Raise a status event, on the provider and on the server."""
        self._server.events.emit(self._event, self.provider[""], time=moment, message=message, fields=fields)


class _Maker:
    def __init__(self, server: OpcUaServer, types: TypeSpace, profile: JobsProfile) -> None:
        self._server, self._types, self._profile = server, types, profile
        self._builder = InstanceBuilder(server, types)

    async def plain(self) -> tuple[Part, Part]:
        """Both below Objects."""
        receiver = await self._builder.make("JobControl.ISA95JobOrderReceiverObjectType", "JobOrderReceiver",
                                            OBJECTS, wish=self._wish())
        provider = await self._builder.make("JobControl.ISA95JobResponseProviderObjectType", "JobResponseProvider",
                                            OBJECTS, wish=Wish(optional=(_LIST,)))
        return Part(receiver), Part(provider)

    async def machine(self, nameplate: Nameplate) -> tuple[Part, Part]:
        """Both in JobManagement, an add-in among the building blocks of a machine (OPC 40001-3, 6.3)."""
        machine = await self._builder.make("0.BaseObjectType", self._profile.name, self._types.node(
            "Machinery.Machines"), browse_name=ua.QualifiedName(self._profile.name, await self._tags()))
        await add_machine(self._server, self._types, machine, nameplate)
        blocks = await self._builder.make("0.FolderType", f"{self._profile.name}.{_BLOCKS}", machine[""],
                                          reference=ua.ObjectIds.HasComponent,
                                          browse_name=self._types.name(f"Machinery:{_BLOCKS}", "Machinery"))
        control = self._wish("JobOrderControl/")
        wish = Wish(optional=(*control.optional, f"JobOrderResults/{_LIST}"), values=control.values)
        jobs = await self._builder.make(
            "MachineryJobs.JobManagementType", f"{self._profile.name}.JobManagement", blocks[""],
            reference=ua.ObjectIds.HasAddIn, wish=wish,
            browse_name=self._types.name("MachineryJobs:JobManagement", "MachineryJobs"))
        return Part(jobs, "JobOrderControl/"), Part(jobs, "JobOrderResults/")

    async def _tags(self) -> int:
        return await self._server.namespace(TAGS)

    def _wish(self, path: str = "") -> Wish:
        profile = self._profile
        masters = [self._make("ISA95WorkMasterDataType", ID=each) for each in profile.work_masters]
        values = {"MaxDownloadableJobOrders": ua.Variant(profile.most_orders, _V.UInt16),
                  "WorkMaster": ua.Variant(masters, _V.ExtensionObject, is_array=True)}
        values |= {name: ua.Variant(list(told), _V.String, is_array=True) for name, told in (
            ("EquipmentID", profile.equipment), ("MaterialDefinitionID", profile.materials),
            ("MaterialClassID", profile.material_classes), ("PhysicalAssetID", profile.assets),
            ("PersonnelID", profile.personnel))}
        return Wish(optional=tuple(f"{path}{each}" for each in profile.methods),
                    values={f"{path}{name}": value for name, value in values.items()})

    def _make(self, name: str, **fields: Any) -> Any:  # noqa: ANN401 - a structure has fields of any type
        return self._types.make(f"JobControl.{name}", **fields)


async def _event_type(server: OpcUaServer, types: TypeSpace) -> ua.NodeId:
    """The type of the events: the standard's own is abstract, so that none can be of it itself."""
    index = await server.namespace(TAGS)
    attributes = ua.ObjectTypeAttributes()
    attributes.IsAbstract = False
    return add_node(server.core, ua.NodeId(_EVENT, index), types.node("JobControl.ISA95JobOrderStatusEventType"),
                    ua.NodeId(ua.ObjectIds.HasSubtype), name=ua.QualifiedName(_EVENT, index),
                    attributes=attributes)
