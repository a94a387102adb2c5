"""A repository in an SQL database, whichever: the one piece of code for all of them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

import msgspec

from linebench.epcis.canonical import canonical_id
from linebench.epcis.model import Event
from linebench.epcis.query import NEVER, Query
from linebench.epcis.times import micros
from linebench.store.database import Database, Values
from linebench.store.narrowing import askable, narrowed
from linebench.store.pages import Mark, Row, check_size, mark_of, no_page, ordered, page, rows_after
from linebench.store.repository import Delivery, Page
from linebench.store.schema import prepare
from linebench.store.stored import bytes_of, event_of

__all__ = ["SqlRepository"]

_AT_ONCE, _MOST_AT_ONCE = 200, 25_600
"""Rows read at a time where perhaps not all are needed, then twice as many: finding each begin costs a search."""
_IN_A_ROW = 2_000
"""Rows read at a time where all are."""
_ASKED = 400
"""Event ids asked for in one statement."""
_ERRORS = msgspec.json.Decoder(tuple[str, ...])
_INSERT = "INSERT INTO epcis_event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"


class SqlRepository:
    """A ``Repository``. ``base``: the database, this object's own."""

    def __init__(self, base: Database) -> None:
        self._base = base
        prepare(base)

    def add(self, capture_id: str, events: Sequence[Event], errors: tuple[str, ...] = ()) -> None:
        """See ``Repository``."""
        with self._base.writing("epcis_event"):
            if self.delivery(capture_id) is None:
                self._store(capture_id, events, errors)

    def delivery(self, capture_id: str) -> Delivery | None:
        """See ``Repository``."""
        found = self._base.rows("SELECT stored, errors FROM epcis_capture WHERE id = ?", (capture_id,))
        return Delivery(found[0][0], _ERRORS.decode(found[0][1])) if found else None

    def events(self, query: Query, after: str = "", limit: int = 30) -> Page:
        """See ``Repository``."""
        mark = mark_of(after)
        if query.order.key is not None and not query.order.by:
            rows = ordered(self._fitting(query, "", Mark()), query.order)
            if not after:
                check_size(rows, query)
            return page(rows_after(rows, mark, after), query, mark, limit)
        if not after:
            check_size(self._fitting(query, query.order.by, mark), query)
        return page(self._fitting(query, query.order.by, mark), query, mark, limit)

    def event(self, event_id: str) -> Event | None:
        """See ``Repository``."""
        found = self._base.rows("SELECT body FROM epcis_event WHERE event_id = ? ORDER BY number LIMIT 1",
                                (event_id,)) if askable((event_id,)) else []
        return event_of(found[0][0]) if found else None

    def known(self, event_ids: Collection[str]) -> Mapping[str, Event]:
        """See ``Repository``."""
        asked, found = askable(set(event_ids)), dict[str, Event]()
        for start in range(0, len(asked), _ASKED):
            some = asked[start:start + _ASKED]
            condition = f"event_id IN ({', '.join('?' * len(some))}) AND declares = 0"
            sql = f"SELECT event_id, body FROM epcis_event WHERE {condition} ORDER BY number"  # noqa: S608  # as below
            for event_id, body in self._base.rows(sql, some):
                found.setdefault(event_id, event_of(body))
        return found

    def count(self) -> int:
        """See ``Repository``."""
        return int(self._base.rows("SELECT count(*) FROM epcis_event")[0][0])

    def replay(self) -> Iterator[Event]:
        """See ``Repository``."""
        last = 0
        while rows := self._base.rows(
                "SELECT number, body FROM epcis_event WHERE number > ? ORDER BY number LIMIT ?", (last, _IN_A_ROW)):
            last = rows[-1][0]
            yield from (event_of(body) for _, body in rows)

    def close(self) -> None:
        """See ``Repository``."""
        self._base.close()

    def _store(self, capture_id: str, events: Sequence[Event], errors: tuple[str, ...]) -> None:
        last = self._base.rows("SELECT coalesce(max(number), 0) FROM epcis_event")[0][0]
        self._base.rows("INSERT INTO epcis_capture VALUES (?, ?, ?)",
                        (capture_id, len(events), msgspec.json.encode(errors)))
        numbered = list(enumerate(events, last + 1))
        self._base.many(_INSERT, [_columns(number, capture_id, event) for number, event in numbered])
        self._base.many("INSERT INTO epcis_epc VALUES (?, ?)",
                        sorted((epc, number) for number, event in numbered for epc in _named(event)))

    def _fitting(self, query: Query, column: str, mark: Mark) -> Iterator[Row]:
        """Rows that fit, behind the mark, by a column of times or as they were stored."""
        condition, values = narrowed(query.hints)
        key = self._key_of(column, mark) if mark.number else None
        number = mark.number
        way, beyond = ("DESC", "<") if query.order.descending and column else ("ASC", ">")
        order = f"{column} {way}, number" if column else "number"
        size = _AT_ONCE
        while True:
            behind, more = _behind(column, beyond, key, number)
            sql = (f"SELECT number, {column or 'number'}, body FROM epcis_event "  # noqa: S608  # no text of others
                   f"WHERE {condition} AND {behind} ORDER BY {order} LIMIT {size}")
            rows = self._base.rows(sql, [*values, *more])
            for number, key, body in rows:  # noqa: B007  # the last ones are where the next rows begin
                event = event_of(body)
                if query.fits(event):
                    yield number, event
            if len(rows) < size:
                return
            size = min(2 * size, _MOST_AT_ONCE)

    def _key_of(self, column: str, mark: Mark) -> int:
        found = self._base.rows(f"SELECT {column or 'number'} FROM epcis_event WHERE number = ?",  # noqa: S608
                                (mark.number,))
        if not found:
            raise no_page(f"{mark.number}-{mark.given}")
        return int(found[0][0])


def _behind(column: str, beyond: str, key: int | None, number: int) -> tuple[str, Values]:
    """The condition for rows behind one."""
    if not column or key is None:
        return "number > ?", (number,)
    return f"{column} {beyond}= ? AND ({column} {beyond} ? OR number > ?)", (key, key, number)


def _columns(number: int, capture_id: str, event: Event) -> Values:
    return (number, capture_id, event.event_id or None, int(event.error_declaration is not None), event.type,
            event.biz_step, micros(event.event_time), micros(event.record_time) if event.record_time else NEVER,
            bytes_of(event))


def _named(event: Event) -> Iterable[str]:
    """Every identifier and class in an event, once."""
    classes = chain(event.quantity_list, event.child_quantity_list, event.input_quantity_list,
                    event.output_quantity_list)
    texts = chain(event.epc_list, event.child_epcs, event.input_epc_list, event.output_epc_list,
                  (event.parent_id,) if event.parent_id else (), (each.epc_class for each in classes))
    return set(map(canonical_id, texts))
