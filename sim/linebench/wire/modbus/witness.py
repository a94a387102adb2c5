"""A bystander of Modbus TCP: answers are known by their transaction, and say what registers held."""

from collections.abc import Sequence

from linebench.wire.modbus.codec import Broken, Frame, FrameDecoder
from linebench.wire.modbus.layout import ModbusLayout
from linebench.wire.modbus.pdu import (
    Exchange,
    Identify,
    MalformedError,
    ReadBits,
    ReadRegisters,
    Refused,
    Request,
    parse_answer,
    parse_request,
)
from linebench.wire.modbus.profile import ModbusProfile
from linebench.wire.tags.happenings import Seen, TagHappenings
from linebench.wire.tags.image import TagImage
from linebench.wire.witness import Ear, Piece, Witness

__all__ = ["WITNESSES"]

_HEAD = 7
_COILS = 1
_REMEMBERED = 4_096


class ModbusEar:
    """Cuts both directions of one connection; remembers requests by their transaction."""

    def __init__(self) -> None:
        self._asked: dict[int, Piece] = {}

    def host(self, data: bytes) -> tuple[int, Piece] | None:
        """See ``Cutter``."""
        found = _cut(data)
        if found is None or isinstance(found, Piece):
            return None if found is None else (len(data), found)
        size = _HEAD + len(found.pdu)
        piece = Piece(_kind(parse_request(found.pdu)), data[:size])
        self._asked[found.transaction] = piece
        if len(self._asked) > _REMEMBERED:
            del self._asked[next(iter(self._asked))]
        return size, piece

    def device(self, data: bytes) -> tuple[int, Piece] | None:
        """See ``Cutter``."""
        found = _cut(data)
        if found is None or isinstance(found, Piece):
            return None if found is None else (len(data), found)
        size = _HEAD + len(found.pdu)
        asked = self._asked.get(found.transaction)
        kind = "unasked" if asked is None else asked.kind
        return size, Piece(kind, data[:size], meaning=_meaning(found, asked))


class ModbusHappenings(TagHappenings):
    """Values from answers to functions 1 to 4 and 23."""

    def __init__(self, image: TagImage, profile: ModbusProfile) -> None:
        self._profile = profile
        self._bits = ModbusLayout(image.table, profile).bits
        super().__init__(image, ModbusLayout(image.table, profile))

    def seen(self, question: Piece, answer: Sequence[Piece]) -> Seen | None:
        """See ``TagHappenings``."""
        request, values = _parsed(question.data, answer[0].data)
        if values is None:
            return None
        if isinstance(request, ReadBits):
            area, base = ("coil", self._profile.base_coil) if request.function == _COILS else (
                "discrete", self._profile.base_discrete)
            names = self._bits["coil" if area == "coil" else "discrete"]
            first = request.address - base
            named = names[first:first + request.count] if first >= 0 else []
            return Seen(bits=tuple((name, bool(on)) for name, on in zip(named, values, strict=False)))
        address = request.read_address if isinstance(request, Exchange) else request.address
        return Seen(2 * (address - self._profile.base), b"".join(value.to_bytes(2) for value in values))

def _cut(data: bytes) -> Frame | Piece | None:
    """The first frame; what cannot be one is garbage up to the end."""
    found = FrameDecoder().feed(data[:_HEAD + 256])
    if not found:
        return None
    first = found[0]
    return Piece("garbage", data) if isinstance(first, Broken) else first


def _kind(request: Request | Refused) -> str:
    match request:
        case ReadBits(function=function, address=address, count=count) | \
                ReadRegisters(function=function, address=address, count=count):
            return f"read {function} {address} {count}"
        case Exchange():
            return f"exchange {request.read_address} {request.read_count}"
        case Identify():
            return "identify"
        case Refused():
            return f"function {request.function}"
    return f"write {request.function} {request.address}"


def _parsed(asked: bytes, answered: bytes) -> tuple[ReadBits | ReadRegisters | Exchange, tuple[int, ...] | None]:
    """The request, and the values of its answer, ``None`` where it has none."""
    request = parse_request(asked[_HEAD:])
    if not isinstance(request, ReadBits | ReadRegisters | Exchange):
        return ReadBits(1, 0, 0), None
    try:
        values = parse_answer(request, answered[_HEAD:])
    except MalformedError:
        return request, None
    return request, None if isinstance(values, Refused) else values


def _meaning(frame: Frame, asked: Piece | None) -> str:
    if frame.pdu[0] & 0x80:
        return f"exception {frame.pdu[1] if len(frame.pdu) > 1 else '?'}"
    if asked is None or not asked.kind.startswith("read"):
        return "" if asked is None else asked.kind
    values = _parsed(asked.data, bytes(_HEAD) + frame.pdu)[1] or ()
    words = " ".join(f"{value:04X}" for value in values[:12])
    return f"{asked.kind}: {words}{' …' if len(values) > 12 else ''}"  # noqa: PLR2004  # as many as stand in a line


def _ear(profile: ModbusProfile) -> Ear:
    del profile  # all frames are cut alike
    ear = ModbusEar()
    return Ear(ear.host, ear.device)


WITNESSES = (Witness(name="modbus", ear=_ear, shows=ModbusHappenings),)
