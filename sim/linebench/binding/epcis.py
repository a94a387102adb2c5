"""Object and aggregation events of EPCIS documents: 2.0 as JSON, 1.2 and 2.0 as XML.

Source: GS1 EPCIS 2.0 and 1.2. Words of the Core Business Vocabulary come bare, as URN or as web address.
"""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from typing import Any

from linebench.binding.documents import DocumentError, local, read_xml, unfinished_xml
from linebench.binding.epc import EpcError, element_string

__all__ = ["events_of", "unfinished"]

_TYPES = ("ObjectEvent", "AggregationEvent")
_LISTS = ("epcList", "childEPCs")
_TEXTS = ("action", "bizStep", "disposition", "eventTime", "parentID")
_WORD = re.compile(r"(?:.*:)?(?:.*/)?(?:BizStep-|Disp-)?([^:/]+)")


def unfinished(data: bytes) -> str:
    """Why a file is no whole document yet; empty when it is."""
    if not _is_json(data):
        return unfinished_xml(data)
    try:
        json.loads(data)
    except ValueError as error:
        return f"is no JSON: {error}"
    return ""


def events_of(data: bytes) -> Iterator[dict[str, str] | str]:
    """The events of a document, each as texts by name; of one that cannot be meant, why.

    Names: ``type``, ``action``, ``step``, ``disposition``, ``time``, ``parent`` and ``epcs``, the last with a line
    for each identifier, which are element strings.

    Raises:
        DocumentError: it is no EPCIS document.

    """
    for number, event in enumerate(_json_events(data) if _is_json(data) else _xml_events(data), 1):
        try:
            found = _row(event)
        except EpcError as error:
            yield f"event {number}: {error}"
            continue
        if found is not None:
            yield found


def _is_json(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def _row(event: Mapping[str, Any]) -> dict[str, str] | str | None:
    """``None``: an event of another type, or about no single packs."""
    if event.get("type") not in _TYPES:
        return None
    if event.get("errorDeclaration"):
        return f"the event of {event.get('eventTime', 'no time')} is declared erroneous; it is not taken as said"
    epcs = [element_string(str(each)) for name in _LISTS for each in event.get(name) or ()]
    parent = str(event.get("parentID") or "")
    if not epcs and not parent:
        return None
    return {"type": event["type"], "action": str(event.get("action", "")), "step": _bare(event.get("bizStep")),
            "disposition": _bare(event.get("disposition")), "time": str(event.get("eventTime", "")),
            "parent": element_string(parent) if parent else "", "epcs": "\n".join(epcs)}


def _bare(word: object) -> str:
    found = _WORD.fullmatch(str(word or ""))
    return found[1] if found else ""


def _json_events(data: bytes) -> Iterator[Mapping[str, Any]]:
    try:
        body = json.loads(data)["epcisBody"]
        events = body["eventList"] if "eventList" in body else body["queryResults"]["resultsBody"]["eventList"]
        yield from (each for each in events if isinstance(each, dict))
    except (ValueError, LookupError, TypeError) as error:
        raise DocumentError("is no EPCIS document: found no epcisBody with an eventList") from error


def _xml_events(data: bytes) -> Iterator[Mapping[str, Any]]:
    root = read_xml(data)
    if local(root.tag) not in ("EPCISDocument", "EPCISQueryDocument"):
        raise DocumentError(f"is no EPCIS document: its root is {local(root.tag)}; expected EPCISDocument")
    for element in root.iter():
        if local(element.tag) in _TYPES:
            yield _xml_event(element)


def _xml_event(element: ET.Element) -> Mapping[str, Any]:
    event: dict[str, Any] = {"type": local(element.tag)}
    for child in element.iter():
        name = local(child.tag)
        if name in _LISTS:
            event[name] = [(each.text or "").strip() for each in child]
        elif name == "errorDeclaration":
            event[name] = True
        elif name in _TEXTS:
            event.setdefault(name, (child.text or "").strip())
    return event
