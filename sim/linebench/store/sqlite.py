"""SQLite as a ``Database``: one file, on the disk when a transaction ends."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from linebench.store.database import Values
from linebench.store.repository import StoreError

__all__ = ["SqliteDatabase"]

_PATIENCE_S = 30
"""How long a writer waits for another one."""
_SETTINGS = ("PRAGMA synchronous=FULL", "PRAGMA fullfsync=ON", "PRAGMA foreign_keys=ON")
"""With a write-ahead log, FULL is what waits for the disk at the end of each transaction; macOS needs the other."""


class SqliteDatabase:
    """See ``Database``. ``path``: of the file, made when missing; its folder is there."""

    words: Mapping[str, str] = MappingProxyType(
        {"text": "TEXT", "bytes": "BLOB", "number": "INTEGER", "clustered": "WITHOUT ROWID"})

    def __init__(self, path: Path) -> None:
        self.where = f"sqlite:///{path}"
        if not path.absolute().parent.is_dir():
            raise StoreError(f"{self.where}: found no folder {path.absolute().parent}; make it, or name another")
        with self._told():
            # whoever owns the repository uses it from one thread, which need not be the one that opened it
            self._base = sqlite3.connect(path, timeout=_PATIENCE_S, isolation_level=None, check_same_thread=False)
        try:
            self._set_up()
        except StoreError:
            self._base.close()
            raise

    def _set_up(self) -> None:
        with self._told():
            (mode,) = self._base.execute("PRAGMA journal_mode=WAL").fetchone()
            for setting in _SETTINGS:
                self._base.execute(setting)
        if mode != "wal":
            raise StoreError(f"{self.where}: found a file system without a write-ahead log (journal mode "
                             f"{mode}); name a file on a local disk")

    def rows(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """See ``Database``."""
        with self._told():
            return self._base.execute(sql, values).fetchall()

    def many(self, sql: str, rows: Iterable[Values]) -> None:
        """See ``Database``."""
        with self._told():
            self._base.executemany(sql, rows)

    @contextmanager
    def writing(self, *tables: str) -> Iterator[None]:  # noqa: ARG002  # SQLite locks the whole file
        """See ``Database``."""
        self.rows("BEGIN IMMEDIATE")
        try:
            yield
            self.rows("COMMIT")
        except BaseException:
            if self._base.in_transaction:
                self.rows("ROLLBACK")
            raise

    def close(self) -> None:
        """See ``Database``."""
        self._base.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OverflowError, UnicodeEncodeError) as error:
            raise StoreError(f"{self.where}: {error}") from error
