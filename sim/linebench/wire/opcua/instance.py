"""Objects made from types: whole, down to the last part of a part, with methods that can be linked.

The library's own way follows the outer type alone and knows neither optional members of parts, nor interfaces, nor
the methods of sub-state-machines.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

import msgspec
from asyncua import ua

from linebench.wire.opcua.declared import Declared, attribute, members, type_of
from linebench.wire.opcua.methods import Argument, Handler
from linebench.wire.opcua.nodes import Attributes, add_node, add_reference, variable_attributes
from linebench.wire.opcua.server import TAGS, OpcUaServer
from linebench.wire.opcua.space import builtin
from linebench.wire.opcua.typebuilder import TypeSpace

__all__ = ["Instance", "InstanceBuilder", "Wish"]

_STRUCTURE, _ANY, _NUMBERS = 22, 24, (26, 27, 28)
_A = ua.AttributeIds


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What an instance is to be besides its type. Paths are browse names joined by ``/``, without namespaces.

    Attributes:
        optional: members that are optional on the type; their parents come along.
        values: first values.
        data_types: data type of variables whose type has an abstract one.

    """

    optional: Collection[str] = ()
    values: Mapping[str, ua.Variant] = {}
    data_types: Mapping[str, ua.NodeId] = {}

    def wants(self, path: str) -> bool:
        """Whether this member or anything below it is wished for."""
        return any(each == path or each.startswith(f"{path}/") for each in (*self.optional, *self.values))


class Instance:
    """One object with all that is below it, by path; the empty path is the object itself."""

    def __init__(self, server: OpcUaServer, name: str) -> None:
        self.name = name
        self._server = server
        self._nodes: dict[str, ua.NodeId] = {}
        self._declared: dict[str, tuple[ua.NodeId, ...]] = {}

    def __contains__(self, path: str) -> bool:
        return path in self._nodes

    def __getitem__(self, path: str) -> ua.NodeId:
        return self._nodes[path]

    @property
    def paths(self) -> Collection[str]:
        """All that it has."""
        return self._nodes.keys()

    def take(self, path: str, node: ua.NodeId, declarations: tuple[ua.NodeId, ...]) -> None:
        """Used by the builder: a member was added."""
        self._nodes[path] = node
        self._declared[path] = declarations

    def show(self, path: str, variant: ua.Variant, moment: datetime, status: int = 0) -> None:
        """Give a variable a value from the simulated moment on, and tell subscribers."""
        held = self._server.core.aspace[self._nodes[path]].attributes[_A.Value]
        before = held.value
        if before is None or before.Value != variant or (before.StatusCode or ua.StatusCode()).value != status:
            self._server.telling.value(held, variant, moment, ua.StatusCode(status))

    def value(self, path: str) -> object:
        """What a variable shows."""
        return attribute(self._server.core.aspace, self._nodes[path], _A.Value).Value

    def link(self, path: str, handler: Handler) -> None:
        """Answer calls of a method, by its own NodeId and by those of all its declarations on types."""
        space = self._server.core.aspace
        given = self._nodes.get(f"{path}/InputArguments")
        arguments = attribute(space, given, _A.Value).Value if given is not None else None
        parent = path.rpartition("/")[0]
        self._server.methods.link(
            self._nodes[parent], (self._nodes[path], *self._declared[path]),
            [Argument(each.Name, each.DataType, each.ValueRank != -1) for each in arguments or ()], handler)

    def writable(self, path: str, taken: Callable[[ua.Variant], int]) -> None:
        """Let clients write a variable: ``taken`` is given the value, of the right type, and answers by a code."""
        data = self._server.core.aspace[self._nodes[path]]
        for which in (_A.AccessLevel, _A.UserAccessLevel):
            data.attributes[which].value = ua.DataValue(ua.Variant(3, ua.VariantType.Byte))
        kind = data.attributes[_A.Value].value.Value.VariantType

        def write(values: Sequence[ua.WriteValue]) -> list[ua.StatusCode]:
            return [ua.StatusCode(_write(each, kind, taken)) for each in values]

        self._server.core.take_writes([self._nodes[path]], write)


