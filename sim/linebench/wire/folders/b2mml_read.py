"""B2MML read: schedules, performances and material definitions as messages of the planner's port.

Names that a document may hold beside those that are read here are left out: a real one says more than a line needs.
XML with a DOCTYPE is refused, so there are no entities and nothing outside the file is read.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial

from lxml import etree

from linebench.ports.erp import JobCommand, JobOrder, JobResponse, ProductData
from linebench.wire.folders.b2mml_names import (
    FAMILIES,
    NAMESPACES,
    PRODUCED,
    REQUEST_STATES,
    STATES,
    VERBS,
    Family,
)
from linebench.wire.folders.document import FileDocument, FileError, FileMessage, FileProblem
from linebench.wire.folders.file_map import OWN, FileMap
from linebench.wire.folders.values import ValueForms
from linebench.wire.serials_soap.xml import Fields, XmlProblemError, root_of, shown

__all__ = ["is_b2mml", "read_b2mml"]

_CANCEL = "Cancel"
_GS1 = re.compile(r"\d{6}", re.ASCII)
_LONG = 4_000
_MATERIAL = ("MaterialDefinition", "MaterialInformation")
_OURS = {theirs: ours for ours, theirs in STATES.items()} | {
    "Paused": "interrupted", "Suspended": "interrupted", "Closed": "ended"}
_FLAGS = {"true": True, "1": True, "false": False, "0": False}


def is_b2mml(root: etree._Element, file_map: FileMap = OWN) -> bool:
    """Whether a document is in a namespace of B2MML."""
    return etree.QName(root).namespace in (*NAMESPACES, file_map.b2mml.namespace)


def read_b2mml(data: bytes, file_map: FileMap, epoch: str) -> FileDocument:
    """What a document says. ``epoch``: UTC of t = 0.

    Raises:
        FileError: everything that is wrong with it.

    """
    try:
        root = root_of(data)
        if not is_b2mml(root, file_map):
            raise FileError([FileProblem("document", shown(str(root.tag)), f"a name in {' or '.join(NAMESPACES)}")])
        return _Reader(file_map, epoch).document(root)
    except XmlProblemError as error:
        raise FileError([FileProblem(each.where, each.found, each.expected) for each in error.problems]) from error


class _Reader:
    def __init__(self, file_map: FileMap, epoch: str) -> None:
        self._map, self._forms = file_map.b2mml, ValueForms(OWN, epoch)

    def document(self, root: etree._Element) -> FileDocument:
        """The document with a verb before its name, or without one."""
        fields, name = Fields(root), etree.QName(root).localname
        verb = next((each for each in (*VERBS, _CANCEL) if name.startswith(each)), "")
        noun, bodies = name.removeprefix(verb), [fields]
        number = ""
        if verb:
            area, said = fields.inside("ApplicationArea"), fields.inside("DataArea")
            number = (area.maybe("BODID") or "") if area else ""
            bodies = list(said.each(noun)) if said else []
        kind, read = self._reader(noun, cancels=verb == _CANCEL)
        messages = tuple(message for body in bodies for message in read(body))
        if not bodies:
            fields.wrong("DataArea", f"no {noun}", "one or more")
        elif not messages:
            fields.wrong("", "nothing", f"{kind} in it")
        fields.refuse()
        for body in bodies:
            body.refuse()
            number = number or body.maybe("ID") or ""
        return FileDocument(kind, number, messages)

    def _reader(self, noun: str, *, cancels: bool) -> tuple[str, Callable[[Fields], Iterator[FileMessage]]]:
        for family in FAMILIES.values():
            if noun == family.schedule and cancels:
                return "commands", partial(self._cancels, family)
            if noun == family.schedule:
                return "orders", partial(self._orders, family)
            if noun == family.performance and not cancels:
                return "responses", partial(self._responses, family)
        if noun == _MATERIAL[0] and not cancels:
            return "products", lambda body: iter([self._product(body)])
        if noun == _MATERIAL[1] and not cancels:
            return "products", lambda body: (self._product(each) for each in body.each(_MATERIAL[0]))
        known = [name for family in FAMILIES.values() for name in (family.schedule, family.performance)]
        raise FileError([FileProblem("document", shown(noun), f"one of {', '.join((*known, *_MATERIAL))}, or "
                                     f"{', '.join(VERBS)} before it, or {_CANCEL} before a schedule")])

    def _orders(self, family: Family, body: Fields) -> Iterator[FileMessage]:
        return (self._order(each) for each in body.each(family.request))

    def _responses(self, family: Family, body: Fields) -> Iterator[FileMessage]:
        return (self._response(each, family) for each in body.each(family.response))

    def _cancels(self, family: Family, body: Fields) -> Iterator[FileMessage]:
        for each in body.each(family.request):
            job = each.text("ID")
            yield JobCommand(f"cancel {job}", job, "cancel")

    def _order(self, request: Fields) -> JobOrder:
        job, state = request.text("ID"), request.maybe("RequestState") or ""
        if state not in REQUEST_STATES:
            request.wrong("RequestState", shown(state), f"one of {', '.join(filter(None, REQUEST_STATES))}")
        made = [(segment, material) for segment in request.each("SegmentRequirement")
                for material in _produced(segment)]
        if len(made) != 1:
            request.wrong("SegmentRequirement", f"{len(made)} materials that are produced", "one for each order")
            return JobOrder(job, "", "", "", 0)
        segment, material = made[0]
        said = {**dict(_parameters(segment)), **dict(_properties(material, "MaterialRequirementProperty")),
                **dict(_properties(material, "MaterialProducedRequirementProperty"))}
        expiry = self._date(material, said.pop(self._map.expiry, ""))
        return JobOrder(
            job, material.text("MaterialDefinitionID"), material.text("MaterialLotID"), expiry,
            _whole(material.inside("Quantity") or material, "QuantityString"), _equipment(segment),
            self._time(request, "StartTime"), tuple(said.items()), REQUEST_STATES.get(state, True))

    def _date(self, material: Fields, text: str) -> str:
        """An expiry date as YYMMDD. Six digits are taken as they are: the site says whether there is such a day."""
        if _GS1.fullmatch(text):
            return text
        try:
            return date.fromisoformat(text[:10]).strftime("%y%m%d")
        except ValueError:
            material.wrong(self._map.expiry, shown(text), "a date such as 2028-12-31, or YYMMDD, as a property of "
                           "it or a parameter of its segment")
            return ""

    def _time(self, fields: Fields, name: str) -> int | None:
        text = fields.maybe(name)
        if not text:
            return None
        try:
            return self._forms.read_time(text)
        except ValueError as error:
            fields.wrong(name, shown(text), str(error))
            return None

    def _response(self, response: Fields, family: Family) -> JobResponse:
        job, state = response.text(family.request_id), response.text("ResponseState")
        if state and state not in _OURS:
            response.wrong("ResponseState", shown(state), f"one of {', '.join(_OURS)}")
        counts, reason = list[tuple[str, int]](), ""
        for segment in response.each("SegmentResponse"):
            for each in segment.each(family.data):
                name = each.text("ID")
                if name == self._map.reason:
                    reason = _value(each)
                else:
                    counts.append((name, _whole(each.inside("Value") or each, "ValueString")))
        return JobResponse(job, _OURS.get(state, ""), tuple(counts), self._time(response, "StartTime"),
                           self._time(response, "EndTime"), reason)

    def _product(self, material: Fields) -> ProductData:
        gtin = material.text("ID")
        names = material.all("Description")
        said = dict(_properties(material, "MaterialDefinitionProperty"))
        case_size = self._size(material, said, self._map.case_size)
        pallet_size = self._size(material, said, self._map.pallet_size)
        flag = said.pop(self._map.released, "true")
        if flag not in _FLAGS:
            material.wrong(self._map.released, shown(flag), f"one of {', '.join(_FLAGS)}")
        return ProductData("", gtin, (names[0].text or "").strip() if names else gtin, case_size, pallet_size,
                           _FLAGS.get(flag, False), tuple(said.items()))

    def _size(self, material: Fields, said: dict[str, str], name: str) -> int:
        number = _number(said.pop(name, ""))
        if number is None:
            material.wrong(f"MaterialDefinitionProperty {name}", "no whole number", "it")
        return number or 0


def _produced(segment: Fields) -> Iterator[Fields]:
    yield from segment.each("MaterialProducedRequirement")
    for each in segment.each("MaterialRequirement"):
        if each.maybe("MaterialUse") in PRODUCED:
            yield each


def _properties(material: Fields, name: str) -> Iterator[tuple[str, str]]:
    for each in material.each(name):
        yield each.text("ID"), _value(each)


def _parameters(segment: Fields) -> Iterator[tuple[str, str]]:
    """What a segment is told: of operations directly, of production inside a Parameter."""
    for each in segment.each("SegmentParameter"):
        yield each.text("ID"), _value(each)
    for each in segment.each("ProductionParameter"):
        inner = each.inside("Parameter")
        if inner is not None:
            yield inner.text("ID"), _value(inner)


def _equipment(segment: Fields) -> str:
    """The first equipment that is named."""
    found = [each.maybe("EquipmentID") or "" for each in segment.each("EquipmentRequirement")]
    return next(filter(None, found), "")


def _value(fields: Fields) -> str:
    value = fields.inside("Value")
    return (value.maybe("ValueString", _LONG) or "") if value is not None else ""


def _whole(fields: Fields, name: str) -> int:
    """A whole number that must be there; 80.0 is one."""
    text = fields.text(name)
    number = _number(text)
    if text and number is None:
        fields.wrong(name, shown(text), "a whole number")
    return number or 0


def _number(text: str) -> int | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return int(number) if number.is_finite() and abs(number) < 10**15 and number == int(number) else None
