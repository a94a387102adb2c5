"""Packets out of a capture file: pcap (all four forms) and pcapng, of any byte order and resolution of time.

Sources: the pcap and pcapng drafts of the IETF (draft-ietf-opsawg-pcap, draft-ietf-opsawg-pcapng).
"""

import struct

import msgspec

__all__ = ["CaptureError", "File", "Packet", "packets"]

_PCAP = {b"\xd4\xc3\xb2\xa1": ("<", 1_000_000), b"\xa1\xb2\xc3\xd4": (">", 1_000_000),
         b"\x4d\x3c\xb2\xa1": ("<", 1_000_000_000), b"\xa1\xb2\x3c\x4d": (">", 1_000_000_000)}
"""Byte order and parts of a second by the first four bytes."""
_SECTION, _INTERFACE, _OLD, _SIMPLE, _PACKET = 0x0A0D0D0A, 1, 2, 3, 6
_MAGIC = 0x1A2B3C4D
_RESOLUTION, _OFFSET = 9, 14
_PCAP_HEAD, _RECORD_HEAD, _BLOCK_LEAST, _SECTION_LEAST = 24, 16, 12, 28
_US = 1_000_000
_LATEST = 10_413_792_000 * _US
"""The year 2300."""


class CaptureError(ValueError):
    """Bytes that are no capture. The message says where, what was found and what was expected."""


class Packet(msgspec.Struct, frozen=True, gc=False):
    """One packet. ``number``: as Wireshark counts, from 1; ``t``: microseconds since 1970; ``link``: the link type
    of its interface; ``length``: bytes on the line, of which ``data`` may hold fewer.
    """

    number: int
    t: int
    link: int
    data: bytes
    length: int


class File(msgspec.Struct, frozen=True):
    """All packets of a file in its order, and what is to be told of it, such as that it ends in a packet."""

    packets: tuple[Packet, ...]
    notes: tuple[str, ...] = ()


class _Interface(msgspec.Struct, frozen=True):
    link: int
    parts: int = _US
    """Parts of a second of its time stamps."""
    offset: int = 0
    """Seconds to be added."""
    longest: int = 0


def packets(data: bytes) -> File:
    """Read a whole file.

    Raises:
        CaptureError: it is no capture, or broken before its end.

    """
    if data[:4] in _PCAP:
        return _dated(_classic(data))
    if data[:4] == struct.pack("<L", _SECTION):
        return _dated(_Blocks(data).read())
    raise CaptureError(f"byte 0: found {data[:4].hex(' ') or 'nothing'}; expected the beginning of a pcap or "
                       "pcapng file, as tcpdump and Wireshark write them")


def _dated(file: File) -> File:
    """Refuse times that no clock tells: the file is broken."""
    wrong = next((each for each in file.packets if not 0 <= each.t < _LATEST), None)
    if wrong is not None:
        raise CaptureError(f"packet {wrong.number}: found a time of {wrong.t // _US} s; expected one from 1970 to "
                           "2300")
    return file


def _classic(data: bytes) -> File:
    order, parts = _PCAP[data[:4]]
    if len(data) < _PCAP_HEAD:
        raise CaptureError(f"byte {len(data)}: the file ends in its header of {_PCAP_HEAD} bytes")
    link = int(struct.unpack_from(order + "L", data, 20)[0]) & 0xFFFF  # the upper half is about checksums
    found: list[Packet] = []
    at = _PCAP_HEAD
    while at + _RECORD_HEAD <= len(data):
        seconds, rest, kept, length = struct.unpack_from(order + "LLLL", data, at)
        if kept > len(data) - at - _RECORD_HEAD:
            break
        at += _RECORD_HEAD
        t = seconds * _US + rest * _US // parts
        found.append(Packet(len(found) + 1, t, link, data[at:at + kept], max(length, kept)))
        at += kept
    return File(tuple(found), _cut(at, len(data)))


def _cut(at: int, size: int) -> tuple[str, ...]:
    return (f"byte {at}: the file ends within a packet",) if at < size else ()


