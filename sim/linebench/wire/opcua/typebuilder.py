"""Companion specifications in a server: types with their official NodeIds, structures as Python classes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from asyncua import ua
from asyncua.common.structures104 import make_structure

from linebench.wire.opcua.nodes import Attributes, add_node, add_reference, variable_attributes
from linebench.wire.opcua.server import OpcUaServer
from linebench.wire.opcua.types import SPECIFICATIONS
from linebench.wire.opcua.types.table import Field, Link, Row, Specification, TypeRow

__all__ = ["RULES", "TypeSpace"]

RULES = {"M": ua.NodeId(ua.ObjectIds.ModellingRule_Mandatory), "O": ua.NodeId(ua.ObjectIds.ModellingRule_Optional),
         "MP": ua.NodeId(ua.ObjectIds.ModellingRule_MandatoryPlaceholder),
         "OP": ua.NodeId(ua.ObjectIds.ModellingRule_OptionalPlaceholder),
         "E": ua.NodeId(ua.ObjectIds.ModellingRule_ExposesItsArray)}
_REFERENCES = {"o": "HasComponent", "v": "HasComponent", "m": "HasComponent", "p": "HasProperty"}
_FIRST = 10
"""Index of the first specification. Those before it are for the namespaces of an emulated controller."""
_INDICES: dict[str, int] = {}
"""Where this process has each specification: the library keeps one class per NodeId of a structure."""


class TypeSpace:
    """The companion specifications of one server.

    Names are as in the tables: ``PackML.PackMLBaseObjectType``, or ``FolderType`` of the base model.
    """

    def __init__(self, server: OpcUaServer) -> None:
        self._server = server
        self._core = server.core
        self._index: dict[str, int] = {"0": 0}
        self._added: set[str] = set()

    async def add(self, *names: str) -> None:
        """Add specifications and those that they require.

        The namespaces of all are there with the first, from index 10 on, so that all servers of a process have each
        at the same index, whichever of them they show and whatever namespaces of their own they have before them.

        Raises:
            LookupError: no such specification.
            ValueError: another server of this process has it at another index.

        """
        wanted = {need for name in names for need in _required(name)} - self._added
        for number in range(len(self._server.namespaces) + 2, _FIRST):
            await self._server.namespace(f"urn:linebench:free:{number}")
        for name, specification in SPECIFICATIONS.items():
            self._index[name] = await self._namespace(specification)
        for name, specification in SPECIFICATIONS.items():
            if name in wanted:
                self._build(specification)
        self._added |= wanted
        self._server.settle()

    async def _namespace(self, specification: Specification) -> int:
        index = await self._server.namespace(specification.uri)
        if _INDICES.setdefault(specification.name, index) != index:
            raise ValueError(f"{specification.name}: namespace {index} here and {_INDICES[specification.name]} in "
                             f"another server of this process; give no server more than {_FIRST - 2} namespaces of "
                             "its own")
        return index

    def index(self, specification: str) -> int:
        """The namespace index of a specification; 0 of the base model."""
        return self._index[specification]

    def row(self, name: str) -> TypeRow | None:
        """What the table says of a type; ``None`` of the base model's."""
        specification, _, own = name.rpartition(".")
        return SPECIFICATIONS[specification].types[own] if specification not in ("", "0") else None

    def node(self, name: str, within: str = "") -> ua.NodeId:
        """The NodeId of a type; ``within`` is the specification whose names stand alone.

        Raises:
            LookupError: no such type.

        """
        full = self.full(name, within)
        row = self.row(full)
        if row is not None:
            return ua.NodeId(row.id, self._index[full.partition(".")[0]])
        number = getattr(ua.ObjectIds, full.removeprefix("0."), None)
        if number is None:
            raise LookupError(f"{name}: no such type in {within or 'the base model'}")
        return ua.NodeId(number)

    def full(self, name: str, within: str) -> str:
        """A name as it is called from outside its table."""
        known = SPECIFICATIONS[within].types if within else {}
        return f"{within}.{name}" if name in known else name

    def name(self, text: str, within: str) -> ua.QualifiedName:
        """A browse name as the tables write it."""
        space, mark, own = text.partition(":")
        if mark and space in self._index:
            return ua.QualifiedName(own, self._index[space])
        return ua.QualifiedName(text, self._index[within])

    def make(self, name: str, **fields: Any) -> Any:  # noqa: ANN401 - a structure has fields of any type
        """A value of a structure."""
        return ua.extension_objects_by_datatype[self.node(name)](**fields)

    def _build(self, specification: Specification) -> None:
        own = specification.name
        ordered = list(_bases_first(specification.types))
        for row in ordered:
            self._add_type(row, own)
        for row in _fields_first(specification.types):
            self._define(row, own)
        for row in ordered:
            self._add_rows(row, own)
        for row in ordered:
            for link in row.links:
                self._add_link(row, link, own)

    def _add_type(self, row: TypeRow, own: str) -> None:
        node, name = ua.NodeId(row.id, self._index[own]), ua.QualifiedName(row.name, self._index[own])
        if row.kind == "I":
            add_node(self._core, node, self.node(row.folder, own), ua.NodeId(ua.ObjectIds.Organizes), name=name,
                     attributes=ua.ObjectAttributes(), type_definition=self.node(row.base, own))
            return
        attributes = self._type_attributes(row, own)
        attributes.IsAbstract = row.abstract
        add_node(self._core, node, self.node(row.base, own), ua.NodeId(ua.ObjectIds.HasSubtype), name=name,
                 attributes=attributes)

    def _type_attributes(self, row: TypeRow, own: str) -> Attributes:
        if row.kind == "V":
            attributes = ua.VariableTypeAttributes()
            attributes.DataType, attributes.ValueRank = self.node(row.data_type, own), row.rank
            return attributes
        kinds = {"O": ua.ObjectTypeAttributes, "D": ua.DataTypeAttributes, "R": ua.ReferenceTypeAttributes}
        return kinds[row.kind]()

    def _define(self, row: TypeRow, own: str) -> None:
        """Give a data type its definition, and a structure its class."""
        node = self.node(row.name, own)
        if row.encoding:
            definition = self._structure(row, own)
            encoding = add_node(self._core, definition.DefaultEncodingId, node, ua.NodeId(ua.ObjectIds.HasEncoding),
                                name=ua.QualifiedName("Default Binary"), attributes=ua.ObjectAttributes(),
                                type_definition=ua.NodeId(ua.ObjectIds.DataTypeEncodingType))
            made = make_structure(node, row.name, definition)[row.name]
            ua.register_extension_object(row.name, encoding, made, node)
        elif row.fields:
            definition = ua.EnumDefinition([
                ua.EnumField(each.number, ua.LocalizedText(each.name), ua.LocalizedText(), each.name)
                for each in row.fields])
            # a set of bits is a number with names for its bits (part 5, OptionSetValues), no enumeration
            ua.basetype_by_datatype[node] = "Int32" if row.base == "Enumeration" else self._basetype(row, own)
        else:
            ua.basetype_by_datatype[node] = self._basetype(row, own)
            return
        data = ua.DataValue(ua.Variant(definition, ua.VariantType.ExtensionObject))
        self._core.aspace[node].attributes[ua.AttributeIds.DataTypeDefinition].value = data

    def _basetype(self, row: TypeRow, own: str) -> str:
        base = self.node(row.base, own)
        return str(ua.basetype_by_datatype.get(base) or ua.ObjectIdNames[base.Identifier])

    def _structure(self, row: TypeRow, own: str) -> ua.StructureDefinition:
        fields = list(self._all_fields(row, own))
        kind = (ua.StructureType.Union if row.union
                else ua.StructureType.StructureWithOptionalFields if any(each.optional for each, _ in fields)
                else ua.StructureType.Structure)
        return ua.StructureDefinition(
            DefaultEncodingId=ua.NodeId(row.encoding, self._index[own]), BaseDataType=self.node(row.base, own),
            StructureType=kind, Fields=[
                ua.StructureField(Name=each.name, DataType=self.node(each.data_type, within), ValueRank=each.rank,
                                  ArrayDimensions=[0] * max(each.rank, 0), IsOptional=each.optional)
                for each, within in fields])

    def _all_fields(self, row: TypeRow, own: str) -> Iterator[tuple[Field, str]]:
        """Inherited fields first: that is how they travel."""
        full = self.full(row.base, own)
        base = self.row(full)
        if base is not None:
            yield from self._all_fields(base, full.partition(".")[0])
        yield from ((each, own) for each in row.fields)

    def _add_rows(self, row: TypeRow, own: str) -> None:
        nodes = {"": ua.NodeId(row.id, self._index[own])}
        for entry in row.rows:
            node = ua.NodeId(entry.id, self._index[own])
            nodes[entry.path] = node
            kind = self.node(entry.type or "PropertyType", own) if entry.kind != "m" else None
            add_node(self._core, node, nodes[entry.parent],
                     self.node(entry.reference or _REFERENCES[entry.kind], own), name=self.name(entry.name, own),
                     attributes=self._attributes(entry, row, own), type_definition=kind)
            if entry.rule != "-":
                add_reference(self._core, node, ua.NodeId(ua.ObjectIds.HasModellingRule), RULES[entry.rule],
                              both=False)

    def _attributes(self, entry: Row, row: TypeRow, own: str) -> Attributes:
        """The attributes of a declaration, with the value that the specification fixes."""
        if entry.kind == "o":
            return ua.ObjectAttributes()
        if entry.kind == "m":
            attributes = ua.MethodAttributes()
            attributes.Executable = attributes.UserExecutable = True
            return attributes
        return variable_attributes(self._fixed(entry, row, own), self.node(entry.data_type, own), entry.rank)

    def _fixed(self, entry: Row, row: TypeRow, own: str) -> ua.Variant:
        if entry.arguments is not None:
            return ua.Variant([ua.Argument(each.name, self.node(each.data_type, own), each.rank,
                                           [0] * max(each.rank, 0)) for each in entry.arguments],
                              ua.VariantType.ExtensionObject)
        if entry.number is not None:
            return ua.Variant(entry.number, ua.VariantType.UInt32)
        if entry.name == "0:EnumStrings":
            return ua.Variant([ua.LocalizedText(each.name) for each in row.fields], ua.VariantType.LocalizedText)
        return ua.Variant()

    def _add_link(self, row: TypeRow, link: Link, own: str) -> None:
        add_reference(self._core, self._end(row, link.source, own), self.node(link.reference, own),
                      self._end(row, link.target, own))

    def _end(self, row: TypeRow, text: str, own: str) -> ua.NodeId:
        if text == ".":
            return ua.NodeId(row.id, self._index[own])
        if text.startswith(":"):
            return self.node(text[1:], own)
        if text.startswith("#"):
            space, _, number = text[1:].rpartition(".")
            return ua.NodeId(int(number), self._index[space or own])
        return ua.NodeId(next(each.id for each in row.rows if each.path == text), self._index[own])


def _required(name: str) -> Iterator[str]:
    if name not in SPECIFICATIONS:
        raise LookupError(f"no specification {name!r}; expected one of {', '.join(SPECIFICATIONS)}")
    for need in SPECIFICATIONS[name].requires:
        yield from _required(need)
    yield name


def _bases_first(types: Mapping[str, TypeRow]) -> Iterator[TypeRow]:
    yield from _ordered(types, {name: [row.base, row.folder] for name, row in types.items()})


def _fields_first(types: Mapping[str, TypeRow]) -> Iterator[TypeRow]:
    data = {name: row for name, row in types.items() if row.kind == "D"}
    yield from _ordered(data, {name: [row.base, *(each.data_type for each in row.fields)]
                               for name, row in data.items()})


def _ordered(types: Mapping[str, TypeRow], before: Mapping[str, Sequence[str]]) -> Iterator[TypeRow]:
    done: set[str] = set()

    def visit(name: str) -> Iterator[TypeRow]:
        if name in types and name not in done:
            done.add(name)
            for each in before[name]:
                yield from visit(each)
            yield types[name]

    for name in types:
        yield from visit(name)
