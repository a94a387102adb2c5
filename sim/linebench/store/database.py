"""What the SQL databases have in common, for the one repository that works on all of them."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeAlias

__all__ = ["Database", "Values"]

Values: TypeAlias = Sequence[Any]
"""Texts, whole numbers and bytes, as columns have them."""


class Database(Protocol):
    """A connection to a database that is spoken to in SQL, with ``?`` for each value.

    What goes wrong in it is a ``StoreError`` that names it.
    """

    where: str
    """What messages call it: its URL without a password."""
    words: Mapping[str, str]
    """Its own words for a column of ``text`` that is sorted by code points, of ``bytes``, and for a table that is
    kept in the order of its key (``clustered``)."""

    def rows(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """Do one statement; return its rows."""

    def many(self, sql: str, rows: Iterable[Values]) -> None:
        """Do one statement for each row."""

    def writing(self, *tables: str) -> AbstractContextManager[object]:
        """All of the block is done, and on the disk when it ends, or nothing. Nobody else writes meanwhile.

        ``tables``: those that are to be locked where single ones can be.
        """

    def close(self) -> None:
        """End the connection."""


