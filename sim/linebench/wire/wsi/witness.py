"""A bystander of WSI."""

from collections.abc import Sequence

from linebench.ports import Message
from linebench.wire.printers.happenings import PrinterHappenings
from linebench.wire.printers.states import Seen
from linebench.wire.side import Setting
from linebench.wire.witness import Answer, Ear, Piece, Witness
from linebench.wire.wsi.codec import CHECK_SIZE
from linebench.wire.wsi.errors import decode_errors, seen_of
from linebench.wire.wsi.profile import WsiProfile

__all__ = ["WITNESSES"]

_STX, _ETX = b"\x02", b"\x03"
_SUM = 2
_ERRORS, _COUNTER = "E", "G"


class WsiHappenings(PrinterHappenings):
    """The unit says nothing of its own: prints by the counter, states by the answers to questions."""

    counters = {_COUNTER: r"G(\d+)"}  # noqa: RUF012  # nobody changes it

    def __init__(self, profile: WsiProfile, setting: Setting) -> None:
        super().__init__(setting)
        self._profile = profile
        self.asked = frozenset({_ERRORS, _COUNTER, *profile.supply})

    def answered(self, answer: Answer) -> Sequence[Message]:
        """See ``Happenings``."""
        text, kind = _data(answer.recorded), answer.question.kind
        if kind == _COUNTER:
            return self.counted(answer)
        if answer.is_lone:
            return ()
        if kind == self._profile.supply:
            return self.seen(Seen(ink=int(text))) if text.isdecimal() and len(text) < 4 else ()  # noqa: PLR2004  # %
        bits = decode_errors(text, self._profile.errors, self._profile.error_base)
        return () if bits is None else self.seen(seen_of(bits))


    def total(self, pieces: Sequence[Piece]) -> int | None:
        """See ``PrinterHappenings``."""
        text = _data(pieces)
        return int(text) if any(piece.kind == _COUNTER for piece in pieces) and text.isdecimal() else None


def _data(pieces: Sequence[Piece]) -> str:
    """The data of the packet among the frames of an answer."""
    packets = [piece.data for piece in pieces if piece.data.startswith(_STX)]
    return packets[0][2:-1 - _SUM].decode("latin-1") if packets else ""


def _packet(data: bytes) -> tuple[int, Piece] | None:
    """A packet from its STX on. Another STX within it begins the packet anew."""
    end, again = data.find(_ETX), data.find(_STX, 1)
    if again > 0 and not 0 <= end < again:
        return again, Piece("garbage", data[:again])
    if end < 0 or len(data) < end + 1 + _SUM:
        return None
    size = end + 1 + _SUM
    return size, Piece(data[1:2].decode("latin-1"), data[:size])


def _host(data: bytes) -> tuple[int, Piece] | None:
    if data.startswith(_STX):
        return _packet(data)
    start = data.find(_STX)
    size = start if start > 0 else len(data)
    return size, Piece("garbage", data[:size])


def _ear(profile: WsiProfile) -> Ear:
    del profile  # the check sequence always has three characters

    def device(data: bytes) -> tuple[int, Piece] | None:
        if data.startswith(_STX):
            return _packet(data)
        start = data.find(_STX, 0, CHECK_SIZE)
        if start < 0 and len(data) < CHECK_SIZE:
            return None
        size = start if start > 0 else CHECK_SIZE
        return size, Piece("check" if start < 0 else "garbage", data[:size])

    return Ear(_host, device)


WITNESSES = (Witness(name="wsi", ear=_ear, happenings=WsiHappenings),)
