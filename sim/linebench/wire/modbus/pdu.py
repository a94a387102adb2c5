"""What a Modbus frame says: requests and their answers, as the *Modbus Application Protocol* V1.1b3 writes them.

Limits are those of the specification: 2000 bits or 125 registers read, 1968 bits or 123 registers written at once.
A request that is not as the specification says becomes the exception with which a server answers it.
"""

import struct
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import msgspec

__all__ = ["BUSY", "ILLEGAL_ADDRESS", "ILLEGAL_FUNCTION", "ILLEGAL_VALUE", "MAX_PDU", "MAX_READ",
           "MAX_READ_BITS", "MAX_WRITE", "MAX_WRITE_BITS", "Exchange", "Identify", "MalformedError",
           "MaskWrite", "ReadBits", "ReadRegisters", "Refused", "Request", "WriteBits", "WriteOneBit",
           "WriteOneRegister", "WriteRegisters", "bits_answer", "parse_answer", "parse_request",
           "refused_answer", "registers_answer", "written_answer"]

MAX_PDU = 253
"""Function and data; fixed by the serial line of 256 bytes from which Modbus comes."""
MAX_READ, MAX_WRITE, MAX_EXCHANGE = 125, 123, 121
"""Registers."""
MAX_READ_BITS, MAX_WRITE_BITS = 2000, 1968
ILLEGAL_FUNCTION, ILLEGAL_ADDRESS, ILLEGAL_VALUE, BUSY = 1, 2, 3, 6
_ON, _OFF = 0xFF00, 0x0000


class MalformedError(ValueError):
    """An answer that no server gives to that request. The message says what was found and expected."""


class ReadBits(msgspec.Struct, frozen=True, gc=False):
    """Function 1, coils, or 2, discrete inputs."""

    function: int
    address: int
    count: int

    def encode(self) -> bytes:
        """Return its bytes."""
        return struct.pack(">BHH", self.function, self.address, self.count)


class ReadRegisters(msgspec.Struct, frozen=True, gc=False):
    """Function 3, holding registers, or 4, input registers."""

    function: int
    address: int
    count: int

    def encode(self) -> bytes:
        """Return its bytes."""
        return struct.pack(">BHH", self.function, self.address, self.count)


class WriteOneBit(msgspec.Struct, frozen=True, gc=False):
    """Function 5."""

    address: int
    on: bool
    function: int = 5

    def encode(self) -> bytes:
        """Return its bytes."""
        return struct.pack(">BHH", 5, self.address, _ON if self.on else _OFF)


class WriteOneRegister(msgspec.Struct, frozen=True, gc=False):
    """Function 6."""

    address: int
    value: int
    function: int = 6

    def encode(self) -> bytes:
        """Return its bytes."""
        return struct.pack(">BHH", 6, self.address, self.value)


class WriteBits(msgspec.Struct, frozen=True, gc=False):
    """Function 15."""

    address: int
    bits: tuple[bool, ...]
    function: int = 15

    def encode(self) -> bytes:
        """Return its bytes."""
        packed = _pack_bits(self.bits)
        return struct.pack(">BHHB", 15, self.address, len(self.bits), len(packed)) + packed


class WriteRegisters(msgspec.Struct, frozen=True, gc=False):
    """Function 16."""

    address: int
    values: tuple[int, ...]
    function: int = 16

    def encode(self) -> bytes:
        """Return its bytes."""
        count = len(self.values)
        return struct.pack(">BHHB", 16, self.address, count, 2 * count) + _pack(self.values)


class MaskWrite(msgspec.Struct, frozen=True, gc=False):
    """Function 22: (present AND keep) OR (put AND NOT keep)."""

    address: int
    keep: int
    put: int
    function: int = 22

    def encode(self) -> bytes:
        """Return its bytes."""
        return struct.pack(">BHHH", 22, self.address, self.keep, self.put)


class Exchange(msgspec.Struct, frozen=True, gc=False):
    """Function 23: the write is done first, then the read."""

    read_address: int
    read_count: int
    address: int
    values: tuple[int, ...]
    function: int = 23

    def encode(self) -> bytes:
        """Return its bytes."""
        count = len(self.values)
        return struct.pack(">BHHHHB", 23, self.read_address, self.read_count, self.address, count, 2 * count) \
            + _pack(self.values)


class Identify(msgspec.Struct, frozen=True, gc=False):
    """Function 43/14. ``code``: 1 basic, 2 regular, 3 extended, 4 one object; ``first``: object to begin with."""

    code: int
    first: int
    function: int = 43

    def encode(self) -> bytes:
        """Return its bytes."""
        return bytes((43, 14, self.code, self.first))


class Refused(msgspec.Struct, frozen=True, gc=False):
    """An exception: the function that was asked and the reason's number."""

    function: int
    code: int


Request: TypeAlias = (ReadBits | ReadRegisters | WriteOneBit | WriteOneRegister | WriteBits | WriteRegisters
                      | MaskWrite | Exchange | Identify)


def parse_request(pdu: bytes) -> Request | Refused:
    """Read the request in ``pdu``, which is not empty.

    An unknown function is refused with 1; what is too long, too short or against a limit with 3.
    """
    function = pdu[0]
    parser = _PARSERS.get(function)
    if parser is None:
        return Refused(function & 0x7F, ILLEGAL_FUNCTION)
    try:
        return parser(pdu)
    except struct.error:  # its length is not that of the function
        return Refused(function, ILLEGAL_VALUE)