def _write(value: ua.WriteValue, kind: ua.VariantType, taken: Callable[[ua.Variant], int]) -> int:
    if value.AttributeId != _A.Value:
        return int(ua.StatusCodes.BadNotWritable)
    if value.Value.Value is None or value.Value.Value.VariantType != kind:
        return int(ua.StatusCodes.BadTypeMismatch)
    return taken(value.Value.Value)


class InstanceBuilder:
    """Makes instances on one server. Their NodeIds are ``ns=<tags>;s=<name>/<path>``.

    Args:
        server: where.
        types: the specifications, with all that is made added.

    """

    def __init__(self, server: OpcUaServer, types: TypeSpace) -> None:
        self._server = server
        self._core = server.core
        self._types = types

    async def make(self, kind: str, name: str, parent: ua.NodeId, *, wish: Wish | None = None,
                   reference: int = ua.ObjectIds.Organizes,
                   browse_name: ua.QualifiedName | None = None) -> Instance:
        """Make an instance.

        Args:
            kind: name of the type, such as ``PackML.PackMLBaseObjectType``.
            name: of its NodeId.
            parent: below which.
            wish: what is optional.
            reference: from the parent.
            browse_name: where that is not the name.

        Raises:
            LookupError: no such type, or a wish for a member that it has not.

        """
        index = await self._server.namespace(TAGS)
        made = Instance(self._server, name)
        wish = wish or Wish()
        own = self._types.node(kind)
        node = add_node(self._core, ua.NodeId(f"{name}/", index), parent, ua.NodeId(reference),
                        name=browse_name or ua.QualifiedName(name, index), attributes=ua.ObjectAttributes(),
                        type_definition=own)
        made.take("", node, ())
        self._fill(made, "", (own,), wish)
        missing = sorted(path for path in {*wish.optional, *wish.values} if path not in made)
        if missing:
            raise LookupError(f"{kind} has no {', '.join(missing)}")
        return made

    def found(self, folder: ua.NodeId, instance: Instance) -> None:
        """Let an instance be found in a further folder."""
        add_reference(self._core, folder, ua.NodeId(ua.ObjectIds.Organizes), instance[""])

    def _fill(self, made: Instance, path: str, sources: tuple[ua.NodeId, ...], wish: Wish) -> None:
        for each in members(self._core.aspace, sources):
            below = f"{path}/{each.name.Name}".lstrip("/")
            if each.mandatory or wish.wants(below):
                self._add(made, below, each, wish)
                self._fill(made, below, each.nodes, wish)

    def _add(self, made: Instance, path: str, declared: Declared, wish: Wish) -> None:
        first = declared.nodes[0]
        parent = made[path.rpartition("/")[0]]
        node = ua.NodeId(f"{made.name}/{path}", made[""].NamespaceIndex)
        kind = attribute(self._core.aspace, first, _A.NodeClass).Value
        add_node(self._core, node, parent, declared.reference, name=declared.name,
                 attributes=self._attributes(path, kind, first, wish),
                 type_definition=type_of(self._core.aspace, first))
        made.take(path, node, declared.nodes)

    def _attributes(self, path: str, kind: int, first: ua.NodeId, wish: Wish) -> Attributes:
        if kind == ua.NodeClass.Object:
            return ua.ObjectAttributes()
        if kind == ua.NodeClass.Method:
            attributes = ua.MethodAttributes()
            attributes.Executable = attributes.UserExecutable = True
            return attributes
        space = self._core.aspace
        data_type = wish.data_types.get(path, attribute(space, first, _A.DataType).Value)
        rank = attribute(space, first, _A.ValueRank).Value
        value = wish.values.get(path) or attribute(space, first, _A.Value)
        if value.VariantType == ua.VariantType.Null:
            value = self._empty(data_type, rank)
        return variable_attributes(value, data_type, rank)

    def _empty(self, data_type: ua.NodeId, rank: int) -> ua.Variant:
        """The first value of a type: zero, empty, or null where the type does not say what it is."""
        number = builtin(self._core.aspace, data_type)
        if number == _ANY or number in _NUMBERS:
            return ua.Variant()
        kind = ua.VariantType(number)
        if rank > 0:
            return ua.Variant([], kind, is_array=True)
        if number == _STRUCTURE:
            made = ua.extension_objects_by_datatype.get(data_type)
            return ua.Variant(made() if made is not None else None, kind)
        return ua.Variant(ua.get_default_value(kind), kind)
