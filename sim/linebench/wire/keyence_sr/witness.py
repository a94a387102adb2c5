"""A bystander of Keyence SR readers."""

from linebench.wire.keyence_sr.codec import ENDS
from linebench.wire.keyence_sr.profile import SrProfile
from linebench.wire.readers.happenings import ReaderHappenings
from linebench.wire.side import Setting
from linebench.wire.witness import Ear, Happenings, Piece, Witness

__all__ = ["WITNESSES"]

_STX, _ETX, _CR, _LF = b"\x02", b"\x03", b"\r", b"\n"
_ANSWERS = (b"OK,", b"ER,")


def _text(data: bytes) -> bytes:
    return data.strip(_STX + _ETX + _CR + _LF)


def _cut(data: bytes, *, device: bool) -> tuple[int, Piece] | None:
    start = len(data) - len(data.lstrip(_LF))
    end = data.find(_ETX if data[start:start + 1] == _STX else _CR, start)
    if end < 0:
        return None
    text = _text(data[:end + 1])
    word = text.partition(b",")[0].decode("latin-1")[:40]
    if device and not text.startswith(_ANSWERS):
        kind = "state" if text.startswith(b"STATE") else "result"
        return end + 1, Piece(kind, data[:end + 1], pushed=True)
    return end + 1, Piece("answer" if device else word, data[:end + 1])


def _ear(profile: SrProfile) -> Ear:
    del profile  # both forms are always taken
    return Ear(lambda data: _cut(data, device=False), lambda data: _cut(data, device=True))


def _happenings(profile: SrProfile, setting: Setting) -> Happenings:
    return ReaderHappenings(profile, setting, ENDS, _text, lambda data: _text(data).startswith(b"ER"))


WITNESSES = (Witness(name="keyence_sr", ear=_ear, happenings=_happenings, rhythm=("result",)),)
