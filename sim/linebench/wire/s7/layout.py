"""Tags as bytes of a data block, as STEP 7 lays them out without optimised access."""

import struct
from collections.abc import Mapping
from types import MappingProxyType

from linebench.wire.tags.addresses import s7_map
from linebench.wire.tags.memory import Slot
from linebench.wire.tags.tag import Kind, Tag, TagTable, Value

__all__ = ["S7Layout"]

_FORMATS: Mapping[Kind, str] = MappingProxyType({"bool": ">B", "int16": ">h", "uint16": ">H", "int32": ">i",
                                                 "uint32": ">I", "float": ">f"})


class S7Layout:
    """The bytes of a table in one data block. Bools are single bits; a text begins with its room and its length."""

    def __init__(self, table: TagTable) -> None:
        places = s7_map(table)
        self.slots = {name: Slot(place.byte, place.count, place.bit if place.kind == "bool" else None)
                      for name, place in places.items()}
        end = max((slot.start + slot.count for slot in self.slots.values()), default=0)
        self.size = end + end % 2

    def pack(self, tag: Tag, value: Value) -> bytes:
        """See ``Layout.pack``. A text that is too long is cut."""
        if tag.kind == "string":
            text = str(value).encode()[:tag.size]
            return bytes((tag.size, len(text))) + text.ljust(tag.size, b"\0")
        return struct.pack(_FORMATS[tag.kind], value)

    def unpack(self, tag: Tag, data: bytes) -> Value:
        """See ``Layout.unpack``. A text is never longer than its room, whatever its length says."""
        if tag.kind == "string":
            return data[2:2 + min(data[1], tag.size)].decode(errors="replace")
        value: int | float = struct.unpack(_FORMATS[tag.kind], data)[0]
        return value
