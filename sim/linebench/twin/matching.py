"""Two rows of frames side by side: which belong together, which stand alone."""

from collections.abc import Callable, Sequence

import msgspec

from linebench.wire.witness import Piece

__all__ = ["Emulated", "Pair", "Recorded", "align"]

_WINDOW = 24
"""Frames that are looked over for where two rows meet again."""
_OTHER, _KIND, _ALONE = 2.5, 1.0, 1.2
"""What it costs to take frames of another kind, or other frames of a kind, for the same; and to leave one alone."""


class Recorded(msgspec.Struct, frozen=True, gc=False):
    """A frame of the real device. ``number``: its packet."""

    t: int
    number: int
    piece: Piece


class Emulated(msgspec.Struct, frozen=True, gc=False):
    """A frame of the emulator. ``number``: the packet that made it say that; ``question``: what it answers, and
    ``asked``: when that was.
    """

    t: int
    number: int
    piece: Piece
    question: Piece | None = None
    asked: int = 0


class Pair(msgspec.Struct, frozen=True, gc=False):
    """A frame of each, or of one alone."""

    recorded: Recorded | None
    emulated: Emulated | None


Same = Callable[[Piece, Piece], bool]


def align(recorded: Sequence[Recorded], emulated: Sequence[Emulated], same: Same, *, ordered: bool) -> list[Pair]:
    """Put two rows side by side so that as much as possible is the same. ``ordered``: a recorded frame cannot
    belong to an emulated one that was made by a later packet, as no answer comes before its question.
    """
    pairs: list[Pair] = []
    i = j = 0
    while i < len(recorded) and j < len(emulated):
        if same(recorded[i].piece, emulated[j].piece) and _possible(recorded[i], emulated[j], ordered=ordered):
            pairs.append(Pair(recorded[i], emulated[j]))
            i, j = i + 1, j + 1
            continue
        found = _best(recorded[i:i + _WINDOW], emulated[j:j + _WINDOW], same, ordered=ordered)
        pairs += found
        i += sum(pair.recorded is not None for pair in found)
        j += sum(pair.emulated is not None for pair in found)
    return [*pairs, *(Pair(each, None) for each in recorded[i:]), *(Pair(None, each) for each in emulated[j:])]


def _possible(recorded: Recorded, emulated: Emulated, *, ordered: bool) -> bool:
    return not ordered or recorded.number >= emulated.number


def _best(recorded: Sequence[Recorded], emulated: Sequence[Emulated], same: Same, *, ordered: bool) -> list[Pair]:
    """The beginning of the cheapest way through a window, up to where both rows are the same again."""
    cost = _costs(recorded, emulated, same, ordered=ordered)
    found: list[Pair] = []
    i = j = 0
    while i < len(recorded) and j < len(emulated):
        together = _price(recorded[i], emulated[j], same, ordered=ordered)
        if cost[i][j] == together + cost[i + 1][j + 1]:
            if together == 0 and found:
                break
            found.append(Pair(recorded[i], emulated[j]))
            i, j = i + 1, j + 1
        elif cost[i][j] == _ALONE + cost[i + 1][j]:
            found.append(Pair(recorded[i], None))
            i += 1
        else:
            found.append(Pair(None, emulated[j]))
            j += 1
    return found


def _costs(recorded: Sequence[Recorded], emulated: Sequence[Emulated], same: Same, *,
           ordered: bool) -> list[list[float]]:
    """The price from each place to the end of the window, where what is left over is half as dear: it may fit what
    comes behind.
    """
    rows, columns = len(recorded), len(emulated)
    cost = [[_ALONE * (rows - i + columns - j) / 2 for j in range(columns + 1)] for i in range(rows + 1)]
    for i in reversed(range(rows)):
        for j in reversed(range(columns)):
            together = _price(recorded[i], emulated[j], same, ordered=ordered) + cost[i + 1][j + 1]
            cost[i][j] = min(together, _ALONE + cost[i + 1][j], _ALONE + cost[i][j + 1])
    return cost


def _price(recorded: Recorded, emulated: Emulated, same: Same, *, ordered: bool) -> float:
    if not _possible(recorded, emulated, ordered=ordered):
        return 3 * _ALONE
    if same(recorded.piece, emulated.piece):
        return 0
    return _KIND if recorded.piece.kind == emulated.piece.kind else _OTHER - _KIND / 2