class _Blocks:
    """The blocks of a pcapng file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._order = "<"
        self._interfaces: list[_Interface] = []
        self._found: list[Packet] = []

    def read(self) -> File:
        at = 0
        while at + _BLOCK_LEAST <= len(self._data):
            size = self._size(at)
            if at + size > len(self._data):
                break
            self._block(at, size)
            at += size
        return File(tuple(self._found), _cut(at, len(self._data)))

    def _size(self, at: int) -> int:
        """Bytes of the block at ``at``; a section header says the byte order of all that follows."""
        if self._data[at:at + 4] == struct.pack("<L", _SECTION):
            self._section(at)
        size = int(struct.unpack_from(self._order + "L", self._data, at + 4)[0])
        if size < _BLOCK_LEAST or size % 4:
            raise CaptureError(f"byte {at}: found a block of {size} bytes; expected {_BLOCK_LEAST} or more, in "
                               "fours")
        return size

    def _section(self, at: int) -> None:
        magic = self._data[at + 8:at + 12]
        orders = {struct.pack(order + "L", _MAGIC): order for order in "<>"}
        if magic not in orders:
            raise CaptureError(f"byte {at + 8}: found {magic.hex(' ')}; expected the byte order of a section")
        self._order = orders[magic]
        self._interfaces = []

    def _block(self, at: int, size: int) -> None:
        kind = int(struct.unpack_from(self._order + "L", self._data, at)[0])
        body = self._data[at + 8:at + size - 4]
        if kind == _INTERFACE:
            self._interface(at, body)
        elif kind == _PACKET:
            self._packet(at, body, "LLLLL")
        elif kind == _OLD:
            self._packet(at, body, "HHLLLL")
        elif kind == _SIMPLE:
            self._simple(at, body)

    def _interface(self, at: int, body: bytes) -> None:
        if len(body) < 8:  # noqa: PLR2004  # link type, reserved, longest packet
            raise CaptureError(f"byte {at}: found an interface of {len(body)} bytes; expected 8 or more")
        link, _, longest = struct.unpack_from(self._order + "HHL", body)
        options = self._options(body[8:])
        resolution = options.get(_RESOLUTION, b"\x06")[:1] or b"\x06"
        exponent = resolution[0] & 0x7F
        parts = int((2 if resolution[0] & 0x80 else 10) ** exponent)
        offset = options.get(_OFFSET, b"")
        seconds = struct.unpack(self._order + "q", offset)[0] if len(offset) == 8 else 0  # noqa: PLR2004  # int64
        self._interfaces.append(_Interface(link, parts, seconds, longest))

    def _options(self, data: bytes) -> dict[int, bytes]:
        found: dict[int, bytes] = {}
        at = 0
        while at + 4 <= len(data):
            code, size = struct.unpack_from(self._order + "HH", data, at)
            if code == 0:
                break
            found[code] = data[at + 4:at + 4 + size]
            at += 4 + size + -size % 4
        return found

    def _packet(self, at: int, body: bytes, shape: str) -> None:
        head = struct.calcsize("=" + shape)
        if len(body) < head:
            raise CaptureError(f"byte {at}: found a packet block of {len(body)} bytes; expected {head} or more")
        which, *_, high, low, kept, length = struct.unpack_from(self._order + shape, body)
        interface = self._known(at, which)
        stamp = high << 32 | low
        t = stamp * _US // interface.parts + interface.offset * _US
        self._add(at, Packet(0, t, interface.link, body[head:], length), kept)

    def _simple(self, at: int, body: bytes) -> None:
        """A packet without a time: that of the one before it."""
        if len(body) < 4:  # noqa: PLR2004  # its length
            raise CaptureError(f"byte {at}: found a simple packet block without a length")
        interface = self._known(at, 0)
        length = int(struct.unpack_from(self._order + "L", body)[0])
        kept = min(length, interface.longest or length)
        t = self._found[-1].t if self._found else 0
        self._add(at, Packet(0, t, interface.link, body[4:], length), kept)

    def _known(self, at: int, which: int) -> _Interface:
        if which >= len(self._interfaces):
            raise CaptureError(f"byte {at}: found a packet of interface {which}; expected one of "
                               f"{len(self._interfaces)} that were described")
        return self._interfaces[which]

    def _add(self, at: int, raw: Packet, kept: int) -> None:
        """Number a packet whose ``data`` is its block's, of which ``kept`` bytes are its own."""
        if kept > len(raw.data):
            raise CaptureError(f"byte {at}: found a packet of {kept} bytes in a block with {len(raw.data)}")
        self._found.append(Packet(len(self._found) + 1, raw.t, raw.link, raw.data[:kept], max(raw.length, kept)))
