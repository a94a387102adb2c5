"""SOAP envelopes and faults, 1.1 and 1.2, and how they go by HTTP.

Source: SOAP 1.1, 4 and 6; SOAP 1.2 part 1, 5, and part 2, 7.5.
"""

from collections.abc import Mapping
from types import MappingProxyType

import msgspec
from lxml import etree

from linebench.wire.http.messages import Response
from linebench.wire.serials_soap.xml import XmlProblem, XmlProblemError, add, root_of, written

__all__ = ["DETAIL", "MEDIA", "Fault", "FaultError", "enveloped", "fault_response", "opened"]

SPACES: Mapping[str, str] = MappingProxyType({
    "1.1": "http://schemas.xmlsoap.org/soap/envelope/", "1.2": "http://www.w3.org/2003/05/soap-envelope"})
MEDIA: Mapping[str, str] = MappingProxyType({"text/xml": "1.1", "application/soap+xml": "1.2"})
"""Content types, each with the version whose envelopes it carries."""
DETAIL = "urn:linebench:serials"
"""Namespace of what stands in the detail of our faults."""
_CODES_1_2 = {"Client": "Sender", "Server": "Receiver"}
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Fault(msgspec.Struct, frozen=True):
    """Why not. ``code``: ``Client``, ``Server``, ``VersionMismatch`` or ``MustUnderstand``, as 1.1 has them.

    ``status``: the pool's own word, empty where the pool was not asked.
    """

    code: str
    reason: str
    status: str = ""


class FaultError(ValueError):
    """A message that is answered with a fault."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.reason)


def enveloped(body: etree._Element, version: str) -> bytes:
    """An envelope with this body."""
    space = SPACES[version]
    root = etree.Element(f"{{{space}}}Envelope", nsmap={"soap": space})
    add(root, f"{{{space}}}Body").append(body)
    return written(root)


def opened(data: bytes, version: str) -> etree._Element | Fault:
    """The one element in the body of an envelope, or the fault that it is.

    Raises:
        XmlProblemError: no XML.
        FaultError: no envelope of this version, or a header that has to be understood and is not.

    """
    root = root_of(data)
    space = SPACES[version]
    if root.tag != f"{{{space}}}Envelope":
        raise FaultError(Fault("VersionMismatch", f"found {root.tag}; expected {{{space}}}Envelope"))
    for header in root.findall(f"{{{space}}}Header/*"):
        if header.get(f"{{{space}}}mustUnderstand") in ("1", "true"):
            raise FaultError(Fault("MustUnderstand", f"found the header {header.tag}; expected none"))
    bodies = [each for body in root.findall(f"{{{space}}}Body") for each in body if isinstance(each.tag, str)]
    if len(bodies) != 1:
        raise XmlProblemError([XmlProblem("Envelope/Body", f"{len(bodies)} elements in it", "one")])
    return _fault(bodies[0], version) if bodies[0].tag == f"{{{space}}}Fault" else bodies[0]


def _fault(element: etree._Element, version: str) -> Fault:
    space = f"{{{SPACES[version]}}}"
    paths = ("faultcode", "faultstring") if version == "1.1" else (f"{space}Code/{space}Value",
                                                                  f"{space}Reason/{space}Text")
    code, reason = ((element.findtext(path) or "").strip() for path in paths)
    back = {value: key for key, value in _CODES_1_2.items()}
    name = code.rpartition(":")[2]
    status = next((each.text or "" for each in element.iter(f"{{{DETAIL}}}status")), "")
    return Fault(back.get(name, name), reason, status.strip())


def fault_response(fault: Fault, version: str) -> Response:
    """The response that says it. 1.1 sends every fault with 500, 1.2 what the client did wrong with 400."""
    media = next(name for name, each in MEDIA.items() if each == version)
    status = 400 if version == "1.2" and fault.code == "Client" else 500
    body = enveloped(_element(fault, version), version)
    return Response(status, {"content-type": f"{media}; charset=utf-8"}, body)


def _element(fault: Fault, version: str) -> etree._Element:
    space = f"{{{SPACES[version]}}}"
    reason = "".join(each if each.isprintable() else "?" for each in fault.reason)
    root = etree.Element(f"{space}Fault", nsmap={"soap": SPACES[version]})
    if version == "1.1":
        add(root, "faultcode", f"soap:{fault.code}")
        add(root, "faultstring", reason)
        detail = "detail"
    else:
        add(add(root, f"{space}Code"), f"{space}Value", f"soap:{_CODES_1_2.get(fault.code, fault.code)}")
        add(add(root, f"{space}Reason"), f"{space}Text", reason).set(_XML_LANG, "en")
        detail = f"{space}Detail"
    if fault.status:
        add(add(root, detail), f"{{{DETAIL}}}status", fault.status)
    return root
