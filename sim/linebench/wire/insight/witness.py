"""A bystander of In-Sight native mode: lines that fit the profile's results are pushed, all others answer."""

import re
from collections.abc import Sequence

from linebench.ports import Message
from linebench.wire.insight.codec import END, PROMPTS
from linebench.wire.insight.profile import InsightProfile
from linebench.wire.readers.happenings import ReaderHappenings, fits
from linebench.wire.readers.lines import ReaderLines
from linebench.wire.side import Setting
from linebench.wire.witness import Answer, Ear, Piece, Witness, line_cutter

__all__ = ["WITNESSES"]

_ENDS = "\r\n"
_CELL = re.compile(rb"([0-9]{1,9});[0-9]{1,9}\r\n")
_MOST = 16
_LOG_IN = 2
"""Lines that a host says before its commands."""


def _ear(profile: InsightProfile) -> Ear:
    lines, mark = ReaderLines(profile, "", _ENDS), profile.push_mark.encode()
    said = [0]

    def host(line: bytes) -> Piece:
        said[0] += 1
        return Piece("log-in" if said[0] <= _LOG_IN else line[:2].decode("latin-1").upper(), line)

    def named(line: bytes) -> Piece:
        pushed = line.startswith(mark) and fits(lines, line.removeprefix(mark))
        return Piece("result" if pushed else "reply", line, pushed=pushed)

    cut = line_cutter(END, named)

    def device(data: bytes) -> tuple[int, Piece] | None:
        prompt = next((each for each in PROMPTS if data.startswith(each)), None)
        return cut(data) if prompt is None else (len(prompt), Piece("prompt", prompt))

    return Ear(line_cutter(END, host), device)


class InsightHappenings(ReaderHappenings):
    """What is pushed; and what a host finds in the ring of cells, whose newest number it asks for first."""

    asked = frozenset({"GV"})

    def __init__(self, profile: InsightProfile, setting: Setting) -> None:
        mark = profile.push_mark.encode()
        super().__init__(profile, setting, _ENDS, lambda data: data.removesuffix(END).removeprefix(mark),
                         lambda data: data.strip() != b"1")

    def answered(self, answer: Answer) -> Sequence[Message]:
        """See ``Happenings``: the lines behind the emulator's newest, up to the real one, as cells show them."""
        newest, ours = (_newest(pieces) for pieces in (answer.recorded, answer.emulated))
        if newest is None or ours is None:
            return ()
        lines = {number: _line(number, answer.later) for number in range(ours + 1, min(newest, ours + _MOST) + 1)}
        if not all(lines.values()):
            return ()
        return [message for line in lines.values() for message in self.pushed(Piece("result", line))]


def _newest(pieces: Sequence[Piece]) -> int | None:
    """The number of the newest line in an answer of that cell."""
    match = _CELL.fullmatch(pieces[-1].data) if pieces else None
    return None if match is None else int(match[1])


def _line(number: int, pieces: Sequence[Piece]) -> bytes:
    """The line of a number, as one of the answers shows it; empty: none does."""
    head = b"%d;" % number
    found = (piece.data for piece in pieces if piece.data.startswith(head) and not _CELL.fullmatch(piece.data))
    return next(found, b"").removeprefix(head)


WITNESSES = (Witness(name="insight", ear=_ear, happenings=InsightHappenings, rhythm=("result",)),)
