"""A bystander of DMCC."""

from linebench.wire.dmcc.codec import END, PUSHED, DmccError, decode_reply, decode_result
from linebench.wire.dmcc.profile import DmccProfile
from linebench.wire.readers.happenings import ReaderHappenings, fits
from linebench.wire.readers.lines import ReaderLines
from linebench.wire.side import Setting
from linebench.wire.witness import Ear, Happenings, Piece, Witness, line_cutter, shown

__all__ = ["WITNESSES"]

_HEAD = b"||"


def _line(frame: bytes) -> bytes:
    """The line in a frame that was pushed, whatever the mode."""
    data = frame.removesuffix(END)
    if not data.startswith(_HEAD):
        return data
    try:
        reply = decode_reply(data)
        return data if reply is None else decode_result(reply.data)
    except DmccError:
        return data


def _host(line: bytes) -> Piece:
    words = line.partition(b">")[2].split()
    return Piece(b" ".join(words[:2] if words[:1] in ([b"GET"], [b"SET"]) else words[:1]).decode("latin-1"), line)


def _ear(profile: DmccProfile) -> Ear:
    lines = ReaderLines(profile, "", "\r\n")

    def device(line: bytes) -> Piece:
        try:
            reply = decode_reply(line, profile.checksum_of)
        except DmccError:
            return Piece("garbage", line)
        if reply is not None and reply.status != PUSHED:
            return Piece("reply", line)
        bare = _line(line)
        if reply is None and not fits(lines, bare):
            return Piece("value", line)
        kind = "state" if bare.startswith(profile.state.partition("{")[0].encode() or b"\0") else "result"
        return Piece(kind, line, pushed=True, meaning="" if reply is None else shown(bare))

    return Ear(line_cutter(END, _host), line_cutter(END, device))


def _happenings(profile: DmccProfile, setting: Setting) -> Happenings:
    return ReaderHappenings(profile, setting, "\r\n", _line)


WITNESSES = (Witness(name="dmcc", ear=_ear, happenings=_happenings, rhythm=("result",)),)
