"""Tags as Modbus registers, and bools also as coils or discrete inputs."""

import struct
from collections.abc import Mapping
from types import MappingProxyType

from linebench.wire.modbus.profile import ModbusProfile
from linebench.wire.tags.addresses import Bits, modbus_map
from linebench.wire.tags.memory import Slot
from linebench.wire.tags.tag import Kind, Tag, TagTable, Value

__all__ = ["ModbusLayout"]

_FORMATS: Mapping[Kind, str] = MappingProxyType({"bool": ">H", "int16": ">h", "uint16": ">H", "int32": ">i",
                                                 "uint32": ">I", "float": ">f"})


class ModbusLayout:
    """The registers of a table, two bytes each; byte 0 is the first of the register at ``ModbusProfile.base``."""

    def __init__(self, table: TagTable, profile: ModbusProfile) -> None:
        places = modbus_map(table)
        self._profile = profile
        self.slots = {name: Slot(place.register * 2, place.count * 2) for name, place in places.items()}
        self.size = sum(slot.count for slot in self.slots.values())
        self.bits: dict[Bits, list[str]] = {"coil": [], "discrete": []}
        for name, place in places.items():
            if place.bits is not None:
                self.bits[place.bits].append(name)

    def pack(self, tag: Tag, value: Value) -> bytes:
        """See ``Layout.pack``. A text is padded with NUL; one that is too long is cut."""
        if tag.kind == "string":
            return self._text_order(str(value).encode()[:tag.size].ljust(self.slots[tag.name].count, b"\0"))
        return self._word_order(struct.pack(_FORMATS[tag.kind], value))

    def unpack(self, tag: Tag, data: bytes) -> Value:
        """See ``Layout.unpack``. A text ends at its first NUL; a bool is true when any bit is set."""
        if tag.kind == "string":
            return self._text_order(data)[:tag.size].partition(b"\0")[0].decode(errors="replace")
        value: int | float = struct.unpack(_FORMATS[tag.kind], self._word_order(data))[0]
        return bool(value) if tag.kind == "bool" else value

    def _word_order(self, data: bytes) -> bytes:
        return data[2:] + data[:2] if self._profile.words == "low_first" else data

    def _text_order(self, data: bytes) -> bytes:
        if self._profile.text == "high_first":
            return data
        return struct.pack(f"<{len(data) // 2}H", *struct.unpack(f">{len(data) // 2}H", data))
