"""A tag image as bytes at addresses, for protocols whose hosts know no names."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

import msgspec

from linebench.wire.side import Effect
from linebench.wire.tags.image import TagImage
from linebench.wire.tags.tag import Tag, Value

__all__ = ["GuardedError", "Layout", "RangeError", "Slot", "TagMemory", "blocks"]


class RangeError(LookupError):
    """Outside the memory."""


class GuardedError(PermissionError):
    """A tag there is not the host's to write."""


class Slot(msgspec.Struct, frozen=True, gc=False):
    """The bytes of one tag. ``bit``: the tag is this one bit of its byte; ``None``: all of its bytes."""

    start: int
    count: int
    bit: int | None = None


class Layout(Protocol):
    """Where the tags of a table lie, and how their values are written there."""

    @property
    def slots(self) -> Mapping[str, Slot]:
        """By name, ascending."""

    @property
    def size(self) -> int:
        """Bytes of the memory."""

    def pack(self, tag: Tag, value: Value) -> bytes:
        """Write a value, as long as its slot; of a single bit, a byte 0 or 1."""

    def unpack(self, tag: Tag, data: bytes) -> Value:
        """Read a value; any bytes are one."""


class TagMemory:
    """The bytes of an image, which follow it.

    What a host wrote stays in memory as it wrote it, until the value itself changes: a text may arrive in pieces
    that are no text yet.
    """

    def __init__(self, image: TagImage, layout: Layout) -> None:
        self._image, self._layout = image, layout
        self._data = bytearray(layout.size)
        self._touched: dict[str, None] = {}
        self._kept: dict[str, Value] = {}
        self._owners: list[list[str]] = [[] for _ in range(layout.size)]
        for name, slot in layout.slots.items():
            for at in range(slot.start, slot.start + slot.count):
                self._owners[at].append(name)
        self._follow(image.values)
        image.listen(self._follow)

    def __len__(self) -> int:
        return len(self._data)

    def read(self, start: int, count: int) -> bytes:
        """Return bytes as they are now.

        Raises:
            RangeError: some of them do not exist.

        """
        self._check(start, count)
        return bytes(self._data[start:start + count])

    def bit(self, start: int, bit: int) -> bool:
        """Return one bit, 0 being the least significant; errors as ``read``."""
        return bool(self.read(start, 1)[0] >> bit & 1)

    def put(self, start: int, data: bytes) -> None:
        """Write bytes; what they mean for tags waits for ``commit``. Bytes that belong to no tag stay as they are.

        Raises:
            RangeError: some of them do not exist.
            GuardedError: some belong to a tag that only the controller writes. Nothing is written.

        """
        self._check(start, len(data))
        owned = [(at, byte) for at, byte in enumerate(data, start) if self._owners[at]]
        self._touch(dict.fromkeys(name for at, _ in owned for name in self._owners[at]))
        for at, byte in owned:
            self._data[at] = byte

    def put_bit(self, start: int, bit: int, on: bool) -> None:
        """Write one bit, as ``put`` does; a bit of no tag stays as it is."""
        self._check(start, 1)
        slots = self._layout.slots
        names = [name for name in self._owners[start] if slots[name].bit in (None, bit)]
        self._touch(dict.fromkeys(names))
        if names:
            self._data[start] = self._data[start] & ~(1 << bit) | on << bit

    def commit(self) -> Sequence[Effect]:
        """Give the image all that was put since the last time, as one write."""
        names, self._touched = self._touched, {}
        if not names:
            return ()
        values = {name: self._value(name) for name in names}
        self._kept = dict(values)
        try:
            return self._image.write(values)
        finally:
            self._kept = {}

    def _check(self, start: int, count: int) -> None:
        if not 0 <= start <= start + count <= len(self._data):
            raise RangeError(f"bytes {start} to {start + count - 1} of {len(self._data)}")

    def _touch(self, names: Mapping[str, None]) -> None:
        for name in names:
            if not self._image.table[name].writable:
                raise GuardedError(name)
        self._touched.update(names)

    def _value(self, name: str) -> Value:
        slot = self._layout.slots[name]
        if slot.bit is not None:
            return self.bit(slot.start, slot.bit)
        return self._layout.unpack(self._image.table[name], self.read(slot.start, slot.count))

    def _follow(self, changed: Mapping[str, Value]) -> None:
        for name, value in changed.items():
            if self._kept.pop(name, None) != value:  # only the first change can be the host's own
                self._set(self._layout.slots[name], self._layout.pack(self._image.table[name], value))

    def _set(self, slot: Slot, data: bytes) -> None:
        if slot.bit is None:
            self._data[slot.start:slot.start + slot.count] = data
        else:
            self._data[slot.start] = self._data[slot.start] & ~(1 << slot.bit) | data[0] << slot.bit


def blocks(layout: Layout, longest: int, names: Collection[str] = ()) -> list[tuple[int, int]]:
    """The fewest (start, bytes) that cover the slots of ``names`` in ascending order, none longer than ``longest``.

    Without names all slots. Bytes between two slots are covered too where that makes one of two.

    No tag is cut in two, so that no value is torn, except one that is longer than that.
    """
    slots = sorted((layout.slots[name] for name in set(names)), key=_place) if names else [*layout.slots.values()]
    found: list[tuple[int, int]] = []
    start = end = slots[0].start if slots else 0
    for slot in slots:
        stop = slot.start + slot.count
        if stop - start > longest:
            found += [(start, end - start)] if end > start else []
            start = slot.start
        while stop - start > longest:
            found.append((start, longest))
            start += longest
        end = stop
    return [*found, (start, end - start)] if end > start else found


def _place(slot: Slot) -> tuple[int, int]:
    return slot.start, slot.start + slot.count
