"""Pixel masks as COCO writes them: run lengths column by column, packed into printable characters.

The format is that of the COCO API: counts of pixels outside and inside in turn, column by column from the left;
from the third on as the difference to the one two places before; five bits a character, least significant
first, a sixth bit where more follow, plus 48.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Mask", "masks"]

_MOST_DIGITS = 8
"""Characters of five bits that the longest run can take, sign included: 35 bits suffice for any picture."""

_Numbers = NDArray[np.int64]


class Mask(NamedTuple):
    """One object: how many pixels it has, and which, as COCO's compressed counts."""

    area: int
    counts: str


def masks(window: NDArray[np.uint16], left: int, top: int, shape: tuple[int, int]) -> dict[int, Mask]:
    """The masks of all objects in ``window``, whose pixels hold the object's number, 0 for none.

    ``left``, ``top``: where the window lies in a picture of ``shape``, height and width.
    """
    starts, lengths, numbers = _runs(window, left, top, shape[0])
    if not len(numbers):
        return {}
    order = np.argsort(numbers, kind="stable")
    starts, lengths, numbers = starts[order], lengths[order], numbers[order]
    firsts = np.flatnonzero(np.diff(numbers, prepend=-1))
    lasts = np.append(firsts[1:], len(numbers))
    counts = [_counts(starts[first:last], lengths[first:last], shape[0] * shape[1])
              for first, last in zip(firsts, lasts, strict=True)]
    areas = np.add.reduceat(lengths, firsts)
    return {int(numbers[first]): Mask(int(area), text)
            for first, area, text in zip(firsts, areas, _packed(counts), strict=True)}


def _runs(window: NDArray[np.uint16], left: int, top: int, height: int) -> tuple[_Numbers, _Numbers, _Numbers]:
    """Start in the whole picture, length and number of each run."""
    rows, columns = window.shape
    flat = np.zeros((columns, rows + 1), dtype=np.int64)  # the spare row keeps runs of two columns apart
    flat[:, :rows] = window.T
    line = flat.ravel()
    edges = np.flatnonzero(np.diff(line, prepend=0, append=0))
    inside = line[edges[:-1]] > 0
    begins, ends = edges[:-1][inside], edges[1:][inside]
    column, row = np.divmod(begins, rows + 1)
    return (column + left) * height + row + top, ends - begins, line[begins]


def _counts(starts: _Numbers, lengths: _Numbers, pixels: int) -> _Numbers:
    ends = starts + lengths
    counts = np.empty(2 * len(starts) + 1, dtype=np.int64)
    counts[0:-1:2] = starts - np.concatenate(([0], ends[:-1]))
    counts[1::2] = lengths
    counts[-1] = pixels - ends[-1]
    return counts if counts[-1] else counts[:-1]


def _packed(counts: list[_Numbers]) -> list[str]:
    """All objects at once: per number, five bits at a time until only copies of the sign are left."""
    changes = np.concatenate([_changes(each) for each in counts])
    digits = np.zeros((len(changes), _MOST_DIGITS), dtype=np.uint8)
    used = np.zeros(digits.shape, dtype=np.bool_)
    more = np.ones(len(changes), dtype=np.bool_)
    rest = changes
    for place in range(_MOST_DIGITS):
        low = rest & 0x1F
        rest = rest >> 5
        used[:, place] = more
        goes_on = more & np.where(low & 0x10, rest != -1, rest != 0)
        digits[:, place] = low + 48 + 32 * goes_on
        more = goes_on
    lengths = used.sum(axis=1)
    text = digits[used].tobytes().decode("ascii")
    ends = np.cumsum([lengths[last - size:last].sum() for size, last in _spans(counts)])
    return [text[first:last] for first, last in zip([0, *ends[:-1]], ends, strict=True)]


def _changes(counts: _Numbers) -> _Numbers:
    changes = counts.copy()
    changes[3:] -= counts[1:-2]
    return changes


def _spans(counts: list[_Numbers]) -> list[tuple[int, int]]:
    lasts = np.cumsum([len(each) for each in counts])
    return [(len(each), int(last)) for each, last in zip(counts, lasts, strict=True)]
