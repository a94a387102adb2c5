"""A bystander of Codenet."""

from collections.abc import Sequence

from linebench.ports import Message
from linebench.wire.codenet.profile import CodenetProfile
from linebench.wire.codenet.status import ink_seen, status_seen
from linebench.wire.printers.happenings import PrinterHappenings
from linebench.wire.printers.states import Seen
from linebench.wire.side import Setting
from linebench.wire.witness import Answer, Ear, Piece, Witness

__all__ = ["WITNESSES"]

_EOT, _ACK, _NAK, _ESC = 0x04, 0x06, 0x15, 0x1B
_PRINT, _STATUS, _LEVELS, _COUNTER = "print", "O1", "y", "T1"
_HEADS = ("}D", "}J", "ON", "OM", "OQ", "OE", "OP", "O1", "OS", "1C", "1H", "[1", "P1", "T1", "T2", "Q1", "Q2")
_DIGITS = 3


class CodenetEar:
    """Cuts both directions; the print character is the one that the host chose on this connection."""

    def __init__(self, profile: CodenetProfile) -> None:
        self._form = profile.reply
        self._stray = profile.stray.encode("latin-1")
        self._character = b""

    def host(self, data: bytes) -> tuple[int, Piece] | None:
        """See ``Cutter``."""
        found = _framed(data, _ESC)
        if found is not None and found[1].kind.startswith("I") and len(found[1].data) == len(b"\x1bI12\x04"):
            self._character = found[1].data[3:4]
        return found

    def device(self, data: bytes) -> tuple[int, Piece] | None:
        """See ``Cutter``."""
        if data[0] == _ESC:
            return _framed(data, _ESC)
        if data[0] in {_ACK, _NAK}:
            return self._answer(data)
        pushed = self._character + self._stray
        if self._character and pushed.startswith(data[:len(pushed)]):
            whole = len(data) >= len(pushed)
            return (len(pushed), Piece(_PRINT, pushed, pushed=True, meaning="printed")) if whole else None
        return 1, Piece("stray", data[:1], pushed=True)

    def _answer(self, data: bytes) -> tuple[int, Piece] | None:
        """An acceptance is alone or with three digits, a refusal with three digits or alone, as the unit is set."""
        kind = "ACK" if data[0] == _ACK else "NAK"
        bare = self._form == "bare" or (kind == "ACK" and self._form == "variable")
        digits = data[1:1 + _DIGITS]
        if bare or not digits.isdigit():
            return (1, Piece(kind, data[:1])) if bare or digits else None
        if len(digits) < _DIGITS:
            return None
        return 1 + _DIGITS, Piece(kind, data[:1 + _DIGITS])


def _framed(data: bytes, start: int) -> tuple[int, Piece] | None:
    """A frame, or what is none up to the next."""
    again = data.find(start, 1)
    if data[0] != start:
        size = again if again > 0 else len(data)
        return size, Piece("garbage", data[:size])
    end = data.find(_EOT)
    if again > 0 and not 0 <= end < again:
        return again, Piece("garbage", data[:again])
    if end < 0:
        return None
    text = data[1:end].decode("latin-1")
    return end + 1, Piece(_kind(text), data[:end + 1])


def _kind(text: str) -> str:
    return next((head for head in _HEADS if text.startswith(head)), text[:1])


class CodenetHappenings(PrinterHappenings):
    """Prints by their character, or by the counter where no host chose one; states by the answers to questions."""

    asked = frozenset({_STATUS, _LEVELS, _COUNTER})
    counters = {_COUNTER: r"T1(\d{10})"}  # noqa: RUF012  # nobody changes it

    def __init__(self, profile: CodenetProfile, setting: Setting) -> None:
        super().__init__(setting)
        self._profile = profile
        self._level: int | None = None

    def pushed(self, piece: Piece) -> Sequence[Message]:
        """See ``Happenings``."""
        return self.printed() if piece.kind == _PRINT else ()

    def answered(self, answer: Answer) -> Sequence[Message]:
        """See ``Happenings``."""
        text = _text(answer.recorded)
        if answer.question.kind == _COUNTER:
            return self.counted(answer)
        if answer.is_lone:
            return ()
        if answer.question.kind == _LEVELS:
            self._level = ink_seen(text)
            return () if self._level is None else self.seen(Seen(ink=self._level * 100 // 8))
        if len(text) != len("00102"):
            return ()
        return self.seen(status_seen(text[:3], text[3:], self._level, self._profile))

    def total(self, pieces: Sequence[Piece]) -> int | None:
        """See ``PrinterHappenings``."""
        text = _text(pieces)
        return int(text) if pieces and pieces[0].kind == _COUNTER and text.isdecimal() else None


def _text(pieces: Sequence[Piece]) -> str:
    """What stands behind the head of the first frame; empty when there is none."""
    return pieces[0].data[1 + len(pieces[0].kind):-1].decode("latin-1") if pieces else ""


def _ear(profile: CodenetProfile) -> Ear:
    ear = CodenetEar(profile)
    return Ear(ear.host, ear.device)


WITNESSES = (Witness(name="codenet", ear=_ear, happenings=CodenetHappenings, rhythm=(_PRINT,)),)
