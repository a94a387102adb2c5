"""The tags of a controller as its clients address them: by name or number, whole, in parts, or by characters."""

import struct
from collections.abc import Sequence

import msgspec

from linebench.wire.enip.cip import CipError, Status
from linebench.wire.enip.layout import DINT, SINT, LogixLayout, LogixType
from linebench.wire.enip.path import Segment, Step, spoken
from linebench.wire.enip.profile import EnipProfile
from linebench.wire.side import Effect
from linebench.wire.tags.memory import GuardedError, TagMemory
from linebench.wire.tags.tag import TagTable

__all__ = ["Store"]

SYMBOLS = 0x6B
_LENGTH = 4
_KEPT = 8192
"""Paths that are kept, at most."""
_MASKS = (1, 2, 4, 8)
_DINT, _SINT = LogixType(name="DINT", size=_LENGTH, code=DINT), LogixType(name="SINT", size=1, code=SINT)


class Target(msgspec.Struct, frozen=True):
    """What a path leads to: elements of a type from ``start`` on, ``count`` at most."""

    tag: str
    type: LogixType
    start: int
    count: int = 1


class Store:
    """Reads and writes what paths lead to.

    Attributes:
        writes: how often something was written.

    """

    def __init__(self, memory: TagMemory, layout: LogixLayout, table: TagTable, profile: EnipProfile) -> None:
        self._memory, self._layout, self._table, self._profile = memory, layout, table, profile
        self._tags = {each.lower(): name for name, legal in layout.names.items()
                      for each in (layout.spelt[name], legal)}
        self._numbers = dict(enumerate(layout.names, 1))
        self.writes = 0
        self._targets: dict[tuple[Segment, ...], Target] = {}

    def read(self, path: tuple[Segment, ...], data: bytes, room: int, *, parts: bool) -> bytes:
        """Return type and values. ``parts``: from an offset on; ``room``: for type and values.

        Raises:
            CipError: it cannot be read; with the part that there is room for where it is too long.

        """
        target = self._target(path)
        count, *offsets = self._fields("<HI" if parts else "<H", data)
        offset = offsets[0] if parts else 0
        whole = self._extent(target, count)
        if offset > whole or (offset == whole and offset):
            raise CipError(Status.GENERAL, Status.BEYOND, why=f"{target.tag}: offset {offset} of {whole} bytes")
        prefix = target.type.prefix
        fits = max(room - len(prefix), 0)
        found = prefix + self._memory.read(target.start + offset, min(whole - offset, fits))
        if whole - offset > fits:
            raise CipError(Status.PARTIAL, data=found)
        return found

    def write(self, path: tuple[Segment, ...], data: bytes, *, parts: bool) -> None:
        """Write values, which begin with their type; what they mean waits for ``commit``.

        Raises:
            CipError: they are not written.

        """
        target = self._target(path)
        prefix = target.type.prefix
        if len(data) < len(prefix):
            raise CipError(Status.NOT_ENOUGH, why=f"{target.tag}: {len(data)} bytes")
        if not data.startswith(prefix):
            raise CipError(Status.GENERAL, Status.TYPE, why=f"{target.tag}: type {data[:4].hex(' ')}")
        form = "<HI" if parts else "<H"
        rest = data[len(prefix):]
        count, *offsets = _fields(form, rest)
        content = rest[struct.calcsize(form):]
        if parts:
            self._put_part(target, self._extent(target, count), offsets[0], content)
        else:
            self._put(target, self._whole(content, self._extent(target, count), target))

    def modify(self, path: tuple[Segment, ...], data: bytes) -> None:
        """Set bits and clear bits, by two masks as long as the value; errors as ``write``."""
        target = self._target(path)
        size, = _fields("<H", data)
        if size not in _MASKS or not target.type.code or size != target.type.size:
            raise CipError(Status.PARAMETER, why=f"{target.tag}: masks of {size} bytes")
        masks = self._whole(data[2:], 2 * size, target)
        put, keep = (int.from_bytes(mask, "little") for mask in (masks[:size], masks[size:]))
        now = int.from_bytes(self._memory.read(target.start, size), "little")
        self._guarded(target, target.start, ((now | put) & keep).to_bytes(size, "little"))

    def commit(self) -> Sequence[Effect]:
        """Give the image all that was written since the last time."""
        return self._memory.commit()

    def _target(self, path: tuple[Segment, ...]) -> Target:
        """What a path leads to; kept, as clients ask for the same again and again."""
        found = self._targets.get(path)
        if found is None:
            found = self._found(path)
            if len(self._targets) < _KEPT:
                self._targets[path] = found
        return found

    def _found(self, path: Sequence[Segment]) -> Target:
        name, rest = self._named(path)
        slot, found = self._layout.slots[name], self._layout.types[name]
        target = Target(name, found, slot.start)
        if not rest:
            return target
        if found.room and rest[0] == Step("symbol", "LEN") and len(rest) == 1:
            return Target(name, _DINT, slot.start)
        if found.room and rest[0] == Step("symbol", "DATA") and len(rest) <= 2:  # noqa: PLR2004 - and an element
            index = rest[1].value if len(rest) > 1 and isinstance(rest[1], Step) else 0
            if isinstance(index, int) and index < found.room:
                return Target(name, _SINT, slot.start + _LENGTH + index, found.room - index)
            raise CipError(Status.GENERAL, Status.BEYOND, why=f"no {spoken(path)}")
        if len(rest) == 1 and isinstance(rest[0], Step) and rest[0].kind == "element":
            raise CipError(Status.GENERAL, Status.BEYOND, why=f"{name} is no array")
        raise CipError(Status.PATH_SYNTAX, why=f"no {spoken(path)}")

    def _named(self, path: Sequence[Segment]) -> tuple[str, Sequence[Segment]]:
        """The tag that a path begins with, the longest name that fits, and what is left of the path."""
        if path[:1] == (Step("class", SYMBOLS),) and len(path) > 1:
            number = path[1].value if isinstance(path[1], Step) and path[1].kind == "instance" else 0
            if isinstance(number, int) and number in self._numbers:
                return self._numbers[number], path[2:]
            raise CipError(Status.PATH_UNKNOWN, why=f"no {spoken(path)}")
        for end in range(len(path), 0, -1):
            name = self._tags.get(spoken(path[:end]).lower())
            if name is not None:
                return name, path[end:]
        # the first part of a name that is not there is a syntax error to a controller, as is a member
        raise CipError(Status.PATH_SYNTAX, why=f"no tag {spoken(path)!r}")

    def _extent(self, target: Target, count: int) -> int:
        if not 0 < count <= target.count:
            raise CipError(Status.GENERAL, Status.BEYOND, why=f"{target.tag}: {count} elements")
        return count * target.type.size

    def _fields(self, form: str, data: bytes) -> tuple[int, ...]:
        if len(data) > struct.calcsize(form) and self._profile.trailing == "refused":
            raise CipError(Status.TOO_MUCH, why=f"{len(data)} bytes; expected {struct.calcsize(form)}")
        return _fields(form, data)

    def _whole(self, content: bytes, size: int, target: Target) -> bytes:
        """As many bytes as there must be."""
        if len(content) < size:
            raise CipError(Status.NOT_ENOUGH, why=f"{target.tag}: {len(content)} of {size} bytes")
        if len(content) > size and self._profile.trailing == "refused":
            raise CipError(Status.TOO_MUCH, why=f"{target.tag}: {len(content)} bytes where {size} are")
        return content[:size]

    def _put_part(self, target: Target, whole: int, offset: int, content: bytes) -> None:
        if offset + len(content) > whole:
            raise CipError(Status.GENERAL, Status.BEYOND,
                           why=f"{target.tag}: {len(content)} bytes from {offset} on where {whole} are")
        self._put(target, content, offset)

    def _put(self, target: Target, content: bytes, offset: int = 0) -> None:
        self._check_length(target.tag, target.start + offset, content)
        self._guarded(target, target.start + offset, content)

    def _check_length(self, name: str, start: int, content: bytes) -> None:
        """A text must not say that it is longer than its room, in the bytes that say it."""
        tag, slot = self._table[name], self._layout.slots[name]
        if tag.kind != "string" or start != slot.start or len(content) < _LENGTH:
            return
        length = int.from_bytes(content[:_LENGTH], "little", signed=True)
        if not 0 <= length <= tag.size:
            raise CipError(self._profile.too_long, why=f"{name}: a text of {length} bytes; room is for {tag.size}")

    def _guarded(self, target: Target, start: int, content: bytes) -> None:
        try:
            self._memory.put(start, content)
        except GuardedError as error:
            raise CipError(self._profile.read_only, why=f"{target.tag}: the controller alone writes it") from error
        self.writes += 1


def _fields(form: str, data: bytes) -> tuple[int, ...]:
    size = struct.calcsize(form)
    if len(data) < size:
        raise CipError(Status.NOT_ENOUGH, why=f"{len(data)} bytes; expected {size}")
    return struct.unpack_from(form, data)
