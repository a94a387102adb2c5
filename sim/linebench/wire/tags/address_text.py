"""Addresses as an integrator writes them: ``HR12``, ``HR12.3``, ``CO5``, ``DI5``; ``DB10.DBX4.0``, ``DB10.DBW2``,
``DB10.DBD6``, ``DB10.DBB8[32]``; ``ns=3;s="L2"."Verdict"``; ``tag=L2.Verdict[2]``.

Numbers of Modbus are those on the wire, from 0.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias

import msgspec

from linebench.wire.tags.tag import Kind, Tag

__all__ = ["NAMESPACES", "Address", "AddressError", "ModbusAddress", "NodeAddress", "Protocol", "S7Address", "Span",
           "TagAddress", "is_bit", "octets", "read_address", "registers", "span", "wrong_kind"]

Protocol: TypeAlias = Literal["modbus", "s7", "opcua", "enip"]
Span: TypeAlias = tuple[str, int, int]
"""A space, and in it the first place and the one behind the last."""
NAMESPACES = range(2, 10)
"""Of a controller's own nodes: those before are the standard's and the server's, those behind of specifications."""
_LAST = 65_535
_BITS = 8
_REGISTER = 16
_DB_END = 65_536
_MODBUS = re.compile(r"(HR|CO|DI)(\d{1,5})(?:\.(\d{1,2}))?", re.IGNORECASE)
_S7 = re.compile(r"DB(\d{1,5})\.DB([XBWD])(\d{1,5})(?:\.([0-7]))?(?:\[(\d{1,3})\])?", re.IGNORECASE)
_NODE = re.compile(r"ns=(\d{1,5});([isgb])=(.+)", re.DOTALL)
_TAG = re.compile(r"tag=([A-Za-z_]\w*(?:\[\d{1,5}\])?(?:\.[A-Za-z_]\w*(?:\[\d{1,5}\])?)*)", re.ASCII)
_LONGEST = 254
_COUNTS: Mapping[Kind, int] = MappingProxyType({"bool": 1, "int16": 1, "uint16": 1, "int32": 2, "uint32": 2,
                                                "float": 2})
_LETTERS: Mapping[Kind, str] = MappingProxyType({"bool": "X", "int16": "W", "uint16": "W", "int32": "D",
                                                 "uint32": "D", "float": "D", "string": "B"})


class AddressError(ValueError):
    """No address. The message says what was expected."""


class ModbusAddress(msgspec.Struct, frozen=True):
    """``area``: HR holding register, CO coil, DI discrete input; ``bit``: of a holding register, 0 the least."""

    area: Literal["HR", "CO", "DI"]
    number: int
    bit: int | None = None
    protocol: Protocol = "modbus"

    @property
    def text(self) -> str:
        """As it is written."""
        return f"{self.area}{self.number}" + ("" if self.bit is None else f".{self.bit}")


class S7Address(msgspec.Struct, frozen=True):
    """``letter``: X bit, B bytes of a text, W word, D double word; ``room``: of a text, 0 where it is not said."""

    db: int
    letter: str
    byte: int
    bit: int = 0
    room: int = 0
    protocol: Protocol = "s7"

    @property
    def text(self) -> str:
        """As it is written."""
        end = f".{self.bit}" if self.letter == "X" else f"[{self.room}]" if self.room else ""
        return f"DB{self.db}.DB{self.letter}{self.byte}{end}"


class NodeAddress(msgspec.Struct, frozen=True):
    """A NodeId of OPC UA, as it is written."""

    text: str
    namespace: int
    protocol: Protocol = "opcua"


class TagAddress(msgspec.Struct, frozen=True):
    """A tag of a Logix controller by its name, or a member of one."""

    name: str
    protocol: Protocol = "enip"

    @property
    def text(self) -> str:
        """As it is written."""
        return f"tag={self.name}"


Address: TypeAlias = ModbusAddress | S7Address | NodeAddress | TagAddress


