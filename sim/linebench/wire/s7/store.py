"""The memory of a CPU as its clients address it: one data block of tags, and areas that hold nothing."""

from collections.abc import Sequence

from linebench.wire.s7.items import (
    ADDRESS,
    BIT,
    DB,
    DENIED,
    DONE,
    INCONSISTENT,
    MISSING,
    OTHER_AREAS,
    TYPE,
    Datum,
    Item,
)
from linebench.wire.side import Effect
from linebench.wire.tags.memory import GuardedError, TagMemory

__all__ = ["Store"]

_EIGHT = 8


class Store:
    """Reads and writes items. Inputs, outputs, markers, counters and timers exist and have no address in use."""

    def __init__(self, memory: TagMemory, db: int) -> None:
        self._memory, self._db = memory, db

    def read(self, item: Item) -> Datum:
        """Return the item's data, or why there is none."""
        wrong = self._wrong(item)
        if wrong != DONE:
            return Datum(wrong)
        if item.size == BIT:
            return Datum(DONE, BIT, bytes((self._memory.bit(item.start // _EIGHT, item.start % _EIGHT),)))
        return Datum(DONE, item.size, self._memory.read(item.start // _EIGHT, item.width))

    def write(self, item: Item, datum: Datum) -> int:
        """Write the item; how it went. What it means waits for ``commit``."""
        wrong = self._wrong(item)
        if wrong != DONE:
            return wrong
        if len(datum.data) != item.width or (datum.size == BIT) != (item.size == BIT):
            return INCONSISTENT
        try:
            self._put(item, datum.data)
        except GuardedError:
            return DENIED
        return DONE

    def commit(self) -> Sequence[Effect]:
        """Give the image all that was written since the last time."""
        return self._memory.commit()

    def _put(self, item: Item, data: bytes) -> None:
        if item.size == BIT:
            self._memory.put_bit(item.start // _EIGHT, item.start % _EIGHT, bool(data[0] & 1))
        else:
            self._memory.put(item.start // _EIGHT, data)

    def _wrong(self, item: Item) -> int:
        if item.area != DB or item.db != self._db:
            return ADDRESS if item.area in OTHER_AREAS else MISSING if item.area else TYPE
        if not item.width or (item.size == BIT and item.count > 1):
            return TYPE if item.count else ADDRESS
        if item.size != BIT and item.start % _EIGHT:
            return ADDRESS
        end = item.start // _EIGHT + item.width
        return DONE if end <= len(self._memory) else ADDRESS
