"""EPCIS 2.0 documents in JSON, read and checked, format assertions included.

Source: GS1 EPCIS 2.0, chapter 10, and its JSON Schema.
"""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any

import msgspec

from linebench.epcis import fields
from linebench.epcis.fields import Prefixes
from linebench.epcis.kinds import event_of
from linebench.epcis.model import Document, Event, VocabularyElement
from linebench.epcis.names import KNOWN, context_prefixes, is_uri
from linebench.epcis.problems import EpcisError, Problem, Problems

__all__ = ["parse_json", "read_json", "read_value"]

_DOCUMENT = frozenset({"@context", "id", "type", "schemaVersion", "creationDate", "instanceIdentifier", "sender",
                       "receiver", "epcisHeader", "epcisBody"})
_NEEDED = MappingProxyType({
    "EPCISDocument": ("@context", "schemaVersion", "creationDate", "epcisBody"),
    "EPCISQueryDocument": ("@context", "epcisBody"),
})
_VERSION = re.compile(r"2(\.\d+)*")


def read_json(data: bytes) -> Document:
    """The document that the bytes are.

    Raises:
        EpcisError: it is no JSON, or not what the standard wants; with everything that is wrong.

    """
    return read_value(parse_json(data))


def parse_json(data: bytes) -> Any:  # noqa: ANN401  # whatever somebody's JSON is
    """The bytes as JSON values, with exact numbers.

    Raises:
        EpcisError: they are no JSON in UTF-8.

    """
    try:
        return _DECODER.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, RecursionError, InvalidOperation, UnicodeDecodeError) as error:
        raise EpcisError((Problem("document", f"no JSON: {error}", "JSON in UTF-8"),)) from error


_DECODER = msgspec.json.Decoder(float_hook=Decimal)


def read_value(found: Any) -> Document:  # noqa: ANN401  # whatever somebody's JSON is
    """The document that a JSON value is: a document, an answer to a query, or one event with its context.

    Raises:
        EpcisError: as ``read_json``.

    """
    problems = Problems()
    document = _document(found, problems)
    problems.refuse()
    return document


def _document(found: Any, problems: Problems) -> Document:  # noqa: ANN401  # whatever somebody's JSON is
    kind = found.get("type") if isinstance(found, dict) else None
    if not isinstance(found, dict) or not isinstance(kind, str):
        problems.tell("type", kind, "EPCISDocument, EPCISQueryDocument or an event, in an object")
        return _EMPTY
    prefixes = context_prefixes(found.get("@context"))
    if kind in _NEEDED:
        return _whole(found, kind, problems, prefixes)
    if "@context" not in found:
        problems.tell("@context", None, "the context, for an event by itself")
    event = event_of(found, problems, prefixes)
    return Document(version="2.0", created="", events=(event,) if event else (), prefixes=_added(prefixes))


_EMPTY = Document(version="2.0", created="", events=())


def _whole(found: Mapping[str, Any], kind: str, problems: Problems, prefixes: Prefixes) -> Document:
    for name in _NEEDED[kind]:
        if name not in found:
            problems.tell(name, None, "it, for it must be there")
    if "@context" in found:
        _check_context(found["@context"], problems)
    version = found.get("schemaVersion", "2.0")
    if not isinstance(version, str) or not _VERSION.fullmatch(version):
        problems.tell("schemaVersion", version, "2.0")
    created = ""
    if "creationDate" in found:
        created = fields.time(found["creationDate"], "creationDate", problems, prefixes)
    texts = {name: fields.text(found.get(key, ""), key, problems, prefixes) for name, key in _TEXTS.items()}
    if "id" in found:
        fields.uri(found["id"], "id", problems, prefixes)
    others = {key: value for key, value in found.items() if key not in _DOCUMENT}
    body = _object(found.get("epcisBody"), "epcisBody", problems) if "epcisBody" in found else {}
    header, master = _header(found.get("epcisHeader"), problems, prefixes)
    events, query, subscription, answered = _body(body, kind, problems, prefixes)
    return Document(version="2.0", created=created, events=events, master_data=master + answered, **texts,
                    header=header, extensions=fields.extensions(others, problems, prefixes),
                    prefixes=_added(prefixes), query=query, subscription=subscription)


_TEXTS = MappingProxyType({
    "id": "id", "sender": "sender", "receiver": "receiver", "instance": "instanceIdentifier"})


def _added(prefixes: Prefixes) -> Prefixes:
    return {name: uri for name, uri in prefixes.items() if KNOWN.get(name) != uri}


