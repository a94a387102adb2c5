"""EPCIS documents in XML, 1.2 and 2.0, read and checked as strictly as their JSON.

A document may not declare entities or name anything outside itself.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from linebench.epcis import fields
from linebench.epcis.kinds import event_of
from linebench.epcis.model import Document, Event, VocabularyElement
from linebench.epcis.names import EXPANDED
from linebench.epcis.problems import EpcisError, Problem, Problems
from linebench.epcis.xml_form import NAMESPACES, ORDER, QUERY_NAMESPACES, SBDH
from linebench.epcis.xml_values import event_value, local, own_value, parts, said

__all__ = ["read_xml", "xml_root"]

_VERSIONS = {**{uri: version for version, uri in NAMESPACES.items()},
             **{uri: version for version, uri in QUERY_NAMESPACES.items()}}


def read_xml(data: bytes) -> Document:
    """The document that the bytes are.

    Raises:
        EpcisError: no XML, no EPCIS document, or not what the standard wants; with everything that is wrong.

    """
    root = xml_root(data)
    name = etree.QName(root)
    version = _VERSIONS.get(name.namespace or "", "")
    problems = Problems()
    if not version or name.localname not in ("EPCISDocument", "EPCISQueryDocument"):
        problems.tell("document", root.tag, f"an EPCISDocument of {NAMESPACES['1.2']} or {NAMESPACES['2.0']}")
        problems.refuse()
    document = _document(root, version, problems)
    problems.refuse()
    return document


def xml_root(data: bytes) -> etree._Element:
    """The root element of XML that names nothing outside itself and declares no entities.

    Raises:
        EpcisError: it is no such XML.

    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
                             remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise EpcisError((Problem("document", f"no XML: {error}", "well-formed XML"),)) from error
    found = root.getroottree().docinfo
    declared = found.internalDTD is not None and any(True for _ in found.internalDTD.iterentities())
    if declared or found.system_url or found.public_id:
        raise EpcisError((Problem("document", "a DOCTYPE with entities or a name outside", "none"),))
    return root


def _document(root: etree._Element, version: str, problems: Problems) -> Document:
    stated = root.get("schemaVersion", "")
    if stated.split(".")[:1] != version.split(".")[:1]:
        problems.tell("schemaVersion", stated or None, f"{version}, as the namespace says")
    created = fields.time(root.get("creationDate"), "creationDate", problems, EXPANDED)
    header = root.find("EPCISHeader")
    body = root.find("EPCISBody")
    if body is None:
        problems.tell("EPCISBody", None, "it, for it must be there")
        body = etree.Element("EPCISBody")
    results = next((each for each in body if local(each) == "QueryResults"), None)
    events = tuple(_events(body, problems))
    addressed = _addressed(header)
    return Document(version=version, created=created, events=events, master_data=tuple(_master(root, problems)),
                    **addressed, header=_others(header, problems), extensions=_others(root, problems),
                    prefixes={prefix: uri for prefix, uri in root.nsmap.items() if prefix and uri not in _OWN},
                    query=_child(results, "queryName") if results is not None else None,
                    subscription=_child(results, "subscriptionID") if results is not None else "")


_OLD = "QuantityEvent"
_OWN = {*_VERSIONS, SBDH, "http://www.w3.org/2001/XMLSchema-instance", "http://www.w3.org/2001/XMLSchema",
        "urn:epcglobal:xsd:1"}


def _child(element: etree._Element, name: str) -> str:
    found = element.find(name)
    return said(found) if found is not None else ""


def _events(body: etree._Element, problems: Problems) -> Iterator[Event]:
    lists = list(body.iter("EventList"))
    for number, element in enumerate(each for one in lists for each in parts(one)):
        problems.enter(f"line {element.sourceline}: event {number + 1} {local(element)}")
        _check_order(element, problems)
        event = None if local(element) == _OLD else event_of(event_value(element), problems, EXPANDED)
        if event is not None:
            yield event
        problems.leave()


def _check_order(element: etree._Element, problems: Problems) -> None:
    if local(element) == _OLD:
        problems.tell("", f"a {_OLD}, which is deprecated", "an ObjectEvent with a quantityList")
        return
    order = ORDER.get(local(element), ())
    names = [each.tag for each in element if each.tag in order]
    right = sorted(names, key=order.index)
    if names != right:
        wrong = next(name for name, wanted in zip(names, right, strict=True) if name != wanted)
        problems.tell(wrong, "it out of its order", f"the order {', '.join(dict.fromkeys(right))}")


def _addressed(header: etree._Element | None) -> dict[str, str]:
    """Sender, receiver and number of the Standard Business Document Header."""
    if header is None:
        return {}
    where = {"sender": f".//{{{SBDH}}}Sender/{{{SBDH}}}Identifier",
             "receiver": f".//{{{SBDH}}}Receiver/{{{SBDH}}}Identifier",
             "instance": f".//{{{SBDH}}}InstanceIdentifier"}
    found = {name: header.find(path) for name, path in where.items()}
    return {name: said(each) for name, each in found.items() if each is not None}


def _others(element: etree._Element | None, problems: Problems) -> Mapping[str, Any]:
    """Fields of others directly in an element."""
    if element is None:
        return {}
    found = [each for each in element if each.tag.startswith("{") and etree.QName(each).namespace not in _OWN]
    with problems.at(local(element)):
        return fields.extensions({each.tag: own_value(each) for each in found}, problems, EXPANDED)


def _master(root: etree._Element, problems: Problems) -> Iterator[VocabularyElement]:
    for vocabulary in root.iter("Vocabulary"):
        at = f"line {vocabulary.sourceline}: Vocabulary.type"
        kind = fields.uri(vocabulary.get("type"), at, problems, EXPANDED)
        for element in vocabulary.iter("VocabularyElement"):
            where = f"line {element.sourceline}: VocabularyElement"
            attributes = tuple((each.get("id", ""), _attribute_value(each))
                               for each in element.findall("attribute"))
            children = tuple(said(each) for each in element.findall("children/id"))
            name = fields.uri(element.get("id"), f"{where}.id", problems, EXPANDED)
            yield VocabularyElement(kind, name, attributes, children)


def _attribute_value(element: etree._Element) -> Any:  # noqa: ANN401  # text or what stands in it
    """The value of an attribute of master data; its id is its name and no part of it."""
    copied = etree.Element("attribute")
    copied.text = element.text
    copied.extend(list(element))
    return own_value(copied)

