"""Pages of an answer. A page's token names the last event before it, so that it needs no memory of the asker."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeAlias

import msgspec

from linebench.epcis.model import Event
from linebench.epcis.query import Order, Query
from linebench.epcis.query_parts import PARAMETER, TOO_LARGE, QueryError
from linebench.store.repository import Page

__all__ = ["Mark", "Row", "check_size", "mark_of", "no_page", "ordered", "page", "rows_after"]

Row: TypeAlias = tuple[int, Event]
"""An event with its number in the order of storing, from 1."""
_TOKEN = re.compile(r"([1-9]\d{0,17})-([1-9]\d{0,17})", re.ASCII)


class Mark(msgspec.Struct, frozen=True):
    """Where a page begins: behind the event of ``number``, with ``given`` events on the pages before it."""

    number: int = 0
    given: int = 0


def mark_of(token: str) -> Mark:
    """Where the page of a token begins.

    Raises:
        QueryError: it is no token.

    """
    match = _TOKEN.fullmatch(token)
    if token and match is None:
        raise no_page(token)
    return Mark(int(match[1]), int(match[2])) if match else Mark()


def no_page(token: str) -> QueryError:
    """The error for a token that no page has."""
    return QueryError(PARAMETER, f"found the page {token!r}, expected the token that came with the page before it")


def page(rows: Iterator[Row], query: Query, mark: Mark, limit: int) -> Page:
    """The next page of rows that fit and stand behind the mark.

    Raises:
        QueryError: a page of no events was asked for.

    """
    if limit < 1:
        raise QueryError(PARAMETER, f"found {limit} events of a page, expected 1 or more")
    left = limit if query.first is None else max(0, min(limit, query.first - mark.given))
    found = list(islice(rows, left + 1))
    shown = found[:left]
    given = mark.given + len(shown)
    more = len(found) > left and bool(shown) and given != query.first
    return Page(tuple(event for _, event in shown), f"{shown[-1][0]}-{given}" if more else "")


def check_size(rows: Iterable[Row], query: Query) -> None:
    """See that no more events fit than the query allows. ``rows``: those that fit, from the first.

    Raises:
        QueryError: more do.

    """
    if query.most is not None and sum(1 for _ in islice(rows, query.most + 1)) > query.most:
        raise QueryError(TOO_LARGE, f"more than {query.most} events fit, which is what maxEventCount allows")


def ordered(rows: Iterable[Row], order: Order) -> Sequence[Row]:
    """Rows in the query's order; what is equal stays as it was stored."""
    key = order.key
    if key is None:
        return list(rows)
    return sorted(rows, key=lambda row: key(row[1]), reverse=order.descending)


def rows_after(rows: Sequence[Row], mark: Mark, token: str) -> Iterator[Row]:
    """Rows in order, those behind the mark.

    Raises:
        QueryError: the marked event is not among them.

    """
    if not mark.number:
        return iter(rows)
    for at, (number, _) in enumerate(rows):
        if number == mark.number:
            return iter(rows[at + 1:])
    raise no_page(token)
