"""Values of events beside those of a query: the same, or more, or less.

A query has texts. A number of an event is compared as a number, a time as a time, an identifier in its canonical
form; a text of an event (``0010``) is that text alone where sameness is asked, for a lot is no number.
"""

import operator
import re
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeAlias

from linebench.epcis.canonical import canonical_id
from linebench.epcis.query_parts import PARAMETER, QueryError
from linebench.epcis.times import is_time, micros

__all__ = ["COMPARISONS", "Check", "moment", "number", "ordinal", "same", "than", "wrong"]

Check: TypeAlias = Callable[[Any], bool]
"""Whether a value of an event is as asked."""
COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = MappingProxyType({
    "EQ": operator.eq, "GT": operator.gt, "GE": operator.ge, "LT": operator.lt, "LE": operator.le})
"""Comparisons by how a parameter's name begins."""
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)


def wrong(name: str, found: object, expected: str) -> QueryError:
    """The error for a value of a parameter."""
    return QueryError(PARAMETER, f"{name}: found {found!r}, expected {expected}")


def number(value: object) -> Decimal | None:
    """A value as a number; ``None``: it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | Decimal):
        return Decimal(value)
    return Decimal(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else None


def moment(name: str, value: str) -> int:
    """A value as microseconds since 1970 UTC.

    Raises:
        QueryError: it is no time.

    """
    if not is_time(value):
        raise wrong(name, value, "a time such as 2026-01-31T12:00:00.000+01:00")
    return micros(value)


def same(asked: Collection[str]) -> Check:
    """Return whether a value is one of these."""
    texts = frozenset(asked) | {canonical_id(each) for each in asked}
    numbers = {found for found in map(number, asked) if found is not None}
    times = frozenset(micros(each) for each in asked if is_time(each))

    def check(value: Any) -> bool:  # noqa: ANN401  # whatever others put into their fields
        if isinstance(value, bool):
            return str(value).lower() in texts
        if isinstance(value, int | Decimal):
            return value in numbers
        if not isinstance(value, str):
            return False
        return value in texts or canonical_id(value) in texts or (is_time(value) and micros(value) in times)

    return check


def than(name: str, asked: str) -> Check:
    """Return whether a value is more or less, as the parameter's name begins: both numbers, or both times.

    Raises:
        QueryError: what is asked is neither.

    """
    compare = COMPARISONS[name[:2]]
    limit = ordinal(asked)
    if limit[0] not in (_OF_NUMBERS, _OF_TIMES):
        raise wrong(name, asked, "a number, or a time such as 2026-01-31T12:00:00.000+01:00")

    def check(value: Any) -> bool:  # noqa: ANN401  # whatever others put into their fields
        found = ordinal(value)
        return found[0] == limit[0] and compare(found[1], limit[1])

    return check


_OF_NOTHING, _OF_NUMBERS, _OF_TIMES, _OF_TEXTS = range(4)


def ordinal(value: object) -> tuple[int, Any]:
    """What a value is sorted by: nothing first, then numbers, times and texts."""
    found = number(value)
    if found is not None:
        return _OF_NUMBERS, found
    if is_time(value):
        return _OF_TIMES, micros(str(value))
    return (_OF_TEXTS, value) if isinstance(value, str) else (_OF_NOTHING, 0)
