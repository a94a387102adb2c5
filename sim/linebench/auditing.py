"""Asks the enterprise for everything it has, as an auditor would, so that its answers can be held against truth."""

from collections.abc import Callable
from itertools import count

from linebench.ports import Message
from linebench.ports.l4 import Found, Query, QueryRefused
from linebench.records import AnyRecord
from linebench.records.claim import AllClaimed
from linebench.records.wire import Delivered

__all__ = ["Auditor"]

_PER_PAGE = 30
"""The default of the standard."""
_PATIENCE_US = 120_000_000
"""How long one page is waited for."""
_FIRST = 1_000_000_000
"""Number of the first query: others count from 1."""

Wait = Callable[[Callable[[AnyRecord], bool], int], AnyRecord | None]
"""Lets the world run until a record satisfies, at most so many microseconds; returns it."""


class Auditor:
    """Speaks to the enterprise in the site's place. ``say``: sends a message to it now."""

    def __init__(self, say: Callable[[Message], None], wait: Wait, write: Callable[[AnyRecord], int],
                 now: Callable[[], int]) -> None:
        self._say, self._wait, self._write, self._now = say, wait, write, now
        self._numbers = count(_FIRST)

    def ask(self) -> str:
        """Ask for all events, page by page; what comes is claimed as it arrives. Returns why it ended early."""
        page = ""
        while True:
            answer = self._page(next(self._numbers), page)
            if not isinstance(answer, Found):
                return answer.reason if answer else f"no answer in {_PATIENCE_US // 1_000_000} s"
            page = answer.page
            if not page:
                self._write(AllClaimed(self._now(), "l4"))
                return ""

    def _page(self, number: int, page: str) -> Found | QueryRefused | None:
        self._say(Query(number, (("orderBy", ("recordTime",)), ("orderDirection", ("ASC",))), _PER_PAGE, page))

        def answers(record: AnyRecord) -> bool:
            return isinstance(record, Delivered) and isinstance(record.message, Found | QueryRefused) \
                and record.message.query == number

        record = self._wait(answers, _PATIENCE_US)
        message = record.message if isinstance(record, Delivered) else None
        return message if isinstance(message, Found | QueryRefused) else None
