"""Asks the enterprise for everything it has, as an auditor would, so that its answers can be held against truth."""

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import NamedTuple, Protocol, TypeAlias

from linebench.epcis.model import Event
from linebench.ports import Message
from linebench.ports.l4 import Found, Query, QueryRefused
from linebench.records import AnyRecord
from linebench.records.claim import AllClaimed
from linebench.records.wire import Delivered

__all__ = ["OLDEST_FIRST", "Audited", "Auditor", "Page", "Parameters"]

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


class Page(NamedTuple):
    """One page of an answer, or a refusal. ``at``: its position; both ``None`` where nothing came."""

    at: int | None
    answer: Found | QueryRefused | None


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
    """Speaks to the enterprise in the site's place. ``say``: sends a message to it now.

    ``first``: number of the first query; ``per_page``: how many events are asked for at once.
    """

    def __init__(self, world: Audited, say: Callable[[Message], None], *, first: int = _FIRST,
                 per_page: int = _PER_PAGE) -> None:
        self._world, self._say, self._per_page = world, say, per_page
        self._numbers = count(first)

    def ask(self) -> str:
        """Ask for all events, page by page; what comes is claimed as it arrives. Returns why it ended early."""
        why = self.find(OLDEST_FIRST)[1]
        if not why:
            self._world.write(AllClaimed(self._world.now, "l4"))
        return why

    def find(self, parameters: Parameters) -> tuple[list[Event], str]:
        """Ask which events fit, page by page; returns them, and why the answer ended early."""
        found = list[Event]()
        for page in self.pages(parameters):
            if not isinstance(page.answer, Found):
                return found, page.answer.reason if page.answer else f"no answer in {_PATIENCE_US // 1_000_000} s"
            found += page.answer.events
        return found, ""

    def pages(self, parameters: Parameters) -> Iterator[Page]:
        """Ask which events fit; each page as it comes, the last one a refusal where the answer ended early."""
        token = ""
        while True:
            page = self._page(next(self._numbers), parameters, token)
            yield page
            token = page.answer.page if isinstance(page.answer, Found) else ""
            if not token:
                return

    def _page(self, number: int, parameters: Parameters, token: str) -> Page:
        since = self._world.position  # in real time an answer does not wait until somebody looks
        self._say(Query(number, parameters, self._per_page, token))

        def answers(record: AnyRecord) -> bool:
            return isinstance(record, Delivered) and isinstance(record.message, Found | QueryRefused) \
                and record.message.query == number

        at = self._world.advance(answers, _PATIENCE_US, since=since)
        record = None if at is None else self._world.records[at]
        message = record.message if isinstance(record, Delivered) else None
        return Page(at, message) if isinstance(message, Found | QueryRefused) else Page(None, None)
