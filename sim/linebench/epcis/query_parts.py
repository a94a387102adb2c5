"""What a query is made of: conditions on an event, each with what a store can look up for it."""

from collections.abc import Callable
from typing import TypeAlias

import msgspec

from linebench.epcis.model import Event

__all__ = ["PARAMETER", "TOO_COMPLEX", "TOO_LARGE", "Between", "Fits", "Hint", "Naming", "Part", "QueryError",
           "Within"]

PARAMETER = "QueryParameterException"
TOO_COMPLEX = "QueryTooComplexException"
TOO_LARGE = "QueryTooLargeException"


class QueryError(ValueError):
    """A query that is not answered. ``kind``: the exception of the standard; the message: what is wrong."""

    def __init__(self, kind: str, message: str) -> None:
        self.kind = kind
        super().__init__(message)


class Within(msgspec.Struct, frozen=True):
    """Only events with one of these values. ``column``: ``type``, ``biz_step`` or ``event_id``."""

    column: str
    values: frozenset[str]


class Between(msgspec.Struct, frozen=True):
    """Only events of this time in microseconds. ``column``: ``event_time`` or ``record_time``; ``None``: no end."""

    column: str
    at_least: int | None = None
    below: int | None = None


class Naming(msgspec.Struct, frozen=True):
    """Only events that name, in whatever list, one of these canonical identifiers, or one that starts so."""

    ids: frozenset[str]
    starts: tuple[str, ...] = ()


Hint: TypeAlias = Within | Between | Naming
"""No event fits that is not as the hint says; of those that are, some may not."""
Fits: TypeAlias = Callable[[Event], bool]


class Part(msgspec.Struct, frozen=True):
    """One condition."""

    fits: Fits
    hint: Hint | None = None
