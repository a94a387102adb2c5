"""Tags as Modbus registers, and bools also as coils or discrete inputs."""

import struct
from collections.abc import Mapping
from types import MappingProxyType

from linebench.wire.modbus.profile import ModbusProfile
from linebench.wire.tags.addresses import Bits, ModbusPlace, modbus_map
from linebench.wire.tags.memory import Slot
from linebench.wire.tags.tag import Kind, Tag, TagTable, Value

__all__ = ["ModbusLayout"]

_FORMATS: Mapping[Kind, str] = MappingProxyType({"bool": ">H", "int16": ">h", "uint16": ">H", "int32": ">i",
                                                 "uint32": ">I", "float": ">f"})
_LOW = 8
"""Bits of a register in its second byte, the low one."""


class ModbusLayout:
    """The registers of a table, two bytes each; byte 0 is the first of the register at ``ModbusProfile.base``.

    Attributes:
        registers: how many there are; behind their bytes lie those of bools that have a bit alone.
        bits: the tags of coils and of discrete inputs by their number; empty: none there.

    """

    def __init__(self, table: TagTable, profile: ModbusProfile) -> None:
        places = modbus_map(table)
        self._profile = profile
        ends = [place.register + place.count for place in places.values() if place.register is not None]
        self.registers = max(ends, default=0)
        if table.is_placed:
            self.registers = max(self.registers, profile.registers)
        found: dict[str, Slot] = {}
        self.size = 2 * self.registers
        for name, place in places.items():
            if place.register is None:
                found[name] = Slot(self.size, 2)
                self.size += 2
            else:
                found[name] = _slot(place.register, place)
        self.slots = dict(sorted(found.items(), key=lambda item: (item[1].start, item[1].bit or 0)))
        self.bits: dict[Bits, list[str]] = {"coil": _bits(places, "coil"), "discrete": _bits(places, "discrete")}

    def pack(self, tag: Tag, value: Value) -> bytes:
        """See ``Layout.pack``. A text is padded with NUL; one that is too long is cut."""
        if tag.kind == "string":
            return self._text_order(str(value).encode()[:tag.size].ljust(self.slots[tag.name].count, b"\0"))
        if self.slots[tag.name].bit is not None:
            return bytes((bool(value),))
        return self._word_order(tag, struct.pack(_FORMATS[tag.kind], value))

    def unpack(self, tag: Tag, data: bytes) -> Value:
        """See ``Layout.unpack``. A text ends at its first NUL; a bool is true when any bit is set."""
        if tag.kind == "string":
            return self._text_order(data)[:tag.size].partition(b"\0")[0].decode(errors="replace")
        value: int | float = struct.unpack(_FORMATS[tag.kind], self._word_order(tag, data))[0]
        return bool(value) if tag.kind == "bool" else value

    def _word_order(self, tag: Tag, data: bytes) -> bytes:
        low = tag.order == "little" if tag.order else self._profile.words == "low_first"
        return data[2:] + data[:2] if low else data

    def _text_order(self, data: bytes) -> bytes:
        if self._profile.text == "high_first":
            return data
        return struct.pack(f"<{len(data) // 2}H", *struct.unpack(f">{len(data) // 2}H", data))


def _slot(register: int, place: ModbusPlace) -> Slot:
    if place.register_bit is None:
        return Slot(register * 2, place.count * 2)
    return Slot(register * 2 + (place.register_bit < _LOW), 1, place.register_bit % _LOW)


def _bits(places: Mapping[str, ModbusPlace], area: Bits) -> list[str]:
    named = {place.bit: name for name, place in places.items() if place.bits == area}
    return [named.get(number, "") for number in range(max(named, default=-1) + 1)]
