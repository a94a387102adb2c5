"""What a repository is to whoever uses it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Protocol

import msgspec

from linebench.epcis.model import Event
from linebench.epcis.query import Query

__all__ = ["Delivery", "Page", "Repository", "StoreError"]


class StoreError(Exception):
    """The store cannot be used, or does not do what it should. The message says where and what to do."""


class Delivery(msgspec.Struct, frozen=True):
    """What was stored of a capture. ``errors``: why the rest of it was not."""

    stored: int
    errors: tuple[str, ...] = ()


class Page(msgspec.Struct, frozen=True):
    """Events of an answer. ``next``: token of the page behind it; empty: this is the last."""

    events: tuple[Event, ...]
    next: str = ""


class Repository(Protocol):
    """Events in the order in which they were stored. What ``add`` has returned from outlives the process.

    An event is as it was captured; one that is declared erroneous is one more event, which has the id of the one
    that it declares. One thread at a time uses an object; several processes may use the same database.
    """

    def add(self, capture_id: str, events: Sequence[Event], errors: tuple[str, ...] = ()) -> None:
        """Store the events of a capture, all of them or none.

        A capture that is there already changes nothing. ``errors``: what its ``Delivery`` is to say.

        Raises:
            StoreError: they are not stored.

        """

    def delivery(self, capture_id: str) -> Delivery | None:
        """What was stored of a capture; ``None``: it is not known."""

    def events(self, query: Query, after: str = "", limit: int = 30) -> Page:
        """Events that fit, in the query's order. ``after``: token of the page; ``limit``: events of a page.

        Raises:
            QueryError: more fit than the query allows, or there is no such page.
            StoreError: the store cannot be read.

        """

    def event(self, event_id: str) -> Event | None:
        """The event of this id as it was captured first; ``None``: there is none."""

    def known(self, event_ids: Collection[str]) -> Mapping[str, Event]:
        """As ``event``, for many at once, without those that declare another erroneous; others are left out."""

    def count(self) -> int:
        """How many events are stored."""

    def replay(self) -> Iterator[Event]:
        """Every event, in the order of storing."""

    def close(self) -> None:
        """Let go of the store; it is used no more."""
