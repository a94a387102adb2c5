"""A bystander of ZPL."""

from collections.abc import Sequence

import msgspec

from linebench.ports import Message
from linebench.wire.printers.happenings import PrinterHappenings
from linebench.wire.printers.states import Seen
from linebench.wire.side import Setting
from linebench.wire.witness import Answer, Ear, Piece, Witness
from linebench.wire.zpl.alerts import ALERT, CLEARED, RAISED, AlertLines
from linebench.wire.zpl.codec import Command, CommandStream, SetGetDo
from linebench.wire.zpl.conditions import Condition, holding, named, seen_of
from linebench.wire.zpl.profile import ZplProfile
from linebench.wire.zpl.replies import Errors, HostStatus

__all__ = ["WITNESSES"]

_STX, _ETX, _QUOTE, _LF = b"\x02", b"\x03", b'"', b"\n"
_STATUS, _ERRORS, _INK = "~HS", "~HQ", "getvar"
_DONE = "done"


class ZplEar:
    """Cuts both directions. Prefixes that a host changed are known to the dialect's own stream."""

    def __init__(self, profile: ZplProfile) -> None:
        self._stream = CommandStream(profile.max_frame)
        self._fed = 0
        self._alerts, self._done = AlertLines(profile), profile.done_text

    def host(self, data: bytes) -> tuple[int, Piece] | None:
        """See ``Cutter``. What ends with the beginning of the next is cut one byte late, in which it is told."""
        while self._fed < len(data):
            items = self._stream.feed(data[self._fed:self._fed + 1])
            self._fed += 1
            if items:
                size, self._fed = self._fed, 0
                return size, Piece("+".join(map(_command, items)), data[:size])
        return None

    def device(self, data: bytes) -> tuple[int, Piece] | None:
        """See ``Cutter``. Ends of lines belong to what is before them."""
        start = len(data) - len(data.lstrip(b"\0\r\n "))
        rest = data[start:]
        if not rest:
            return None
        end, skip = {_STX: (_ETX, 1), _QUOTE: (_QUOTE, 1)}.get(rest[:1], (_LF, 0))
        at = rest.find(end, skip)
        if at < 0:
            return None
        size = start + at + 1
        if rest[:1] == _STX and data[size:size + 2] == b"\r\n":
            size += 2
        return size, self._piece(data[:size], rest[skip:at])

    def _piece(self, data: bytes, inner: bytes) -> Piece:
        text = inner.decode("latin-1").rstrip("\r\0 ")
        if data.lstrip(b"\0\r\n ")[:1] == _QUOTE:
            return Piece("variable", data)
        if data.lstrip(b"\0\r\n ")[:1] == _STX:
            return Piece("errors" if Errors.read(text) else "block", data)
        kind, told = (*self._alerts.read(text), "", "")[:2]
        if not kind:
            return Piece("line", data)
        return Piece(_DONE if (kind, told) == (ALERT, self._done) else kind, data, pushed=True)


def _command(item: object) -> str:
    if isinstance(item, Command):
        return item.name
    return item.verb if isinstance(item, SetGetDo) else "garbage"


class ZplHappenings(PrinterHappenings):
    """Prints by alerts or by the labels left, states by alerts and by the answers to questions."""

    def __init__(self, profile: ZplProfile, setting: Setting) -> None:
        super().__init__(setting)
        self._profile = profile
        self._lines = AlertLines(profile)
        self._errors, self._status = Errors(), HostStatus()
        self._holding: tuple[Condition, ...] = ()
        self._announced = False
        self.asked = frozenset({_STATUS, _ERRORS, _INK})

    def pushed(self, piece: Piece) -> Sequence[Message]:
        """See ``Happenings``."""
        if piece.kind == _DONE:
            self._announced = True
            return self.printed()
        told = self._lines.read(piece.data.decode("latin-1").strip("\0\r\n "))
        if not told or told[0] not in {RAISED, CLEARED}:
            return ()
        condition = named(told[1], self._profile.conditions)
        self._holding = tuple(each for each in self._holding if each != condition)
        if told[0] == RAISED:
            self._holding = (*self._holding, condition)
        return self.seen(seen_of(self._holding))

    def answered(self, answer: Answer) -> Sequence[Message]:
        """See ``Happenings``."""
        first = answer.recorded[0]
        if answer.is_lone and first.kind != "block":
            return ()
        if first.kind == "variable":
            text = first.data.strip(b'"\r\n ').decode("latin-1")
            return self.seen(Seen(ink=int(text))) if text.isdecimal() and len(text) < 4 else ()  # noqa: PLR2004  # %
        if first.kind == "errors":
            self._errors = Errors.read(first.data.decode("latin-1")) or self._errors
            return self._state()
        recorded, emulated = _status(answer.recorded), _status(answer.emulated)
        if recorded is None:
            return ()
        self._status = msgspec.structs.replace(recorded, paused=False)
        left = 0 if emulated is None or self._announced else _left(emulated) - _left(recorded)
        return (*(self.printed(left) if left > 0 else ()), *self._state())

    def _state(self) -> Sequence[Message]:
        self._holding = holding(self._status, self._errors, self._profile.conditions, self._holding)
        return self.seen(seen_of(self._holding))


def _status(pieces: Sequence[Piece]) -> HostStatus | None:
    blocks = [piece.data.strip(b"\0\r\n \x02\x03").decode("latin-1") for piece in pieces]
    return HostStatus.read(blocks[0], blocks[1]) if len(blocks) > 1 else None


def _left(status: HostStatus) -> int:
    """Labels that wait, one to each format behind the one that is printed."""
    return status.remaining + status.formats


def _ear(profile: ZplProfile) -> Ear:
    ear = ZplEar(profile)
    return Ear(ear.host, ear.device)


WITNESSES = (Witness(name="zpl", ear=_ear, happenings=ZplHappenings, rhythm=(_DONE,)),)
