"""What a level keeps where a killed process cannot take it along: a dict in a file, changed whole or not at all."""

import pickle
import sqlite3
from pathlib import Path
from typing import Any

__all__ = ["LastingStore", "StoreFileError", "kept_in"]

_GONE = object()


class StoreFileError(ValueError):
    """A file that is no store. The message names it."""


class LastingStore(dict[str, Any]):
    """A dict kept in an SQLite file. Changes are one transaction until ``commit``: a process that is killed before
    has made none of them, and one that is killed afterwards all of them.

    What is committed is with the operating system, so it outlives the process, not the machine: the bench cuts
    power by killing processes. That is why nothing waits for the disk (``synchronous=OFF``); which transactions of
    the write-ahead log are whole, SQLite tells by their checksums.

    Only ``store[key] = value``, ``pop`` and ``del`` may change it. Values are pickled: the file
    is the process's own.
    """

    def __init__(self, path: Path) -> None:
        """Open the file, made when missing, with what is in it."""
        self._file = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._file.execute("PRAGMA journal_mode=WAL")
        self._file.execute("PRAGMA synchronous=OFF")
        self._file.execute("CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value BLOB)")
        super().__init__(_all_of(self._file))

    def __setitem__(self, key: str, value: object) -> None:
        self._change("INSERT INTO kept VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                     key, pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
        super().__setitem__(key, value)

    def __delitem__(self, key: str) -> None:
        super().__delitem__(key)
        self._change("DELETE FROM kept WHERE key = ?", key)

    def pop(self, key: str, default: object = _GONE) -> Any:  # noqa: ANN401  # as dict.pop
        """Take a key out; as ``dict.pop``."""
        if key in self:
            value = self[key]
            del self[key]
            return value
        if default is _GONE:
            raise KeyError(key)
        return default

    def commit(self) -> None:
        """Make everything last that was changed since the last time."""
        if self._file.in_transaction:
            self._file.execute("COMMIT")

    def close(self) -> None:
        """Close the file, without what is not committed."""
        self._file.close()

    def _change(self, statement: str, *values: object) -> None:
        if not self._file.in_transaction:
            self._file.execute("BEGIN IMMEDIATE")
        self._file.execute(statement, values)


def kept_in(path: Path) -> dict[str, Any]:
    """What a store keeps, while its process may be writing; nothing is changed.

    Raises:
        StoreFileError: the file is no store.

    """
    file = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        return _all_of(file)
    except (sqlite3.DatabaseError, pickle.PickleError, AttributeError, ImportError, EOFError) as error:
        raise StoreFileError(f"{path.as_posix()}: found what is no store ({error}); expected what linebench stack "
                             "--store keeps") from error
    finally:
        file.close()


def _all_of(file: sqlite3.Connection) -> dict[str, Any]:
    rows = file.execute("SELECT key, value FROM kept ORDER BY rowid").fetchall()
    return {key: pickle.loads(value) for key, value in rows}  # noqa: S301  # the process's own file
