"""Asks the enterprise for everything it has, as an auditor would, so that its answers can be held against truth."""

from collections.abc import Callable, Sequence
from itertools import count
from typing import Protocol, TypeAlias

from linebench.epcis.model import Event
from linebench.ports import Message
from linebench.ports.l4 import Found, Query, QueryRefused
from linebench.records import AnyRecord
from linebench.records.claim import AllClaimed
from linebench.records.wire import Delivered

__all__ = ["OLDEST_FIRST", "Audited", "Auditor", "Parameters"]

_PER_PAGE = 30
"""The default of the standard."""
_PATIENCE_US = 120_000_000
"""How long one page is waited for."""
_FIRST = 1_000_000_000
"""Number of the first query: others count from 1."""
Parameters: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""Parameters of a query as the standard names them, each with its values."""
OLDEST_FIRST: Parameters = (("orderBy", ("recordTime",)), ("orderDirection", ("ASC",)))
"""In the order in which they were recorded."""


class Audited(Protocol):
    """The attempt in which is asked, as ``Bench``."""

    @property
    def now(self) -> int:
        """Simulated time in microseconds."""

    @property
    def position(self) -> int:
        """Number of records so far."""

    @property
    def records(self) -> Sequence[AnyRecord]:
        """The kept journal."""

    def write(self, record: AnyRecord) -> int:
        """Append a record."""

    def advance(self, until: Callable[[AnyRecord], bool], limit_us: int, *, since: int) -> int | None:
        """Let the world run until a record from ``since`` on satisfies; returns its position."""


class Auditor:
    """Speaks to the enterprise in the site's place. ``say``: sends a message to it now."""

    def __init__(self, world: Audited, say: Callable[[Message], None]) -> None:
        self._world, self._say = world, say
        self._numbers = count(_FIRST)

    def ask(self) -> str:
        """Ask for all events, page by page; what comes is claimed as it arrives. Returns why it ended early."""
        why = self.find(OLDEST_FIRST)[1]
        if not why:
            self._world.write(AllClaimed(self._world.now, "l4"))
        return why

    def find(self, parameters: Parameters) -> tuple[list[Event], str]:
        """Ask which events fit, page by page; returns them, and why the answer ended early."""
        page, found = "", list[Event]()
        while True:
            answer = self._page(next(self._numbers), parameters, page)
            if not isinstance(answer, Found):
                return found, answer.reason if answer else f"no answer in {_PATIENCE_US // 1_000_000} s"
            found += answer.events
            page = answer.page
            if not page:
                return found, ""

    def _page(self, number: int, parameters: Parameters, page: str) -> Found | QueryRefused | None:
        since = self._world.position  # in real time an answer does not wait until somebody looks
        self._say(Query(number, parameters, _PER_PAGE, page))

        def answers(record: AnyRecord) -> bool:
            return isinstance(record, Delivered) and isinstance(record.message, Found | QueryRefused) \
                and record.message.query == number

        at = self._world.advance(answers, _PATIENCE_US, since=since)
        record = None if at is None else self._world.records[at]
        message = record.message if isinstance(record, Delivered) else None
        return message if isinstance(message, Found | QueryRefused) else None
