"""The heading of a document in XML: the Standard Business Document Header, and master data.

Source: UN/CEFACT SBDH 1.3 as GS1 uses it; GS1 EPCIS 1.2 and 2.0, 9.5.
"""

from collections.abc import Mapping
from typing import Any

from lxml import etree

from linebench.epcis.model import Document, VocabularyElement
from linebench.epcis.xml_form import SBDH

__all__ = ["write_header"]


def write_header(root: etree._Element, document: Document) -> None:
    """Write who sends the document to whom, master data, and what others put into the header, if there is any."""
    addressed = document.sender or document.receiver or document.instance
    if not (addressed or document.master_data or document.header):
        return
    header = etree.SubElement(root, "EPCISHeader")
    if addressed:
        _business_header(header, document)
    if document.master_data:
        data = etree.SubElement(etree.SubElement(header, "extension"), "EPCISMasterData")
        _vocabularies(etree.SubElement(data, "VocabularyList"), document.master_data)
    for name, value in sorted(document.header.items()):
        _member(header, name, value)


def _business_header(header: etree._Element, document: Document) -> None:
    outer = etree.SubElement(header, _name("StandardBusinessDocumentHeader"), nsmap={"sbdh": SBDH})
    _text(outer, "HeaderVersion", "1.0")
    for role, party in (("Sender", document.sender), ("Receiver", document.receiver)):
        identifier = _text(etree.SubElement(outer, _name(role)), "Identifier", party)
        identifier.set("Authority", "GS1" if not party.startswith("urn:epc:id:sgln:") else "SGLN")
    about = etree.SubElement(outer, _name("DocumentIdentification"))
    for name, text in (("Standard", "EPCglobal"), ("TypeVersion", "1.0"), ("InstanceIdentifier", document.instance),
                       ("Type", "Events"), ("CreationDateAndTime", document.created)):
        _text(about, name, text)


def _vocabularies(element: etree._Element, found: tuple[VocabularyElement, ...]) -> None:
    lists: dict[str, etree._Element] = {}
    for each in found:
        if each.vocabulary not in lists:
            vocabulary = etree.SubElement(element, "Vocabulary", type=each.vocabulary)
            lists[each.vocabulary] = etree.SubElement(vocabulary, "VocabularyElementList")
        _element(etree.SubElement(lists[each.vocabulary], "VocabularyElement", id=each.id), each)


def _element(element: etree._Element, found: VocabularyElement) -> None:
    for name, value in found.attributes:
        attribute = etree.SubElement(element, "attribute", id=name)
        if isinstance(value, Mapping):
            for inner, each in value.items():
                _member(attribute, inner, each)
        else:
            attribute.text = str(value)
    if found.children:
        children = etree.SubElement(element, "children")
        for each in found.children:
            etree.SubElement(children, "id").text = each


def _member(element: etree._Element, name: str, value: Any) -> None:  # noqa: ANN401  # whatever others put there
    for each in value if isinstance(value, tuple | list) else (value,):
        child = etree.SubElement(element, name)
        if isinstance(each, Mapping):
            for inner, one in each.items():
                _member(child, inner, one)
        else:
            child.text = "" if each is None else str(each).lower() if isinstance(each, bool) else str(each)


def _name(local: str) -> str:
    return f"{{{SBDH}}}{local}"


def _text(element: etree._Element, local: str, text: str) -> etree._Element:
    child = etree.SubElement(element, _name(local))
    child.text = text
    return child
