"""What stands in bodies and headers, as JSON Schema: as much as a client needs, for what an event must have is told
by the answer to one that has it not.
"""

from types import MappingProxyType
from typing import Any

from linebench.epcis.kinds import KINDS
from linebench.epcis.names import CONTEXT
from linebench.wire.epcis.jobs import STORED
from linebench.wire.epcis.wishes import BEHAVIOURS, CBV_FORMATS, EPC_FORMATS

__all__ = ["REQUEST_HEADERS", "SCHEMAS", "TEXT"]

TEXT = {"type": "string", "minLength": 1}
_TIME = {"type": "string", "format": "date-time"}
_VERSION = {"type": "string", "pattern": r"^[0-9]{1,4}(\.[0-9]{1,4}){0,2}$"}
_CONTEXT = {"type": ["string", "array", "object"], "description": f"such as {CONTEXT}"}
REQUEST_HEADERS = MappingProxyType({
    "gs1-capture-error-behaviour": {"type": "string", "enum": list(BEHAVIOURS)},
    "linebench-capture": {"type": "string", "pattern": "^[A-Za-z0-9/_-]{1,64}$"},
    "gs1-epc-format": {"type": "string", "enum": list(EPC_FORMATS)},
    "gs1-cbv-xml-format": {"type": "string", "enum": list(CBV_FORMATS)},
    "gs1-epcis-min": _VERSION, "gs1-epcis-max": _VERSION,
})
"""Headers of requests that mean something here."""


def _object(required: tuple[str, ...], **members: Any) -> dict[str, Any]:  # noqa: ANN401  # any schema
    return {"type": "object", "required": list(required), "properties": members}


def _list(of: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{of}"}}


_EVENT = _object(
    ("type", "eventTime", "eventTimeZoneOffset"), type={"anyOf": [{"enum": list(KINDS)}, {"type": "string"}]},
    eventTime=_TIME, eventTimeZoneOffset={"type": "string", "pattern": r"^[+-](0[0-9]|1[0-4]):[0-5][0-9]$"},
    recordTime=_TIME, eventID={"type": "string"}, action={"enum": ["ADD", "OBSERVE", "DELETE"]},
    bizStep={"type": "string"}, disposition={"type": "string"}, **{"@context": _CONTEXT})
_EVENTS = _object(("eventList",), eventList=_list("EventOfList"))
_FIELD = {"type": ["string", "integer"]}
_SCHEDULE = {"type": "object", "additionalProperties": False, "minProperties": 1, "properties": dict.fromkeys(
    ("second", "minute", "hour", "dayOfMonth", "month", "dayOfWeek"), _FIELD)}
SCHEMAS = {
    "Anything": {"type": "object"},
    "Event": {**_EVENT, "required": ["@context", *_EVENT["required"]]},
    "EventOfList": _EVENT,
    "EPCISDocument": _object(
        ("@context", "type", "schemaVersion", "creationDate", "epcisBody"), type={"const": "EPCISDocument"},
        schemaVersion={"type": "string"}, creationDate=_TIME, epcisBody=_EVENTS, **{"@context": _CONTEXT}),
    "EPCISQueryDocument": _object(
        ("@context", "type", "epcisBody"), type={"const": "EPCISQueryDocument"},
        epcisBody=_object(("queryResults",), queryResults=_object(
            ("queryName", "resultsBody"), queryName=TEXT, subscriptionID=TEXT, resultsBody=_EVENTS)),
        **{"@context": _CONTEXT}),
    "Collection": _object(("@context", "type", "member"), type={"const": "Collection"},
                          member={"type": "array", "items": TEXT}, **{"@context": _CONTEXT}),
    "CaptureJob": _object(
        ("captureID", "createdAt", "running", "success", "captureErrorBehaviour", "errors"), captureID=TEXT,
        createdAt=_TIME, finishedAt=_TIME, running={"type": "boolean"}, success={"type": "boolean"},
        captureErrorBehaviour={"enum": list(BEHAVIOURS)}, errors=_list("Problem"),
        **{STORED: {"type": "integer", "minimum": 0}}),
    "CaptureJobs": _list("CaptureJob"),
    "Query": {**_object(("name", "query"), name={"type": "string", "pattern": "^[A-Za-z0-9_~-]{1,128}$"}, query={
        "type": "object", "minProperties": 1, "additionalProperties": {"anyOf": [
            {"type": "string"}, {"type": "integer"}, {"type": "array", "items": {"type": "string"}}]}}),
        "additionalProperties": False},
    "Queries": _list("Query"),
    "SubscriptionRequest": {**_object(
        ("dest",), dest={"type": "string", "format": "uri", "pattern": "^https?://"},
        signatureToken={"type": "string"}, stream={"type": "boolean"}, schedule=_SCHEDULE,
        reportIfEmpty={"type": "boolean"}, initialRecordTime=_TIME), "additionalProperties": False},
    "Subscription": _object(
        ("subscriptionID", "dest", "createdAt"), subscriptionID=TEXT, dest=TEXT, createdAt=_TIME,
        lastNotifiedAt=_TIME, stream={"const": True}, schedule=_SCHEDULE, reportIfEmpty={"type": "boolean"}),
    "Subscriptions": _list("Subscription"),
    "Problem": _object(("type", "title", "status"), type=TEXT, title=TEXT,
                       status={"type": "integer"}, detail={"type": "string"}),
}
"""Every schema by its name."""
