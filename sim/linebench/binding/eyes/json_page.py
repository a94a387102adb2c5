"""A page of JSON that tells what is so now, such as alarms that stand; looked at again and again."""

from collections.abc import Sequence
from typing import Any

import httpx

from linebench.binding.address import check_host
from linebench.binding.eye import Once, Row, Seen, Trouble
from linebench.binding.kinds import EyeKind, Options, Place
from linebench.binding.shared import WATCHER
from linebench.units import Duration

__all__ = ["KIND", "JsonEye", "JsonOptions"]

_US = 1_000_000
_MOST = 4 * 1024 * 1024
_SHOWN = 120


class JsonOptions(Options, frozen=True, kw_only=True):
    """``url``: the page. ``rows``: where its statements are, names with dots between, such as ``line.alarms``;
    empty: the page is one statement. ``key``: which value tells statements apart; empty: all of them together.
    ``by``: the person as whom it is looked at; ``logged_out``: statuses that mean that they are not logged in.
    """

    url: str
    rows: str = ""
    key: str = ""
    by: str = WATCHER
    logged_out: str = "401"
    within: Duration = Duration(5_000_000)


class JsonEye:
    """An ``Eye``: what appeared, changed or went since the last look. A page that does not answer says nothing."""

    def __init__(self, options: JsonOptions, place: Place) -> None:
        check_host(place, options.url)
        self._options, self._shared = options, place.shared
        self._logged_out = frozenset(int(status) for status in options.logged_out.split())
        self._before: dict[str, Row] = {}
        self._trouble = Once()

    async def open(self) -> None:
        """See ``Eye``: the page tells what is so now."""
        self._before = {}

    async def look(self) -> Sequence[Seen]:
        """See ``Eye``."""
        try:
            answer = await self._shared.ask(self._options.by, self._logged_out, "GET", self._options.url,
                                            timeout=self._options.within / _US)
            rows = self._rows(_page(answer))
        except (httpx.HTTPError, ValueError, LookupError, TypeError) as error:
            return self._trouble.told(f"{self._options.url}: {type(error).__name__} {error}"[:2 * _SHOWN])
        self._trouble.told("")
        return self._changes(rows)

    async def reach(self) -> str:
        """See ``Eye``."""
        found = await self.look()
        return next((seen.detail for seen in found if isinstance(seen, Trouble)), "")

    def _rows(self, page: Any) -> dict[str, Row]:  # noqa: ANN401  # whatever JSON holds
        for name in filter(None, self._options.rows.split(".")):
            page = page[name]
        found: dict[str, Row] = {}
        for number, each in enumerate(page if isinstance(page, list) else [page], 1):
            named = each if isinstance(each, dict) else {"": each}
            values = {name: _text(value) for name, value in named.items()}
            key = values[self._options.key] if self._options.key else repr(sorted(values.items()))
            found[key] = Row(values, f"{self._options.url} {self._options.rows} {number}".strip())
        return found

    def _changes(self, rows: dict[str, Row]) -> Sequence[Seen]:
        before, self._before = self._before, rows
        gone = [Row(row.values, row.place, gone=True) for key, row in before.items() if key not in rows]
        return [*gone, *(row for key, row in rows.items() if key not in before or before[key].values != row.values)]


def _page(answer: httpx.Response) -> Any:  # noqa: ANN401  # whatever JSON holds
    answer.raise_for_status()
    if len(answer.content) > _MOST:
        raise ValueError(f"{len(answer.content)} bytes; expected {_MOST} at most")
    return answer.json()


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


KIND = EyeKind(name="json", summary="a page of JSON that tells what is so now", options=JsonOptions, make=JsonEye,
               reaches=lambda options: (options.url,), anew=True)
