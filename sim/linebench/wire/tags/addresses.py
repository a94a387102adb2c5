"""Where each tag of a table lies for hosts that know addresses only: Modbus registers and bits, an S7 data block.

Both maps follow from the order of the table alone, without gaps but those of alignment, so that a host reads all
of a table in few blocks, in ascending addresses, which is the order of the table. Neither is published by anyone:
they are the bench's own, and the tag map for the integrator says them. In a table that is placed each tag lies
where it says, and those that say nothing for a protocol are not in its map.

Texts are UTF-8; ``Tag.size`` is their room in bytes, and a face puts in no longer one.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias

import msgspec

from linebench.wire.tags.address_text import (
    Address,
    ModbusAddress,
    NodeAddress,
    S7Address,
    octets,
    read_address,
    registers,
)
from linebench.wire.tags.tag import Kind, Tag, TagTable

__all__ = ["Bits", "ModbusPlace", "S7Place", "modbus_map", "node_map", "s7_map"]

Bits: TypeAlias = Literal["coil", "discrete"]
_LAST_REGISTER = 65_536


class ModbusPlace(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Where one tag lies for Modbus. Addresses are those on the wire, from 0; 40001 of the old notation is 0."""

    register: int | None
    """The first holding register (functions 3, and 6 and 16 where the tag is writable). Every tag has one unless it
    is placed among coils or inputs alone.
    """
    count: int
    """Registers: 1 for bool (0 or 1) and 16 bit, 2 for 32 bit and float, one for two bytes of a text."""
    bits: Bits | None = None
    """A bool lies also here: ``coil`` (functions 1, 5, 15) when the host writes it, else ``discrete`` (2)."""
    bit: int = 0
    """Address among the coils or among the discrete inputs."""
    register_bit: int | None = None
    """A bool that is one bit of its register, 0 the least significant; ``None``: the whole of it."""


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
    if table.is_placed:
        found = ((tag.name, _modbus_place(tag)) for tag in table)
        return MappingProxyType({name: place for name, place in found if place is not None})
    places: dict[str, ModbusPlace] = {}
    register = 0
    bits: dict[Bits, int] = {"coil": 0, "discrete": 0}
    for tag in table:
        count = registers(tag.kind, tag.size)
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
    if table.is_placed:
        return MappingProxyType({tag.name: _s7_place(tag, each) for tag in table for each in _addresses(tag)
                                 if isinstance(each, S7Address)})
    places: dict[str, S7Place] = {}
    at = 0  # in bits
    for tag in table:
        if tag.kind == "bool":
            places[tag.name] = S7Place(db=db, byte=at // 8, bit=at % 8, count=1, kind="bool")
            at += 1
            continue
        byte = -(-at // 16) * 2
        count = octets(tag.kind, tag.size)
        places[tag.name] = S7Place(db=db, byte=byte, count=count, kind=tag.kind)
        at = (byte + count) * 8
    return MappingProxyType(places)


def node_map(table: TagTable) -> Mapping[str, str]:
    """The NodeId of each tag that is placed at one, by name, in the order of the table."""
    return MappingProxyType({tag.name: each.text for tag in table for each in _addresses(tag)
                             if isinstance(each, NodeAddress)})


def _addresses(tag: Tag) -> list[Address]:
    return [read_address(text) for text in tag.at]


def _modbus_place(tag: Tag) -> ModbusPlace | None:
    """A bool may lie in a register and among the bits too."""
    found = [each for each in _addresses(tag) if isinstance(each, ModbusAddress)]
    if not found:
        return None
    register = next((each for each in found if each.area == "HR"), None)
    bit = next((each for each in found if each.area != "HR"), None)
    return ModbusPlace(
        register=register.number if register else None, count=registers(tag.kind, tag.size),
        bits=None if bit is None else "coil" if bit.area == "CO" else "discrete", bit=bit.number if bit else 0,
        register_bit=register.bit if register else None)


def _s7_place(tag: Tag, at: S7Address) -> S7Place:
    return S7Place(db=at.db, byte=at.byte, bit=at.bit, count=octets(tag.kind, tag.size), kind=tag.kind)
