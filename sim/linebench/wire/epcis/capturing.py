"""Captures as they arrive: which events a body has, and what is wrong with it.

Where what can be stored is to be stored, one event that is wrong does not keep the others out.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import msgspec
from lxml import etree

from linebench.epcis.json_reader import parse_json, read_json, read_value
from linebench.epcis.model import Document, Event
from linebench.epcis.problems import EpcisError
from linebench.epcis.xml_reader import read_xml, xml_root
from linebench.epcis.xml_values import parts
from linebench.wire.epcis.refusals import RefusedError
from linebench.wire.epcis.wishes import JSON
from linebench.wire.http.messages import Request

__all__ = ["Readable", "body_form", "capture_in", "event_in", "told"]

_XML = ("application/xml", "text/xml")
_ALONE = re.compile(r"eventList\[0\]|line \d+: event 1(?= )")
"""Where a problem of an event is told that was looked at by itself."""
_TOLD = 50
"""Problems that are told of one body; of more, their number."""


class Readable(msgspec.Struct, frozen=True):
    """What could be read of a capture, and what was wrong with the rest."""

    events: tuple[Event, ...]
    errors: tuple[str, ...] = ()


def told(error: EpcisError) -> str:
    """Everything that is wrong, in one text."""
    lines = [str(each) for each in error.problems[:_TOLD]]
    more = len(error.problems) - _TOLD
    return "; ".join([*lines, f"and {more} more"] if more > 0 else lines)


def body_form(request: Request, *allowed: str) -> str:
    """The media type of a body.

    Raises:
        RefusedError: it is none of these.

    """
    found = request.media_type
    if found not in allowed:
        raise RefusedError("UnsupportedMediaTypeException",
                           f"Content-Type: found {found or 'none'}, expected {' or '.join(allowed)}")
    return found


def capture_in(request: Request, *, proceed: bool) -> Readable:
    """The events of an EPCIS document in JSON or XML.

    Raises:
        RefusedError: it is none; or one of its events is wrong, unless ``proceed`` is meant.

    """
    as_json = body_form(request, *JSON, *_XML) in JSON
    try:
        return Readable(_whole(read_json(request.body) if as_json else read_xml(request.body)))
    except EpcisError as error:
        if not proceed:
            raise RefusedError("ValidationException", told(error)) from error
    return _salvaged(request.body, as_json=as_json)


def event_in(request: Request) -> Event:
    """The one event of a body, with its context.

    Raises:
        RefusedError: it is none.

    """
    body_form(request, *JSON)
    try:
        document = read_json(request.body)
    except EpcisError as error:
        raise RefusedError("ValidationException", told(error)) from error
    if document.created or document.query is not None or len(document.events) != 1:
        raise RefusedError("ValidationException", "type: found a document, expected one event by itself")
    return document.events[0]


def _whole(document: Document) -> tuple[Event, ...]:
    if document.query is not None or not document.created:
        raise RefusedError("ValidationException", "type: found another document, expected an EPCISDocument")
    return document.events


def _salvaged(body: bytes, *, as_json: bool) -> Readable:
    """The events that are right, each looked at by itself."""
    events: list[Event] = []
    errors: list[str] = []
    try:
        for number, each in enumerate(_json_alone(body) if as_json else _xml_alone(body)):
            try:
                events += _whole(read_value(each) if as_json else read_xml(each))
            except EpcisError as error:
                errors.append(_ALONE.sub(f"eventList[{number}]", told(error)))
    except EpcisError as error:
        raise RefusedError("ValidationException", told(error)) from error
    return Readable(tuple(events), tuple(errors))


def _json_alone(body: bytes) -> Iterator[Any]:
    """Documents with one event each; the document without events must be right."""
    whole = parse_json(body)
    inner = whole.get("epcisBody") if isinstance(whole, dict) else None
    if not isinstance(inner, dict) or not isinstance(inner.get("eventList"), list):
        _whole(read_value(whole))
        return
    _whole(read_value({**whole, "epcisBody": {**inner, "eventList": []}}))
    for each in inner["eventList"]:
        yield {**whole, "epcisBody": {**inner, "eventList": [each]}}


def _xml_alone(body: bytes) -> Iterator[bytes]:
    """The same in XML."""
    root = xml_root(body)
    found = [deepcopy(each) for one in root.iter("EventList") for each in parts(one)]
    lists = list(root.iter("EventList"))
    for each in lists:
        each[:] = []
    _whole(read_xml(etree.tostring(root)))
    for event in found if lists else ():
        lists[0].append(event)
        yield etree.tostring(root)
        lists[0][:] = []
