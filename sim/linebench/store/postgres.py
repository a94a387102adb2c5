"""PostgreSQL as a ``Database``."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from linebench.store.database import Values
from linebench.store.repository import StoreError

__all__ = ["PostgresDatabase"]

_ONE_AT_A_TIME = 4_150_512
"""Number of the lock of whoever makes the tables: any, but the same for all."""


class PostgresDatabase:
    """See ``Database``. ``url``: ``postgresql://user@host/database``.

    The password is in the environment (``PGPASSWORD``) or in a ``.pgpass`` file.
    """

    words: Mapping[str, str] = MappingProxyType(
        {"text": 'TEXT COLLATE "C"', "bytes": "BYTEA", "number": "BIGINT", "clustered": ""})

    def __init__(self, url: str) -> None:
        self.where = _without_password(url)
        self._driver = _psycopg(self.where)
        with self._told():
            self._base = self._driver.connect(url, autocommit=True)
            # what a server of somebody else may have switched off: the end of a transaction waits for the disk
            self._base.execute("SET synchronous_commit = on")

    def rows(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """See ``Database``."""
        with self._told():
            done = self._base.execute(sql.replace("?", "%s"), values)
            return list(done.fetchall()) if done.description else []

    def many(self, sql: str, rows: Iterable[Values]) -> None:
        """See ``Database``."""
        with self._told(), self._base.cursor() as cursor:
            cursor.executemany(sql.replace("?", "%s"), rows)

    @contextmanager
    def writing(self, *tables: str) -> Iterator[None]:
        """See ``Database``."""
        with self._told(), self._base.transaction():
            for table in tables:
                self._base.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
            if not tables:
                self._base.execute("SELECT pg_advisory_xact_lock(%s)", (_ONE_AT_A_TIME,))
            yield

    def close(self) -> None:
        """See ``Database``."""
        self._base.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (self._driver.Error, UnicodeEncodeError) as error:
            said = " ".join(str(error).split())  # a server answers in several lines
            raise StoreError(f"{self.where}: {said}") from error


def _psycopg(where: str) -> Any:  # noqa: ANN401  # a module is no type of its own
    try:
        import psycopg  # noqa: PLC0415  # an extra that few need
    except ImportError as error:
        raise StoreError(f"{where}: PostgreSQL needs psycopg; install linebench[postgres]") from error
    return psycopg


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    user, _, host = parts.netloc.rpartition("@")
    name = user.partition(":")[0]
    return urlunsplit(parts._replace(netloc=f"{name}@{host}" if name else host, query=""))
