"""Where each tag of a table lies for hosts that know addresses only: Modbus registers and bits, an S7 data block.

Both maps follow from the order of the table alone, without gaps but those of alignment, so that a host reads all
of a table in few blocks, in ascending addresses, which is the order of the table. Neither is published by anyone:
they are the bench's own, and the tag map for the integrator says them.

Texts are UTF-8; ``Tag.size`` is their room in bytes, and a face puts in no longer one.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias

import msgspec

from linebench.wire.tags.tag import Kind, Tag, TagTable

__all__ = ["Bits", "ModbusPlace", "S7Place", "modbus_map", "s7_map"]

Bits: TypeAlias = Literal["coil", "discrete"]
_REGISTERS: Mapping[Kind, int] = MappingProxyType({"bool": 1, "int16": 1, "uint16": 1, "int32": 2, "uint32": 2,
                                                   "float": 2})
_LAST_REGISTER = 65_536


class ModbusPlace(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Where one tag lies for Modbus. Addresses are those on the wire, from 0; 40001 of the old notation is 0."""

    register: int
    """The first holding register (functions 3, and 6 and 16 where the tag is writable). Every tag has one."""
    count: int
    """Registers: 1 for bool (0 or 1) and 16 bit, 2 for 32 bit and float, one for two bytes of a text."""
    bits: Bits | None = None
    """A bool lies also here: ``coil`` (functions 1, 5, 15) when the host writes it, else ``discrete`` (2)."""
    bit: int = 0
    """Address among the coils or among the discrete inputs."""


class S7Place(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Where one tag lies in a data block, big-endian. A text is an S7 string: longest length, length, bytes."""

    db: int
    byte: int
    """The first byte; even for all kinds but bool."""
    bit: int = 0
    """0 to 7, 0 being the least significant; 0 for all kinds but bool."""
    count: int
    """Bytes: 1 for bool, 2 for 16 bit, 4 for 32 bit and float, 2 more than its room for a text."""
    kind: Kind

    @property
    def text(self) -> str:
        """The address as S7 people write it: ``DB1.DBX0.0``, ``DB1.DBW2``, ``DB1.DBD4``, ``DB1.DBB8`` of a text."""
        if self.kind == "bool":
            return f"DB{self.db}.DBX{self.byte}.{self.bit}"
        letter = "B" if self.kind == "string" else "W" if self.count == 2 else "D"  # noqa: PLR2004  # bytes of a word
        return f"DB{self.db}.DB{letter}{self.byte}"


def modbus_map(table: TagTable) -> Mapping[str, ModbusPlace]:
    """Where each tag lies, by name, in the order of the table. The order of the words of 32 bits is the carrier's.

    Raises:
        ValueError: the table needs more registers than Modbus can address.

    """
    places: dict[str, ModbusPlace] = {}
    register = 0
    bits: dict[Bits, int] = {"coil": 0, "discrete": 0}
    for tag in table:
        count = _registers(tag)
        if tag.kind == "bool":
            area: Bits = "coil" if tag.writable else "discrete"
            places[tag.name] = ModbusPlace(register=register, count=count, bits=area, bit=bits[area])
            bits[area] += 1
        else:
            places[tag.name] = ModbusPlace(register=register, count=count)
        register += count
    if register > _LAST_REGISTER:
        raise ValueError(f"the table needs {register} registers; Modbus addresses {_LAST_REGISTER}")
    return MappingProxyType(places)


def s7_map(table: TagTable, db: int = 1) -> Mapping[str, S7Place]:
    """Where each tag lies in data block ``db``, by name, in the order of the table.

    Bools that follow each other share bytes, from bit 0 on; every other tag begins at the next even byte.
    """
    places: dict[str, S7Place] = {}
    at = 0  # in bits
    for tag in table:
        if tag.kind == "bool":
            places[tag.name] = S7Place(db=db, byte=at // 8, bit=at % 8, count=1, kind="bool")
            at += 1
            continue
        byte = -(-at // 16) * 2
        count = _bytes(tag)
        places[tag.name] = S7Place(db=db, byte=byte, count=count, kind=tag.kind)
        at = (byte + count) * 8
    return MappingProxyType(places)


def _registers(tag: Tag) -> int:
    return (tag.size + 1) // 2 if tag.kind == "string" else _REGISTERS[tag.kind]


def _bytes(tag: Tag) -> int:
    return tag.size + 2 if tag.kind == "string" else 2 * _REGISTERS[tag.kind]
