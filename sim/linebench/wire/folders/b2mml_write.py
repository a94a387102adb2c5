"""B2MML written: what the planner and the site tell each other as transactions of one of the two families.

The order of elements is that of the schemas: V07 for operations, V0600 for production.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from lxml import etree

from linebench.ports.erp import JobOrder, JobResponse, ProductData
from linebench.wire.folders.b2mml_names import FAMILIES, STATES, Family
from linebench.wire.folders.document import FileError, FileMessage, FileProblem
from linebench.wire.folders.file_map import OWN, B2mmlMap, FileMap
from linebench.wire.folders.values import ValueForms
from linebench.wire.serials_soap.xml import XmlProblemError, written

__all__ = ["KINDS", "write_b2mml"]


class _Writer:
    """Elements in the namespace of a map."""

    def __init__(self, file_map: B2mmlMap, epoch: str) -> None:
        self.map, self.forms = file_map, ValueForms(OWN, epoch)
        self.family: Family = FAMILIES[file_map.schedule]

    def add(self, parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
        """A new child."""
        child = etree.SubElement(parent, etree.QName(self.map.namespace, name))
        try:
            child.text = text
        except ValueError as error:
            raise FileError([FileProblem(name, repr(text), "characters that XML can have")]) from error
        return child

    def value(self, parent: etree._Element, text: str, kind: str = "string") -> None:
        """A value with its type."""
        value = self.add(parent, "Value")
        self.add(value, "ValueString", text)
        self.add(value, "DataType", kind)
        self.add(value, "UnitOfMeasure")

    def properties(self, parent: etree._Element, name: str, pairs: Iterable[tuple[str, str]]) -> None:
        """One element for each pair."""
        for key, text in pairs:
            each = self.add(parent, name)
            self.add(each, "ID", key)
            self.value(each, text)

    def time(self, parent: etree._Element, name: str, t: int | None) -> None:
        """A moment, where it is known."""
        if t is not None:
            self.add(parent, name, self.forms.write_time(t))


def write_b2mml(kind: str, messages: Sequence[FileMessage], file_map: FileMap, epoch: str, *, document: str,
                now_us: int) -> bytes:
    """The transaction of messages of one kind. ``document``: its number; ``now_us``: when it is made.

    Raises:
        FileError: B2MML has nothing for this kind, or XML cannot have one of the texts.

    """
    if kind not in KINDS:
        raise FileError([FileProblem("document", f"{kind}", f"one of {', '.join(KINDS)}; write CSV")])
    writer = _Writer(file_map.b2mml, epoch)
    noun, fill, gathered = KINDS[kind]
    name = noun(writer.family)
    root = etree.Element(etree.QName(writer.map.namespace, f"Process{name}"), nsmap={None: writer.map.namespace},
                         releaseID=writer.map.release)
    area = writer.add(root, "ApplicationArea")
    writer.add(writer.add(area, "Sender"), "LogicalID", writer.map.sender)
    writer.time(area, "CreationDateTime", now_us)
    writer.add(area, "BODID", document)
    said = writer.add(root, "DataArea")
    writer.add(said, "Process")
    body = said
    if gathered:
        body = writer.add(said, name)
        writer.add(body, "ID", document)
    try:
        for message in messages:
            fill(writer, body, message)
        return written(root)
    except XmlProblemError as error:
        raise FileError([FileProblem(each.where, each.found, each.expected) for each in error.problems]) from error


def _order(writer: _Writer, body: etree._Element, order: FileMessage) -> None:
    assert isinstance(order, JobOrder)
    request, operations = writer.add(body, writer.family.request), writer.family.by_use
    state = "Released" if order.start else writer.family.held
    writer.add(request, "ID", order.job)
    writer.time(request, "StartTime", order.start_us)
    if operations:
        writer.add(request, "OperationsType", "Production")
        writer.add(request, "RequestState", state)
    segment = writer.add(request, "SegmentRequirement")
    writer.add(segment, "ID", f"{order.job}-1")
    for name in ("ProcessSegmentID", "OperationsDefinitionID", "OperationsSegmentID")[:3 if operations else 1]:
        writer.add(segment, name, writer.map.segment)
    _parameters(writer, segment, order)
    if order.line:
        equipment = writer.add(segment, "EquipmentRequirement")
        if operations:
            writer.add(equipment, "ID", order.line)
        writer.add(equipment, "EquipmentID", order.line)
    _material(writer, segment, order)
    if not operations:
        writer.add(request, "RequestState", state)


def _parameters(writer: _Writer, segment: etree._Element, order: JobOrder) -> None:
    for name, text in order.parameters:
        outer = writer.add(segment, writer.family.parameter)
        inner = writer.add(outer, "Parameter") if writer.family.wrapped else outer
        writer.add(inner, "ID", name)
        writer.value(inner, text)


def _material(writer: _Writer, segment: etree._Element, order: JobOrder) -> None:
    material = writer.add(segment, writer.family.material)
    if writer.family.by_use:
        writer.add(material, "ID", f"{order.job}-1")
    writer.add(material, "MaterialDefinitionID", order.gtin)
    writer.add(material, "MaterialLotID", order.lot)
    if writer.family.by_use:
        writer.add(material, "MaterialUse", "Produced")
    quantity = writer.add(material, "Quantity")
    for name, text in (("QuantityString", str(order.quantity)), ("DataType", "integer"), ("UnitOfMeasure", "EA")):
        writer.add(quantity, name, text)
    day = writer.add(material, writer.family.material_property)
    writer.add(day, "ID", writer.map.expiry)
    writer.value(day, order.expiry)


def _response(writer: _Writer, body: etree._Element, said: FileMessage) -> None:
    assert isinstance(said, JobResponse)
    if said.state not in STATES:
        raise FileError([FileProblem("ResponseState", repr(said.state), f"one of {', '.join(STATES)}")])
    family, response = writer.family, writer.add(body, writer.family.response)
    writer.add(response, "ID", said.job)
    if not family.by_use:
        writer.add(response, family.request_id, said.job)
    writer.time(response, "StartTime", said.begun_us)
    writer.time(response, "EndTime", said.ended_us)
    if family.by_use:
        writer.add(response, family.request_id, said.job)
        writer.add(response, "ResponseState", STATES[said.state])
    segment = writer.add(response, "SegmentResponse")
    writer.add(segment, "ID", f"{said.job}-1")
    writer.properties(segment, family.data, ((name, str(count)) for name, count in said.counts))
    writer.properties(segment, family.data, [(writer.map.reason, said.reason)] if said.reason else ())
    if not family.by_use:
        writer.add(response, "ResponseState", STATES[said.state])


def _product(writer: _Writer, body: etree._Element, product: FileMessage) -> None:
    assert isinstance(product, ProductData)
    material = writer.add(body, "MaterialDefinition")
    writer.add(material, "ID", product.gtin)
    writer.add(material, "Description", product.name)
    writer.properties(material, "MaterialDefinitionProperty", (
        (writer.map.case_size, str(product.case_size)), (writer.map.pallet_size, str(product.pallet_size)),
        (writer.map.released, "true" if product.released else "false"), *product.properties))


KINDS: Mapping[str, tuple[Callable[[Family], str], Callable[..., None], bool]] = MappingProxyType({
    "orders": (lambda family: family.schedule, _order, True),
    "responses": (lambda family: family.performance, _response, True),
    "products": (lambda _: "MaterialDefinition", _product, False),
})
"""Of each kind: what it is called, how one message is written, and whether one element holds all of them."""
