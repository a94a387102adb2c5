"""A bystander of Videojet text communications."""

from collections.abc import Sequence

from linebench.ports import Message
from linebench.wire.printers.happenings import PrinterHappenings
from linebench.wire.printers.states import Seen
from linebench.wire.side import Setting
from linebench.wire.videojet.profile import NOTICES, VideojetProfile
from linebench.wire.videojet.status import OFFLINE, RUNNING, seen
from linebench.wire.witness import Answer, Ear, Piece, Witness, line_cutter

__all__ = ["WITNESSES"]

_STATUS, _FAULTS, _WARNINGS, _COUNTS = "GST", "GFT", "GWN", "GPC"
_SIZE = 6
"""Fields of a status: its word, state, error, job, batch count and total."""


class VideojetHappenings(PrinterHappenings):
    """Prints by the notice PRC, or by the total; states by notices and by the answers to questions."""

    asked = frozenset({_STATUS, _FAULTS, _WARNINGS, _COUNTS})
    counters = {"STS": r"STS\|\d+\|\d+\|[^|]*\|(\d+)\|(\d+)\|", "GPC": r"GPC\|(\d+)\|(\d+)\|"}  # noqa: RUF012

    def __init__(self, profile: VideojetProfile, setting: Setting) -> None:
        super().__init__(setting)
        self._profile = profile
        self._numbers = (RUNNING, 0)
        self._faults = self._warnings = ""
        self._ink: int | None = None

    def pushed(self, piece: Piece) -> Sequence[Message]:
        """See ``Happenings``. A state alone does not say why; the answers that follow do."""
        word, *values = _fields(piece)
        if word == "PRC":
            return self.printed()
        number = _number(values[:1])
        if number is None or word not in {"STS", "ERS"}:
            return ()
        self._numbers = (number, self._numbers[1]) if word == "STS" else (self._numbers[0], number)
        return self._state()

    def answered(self, answer: Answer) -> Sequence[Message]:
        """See ``Happenings``."""
        word, *values = _fields(answer.recorded[0])
        if answer.is_lone:
            return ()
        if word == "STS" and len(values) == _SIZE - 1:
            return (*self._stated(values), *self.counted(answer))
        if word == "GPC":
            return self.counted(answer)
        if word == "GFT":
            self._faults = ", ".join(values)
        if word == "GWN":
            levels = [value[4:] for value in values if value.startswith("ink=")]
            self._ink = _number(levels[:1])
            self._warnings = ", ".join(value for value in values if not value.startswith("ink="))
        return self._state() if word in {"GFT", "GWN"} else ()

    def total(self, pieces: Sequence[Piece]) -> int | None:
        """See ``PrinterHappenings``."""
        fields = _fields(pieces[0]) if pieces else []
        place = {_SIZE: 5, 3: 2}.get(len(fields), len(fields))
        return _number(fields[place:place + 1]) if fields[:1] in (["STS"], ["GPC"]) else None

    def _stated(self, values: list[str]) -> Sequence[Message]:
        state, error = _number(values[:1]), _number(values[1:2])
        if state is None or error is None:
            return ()
        self._numbers = (state, error)
        return self._state()

    def _state(self) -> Sequence[Message]:
        state, error = self._numbers
        if not error:
            self._faults = self._warnings = ""
        found = seen(state, error, self._faults, self._warnings, self._ink)
        if state == OFFLINE and not error:
            found = Seen("offline", "offline", found.warning, found.ink)
        return self.seen(found)


def _fields(piece: Piece) -> list[str]:
    text = piece.data.decode(errors="replace").strip("\r\n")
    return text.removesuffix("|").split("|")


def _number(values: Sequence[str]) -> int | None:
    fits = len(values) > 0 and values[0].isascii() and values[0].isdecimal() and len(values[0]) <= 18  # noqa: PLR2004
    return int(values[0]) if fits else None


def _ear(profile: VideojetProfile) -> Ear:
    answers = {profile.accepted: "accepted", profile.refused: "refused"}

    def device(line: bytes) -> Piece:
        word, *values = _fields(Piece("", line))
        pushed = word in NOTICES and not (word == "STS" and len(values) > 1)
        return Piece(word or "empty", line, pushed=pushed, meaning=answers.get(word, ""))

    return Ear(line_cutter(b"\r", lambda line: Piece(_fields(Piece("", line))[0] or "empty", line)),
               line_cutter(b"\r", device))


WITNESSES = (Witness(name="videojet", ear=_ear, happenings=VideojetHappenings, rhythm=("PRC",)),)