def read_address(text: str) -> Address:
    """Read an address of any protocol.

    Raises:
        AddressError: it is none.

    """
    if found := _MODBUS.fullmatch(text):
        return _modbus(found)
    if found := _S7.fullmatch(text):
        return _s7(found)
    if (found := _NODE.fullmatch(text)) and (found[2] != "i" or found[3].isdigit()):
        return NodeAddress(text, int(found[1]))
    if found := _TAG.fullmatch(text):
        return TagAddress(found[1])
    raise AddressError("HR12, HR12.3, CO5, DI5, DB10.DBX4.0, DB10.DBW2, DB10.DBD6, DB10.DBB8[32], "
                       'ns=3;s="A"."B" or tag=A.B')


def registers(kind: Kind, size: int) -> int:
    """Registers of 16 bits that a value needs."""
    return (size + 1) // 2 if kind == "string" else _COUNTS[kind]


def is_bit(address: Address) -> bool:
    """Whether nothing but a bool can lie there."""
    if isinstance(address, ModbusAddress):
        return address.area != "HR" or address.bit is not None
    return isinstance(address, S7Address) and address.letter == "X"


def octets(kind: Kind, size: int) -> int:
    """Bytes of a data block that a value needs."""
    return 1 if kind == "bool" else size + 2 if kind == "string" else 2 * _COUNTS[kind]


def wrong_kind(address: Address, kind: Kind) -> str:
    """What a value of this kind needs instead of ``address``; empty: it can lie there."""
    if isinstance(address, ModbusAddress):
        if kind != "bool" and is_bit(address):
            return f"a holding register for {kind}, such as HR{address.number}"
        return ""
    if isinstance(address, S7Address) and address.letter != _LETTERS[kind]:
        example = S7Address(address.db, _LETTERS[kind], address.byte, room=32 if kind == "string" else 0).text
        return f"an address for {kind}, such as {example}"
    return ""


def span(address: Address, tag: Tag) -> Span:
    """What a tag takes there: bits of registers and data blocks, coils, discrete inputs, nodes, tags."""
    if isinstance(address, NodeAddress | TagAddress):
        return address.text.lower() if isinstance(address, TagAddress) else address.text, 0, 1
    if isinstance(address, S7Address):
        start = address.byte * _BITS + address.bit
        return f"DB{address.db}", start, start + (1 if tag.kind == "bool" else _BITS * octets(tag.kind, tag.size))
    if address.area != "HR":
        return address.area, address.number, address.number + 1
    start = address.number * _REGISTER + (address.bit or 0)
    return "HR", start, start + (1 if address.bit is not None else _REGISTER * registers(tag.kind, tag.size))


def _modbus(found: re.Match[str]) -> ModbusAddress:
    area, number, bit = found[1].upper(), int(found[2]), None if found[3] is None else int(found[3])
    if number > _LAST:
        raise AddressError(f"a number from 0 to {_LAST}")
    if bit is not None and (area != "HR" or bit >= _REGISTER):
        raise AddressError("bits 0 to 15 of a holding register, such as HR12.3")
    return ModbusAddress("HR" if area == "HR" else "CO" if area == "CO" else "DI", number, bit)


def _s7(found: re.Match[str]) -> S7Address:
    db, letter, byte, bit, room = int(found[1]), found[2].upper(), int(found[3]), found[4], int(found[5] or 0)
    if not 1 <= db <= _LAST or byte >= _DB_END:
        raise AddressError(f"data blocks 1 to {_LAST}, bytes 0 to {_DB_END - 1}")
    if (letter == "X") != (bit is not None):
        raise AddressError("a bit behind DBX alone, such as DB10.DBX4.0")
    if found[5] is not None and (letter != "B" or not 1 <= room <= _LONGEST):
        raise AddressError(f"room of 1 to {_LONGEST} bytes behind DBB alone, such as DB10.DBB8[32]")
    return S7Address(db, letter, byte, int(bit or 0), room)
