"""A bystander of SICK CoLa-A: events and bare lines are pushed, all other telegrams answer."""

from linebench.wire.readers.happenings import ReaderHappenings
from linebench.wire.sick_cola.calls import ENDS
from linebench.wire.sick_cola.codec import ETX, KINDS, STX, ColaError, decode
from linebench.wire.sick_cola.profile import ColaProfile
from linebench.wire.side import Setting
from linebench.wire.witness import Ear, Happenings, Piece, Witness

__all__ = ["WITNESSES"]

_BLANK = b"\r\n"


def _body(data: bytes) -> bytes:
    return data.strip(_BLANK).removeprefix(STX).removesuffix(ETX)


def _line(data: bytes) -> bytes:
    """The line of an event, or a bare one."""
    body = _body(data)
    if body[:3] != b"sSN":
        return body
    try:
        return decode(body).data
    except ColaError:
        return body


def _cut(data: bytes) -> tuple[int, Piece] | None:
    end = data.find(ETX)
    if end < 0:
        return None
    body = _body(data[:end + 1])
    word, name = (*body.split(b" ", 2), b"", b"")[:2]
    if word.decode("latin-1") not in KINDS:
        return end + 1, Piece("result", data[:end + 1], pushed=True)
    if word == b"sSN":
        return end + 1, Piece("event", data[:end + 1], pushed=True)
    return end + 1, Piece(f"{word.decode()} {name.decode('latin-1')}"[:40], data[:end + 1])


def _ear(profile: ColaProfile) -> Ear:
    del profile  # all telegrams are cut alike
    return Ear(_cut, _cut)


def _happenings(profile: ColaProfile, setting: Setting) -> Happenings:
    return ReaderHappenings(profile, setting, ENDS, _line, lambda data: _body(data).endswith(b" 0"))


WITNESSES = (Witness(name="sick_cola", ear=_ear, happenings=_happenings, rhythm=("event", "result")),)
