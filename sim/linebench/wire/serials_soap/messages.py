"""What is asked and answered in the body of an envelope, as values, and as XML."""

import msgspec
from lxml import etree

from linebench.ports.serials import Pairs
from linebench.wire.serials_soap.numbers import Extra, read_numbers, read_pairs, write_numbers, write_pairs
from linebench.wire.serials_soap.xml import Fields, XmlProblem, XmlProblemError, add

__all__ = ["NAMESPACE", "REFERENCES", "REQUEST", "RESPONSE", "SnRequest", "SnResponse", "read_references",
           "read_request", "read_response", "write_references", "write_request", "write_response"]

NAMESPACE = "urn:tracelink:soap"
REQUEST = f"{{{NAMESPACE}}}serialNumbersRequest"
RESPONSE = f"{{{NAMESPACE}}}serialNumbersRequestResponse"
REFERENCES = ("PONumber", "POLine", "WorkOrderNumber", "ReferenceIdentifier")
"""What ``ReferenceDocuments`` may hold, in this order."""
_MOST = 1_000_000
_SYSTEMS = ("SendingSystem", "ReceivingSystem", "IdType", "EncodingType")


class SnRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Give me ``size`` serials. ``key``: of which pool; ``references``: of ``REFERENCES``, those that are there."""

    sending: str
    receiving: str
    id_type: str
    encoding: str
    size: int
    key: Pairs = ()
    references: Pairs = ()


class SnResponse(msgspec.Struct, frozen=True, kw_only=True):
    """Here they are. ``extra``: what belongs to each, by name, in the order of the serials."""

    sending: str
    receiving: str
    id_type: str
    encoding: str
    serials: tuple[str, ...]
    key: Pairs = ()
    references: Pairs = ()
    extra: Extra = ()


def write_request(said: SnRequest) -> etree._Element:
    """The element of a request.

    Raises:
        XmlProblemError: XML cannot have one of its texts.

    """
    root = etree.Element(REQUEST, nsmap={"urn": NAMESPACE})
    _write_head(root, said)
    add(root, "Size", str(said.size))
    write_pairs(root, "ObjectKey", said.key)
    write_references(root, said.references)
    return root


def read_request(element: etree._Element) -> SnRequest:
    """The request that an element is.

    Raises:
        XmlProblemError: it is none; with everything that is wrong.

    """
    fields = Fields(element)
    fields.only(*_SYSTEMS, "Size", "ObjectKey", "ReferenceDocuments")
    sending, receiving, id_type, encoding = (fields.text(name) for name in _SYSTEMS)
    found = SnRequest(sending=sending, receiving=receiving, id_type=id_type, encoding=encoding,
                      size=fields.number("Size", _MOST), key=read_pairs(fields, "ObjectKey"),
                      references=read_references(fields))
    fields.refuse()
    return found


def write_response(said: SnResponse) -> etree._Element:
    """The element of an answer; raises as ``write_request``."""
    root = etree.Element(RESPONSE, nsmap={"urn": NAMESPACE})
    inner = add(root, "SNResponse")
    _write_head(inner, said)
    write_pairs(inner, "ObjectKey", said.key)
    write_references(inner, said.references)
    write_numbers(inner, said.serials, said.extra)
    return root


def read_response(element: etree._Element) -> SnResponse:
    """The answer that an element is; raises as ``read_request``."""
    outer = Fields(element)
    fields = outer.inside("SNResponse")
    if fields is None:
        raise XmlProblemError([XmlProblem("serialNumbersRequestResponse", "no SNResponse in it", "one")])
    sending, receiving, id_type, encoding = (fields.text(name) for name in _SYSTEMS)
    serials, extra = read_numbers(fields)
    found = SnResponse(sending=sending, receiving=receiving, id_type=id_type, encoding=encoding, serials=serials,
                       key=read_pairs(fields, "ObjectKey"), references=read_references(fields), extra=extra)
    outer.refuse()
    return found


def write_references(parent: etree._Element, references: Pairs) -> None:
    """The element of the documents that a request refers to; none where it refers to none."""
    if references:
        documents = add(parent, "ReferenceDocuments")
        for name, value in sorted(references, key=lambda pair: REFERENCES.index(pair[0])):
            add(documents, name, value)


def read_references(fields: Fields) -> Pairs:
    """The documents that a request refers to."""
    documents = fields.inside("ReferenceDocuments")
    if documents is None:
        return ()
    documents.only(*REFERENCES)
    said = ((name, documents.maybe(name)) for name in REFERENCES)
    return tuple((name, value) for name, value in said if value)


def _write_head(parent: etree._Element, said: SnRequest | SnResponse) -> None:
    for name, value in zip(_SYSTEMS, (said.sending, said.receiving, said.id_type, said.encoding), strict=True):
        add(parent, name, value)
