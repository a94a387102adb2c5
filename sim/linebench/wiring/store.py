"""What a level keeps where a killed process cannot take it along: a dict whose changes are in a file at once."""

import pickle
import sqlite3
from pathlib import Path
from typing import Any

__all__ = ["LastingStore"]

_GONE = object()


class LastingStore(dict[str, Any]):
    """A dict kept in an SQLite file. A change is with the operating system when the call returns, so it outlives
    the process (not the machine: the bench cuts power by killing processes).

    Only ``store[key] = value``, ``pop`` and ``del`` may change it. Values are pickled: the file
    is the process's own.
    """

    def __init__(self, path: Path) -> None:
        """Open the file, made when missing, with what is in it."""
        self._file = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._file.execute("PRAGMA journal_mode=WAL")
        self._file.execute("PRAGMA synchronous=OFF")
        self._file.execute("CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value BLOB)")
        rows = self._file.execute("SELECT key, value FROM kept ORDER BY rowid").fetchall()
        super().__init__({key: pickle.loads(value) for key, value in rows})  # noqa: S301  # its own file

    def __setitem__(self, key: str, value: object) -> None:
        self._file.execute("INSERT INTO kept VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                           (key, pickle.dumps(value, pickle.HIGHEST_PROTOCOL)))
        super().__setitem__(key, value)

    def __delitem__(self, key: str) -> None:
        super().__delitem__(key)
        self._file.execute("DELETE FROM kept WHERE key = ?", (key,))

    def pop(self, key: str, default: object = _GONE) -> Any:  # noqa: ANN401  # as dict.pop
        """Take a key out; as ``dict.pop``."""
        if key in self:
            value = self[key]
            del self[key]
            return value
        if default is _GONE:
            raise KeyError(key)
        return default

    def close(self) -> None:
        """Close the file."""
        self._file.close()
