"""Tags as a Logix controller holds them: what they are called, of which type they are, and how they are written.

A text is a structure of a length and characters, as the controller's own type STRING is: LEN, a DINT, and DATA, 82
SINT, filled up to a multiple of four. A text that is longer than that is of a type of its own with more of them.
"""

import struct
import zlib
from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from linebench.wire.enip.profile import EnipProfile
from linebench.wire.tags.logix_names import logix_names, spelt, with_names
from linebench.wire.tags.memory import Slot
from linebench.wire.tags.tag import Kind, Tag, TagTable, Value

__all__ = ["BOOL", "DINT", "SINT", "LogixLayout", "LogixType"]

BOOL, SINT, DINT = 0xC1, 0xC2, 0xC4
_CODES: Mapping[Kind, int] = MappingProxyType({"bool": BOOL, "int16": 0xC3, "uint16": 0xC7, "int32": DINT,
                                               "uint32": 0xC8, "float": 0xCA})
_SIGNED = {0xC7: 0xC3, 0xC8: DINT}
_FORMATS: Mapping[Kind, str] = MappingProxyType({"bool": "<?", "int16": "<h", "uint16": "<H", "int32": "<i",
                                                 "uint32": "<I", "float": "<f"})
_STRUCTURE = 0x02A0
_STRING, _STRING_ROOM = 0x0FCE, 82
"""The controller's own type: its number, which is its handle too, and its room."""
_FIRST_OWN = 0x100
_LENGTH = 4


class LogixType(msgspec.Struct, frozen=True):
    """A type. ``code``: of an atomic one, 0 of a structure; ``room``: characters of a text; ``template``: number of
    the structure; ``handle``: the sum over its definition.
    """

    name: str
    size: int
    code: int = 0
    room: int = 0
    template: int = 0
    handle: int = 0

    @property
    def prefix(self) -> bytes:
        """How a value of it begins on the wire."""
        return struct.pack("<H", self.code) if self.code else struct.pack("<HH", _STRUCTURE, self.handle)

    @property
    def symbol(self) -> int:
        """The type of a symbol: an atomic one, or bit 15 and the structure."""
        return self.code or 0x8000 | self.template


class LogixLayout:
    """The bytes of a table. Each tag begins at a multiple of four; nobody addresses it by that.

    Attributes:
        names: what each tag is called in the controller, by our name.
        spelt: the same with dots and brackets, as a member of a structure.
        types: of each tag, by our name.

    """

    def __init__(self, table: TagTable, profile: EnipProfile) -> None:
        shown = with_names(table)
        self.names = logix_names(shown)
        self.spelt = {tag.name: spelt(tag) for tag in shown}
        self.types: dict[str, LogixType] = {}
        self.slots: dict[str, Slot] = {}
        texts: dict[int, LogixType] = {}
        self.size = 0
        for tag in shown:
            found = _text(tag, profile, texts) if tag.kind == "string" else _number(tag, profile)
            self.types[tag.name] = found
            self.slots[tag.name] = Slot(self.size, found.size)
            self.size += -(-found.size // 4) * 4

    def pack(self, tag: Tag, value: Value) -> bytes:
        """See ``Layout.pack``. A text that is too long is cut."""
        if tag.kind != "string":
            return struct.pack(_FORMATS[tag.kind], value)
        text = str(value).encode()[:tag.size]
        return len(text).to_bytes(_LENGTH, "little") + text.ljust(self.types[tag.name].size - _LENGTH, b"\0")

    def unpack(self, tag: Tag, data: bytes) -> Value:
        """See ``Layout.unpack``. A text is never longer than its room, whatever its length says."""
        if tag.kind == "string":
            length = int.from_bytes(data[:_LENGTH], "little", signed=True)
            return data[_LENGTH:_LENGTH + max(0, min(length, tag.size))].decode(errors="replace")
        if tag.kind == "bool":
            return data[:1] != b"\0"
        value: int | float = struct.unpack(_FORMATS[tag.kind], data)[0]
        return value


def _number(tag: Tag, profile: EnipProfile) -> LogixType:
    code = _CODES[tag.kind]
    if profile.unsigned == "signed":
        code = _SIGNED.get(code, code)
    return LogixType(name=tag.kind, size=struct.calcsize(_FORMATS[tag.kind]), code=code)


def _text(tag: Tag, profile: EnipProfile, texts: dict[int, LogixType]) -> LogixType:
    own = profile.strings == "own" or tag.size > _STRING_ROOM
    room = max(tag.size, 1) if own else _STRING_ROOM
    if room not in texts:
        size = _LENGTH + -(-room // 4) * 4
        name = f"STRING_{room}"
        texts[room] = LogixType(name=name, size=size, room=room, template=_FIRST_OWN + len(texts),
                                handle=zlib.crc32(name.encode()) & 0xFFFF) if own else LogixType(
            name="STRING", size=size, room=room, template=_STRING, handle=_STRING)
    return texts[room]
