"""What stands in bodies and headers, as JSON Schema: as much as a client needs, for what an event must have is told
by the answer to one that has it not.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from linebench.epcis.kinds import KINDS
from linebench.epcis.names import CONTEXT
from linebench.wire.epcis.jobs import STORED
from linebench.wire.epcis.schedule import SCHEDULED
from linebench.wire.epcis.wishes import BEHAVIOURS, CBV_FORMATS, EPC_FORMATS

__all__ = ["QUERY_PARAMETERS", "REQUEST_HEADERS", "SCHEMAS", "TEXT"]

TEXT = {"type": "string", "minLength": 1}
_TIME = {"type": "string", "format": "date-time"}
_CONTEXT = {"type": ["string", "array", "object"], "description": f"such as {CONTEXT}"}
REQUEST_HEADERS = MappingProxyType({
    "gs1-capture-error-behaviour": {"type": "string", "enum": list(BEHAVIOURS)},
    "linebench-capture": {"type": "string", "pattern": "^[A-Za-z0-9/_-]{1,64}$"},
    "gs1-epc-format": {"type": "string", "enum": list(EPC_FORMATS)},
    "gs1-cbv-xml-format": {"type": "string", "enum": list(CBV_FORMATS)},
    "gs1-epcis-min": {"type": "string", "enum": ["1.2.0", "2.0.0"]},
    "gs1-epcis-max": {"type": "string", "enum": ["2.0.0"]},
})
"""Headers of requests that mean something here, with what can always be fulfilled."""
_ACTION = {"type": "string", "enum": ["ADD", "OBSERVE", "DELETE"]}
_NAMES = {"type": "string", "minLength": 1, "description": "one, or several with | between them"}
_TIMES = ("GE_eventTime", "LT_eventTime", "GE_recordTime", "LT_recordTime")
_WORDS = ("eventType", "EQ_bizStep", "EQ_disposition", "EQ_persistentDisposition_set",
          "EQ_persistentDisposition_unset", "EQ_readPoint", "WD_readPoint", "EQ_bizLocation", "WD_bizLocation",
          "EQ_transformationID", "EQ_eventID", "MATCH_epc", "MATCH_parentID", "MATCH_inputEPC", "MATCH_outputEPC",
          "MATCH_anyEPC", "MATCH_epcClass", "MATCH_inputEPCClass", "MATCH_outputEPCClass", "MATCH_anyEPCClass",
          "EQ_errorReason", "EQ_correctiveEventID")
_QUANTITIES = ("EQ_quantity", "GT_quantity", "GE_quantity", "LT_quantity", "LE_quantity")
QUERY_PARAMETERS: Mapping[str, Any] = MappingProxyType({
    "EQ_action": _ACTION, **dict.fromkeys(_TIMES, _TIME), **dict.fromkeys(_WORDS, _NAMES),
    **{name: {"type": "number"} for name in _QUANTITIES},
    **{name: {"type": "integer", "minimum": 1} for name in ("eventCountLimit", "maxEventCount")},
    "orderBy": {"type": "string", "enum": ["eventTime", "recordTime"]},
    "orderDirection": {"type": "string", "enum": ["ASC", "DESC"]},
})
"""Parameters of queries that have a fixed name; the standard has more, whose names are made of others."""


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
    SCHEDULED, _FIELD)}
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
        "type": "object", "minProperties": 1, "properties": {
            name: {"anyOf": [each, {"type": "array", "items": each, "minItems": 1}]}
            for name, each in QUERY_PARAMETERS.items()}, "additionalProperties": {"anyOf": [
                TEXT, {"type": "number"}, {"type": "array", "items": TEXT}]}}),
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
