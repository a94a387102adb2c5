"""The standard's query for events: which of them fit, in which order, and how many.

Source: GS1 EPCIS 2.0, 8.2.7.1 (SimpleEventQuery).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeAlias

import msgspec

from linebench.epcis.model import Event, VocabularyElement
from linebench.epcis.places import MasterData
from linebench.epcis.query_lists import LISTS, PATTERNED
from linebench.epcis.query_own import names_of, own_part, values_of
from linebench.epcis.query_parts import PARAMETER, TOO_COMPLEX, Hint, Part, QueryError
from linebench.epcis.query_standard import STANDARD, Given
from linebench.epcis.query_values import ordinal, wrong
from linebench.epcis.times import micros

__all__ = ["NEVER", "Order", "Parameters", "Query", "QueryError", "compile_query"]

Parameters: TypeAlias = Iterable[tuple[str, Sequence[str]]]
"""Names with their values."""
NEVER = -(1 << 62)
"""Time of what has none, where events are sorted by it: before all others."""
_MOST_VALUES = 10_000
"""Values of a whole query: more are refused as too complex."""
_MOST_DIGITS = 9


class Order(msgspec.Struct, frozen=True):
    """Of the events of an answer.

    Attributes:
        by: ``event_time`` or ``record_time``; ``""``: a field of others, or none.
        key: what they are sorted by; equal ones stay as they were stored. ``None``: all do.
        descending: the latest, or most, first.

    """

    by: str = ""
    key: Callable[[Event], Any] | None = None
    descending: bool = False


class Query(msgspec.Struct, frozen=True):
    """A query that can be asked.

    Attributes:
        parts: its conditions.
        order: of the answer.
        first: so many of the answer are wanted, and no more; ``None``: all.
        most: if more fit, the query is refused as too large; ``None``: never.

    """

    parts: tuple[Part, ...] = ()
    order: Order = Order()
    first: int | None = None
    most: int | None = None

    @property
    def hints(self) -> tuple[Hint, ...]:
        """What a store can look up. Every event that fits is as each of them says."""
        return tuple(part.hint for part in self.parts if part.hint is not None)

    def fits(self, event: Event) -> bool:
        """Whether an event is one of those asked for."""
        return all(part.fits(event) for part in self.parts)


def compile_query(parameters: Parameters | Mapping[str, Sequence[str]], prefixes: Mapping[str, str] | None = None,
                  master_data: MasterData | Iterable[VocabularyElement] = ()) -> Query:
    """The query that parameters with their values make.

    ``prefixes``: prefix to namespace for names of fields of others, beside those of the standard.
    ``master_data``: what is within what, and attributes.

    Raises:
        QueryError: there is no such parameter, it is given twice, or its value cannot be.

    """
    master = master_data if isinstance(master_data, MasterData) else MasterData(master_data)
    given = Given(prefixes or {}, master)
    found = _by_name(parameters.items() if isinstance(parameters, Mapping) else parameters)
    answer = {name: _single(name, found.pop(name)) for name in _ANSWER if name in found}
    parts = tuple(_part(name, values, given) for name, values in found.items())
    return Query(parts, _order(answer, given), _limit(answer, "eventCountLimit"), _limit(answer, "maxEventCount"))


_ANSWER = ("orderBy", "orderDirection", "eventCountLimit", "maxEventCount")
_TIMES = MappingProxyType({"eventTime": "event_time", "recordTime": "record_time"})
_DIRECTIONS = MappingProxyType({"ASC": False, "DESC": True})
_YES = frozenset({(), ("",), ("true",)})


def _by_name(parameters: Parameters) -> dict[str, Sequence[str]]:
    found: dict[str, Sequence[str]] = {}
    for name, values in parameters:
        if name in found:
            raise QueryError(PARAMETER, f"{name}: found twice, expected once with all of its values")
        found[name] = values
    if sum(map(len, found.values())) > _MOST_VALUES:
        raise QueryError(TOO_COMPLEX, f"found more than {_MOST_VALUES:,} values; ask in several queries")
    if {"eventCountLimit", "maxEventCount"} <= found.keys():
        raise QueryError(PARAMETER, "found both eventCountLimit and maxEventCount; expected one of them")
    return found


def _part(name: str, values: Sequence[str], given: Given) -> Part:
    if name.startswith("EXISTS_"):
        _nothing_more(name, values)
    elif not values:
        raise wrong(name, list(values), "at least one value")
    maker = STANDARD.get(name) or LISTS.get(name)
    if maker:
        return maker(name, values, given)
    for pattern, make in PATTERNED:
        match = pattern.fullmatch(name)
        if match:
            return make(name, match[1] or "", values, given)
    part = own_part(name, values, given.prefixes)
    if part is None:
        raise QueryError(PARAMETER, f"found the parameter {name!r}, expected one of the standard's: {_KNOWN}")
    return part


_KNOWN = ", ".join([*sorted((*STANDARD, *LISTS, *_ANSWER)), "or a patterned one such as EQ_bizTransaction_po",
                    "GT_quantity_KGM", "EQ_ILMD_cbvmda:lotNumber"])


def _nothing_more(name: str, values: Sequence[str]) -> None:
    """See that a parameter that has no value has none, or `true` for want of a better."""
    if tuple(values) not in _YES:
        raise wrong(name, list(values), "no value, or true")


def _single(name: str, values: Sequence[str]) -> str:
    if len(values) != 1:
        raise wrong(name, list(values), "one value")
    return values[0]


def _limit(answer: Mapping[str, str], name: str) -> int | None:
    text = answer.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > _MOST_DIGITS or not int(text):
        raise wrong(name, text, f"a whole number from 1, of at most {_MOST_DIGITS} digits")
    return int(text)


def _order(answer: Mapping[str, str], given: Given) -> Order:
    direction = answer.get("orderDirection", "DESC")
    if direction not in _DIRECTIONS:
        raise wrong("orderDirection", direction, "ASC or DESC")
    by = answer.get("orderBy")
    if by is None:
        return Order()
    if by not in _TIMES and ":" not in by:
        raise wrong("orderBy", by, "eventTime, recordTime, or a field of others such as namespace#name")
    key = _time_of(_TIMES[by]) if by in _TIMES else _own_value(names_of(by, given.prefixes))
    return Order(_TIMES.get(by, ""), key, _DIRECTIONS[direction])


def _time_of(attribute: str) -> Callable[[Event], int]:
    def key(event: Event) -> int:
        text = getattr(event, attribute)
        return micros(text) if text else NEVER

    return key


def _own_value(fields: frozenset[str]) -> Callable[[Event], tuple[int, Any]]:
    return lambda event: ordinal(next(values_of(event, fields), None))
