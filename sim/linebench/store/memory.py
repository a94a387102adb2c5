"""A repository in memory: for one run, and as what the others are measured by."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from linebench.epcis.model import Event
from linebench.epcis.query import Query
from linebench.store.pages import check_size, mark_of, ordered, page, rows_after
from linebench.store.repository import Delivery, Page

__all__ = ["MemoryRepository"]


class MemoryRepository:
    """A ``Repository`` whose events are gone when it is."""

    def __init__(self) -> None:
        self._events: list[Event] = []
        self._deliveries: dict[str, Delivery] = {}
        self._first: dict[str, Event] = {}
        self._originals: dict[str, Event] = {}

    def add(self, capture_id: str, events: Sequence[Event], errors: tuple[str, ...] = ()) -> None:
        """See ``Repository``."""
        if capture_id in self._deliveries:
            return
        self._deliveries[capture_id] = Delivery(len(events), errors)
        self._events.extend(events)
        for event in events:
            if event.event_id:
                self._first.setdefault(event.event_id, event)
                if event.error_declaration is None:
                    self._originals.setdefault(event.event_id, event)

    def delivery(self, capture_id: str) -> Delivery | None:
        """See ``Repository``."""
        return self._deliveries.get(capture_id)

    def events(self, query: Query, after: str = "", limit: int = 30) -> Page:
        """See ``Repository``."""
        mark = mark_of(after)
        rows = ordered(((number, event) for number, event in enumerate(self._events, 1) if query.fits(event)),
                       query.order)
        if not after:
            check_size(rows, query)
        return page(rows_after(rows, mark, after), query, mark, limit)

    def event(self, event_id: str) -> Event | None:
        """See ``Repository``."""
        return self._first.get(event_id)

    def known(self, event_ids: Collection[str]) -> Mapping[str, Event]:
        """See ``Repository``."""
        return {each: self._originals[each] for each in event_ids if each in self._originals}

    def count(self) -> int:
        """See ``Repository``."""
        return len(self._events)

    def replay(self) -> Iterator[Event]:
        """See ``Repository``."""
        return iter(tuple(self._events))

    def close(self) -> None:
        """See ``Repository``: there is nothing to let go of."""
