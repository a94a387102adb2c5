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
    """The bytes of a table in its data blocks. Bools are single bits; a text begins with its room and its length.

    ``db``: the data block of a table whose tags are not placed; ``length``: bytes of each block at least.

    Attributes:
        blocks: first byte and length of each data block, by number.

    """

    def __init__(self, table: TagTable, db: int = 1, length: int = 0) -> None:
        places = s7_map(table, db)
        ends = {} if table.is_placed else {db: 0}
        for place in places.values():
            ends[place.db] = max(ends.get(place.db, length), place.byte + place.count)
        self.blocks: dict[int, tuple[int, int]] = {}
        self.size = 0
        for number, end in sorted(ends.items()):
            self.blocks[number] = (self.size, end + end % 2)
            self.size += end + end % 2
        found = {name: Slot(self.blocks[place.db][0] + place.byte, place.count,
                            place.bit if place.kind == "bool" else None) for name, place in places.items()}
        self.slots = dict(sorted(found.items(), key=lambda item: (item[1].start, item[1].bit or 0)))

    def pack(self, tag: Tag, value: Value) -> bytes:
        """See ``Layout.pack``. A text that is too long is cut."""
        if tag.kind == "string":
            text = str(value).encode()[:tag.size]
            return bytes((tag.size, len(text))) + text.ljust(tag.size, b"\0")
        return _word_order(tag, struct.pack(_FORMATS[tag.kind], value))

    def unpack(self, tag: Tag, data: bytes) -> Value:
        """See ``Layout.unpack``. A text is never longer than its room, whatever its length says."""
        if tag.kind == "string":
            return data[2:2 + min(data[1], tag.size)].decode(errors="replace")
        value: int | float = struct.unpack(_FORMATS[tag.kind], _word_order(tag, data))[0]
        return value


def _word_order(tag: Tag, data: bytes) -> bytes:
    return data[2:] + data[:2] if tag.order == "little" else data