def _check_context(context: Any, problems: Problems) -> None:  # noqa: ANN401  # whatever somebody's JSON is
    parts = context if isinstance(context, list) else [context]
    for each in parts:
        if not isinstance(each, dict) and not is_uri(each):
            problems.tell("@context", each, "the address of a context, or an object of prefixes")
    if any(parts.count(each) > 1 for each in parts):
        problems.tell("@context", context, "each context once")


def _body(body: Mapping[str, Any], kind: str, problems: Problems, prefixes: Prefixes,
          ) -> tuple[tuple[Event, ...], str | None, str, tuple[VocabularyElement, ...]]:
    if not body:
        return (), None, "", ()
    if kind == "EPCISDocument":
        with problems.at("epcisBody"):
            return _events(body, problems, prefixes), None, "", ()
    with problems.at("epcisBody"):
        results = _object(body.get("queryResults"), "queryResults", problems)
    with problems.at("epcisBody.queryResults"):
        name = fields.text(results.get("queryName"), "queryName", problems, prefixes)
        subscription = fields.text(results.get("subscriptionID", ""), "subscriptionID", problems, prefixes)
        inner = _object(results.get("resultsBody"), "resultsBody", problems)
    with problems.at("epcisBody.queryResults.resultsBody"):
        return _events(inner, problems, prefixes), name, subscription, _vocabularies(inner, problems, prefixes)


def _events(body: Mapping[str, Any], problems: Problems, prefixes: Prefixes) -> tuple[Event, ...]:
    found = body.get("eventList")
    if not isinstance(found, list):
        problems.tell("eventList", found, "a list of events")
        return ()
    events = []
    for at, each in enumerate(found):
        problems.enter(f"eventList[{at}]")
        own = context_prefixes(each["@context"]) if isinstance(each, dict) and "@context" in each else {}
        event = event_of(each, problems, {**prefixes, **own} if own else prefixes)
        if event is not None:
            events.append(event)
        problems.leave()
    return tuple(events)


def _header(found: Any, problems: Problems,  # noqa: ANN401  # whatever somebody's JSON is
            prefixes: Prefixes) -> tuple[Mapping[str, Any], tuple[VocabularyElement, ...]]:
    if found is None:
        return {}, ()
    header = _object(found, "epcisHeader", problems)
    with problems.at("epcisHeader"):
        master = _object(header.get("epcisMasterData", {}), "epcisMasterData", problems)
        others = {key: each for key, each in header.items() if key != "epcisMasterData"}
        own = fields.extensions(others, problems, prefixes)
    with problems.at("epcisHeader.epcisMasterData"):
        return own, _vocabularies(master, problems, prefixes)


def _vocabularies(found: Mapping[str, Any], problems: Problems,
                  prefixes: Prefixes) -> tuple[VocabularyElement, ...]:
    elements: list[VocabularyElement] = []
    for at, each in enumerate(_list(found.get("vocabularyList", []), "vocabularyList", problems)):
        where = f"vocabularyList[{at}]"
        vocabulary = _object(each, where, problems)
        with problems.at(where):
            kind = fields.uri(vocabulary.get("type"), "type", problems, prefixes)
            members = _list(vocabulary.get("vocabularyElementList", []), "vocabularyElementList", problems)
            elements += [_element(member, kind, f"vocabularyElementList[{number}]", problems, prefixes)
                         for number, member in enumerate(members)]
    return tuple(elements)


def _element(found: Any, kind: str, where: str, problems: Problems,  # noqa: ANN401  # whatever somebody's JSON is
             prefixes: Prefixes) -> VocabularyElement:
    element = _object(found, where, problems)
    with problems.at(where):
        attributes = [_attribute(each, f"attributes[{at}]", problems, prefixes)
                      for at, each in enumerate(_list(element.get("attributes", []), "attributes", problems))]
        children = fields.listed(fields.uri)(element.get("children", []), "children", problems, prefixes)
        return VocabularyElement(kind, fields.uri(element.get("id"), "id", problems, prefixes), tuple(attributes),
                                 children)


def _attribute(found: Any, where: str, problems: Problems,  # noqa: ANN401  # whatever somebody's JSON is
               prefixes: Prefixes) -> tuple[str, Any]:
    attribute = _object(found, where, problems)
    with problems.at(where):
        return fields.uri(attribute.get("id"), "id", problems, prefixes), attribute.get("attribute", "")


def _object(found: Any, name: str, problems: Problems) -> Mapping[str, Any]:  # noqa: ANN401  # somebody's JSON
    if not isinstance(found, dict):
        problems.tell(name, found, "an object")
        return {}
    return found


def _list(found: Any, name: str, problems: Problems) -> list[Any]:  # noqa: ANN401  # whatever somebody's JSON is
    if not isinstance(found, list):
        problems.tell(name, found, "a list")
        return []
    return found
