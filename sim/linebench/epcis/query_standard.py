"""Conditions on fields of the standard, each by the name of its parameter.

Source: GS1 EPCIS 2.0, 8.2.7.1.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

import msgspec

from linebench.epcis import words
from linebench.epcis.canonical import canonical_id
from linebench.epcis.kinds import KINDS
from linebench.epcis.model import Event, Place
from linebench.epcis.names import is_uri
from linebench.epcis.places import MasterData
from linebench.epcis.query_own import names_of
from linebench.epcis.query_parts import Between, Fits, Part, Within
from linebench.epcis.query_values import moment, wrong
from linebench.epcis.words import Vocabulary

__all__ = ["STANDARD", "Given", "Maker", "bare_words"]


class Given(msgspec.Struct, frozen=True):
    """What conditions are made with. ``prefixes``: of names of fields of others, beside those of the standard."""

    prefixes: Mapping[str, str]
    master: MasterData


Maker: TypeAlias = Callable[[str, Sequence[str], Given], Part]
"""Makes the condition of a parameter from its name and values; raises QueryError where they cannot be."""
_ACTIONS = frozenset({"ADD", "OBSERVE", "DELETE"})


def _type(name: str, values: Sequence[str], given: Given) -> Part:
    found: set[str] = set()
    for value in values:
        if value not in KINDS and ":" not in value:
            raise wrong(name, value, f"one of {words.listed(KINDS)}, or a type of your own in a namespace")
        found |= {value} if value in KINDS else names_of(value, given.prefixes)
    return _column("type", "type", frozenset(found))


def _column(attribute: str, column: str, found: frozenset[str]) -> Part:
    return Part(lambda event: getattr(event, attribute) in found, Within(column, found))


def _action(name: str, values: Sequence[str], given: Given) -> Part:  # noqa: ARG001  # every maker's signature
    for value in values:
        if value not in _ACTIONS:
            raise wrong(name, value, words.listed(_ACTIONS))
    return Part(lambda event: event.action in values)


def bare_words(name: str, values: Iterable[str], vocabulary: Vocabulary) -> frozenset[str]:
    """Words of a vocabulary as events have them.

    Raises:
        QueryError: one is neither of the standard nor a URI.

    """
    found = frozenset(map(vocabulary.bare, values))
    for each in sorted(found - vocabulary.words):
        if vocabulary.foreign(each) or not is_uri(each):
            raise wrong(name, each, f"a {vocabulary.name} of the CBV, such as {min(vocabulary.words)}, or a URI")
    return found


def _step(name: str, values: Sequence[str], given: Given) -> Part:  # noqa: ARG001  # every maker's signature
    return _column("biz_step", "biz_step", bare_words(name, values, words.STEPS))


def _disposition(name: str, values: Sequence[str], given: Given) -> Part:  # noqa: ARG001  # every maker's signature
    found = bare_words(name, values, words.DISPOSITIONS)
    return Part(lambda event: event.disposition in found)


def _persistent(name: str, values: Sequence[str], given: Given) -> Part:  # noqa: ARG001  # every maker's signature
    found, which = bare_words(name, values, words.DISPOSITIONS), name.rpartition("_")[2]

    def fits(event: Event) -> bool:
        kept = event.persistent_disposition
        return kept is not None and not found.isdisjoint(getattr(kept, which))

    return Part(fits)


def _time(attribute: str) -> Maker:
    def make(name: str, values: Sequence[str], given: Given) -> Part:  # noqa: ARG001  # every maker's signature
        at = _one(name, values)
        limit = moment(name, at)
        since = name.startswith("GE")
        fits = _when(lambda event: getattr(event, attribute), limit, since=since)
        return Part(fits, Between(attribute, limit if since else None, None if since else limit))

    return make


def _declared(name: str, values: Sequence[str], given: Given) -> Part:  # noqa: ARG001  # every maker's signature
    limit = moment(name, _one(name, values))
    return Part(_when(_declaration_time, limit, since=name.startswith("GE")))


def _declaration_time(event: Event) -> str:
    return event.error_declaration.declaration_time if event.error_declaration else ""


def _when(time: Callable[[Event], str], limit: int, *, since: bool) -> Fits:
    def fits(event: Event) -> bool:
        text = time(event)
        return bool(text) and (moment("", text) >= limit) is since

    return fits


def _one(name: str, values: Sequence[str]) -> str:
    if len(values) != 1:
        raise wrong(name, list(values), "one value")
    return values[0]


def _place(attribute: str, *, within: bool) -> Maker:
    def make(name: str, values: Sequence[str], given: Given) -> Part:  # noqa: ARG001  # every maker's signature
        asked = given.master.family(values) if within else frozenset(map(canonical_id, values))

        def fits(event: Event) -> bool:
            place: Place | None = getattr(event, attribute)
            if place is None:
                return False
            return given.master.within(place.id, asked) if within else canonical_id(place.id) in asked

        return Part(fits)

    return make


def _transformation(name: str, values: Sequence[str], given: Given) -> Part:  # noqa: ARG001  # every maker's
    asked = frozenset(map(canonical_id, values))
    return Part(lambda event: bool(event.transformation_id) and canonical_id(event.transformation_id) in asked)


def _event_id(name: str, values: Sequence[str], given: Given) -> Part:  # noqa: ARG001  # every maker's signature
    return _column("event_id", "event_id", frozenset(values) - {""})


def _exists_error(name: str, values: Sequence[str], given: Given) -> Part:  # noqa: ARG001  # every maker's signature
    return Part(lambda event: event.error_declaration is not None)


def _reason(name: str, values: Sequence[str], given: Given) -> Part:  # noqa: ARG001  # every maker's signature
    found = bare_words(name, values, words.REASONS)
    return Part(lambda event: event.error_declaration is not None and event.error_declaration.reason in found)


def _corrective(name: str, values: Sequence[str], given: Given) -> Part:  # noqa: ARG001  # every maker's signature
    asked = frozenset(values)
    return Part(lambda event: event.error_declaration is not None
                and not asked.isdisjoint(event.error_declaration.corrective_event_ids))


STANDARD: Mapping[str, Maker] = MappingProxyType({
    "eventType": _type, "EQ_action": _action, "EQ_bizStep": _step, "EQ_disposition": _disposition,
    "EQ_persistentDisposition_set": _persistent, "EQ_persistentDisposition_unset": _persistent,
    "GE_eventTime": _time("event_time"), "LT_eventTime": _time("event_time"),
    "GE_recordTime": _time("record_time"), "LT_recordTime": _time("record_time"),
    "EQ_readPoint": _place("read_point", within=False), "WD_readPoint": _place("read_point", within=True),
    "EQ_bizLocation": _place("biz_location", within=False), "WD_bizLocation": _place("biz_location", within=True),
    "EQ_transformationID": _transformation, "EQ_eventID": _event_id,
    "EXISTS_errorDeclaration": _exists_error, "EQ_errorReason": _reason, "EQ_correctiveEventID": _corrective,
    "GE_errorDeclarationTime": _declared, "LT_errorDeclarationTime": _declared,
})
"""Every parameter with a name of its own, but for those on identifiers, quantities and the answer itself."""
