"""A search through a journal that is still being written."""

from collections.abc import Callable

from linebench.kernel.journal import Journal
from linebench.records import AnyRecord

__all__ = ["Search"]


class Search:
    """Looks at new records once each.

    Attributes:
        position: where it has come to, or where it found something.
        hit: whether it found something.

    """

    def __init__(self, journal: Journal, until: Callable[[AnyRecord], bool], since: int) -> None:
        self.position = since
        self.hit = False
        self._records = journal.records
        self._until = until

    def found(self) -> bool:
        """Whether a record so far satisfies the condition."""
        while self.position < len(self._records):
            if self._until(self._records[self.position]):
                self.hit = True
                return True
            self.position += 1
        return False
