"""One fold over a journal's records that all rules share. It streams: a pack is forgotten once it is gone."""

from collections.abc import Callable, Iterable
from typing import Any, get_args

from linebench.oracle.aftermath import Aftermath
from linebench.oracle.book import Book
from linebench.oracle.bypasses import Bypasses
from linebench.oracle.challenged import Challenged
from linebench.oracle.claimed import Claimed
from linebench.oracle.conditions import Surroundings
from linebench.oracle.counting import Counting
from linebench.oracle.doors import Doors
from linebench.oracle.flow import Flow
from linebench.oracle.keeping import Keeping
from linebench.oracle.lines import FurtherLines
from linebench.oracle.losses import Losses
from linebench.oracle.office import OfficeTalk
from linebench.oracle.persons import Persons
from linebench.oracle.plan import World
from linebench.oracle.planning import Planning
from linebench.oracle.pooling import Pooling
from linebench.oracle.rates import Rates
from linebench.oracle.seals import Seals
from linebench.oracle.spoiling import Spoiling
from linebench.oracle.stops import Stops
from linebench.oracle.talk import Talk
from linebench.oracle.verifying import Verifying
from linebench.ports import Message
from linebench.records import AnyRecord, record_types
from linebench.records.run import ClockMeasured, Closed, Uncertainty
from linebench.records.wire import Delivered

__all__ = ["Ledger"]

Handler = Callable[[Any, int], None]
Hearer = Callable[[Any, Delivered, int], None]


class Ledger:
    """Folds records into a ``Book``. Rules subscribe to ``book.topics`` before the first record."""

    def __init__(self, world: World) -> None:
        self.book = Book(world)
        self._flow = Flow(self.book)
        self._stops = Stops(self.book, self._flow)
        self._losses = Losses(self.book)
        keeping = Keeping(self.book)
        self._talk = Talk(self.book, keeping)
        persons = Persons(self.book)
        counting, pooling, planning = Counting(self.book, self._flow), Pooling(self.book), Planning(self.book)
        self._verifying, office = Verifying(self.book), OfficeTalk(self.book)
        bypasses = Bypasses(self.book, self._stops)
        parts = (self._flow, counting, Aftermath(self.book, self._flow), self._stops, Rates(self.book, self._stops),
                 self._losses, self._talk, pooling, Claimed(self.book), planning, self._verifying,
                 Surroundings(self.book), persons, office, Seals(self._flow), bypasses, Challenged(self.book),
                 Spoiling(self.book), Doors(self.book), keeping, self.book.stored, self.book.exceptions)
        self._handlers: dict[type, Handler | None] = dict.fromkeys(record_types())
        for part in parts:
            for kind, handler in part.handlers().items():
                self.listen(kind, handler)
        self.listen(Uncertainty, self._uncertain)
        self._ahead: dict[str, int] = {}
        self.listen(ClockMeasured, self._clocked)
        self._messages: dict[type, Hearer | None] = dict.fromkeys(get_args(Message))
        for heard in (self._talk, counting, pooling, planning, persons, keeping, self._verifying, bypasses,
                      self.book.exceptions, office, FurtherLines(self.book)):
            for kind, hearer in heard.messages().items():
                self._hear(kind, hearer)

    def _hear(self, kind: type, hearer: Hearer) -> None:
        first = self._messages[kind]
        self._messages[kind] = hearer if first is None else _both_hear(first, hearer)

    def listen(self, kind: type, handler: Handler) -> None:
        """Call ``handler(record, position)`` for every record of a type, after those that listen already."""
        first = self._handlers.get(kind)
        self._handlers[kind] = handler if first is None else _both(first, handler)

    def feed(self, records: Iterable[AnyRecord]) -> None:
        """Fold more records, in the order of the journal."""
        handlers, messages = self._handlers, self._messages
        position, record = self.book.records, None
        for position, record in enumerate(records, position):  # noqa: B020  # goes on counting
            if type(record) is Delivered:
                message = record.message
                listen = messages[type(message)]
                if listen is not None:
                    listen(message, record, position)
            else:
                hear = handlers[type(record)]
                if hear is not None:
                    hear(record, position)
        if record is not None:
            self.book.records = position + 1
            self.book.t = record.t
            self.book.closed = type(record) is Closed

    def _uncertain(self, measured: Uncertainty, _: int) -> None:
        self.book.uncertainty = measured.us

    def _clocked(self, measured: ClockMeasured, _: int) -> None:
        """A foreign clock is known as well as it was read, and what it drifted since is not known in between."""
        drift = abs(measured.ahead_us - self._ahead.setdefault(measured.source, measured.ahead_us))
        self.book.clock_off = max(self.book.clock_off, measured.off_us + drift)

    def finish(self) -> None:
        """The journal has ended."""
        self._stops.finish()
        self._losses.finish()
        self._flow.finish()
        self._verifying.finish()


def _both_hear(first: Hearer, second: Hearer) -> Hearer:
    def call(message: Any, heard: Delivered, position: int) -> None:  # noqa: ANN401  # any message type
        first(message, heard, position)
        second(message, heard, position)

    return call


def _both(first: Handler, second: Handler) -> Handler:
    def call(record: Any, position: int) -> None:  # noqa: ANN401  # any record type
        first(record, position)
        second(record, position)

    return call
