"""A bystander of S7: answers are known by the reference of their request, and say what the data block held."""

from collections.abc import Sequence

from linebench.wire.s7.items import BIT, DB, DONE, Item, parse_data, parse_items
from linebench.wire.s7.layout import S7Layout
from linebench.wire.s7.pdu import ANSWER, JOB, READ, SETUP, WRITE, Pdu, S7Error, parse_pdu
from linebench.wire.s7.profile import S7Profile
from linebench.wire.tags.happenings import Seen, TagHappenings
from linebench.wire.tags.image import TagImage
from linebench.wire.witness import Ear, Piece, Witness

__all__ = ["WITNESSES"]

_HEAD, _DATA, _START = 4, 0xF0, 7
_VERSION, _LEAST = 3, 7
_COTP = {0xE0: "connect", 0xD0: "confirm", 0x80: "disconnect", 0xC0: "disconnected", 0x70: "error"}
_FUNCTIONS = {READ: "read", WRITE: "write", SETUP: "agree"}
_REMEMBERED = 4_096
_EIGHT = 8


class S7Ear:
    """Cuts both directions of one connection into packets; remembers requests by their reference."""

    def __init__(self) -> None:
        self._asked: dict[int, Piece] = {}

    def host(self, data: bytes) -> tuple[int, Piece] | None:
        """See ``Cutter``."""
        size = _size(data)
        if size is None or size > len(data):
            return None
        pdu = _pdu(data[:size])
        piece = Piece(_kind(data[:size], pdu), data[:size])
        if pdu is not None and pdu.kind == JOB:
            self._asked[pdu.reference] = piece
            if len(self._asked) > _REMEMBERED:
                del self._asked[next(iter(self._asked))]
        return size, piece

    def device(self, data: bytes) -> tuple[int, Piece] | None:
        """See ``Cutter``."""
        size = _size(data)
        if size is None or size > len(data):
            return None
        pdu = _pdu(data[:size])
        asked = self._asked.get(pdu.reference) if pdu is not None else None
        return size, Piece(asked.kind if asked is not None else _kind(data[:size], pdu), data[:size],
                           meaning=_meaning(pdu, asked))


class S7Happenings(TagHappenings):
    """Values from answers to reads of one item of the data block."""

    def __init__(self, image: TagImage, profile: S7Profile) -> None:
        self._db = profile.db
        super().__init__(image, S7Layout(image.table))

    def seen(self, question: Piece, answer: Sequence[Piece]) -> Seen | None:
        """See ``TagHappenings``. Of several items those that follow each other in the block are taken."""
        asked, answered = _pdu(question.data), _pdu(answer[0].data)
        if asked is None or answered is None or answered.kind != ANSWER or answered.error:
            return None
        try:
            items = parse_items(asked.parameters)
            data = parse_data(answered.data, len(items))
        except S7Error:
            return None
        parts = [(item, datum.data) for item, datum in zip(items, data, strict=True) if datum.code == DONE]
        return self._joined(parts)

    def _joined(self, parts: Sequence[tuple[Item, bytes]]) -> Seen | None:
        bits: list[tuple[str, bool]] = []
        start, found = -1, b""
        for item, data in parts:
            if item.area != DB or item.db != self._db or not data:
                continue
            if item.size == BIT:
                bits += [(name, bool(data[0] & 1)) for name in self._bit(item.start)]
            elif start < 0:
                start, found = item.start // _EIGHT, data
            elif start + len(found) == item.start // _EIGHT:
                found += data
        return Seen(max(start, 0), found, tuple(bits))

    def _bit(self, at: int) -> list[str]:
        return [name for name, slot in self._layout.slots.items()
                if slot.bit is not None and (slot.start, slot.bit) == divmod(at, _EIGHT)]


def _size(data: bytes) -> int | None:
    """Bytes of the first packet; what cannot be one ends nowhere."""
    if len(data) < _HEAD:
        return None
    length = int.from_bytes(data[2:4])
    return length if data[0] == _VERSION and length >= _LEAST else len(data)


def _pdu(packet: bytes) -> Pdu | None:
    if len(packet) <= _START or packet[5] != _DATA:
        return None
    try:
        return parse_pdu(packet[_START:])
    except S7Error:
        return None


def _kind(packet: bytes, pdu: Pdu | None) -> str:
    if packet[0] != _VERSION or len(packet) < _LEAST - 1:
        return "garbage"
    if pdu is None:
        return _COTP.get(packet[5], "part")
    function = pdu.parameters[0] if pdu.parameters else 0
    if pdu.kind != JOB or function not in _FUNCTIONS:
        return f"kind {pdu.kind} function {function:02X}"
    return f"{_FUNCTIONS[function]} {_places(pdu)}".strip()


def _places(pdu: Pdu) -> str:
    try:
        items = parse_items(pdu.parameters) if pdu.parameters[0] != SETUP else []
    except S7Error:
        return "broken"
    return " ".join(f"DB{item.db}.{item.start // _EIGHT}+{item.width}" for item in items)


def _meaning(pdu: Pdu | None, asked: Piece | None) -> str:
    if pdu is None:
        return ""
    if pdu.error:
        return f"error {pdu.error:04X}"
    return "" if asked is None else asked.kind


def _ear(profile: S7Profile) -> Ear:
    del profile  # all packets are cut alike
    ear = S7Ear()
    return Ear(ear.host, ear.device)


WITNESSES = (Witness(name="s7", ear=_ear, shows=S7Happenings),)
