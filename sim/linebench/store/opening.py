"""A repository by its URL."""

from pathlib import Path

from linebench.store.database import Database
from linebench.store.memory import MemoryRepository
from linebench.store.postgres import PostgresDatabase
from linebench.store.repository import Repository, StoreError
from linebench.store.sql import SqlRepository
from linebench.store.sqlite import SqliteDatabase

__all__ = ["open_repository"]

_SQLITE, _POSTGRES, _MEMORY = "sqlite:///", ("postgresql://", "postgres://"), "memory:"


def open_repository(url: str) -> Repository:
    """The repository of a URL, made when missing.

    ``sqlite:///stock.db`` is a file in the current folder, ``sqlite:////var/stock.db`` (or ``sqlite:///C:/stock.db``)
    one at that place; ``postgresql://user@host/database``; ``memory:`` keeps nothing.

    Raises:
        StoreError: it cannot be opened, or is of another version.

    """
    if url == _MEMORY:
        return MemoryRepository()
    if url.startswith(_SQLITE) and url != _SQLITE:
        return _prepared(SqliteDatabase(Path(url.removeprefix(_SQLITE))))
    if url.startswith(_POSTGRES):
        return _prepared(PostgresDatabase(url))
    raise StoreError(f"found the store {url!r}, expected sqlite:///file, postgresql://user@host/database or "
                     f"{_MEMORY}")


def _prepared(base: Database) -> SqlRepository:
    try:
        return SqlRepository(base)
    except StoreError:
        base.close()
        raise