def bits_answer(function: int, bits: Sequence[bool]) -> bytes:
    """Return the answer to ``ReadBits``."""
    packed = _pack_bits(bits)
    return bytes((function, len(packed))) + packed


def registers_answer(function: int, values: Sequence[int]) -> bytes:
    """Return the answer to ``ReadRegisters`` and ``Exchange``."""
    return bytes((function, 2 * len(values))) + _pack(values)


def written_answer(request: Request) -> bytes:
    """Return the answer to a write: an echo, of several values only where and how many."""
    whole = request.encode()
    return whole[:5] if isinstance(request, WriteBits | WriteRegisters) else whole


def refused_answer(refused: Refused) -> bytes:
    """Return the exception."""
    return bytes((refused.function | 0x80, refused.code))


def parse_answer(request: Request, pdu: bytes) -> tuple[int, ...] | Refused:
    """Read the answer to ``request``: bits or registers read, nothing for a write.

    Raises:
        MalformedError: it is none.

    """
    if len(pdu) == 2 and pdu[0] == request.function | 0x80:  # noqa: PLR2004 - function and code
        return Refused(request.function, pdu[1])
    match request:
        case ReadBits():
            data = _data(request.function, -(-request.count // 8), pdu)
            return tuple(data[at // 8] >> at % 8 & 1 for at in range(request.count))
        case ReadRegisters(count=count) | Exchange(read_count=count):
            return struct.unpack(f">{count}H", _data(request.function, 2 * count, pdu))
        case Identify():
            return tuple(pdu)
    if pdu != written_answer(request):
        raise MalformedError(f"{pdu.hex(' ')} instead of {written_answer(request).hex(' ')}")
    return ()


def _data(function: int, size: int, pdu: bytes) -> bytes:
    if len(pdu) != size + 2 or pdu[0] != function or pdu[1] != size:
        raise MalformedError(f"{pdu[:8].hex(' ')} of {len(pdu)} bytes; expected function {function} with {size}")
    return pdu[2:]


def _read(pdu: bytes) -> Request | Refused:
    function, address, count = struct.unpack(">BHH", pdu)
    bits = function <= 2  # noqa: PLR2004 - 1 and 2 read bits, 3 and 4 registers
    if not 1 <= count <= (MAX_READ_BITS if bits else MAX_READ):
        return Refused(function, ILLEGAL_VALUE)
    return (ReadBits if bits else ReadRegisters)(function, address, count)


def _one_bit(pdu: bytes) -> Request | Refused:
    function, address, value = struct.unpack(">BHH", pdu)
    return WriteOneBit(address, value == _ON) if value in (_ON, _OFF) else Refused(function, ILLEGAL_VALUE)


def _one_register(pdu: bytes) -> Request:
    _, address, value = struct.unpack(">BHH", pdu)
    return WriteOneRegister(address, value)


def _bits(pdu: bytes) -> Request | Refused:
    function, address, count, size = struct.unpack(">BHHB", pdu[:6])
    data = pdu[6:]
    if not 1 <= count <= MAX_WRITE_BITS or not size == len(data) == -(-count // 8):
        return Refused(function, ILLEGAL_VALUE)
    return WriteBits(address, tuple(bool(data[at // 8] >> at % 8 & 1) for at in range(count)))


def _registers(pdu: bytes) -> Request | Refused:
    function, address, count, size = struct.unpack(">BHHB", pdu[:6])
    if not 1 <= count <= MAX_WRITE or not size == len(pdu) - 6 == 2 * count:
        return Refused(function, ILLEGAL_VALUE)
    return WriteRegisters(address, struct.unpack(f">{count}H", pdu[6:]))


def _mask(pdu: bytes) -> Request:
    _, address, keep, put = struct.unpack(">BHHH", pdu)
    return MaskWrite(address, keep, put)


def _exchange(pdu: bytes) -> Request | Refused:
    function, read_address, read_count, address, count, size = struct.unpack(">BHHHHB", pdu[:10])
    if not (1 <= read_count <= MAX_READ and 1 <= count <= MAX_EXCHANGE and size == len(pdu) - 10 == 2 * count):
        return Refused(function, ILLEGAL_VALUE)
    return Exchange(read_address, read_count, address, struct.unpack(f">{count}H", pdu[10:]))


def _identify(pdu: bytes) -> Request | Refused:
    if pdu[1:2] not in (b"\x0e", b""):  # 13 is the CANopen tunnel, which no device here has
        return Refused(43, ILLEGAL_FUNCTION)
    _, _, code, first = struct.unpack(">BBBB", pdu)
    return Identify(code, first) if 1 <= code <= 4 else Refused(43, ILLEGAL_VALUE)  # noqa: PLR2004 - 4 codes


def _pack(values: Sequence[int]) -> bytes:
    return struct.pack(f">{len(values)}H", *values)


def _pack_bits(bits: Sequence[bool]) -> bytes:
    packed = bytearray(-(-len(bits) // 8))
    for at, on in enumerate(bits):
        packed[at // 8] |= bool(on) << at % 8
    return bytes(packed)


_PARSERS: Mapping[int, Callable[[bytes], Request | Refused]] = {
    1: _read, 2: _read, 3: _read, 4: _read, 5: _one_bit, 6: _one_register, 15: _bits, 16: _registers, 22: _mask,
    23: _exchange, 43: _identify}
