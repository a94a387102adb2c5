"""Rows of a view in a database of the system, by a key that grows: SQLite as a file, PostgreSQL by URL."""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime
from typing import Any

from linebench.binding.address import check_host
from linebench.binding.deed import BindingError
from linebench.binding.eye import Once, Row, Seen
from linebench.binding.kinds import EyeKind, Options, Place
from linebench.units import Duration

__all__ = ["KIND", "SqlEye", "SqlOptions"]

_US = 1_000_000
_MS = 1_000
_PAGE = 5_000
_SHOWN = 240


class SqlOptions(Options, frozen=True, kw_only=True):
    """``file``: an SQLite database, or ``url``: ``postgresql://user@host/database``, whose password is in the
    environment (``PGPASSWORD``) or in a ``.pgpass`` file. ``view``: a table or view, with its schema if need be;
    ``key``: a column whose values grow. A row that appears with a key below one that was read is not seen.
    """

    view: str
    key: str
    file: str = ""
    url: str = ""
    within: Duration = Duration(5_000_000)


class SqlEye:
    """An ``Eye``. It reads alone, and holds no connection between looks."""

    def __init__(self, options: SqlOptions, place: Place) -> None:
        if bool(options.file) == bool(options.url):
            raise BindingError(f"{place.where}: found {'both' if options.file else 'neither'} of file and url; "
                               "expected one")
        if options.url:
            check_host(place, options.url)
        self._options, self._path = options, place.folder / options.file
        self._query: Callable[[str, tuple[Any, ...]], list[dict[str, Any]]] = self._sqlite
        if options.url:
            self._psycopg, self._query = _psycopg(place.where), self._postgres
        self._last: Any = None
        self._trouble = Once()

    async def open(self) -> None:
        """See ``Eye``: the rows that are there are of earlier attempts."""
        while any(isinstance(seen, Row) for seen in await self.look()):
            pass

    async def look(self) -> Sequence[Seen]:
        """See ``Eye``."""
        try:
            rows = await asyncio.to_thread(self._rows)
        except Exception as error:  # noqa: BLE001  # each driver has its own
            said = " ".join(str(error).split())  # a database answers in several lines
            return self._trouble.told(f"{self._options.view}: {type(error).__name__} {said}"[:_SHOWN])
        self._trouble.told("")
        return rows

    async def reach(self) -> str:
        """See ``Eye``: whether the view and its key can be asked for."""
        try:
            await asyncio.to_thread(self._query, f"{self._select()} LIMIT 1", ())
        except Exception as error:  # noqa: BLE001  # each driver has its own
            return f"{type(error).__name__} {error}".strip()[:_SHOWN]
        return ""

    def _select(self, where: str = "") -> str:
        key, view = _quoted(self._options.key), ".".join(map(_quoted, self._options.view.split(".")))
        return f"SELECT * FROM {view} {where} ORDER BY {key}"  # noqa: S608  # names alone, and these are quoted

    def _rows(self) -> list[Seen]:
        mark = "%s" if self._options.url else "?"
        where = "" if self._last is None else f"WHERE {_quoted(self._options.key)} > {mark}"
        found = self._query(f"{self._select(where)} LIMIT {_PAGE}", () if self._last is None else (self._last,))
        if not found:
            return []
        name = next((each for each in found[0] if each.casefold() == self._options.key.casefold()), "")
        self._last = found[-1][name]
        return [Row({column: _text(value) for column, value in row.items()}, f"{self._options.view} {row[name]}")
                for row in found]

    def _sqlite(self, query: str, values: tuple[Any, ...]) -> list[dict[str, Any]]:
        if not self._path.is_file():
            raise FileNotFoundError(f"there is no file {self._path.name}")
        address = f"{self._path.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=self._options.within / _US)) as base:
            base.row_factory = sqlite3.Row
            return [dict(row) for row in base.execute(query, values)]

    def _postgres(self, query: str, values: tuple[Any, ...]) -> list[dict[str, Any]]:
        driver, within = self._psycopg, int(self._options.within)
        with driver.connect(self._options.url, connect_timeout=max(1, within // _US), autocommit=True,
                            options=f"-c statement_timeout={within // _MS}",
                            row_factory=driver.rows.dict_row) as base:
            base.read_only = True
            return list(base.execute(query, values))


def _psycopg(where: str) -> Any:  # noqa: ANN401  # a module is no type of its own
    try:
        import psycopg  # noqa: PLC0415  # an extra that few need
        import psycopg.rows  # noqa: PLC0415  # see above
    except ImportError as error:
        raise BindingError(f"{where}: PostgreSQL needs psycopg; install linebench[postgres]") from error
    return psycopg


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return "" if value is None else str(value)


KIND = EyeKind(name="sql", summary="rows of a view by a growing key, in SQLite or PostgreSQL", options=SqlOptions,
               make=SqlEye, reaches=lambda options: (options.url,) if options.url else ())
