"""A bystander of the native rendering: everything that a device says is what happened."""

from collections.abc import Sequence

import msgspec

from linebench.ports import Message
from linebench.ports.presence import Presence
from linebench.wire.native.side import NativeProfile
from linebench.wire.side import Setting
from linebench.wire.witness import Ear, Happenings, Piece, Witness, line_cutter

__all__ = ["WITNESSES"]

_DECODER: msgspec.json.Decoder[Message] = msgspec.json.Decoder(Message)


class NativeHappenings(Happenings):
    """Everything is pushed."""

    def __init__(self, profile: NativeProfile, setting: Setting) -> None:
        del profile, setting  # messages say all

    def pushed(self, piece: Piece) -> Sequence[Message]:
        """See ``Happenings``."""
        try:
            message = _DECODER.decode(piece.data)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return ()
        if isinstance(message, Presence):  # its hello, which the emulator says of its own
            self.called = message.peer
            return ()
        return (message,)


def _named(line: bytes) -> Piece:
    try:
        head = msgspec.json.decode(line)[0]
    except (msgspec.DecodeError, UnicodeDecodeError, LookupError, TypeError):
        return Piece("garbage", line, pushed=True)
    return Piece(str(head)[:40], line, pushed=True)


def _ear(profile: NativeProfile) -> Ear:
    del profile  # every line ends alike
    cut = line_cutter(b"\n", _named)
    return Ear(cut, cut)


WITNESSES = (Witness(name="native", ear=_ear, happenings=NativeHappenings,
                     rhythm=("print_done", "reading", "weight")),)
