"""A bystander of In-Sight native mode: lines that fit the profile's results are pushed, all others answer."""

from linebench.wire.insight.codec import END, PROMPTS
from linebench.wire.insight.profile import InsightProfile
from linebench.wire.readers.happenings import ReaderHappenings, fits
from linebench.wire.readers.lines import ReaderLines
from linebench.wire.side import Setting
from linebench.wire.witness import Ear, Happenings, Piece, Witness, line_cutter

__all__ = ["WITNESSES"]

_ENDS = "\r\n"
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


def _happenings(profile: InsightProfile, setting: Setting) -> Happenings:
    mark = profile.push_mark.encode()
    return ReaderHappenings(profile, setting, _ENDS, lambda data: data.removesuffix(END).removeprefix(mark),
                            lambda data: data.strip() != b"1")


WITNESSES = (Witness(name="insight", ear=_ear, happenings=_happenings, rhythm=("result",)),)
