"""What a CPU says of itself in its system status lists, asked for: module type, order number and firmware."""

import struct
from collections.abc import Mapping, Sequence

import msgspec

from linebench.wire.s7.pdu import USERDATA, Pdu
from linebench.wire.tags.link import LinkError, RefusedError

__all__ = ["LISTS", "Part", "StatusList", "encode_list", "identity_of", "read_list"]

_COMPONENT, _ORDER = 0x001C, 0x0011
LISTS = (_COMPONENT, _ORDER)
"""The lists that say who a CPU is."""
_FIRST, _NEXT = 0x11, 0x12
_LIST_HEAD = struct.Struct(">HHHH")
_ANSWER_HEAD = 12
_ANSWERED = bytes((0, 1, 0x12, 8, 0x12, 0x84, 1))
_DATA_HEAD = 4
_MODULE_TYPE, _MODULE, _FIRMWARE = 7, 1, 7
"""Records: the type in the one list; order number and firmware in the other."""
_VERSION = b"V"


class StatusList(msgspec.Struct, frozen=True, gc=False):
    """The question for a list, or for its next part under the number that the answer before gave."""

    number: int
    sequence: int = 0


class Part(msgspec.Struct, frozen=True, gc=False):
    """One part of a list; ``sequence``: the number under which the next one waits, 0: it was the last."""

    data: bytes
    sequence: int


def encode_list(ask: StatusList, reference: int) -> Pdu:
    """The request."""
    if ask.sequence:
        return Pdu(USERDATA, reference, bytes((0, 1, 0x12, 8, _NEXT, 0x44, 1, ask.sequence, 0, 0, 0, 0)),
                   bytes((0x0A, 0, 0, 0)))
    return Pdu(USERDATA, reference, bytes((0, 1, 0x12, 4, _FIRST, 0x44, 1, 0)),
               struct.pack(">BBHHH", 0xFF, 0x09, 4, ask.number, 0))


def read_list(pdu: Pdu) -> Part:
    """Read the answer.

    Raises:
        LinkError: it is none.
        RefusedError: the CPU has no such list.

    """
    head = pdu.parameters
    if pdu.kind != USERDATA or len(head) != _ANSWER_HEAD or not head.startswith(_ANSWERED):
        raise LinkError(f"parameters {head.hex(' ')}")
    if error := int.from_bytes(head[10:12]):
        raise RefusedError(f"error {error:04X}")
    return Part(pdu.data[_DATA_HEAD:], head[7] if head[9] else 0)


def identity_of(lists: Mapping[int, bytes]) -> Sequence[str]:
    """Type, order number and firmware, as far as these lists tell them."""
    component, order = (_records(lists.get(number, b"")) for number in LISTS)
    version = order.get(_FIRMWARE, b"")[-4:]
    firmware = "V" + ".".join(map(str, version[1:])) if version[:1] == _VERSION else ""
    return (_text(component.get(_MODULE_TYPE, b"")[:32]), _text(order.get(_MODULE, b"")[:20]), firmware)


def _records(data: bytes) -> Mapping[int, bytes]:
    """The records of a list by their index."""
    if len(data) < _LIST_HEAD.size:
        return {}
    _, _, size, count = _LIST_HEAD.unpack_from(data)
    rows = [data[at:at + size] for at in range(_LIST_HEAD.size, min(len(data), _LIST_HEAD.size + count * size),
                                               max(size, 1))]
    return {int.from_bytes(row[:2]): row[2:] for row in rows}


def _text(data: bytes) -> str:
    return data.partition(b"\0")[0].decode("latin-1")
