"""The memory of a CPU as its clients address it: data blocks of tags, and areas that hold nothing."""

from collections.abc import Mapping, Sequence

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
    """Reads and writes items. Inputs, outputs, markers, counters and timers exist and have no address in use.

    ``blocks``: where each data block begins in ``memory``, and its bytes, by number.
    """

    def __init__(self, memory: TagMemory, blocks: Mapping[int, tuple[int, int]]) -> None:
        self._memory, self._blocks = memory, blocks

    def read(self, item: Item) -> Datum:
        """Return the item's data, or why there is none."""
        wrong = self._wrong(item)
        if wrong != DONE:
            return Datum(wrong)
        if item.size == BIT:
            return Datum(DONE, BIT, bytes((self._memory.bit(self._byte(item), item.start % _EIGHT),)))
        return Datum(DONE, item.size, self._memory.read(self._byte(item), item.width))

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
            self._memory.put_bit(self._byte(item), item.start % _EIGHT, bool(data[0] & 1))
        else:
            self._memory.put(self._byte(item), data)

    def _wrong(self, item: Item) -> int:
        if item.area != DB or item.db not in self._blocks:
            return ADDRESS if item.area in OTHER_AREAS else MISSING if item.area else TYPE
        if not item.width or (item.size == BIT and item.count > 1):
            return TYPE if item.count else ADDRESS
        if item.size != BIT and item.start % _EIGHT:
            return ADDRESS
        end = item.start // _EIGHT + item.width
        return DONE if end <= self._blocks[item.db][1] else ADDRESS

    def _byte(self, item: Item) -> int:
        return self._blocks[item.db][0] + item.start // _EIGHT
