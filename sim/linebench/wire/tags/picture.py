"""A picture of all tags from bytes at addresses: what a host makes of the answers to one look."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping

from linebench.wire.tags.memory import Layout
from linebench.wire.tags.tag import TagTable, Value

__all__ = ["Picture"]


class Picture:
    """Keeps the last picture: only tags whose bytes have changed since are read anew, as most never do."""

    def __init__(self, table: TagTable, layout: Layout) -> None:
        self._table, self._layout = table, layout
        self._data = bytearray(layout.size)
        self._names = list(layout.slots)
        self._starts = [slot.start for slot in layout.slots.values()]
        self._ends = [slot.start + slot.count for slot in layout.slots.values()]
        self._values = {name: self._value(name) for name in self._names}

    def take(self, parts: Iterable[tuple[int, bytes]]) -> Mapping[str, Value]:
        """Take (start, bytes) of one look; all tags as they are now, in a mapping of their own."""
        changed = [(start, start + len(data)) for start, data in parts if self._put(start, data)]
        for start, end in changed:
            first, behind = bisect_right(self._ends, start), bisect_left(self._starts, end)
            self._values.update({name: self._value(name) for name in self._names[first:behind]})
        return dict(self._values)

    def _put(self, start: int, data: bytes) -> bool:
        end = start + len(data)
        if self._data[start:end] == data:
            return False
        self._data[start:end] = data
        return True

    def _value(self, name: str) -> Value:
        slot = self._layout.slots[name]
        if slot.bit is not None:
            return bool(self._data[slot.start] >> slot.bit & 1)
        return self._layout.unpack(self._table[name], bytes(self._data[slot.start:slot.start + slot.count]))
