"""A bystander of Keyence CV-X: what begins with the word of a command is its echo, all else a result."""

from linebench.wire.keyence_cvx.codec import decode_command, decode_refusal
from linebench.wire.keyence_cvx.profile import CvxProfile
from linebench.wire.readers.happenings import ReaderHappenings
from linebench.wire.side import Setting
from linebench.wire.witness import Ear, Happenings, Piece, Witness, line_cutter

__all__ = ["WITNESSES"]

_END = b"\r"
_ENDS = "\r\n"


def _line(data: bytes) -> bytes:
    return data.strip(b"\r\n")


def _ear(profile: CvxProfile) -> Ear:
    del profile  # every line ends alike
    asked: set[str] = set()

    def host(line: bytes) -> Piece:
        word = decode_command(_line(line)).word
        asked.add(word)
        return Piece(word[:40], line)

    def device(line: bytes) -> Piece:
        text = _line(line)
        if decode_command(text).word in asked or decode_refusal(text) is not None:
            return Piece("answer", line)
        return Piece("state" if text.startswith(b"STATE") else "result", line, pushed=True)

    return Ear(line_cutter(_END, host), line_cutter(_END, device))


def _happenings(profile: CvxProfile, setting: Setting) -> Happenings:
    return ReaderHappenings(profile, setting, _ENDS, _line, lambda data: decode_refusal(_line(data)) is not None)


WITNESSES = (Witness(name="keyence_cvx", ear=_ear, happenings=_happenings, rhythm=("result",)),)
