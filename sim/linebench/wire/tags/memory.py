"""A tag image as bytes at addresses, for protocols whose hosts know no names."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Literal, Protocol, TypeAlias

import msgspec

from linebench.wire.side import Effect
from linebench.wire.tags.image import TagImage
from linebench.wire.tags.tag import Tag, Value

__all__ = ["GuardedError", "Layout", "Manner", "RangeError", "Slot", "TagMemory", "blocks"]

Manner: TypeAlias = Literal["ignored", "refused"]
"""What a controller does with a write of what is not the host's to write."""
_WHOLE = 0xFF


class RangeError(LookupError):
    """Outside the memory."""


class GuardedError(PermissionError):
    """What is there is not the host's to write."""


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
    """The bytes of an image, which follow it. What belongs to no tag is 0.

    What a host wrote stays in memory as it wrote it, until the value itself changes: a text may arrive in pieces
    that are no text yet.

    ``gaps``: writes of what belongs to no tag; ``guarded``: writes of what the controller alone writes. A single
    bit of the controller's in a byte that leaves it as it is, counts as not written.
    """

    def __init__(self, image: TagImage, layout: Layout, *, gaps: Manner = "ignored",
                 guarded: Manner = "refused") -> None:
        self._image, self._layout = image, layout
        self._gaps, self._guarded = gaps, guarded
        self._data = bytearray(layout.size)
        self._touched: dict[str, None] = {}
        self._kept: dict[str, Value] = {}
        owners: dict[int, list[str]] = defaultdict(list)
        for name, slot in layout.slots.items():
            for at in range(slot.start, slot.start + slot.count):
                owners[at].append(name)
        self._owners = dict(owners)
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
        if self._image.watched:
            self._image.look({name for at in range(start, start + count) for name in self._owners.get(at, ())})
        return bytes(self._data[start:start + count])

    def bit(self, start: int, bit: int) -> bool:
        """Return one bit, 0 being the least significant; errors as ``read``."""
        return bool(self.read(start, 1)[0] >> bit & 1)

    def put(self, start: int, data: bytes) -> None:
        """Write bytes; what they mean for tags waits for ``commit``. Bytes that belong to no tag stay as they are.

        Raises:
            RangeError: some of them do not exist.
            GuardedError: some are not the host's to write. Nothing is written.

        """
        self._check(start, len(data))
        names: dict[str, None] = {}
        masks = [self._mask(at, byte, names) for at, byte in enumerate(data, start)]
        self._touched.update(names)
        for at, (byte, mask) in enumerate(zip(data, masks, strict=True), start):
            self._data[at] = self._data[at] & ~mask | byte & mask

    def put_bit(self, start: int, bit: int, on: bool) -> None:
        """Write one bit, as ``put`` does; a bit of no tag stays as it is."""
        self._check(start, 1)
        slots = self._layout.slots
        names = [name for name in self._owners.get(start, ()) if slots[name].bit in (None, bit)]
        if not names:
            self._gap(start)
        for name in names:
            if self._image.table[name].writable:
                self._touched[name] = None
                self._data[start] = self._data[start] & ~(1 << bit) | on << bit
            else:
                self._guard(name)

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

    def _mask(self, at: int, byte: int, names: dict[str, None]) -> int:
        """The bits of the byte there that a host may write; the tags that it then writes go into ``names``."""
        owners = self._owners.get(at)
        if owners is None:
            self._gap(at)
            return 0
        mask = 0
        for name in owners:
            bit = self._layout.slots[name].bit
            own = _WHOLE if bit is None else 1 << bit
            if self._image.table[name].writable:
                names[name] = None
                mask |= own
            elif bit is None or (byte ^ self._data[at]) & own:
                self._guard(name)
        return mask

    def _gap(self, at: int) -> None:
        if self._gaps == "refused":
            raise GuardedError(f"byte {at}, which belongs to no tag")

    def _guard(self, name: str) -> None:
        if self._guarded == "refused":
            raise GuardedError(name)

    def _value(self, name: str) -> Value:
        slot = self._layout.slots[name]
        data = bytes(self._data[slot.start:slot.start + slot.count])  # the host wrote it, and looks at nothing
        if slot.bit is not None:
            return bool(data[0] >> slot.bit & 1)
        return self._layout.unpack(self._image.table[name], data)

    def _follow(self, changed: Mapping[str, Value]) -> None:
        for name, value in changed.items():
            if name not in self._layout.slots:
                continue  # placed in other protocols alone
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
