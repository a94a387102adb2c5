"""What depends on the size of a symbol alone: where to sample, and which samples make up what.

Samples are numbered row by row over the symbol and a ring of one module of quiet zone, so that every index here
goes into one flat array.
"""

import functools
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from linebench.imaging.drawing.geometry import Floats, centres
from linebench.imaging.symbols.ecc200 import Size, codeword_map, size_of
from linebench.imaging.symbols.symbol import SymbolError

__all__ = ["LINE_STEP", "Field", "Flags", "Indices", "Layout", "field", "layout"]

Indices: TypeAlias = NDArray[np.intp]
Flags: TypeAlias = NDArray[np.bool_]

LINE_STEP = 0.1
"""X between samples along the bars and the clock tracks."""
_ACROSS = (-0.27, 0.0, 0.27)
"""Where a bar is looked at across its width, in X: two thirds of the width of the usual aperture."""


class Field(NamedTuple):
    """Points to measure at, in X.

    ``points``: centres with ring, then centres alone are ``inner`` of them. ``lines``: left bar downwards,
    bottom bar, top track, right track downwards, each point three times, across the line. ``cuts``: where the
    second to fourth line begin. ``affine``: takes pixel coordinates of the inner centres to the affine map
    that fits them best. ``design``: takes that map back to ideal pixel coordinates.
    """

    points: Floats
    inner: Indices
    lines: Floats
    cuts: tuple[int, int, int]
    affine: Floats
    design: Floats


@functools.cache
def field(rows: int, columns: int) -> Field:
    """Where to measure a symbol of that size."""
    across = columns + 2
    inner = np.arange((rows + 2) * across).reshape(rows + 2, across)[1:-1, 1:-1].ravel()
    design = np.column_stack([centres(rows, columns), np.ones(rows * columns)])
    down, right = _steps(rows), _steps(columns)
    lines = [_line(np.full_like(down, 0.5), down, upright=True),
             _line(right, np.full_like(right, rows - 0.5), upright=False),
             _line(right, np.full_like(right, 0.5), upright=False),
             _line(np.full_like(down, columns - 0.5), down, upright=True)]
    cuts = np.cumsum([len(down), len(right), len(right)])
    return Field(centres(rows, columns, 1), inner, np.concatenate(lines), tuple(cuts.tolist()),
                 np.linalg.pinv(design), design)


def _steps(modules: int) -> Floats:
    return np.asarray((np.arange(round(modules / LINE_STEP)) + 0.5) * LINE_STEP, dtype=np.float64)


def _line(u: Floats, v: Floats, *, upright: bool) -> Floats:
    off = np.array(_ACROSS)
    points = np.empty((len(u), len(off), 2))
    points[..., 0] = u[:, None] + (off if upright else 0)
    points[..., 1] = v[:, None] + (0 if upright else off)
    return points.reshape(-1, 2)


class Layout(NamedTuple):
    """The parts of a Data Matrix symbol as indices of samples.

    Attributes:
        size: the size with its codewords.
        cells: (codewords, 8) the modules of each codeword, most significant bit first.
        bars: (segments, longest) modules of the outer bars and of the quiet zone beside them, a row for each
            region; short rows are filled with ``nothing``.
        bar_lengths: modules in each of those rows.
        bar_kinds: which of L1, L2, QZL1, QZL2 each row belongs to, 0 to 3.
        tracks: the same for clock tracks, one or more to a region.
        strips: the solid strip outside each track.
        track_lengths: modules in each of those rows.
        nothing: index one past the last sample.

    """

    size: Size
    cells: Indices
    bars: Indices
    bar_lengths: Indices
    bar_kinds: Indices
    tracks: Indices
    strips: Indices
    track_lengths: Indices
    nothing: int


@functools.cache
def layout(rows: int, columns: int) -> Layout | None:
    """The parts of a Data Matrix symbol of that size; None: there is no such size."""
    try:
        size = size_of(rows, columns)
    except SymbolError:
        return None
    ringed = np.arange((rows + 2) * (columns + 2)).reshape(rows + 2, columns + 2)
    bars, kinds = _bars(ringed, size)
    tracks, strips = _tracks(ringed, size)
    lengths, track_lengths = (np.array([len(part) for part in parts]) for parts in (bars, tracks))
    return Layout(size, _cells(ringed, size), _filled(bars, ringed.size), lengths, np.array(kinds),
                  _filled(tracks, ringed.size), _filled(strips, ringed.size), track_lengths, ringed.size)


def _cells(ringed: Indices, size: Size) -> Indices:
    carried = codeword_map(size.rows, size.columns).ravel()
    inner = ringed[1:-1, 1:-1].ravel()
    cells = np.empty(size.total * 8, dtype=np.intp)
    cells[carried[carried >= 0]] = inner[carried >= 0]
    return cells.reshape(-1, 8)


def _bars(ringed: Indices, size: Size) -> tuple[list[Indices], list[int]]:
    high, wide = size.rows // size.down, size.columns // size.across
    left = [slice(1 + high * part, 1 + high * (part + 1)) for part in range(size.down)]
    bottom = [slice(1 + wide * part, 1 + wide * (part + 1)) for part in range(size.across)]
    parts = ([(ringed[part, 1], 0) for part in left] + [(ringed[-2, part], 1) for part in bottom]
             + [(ringed[part, 0], 2) for part in left] + [(ringed[-1, part], 3) for part in bottom])
    return [part for part, _ in parts], [kind for _, kind in parts]


def _tracks(ringed: Indices, size: Size) -> tuple[list[Indices], list[Indices]]:
    """Top and right track of each region with the line outside: quiet zone, or the bar of the next region."""
    high, wide = size.rows // size.down, size.columns // size.across
    tracks, strips = [], []
    for down in range(size.down):
        for across in range(size.across):
            rows = slice(1 + high * down, 1 + high * (down + 1))
            columns = slice(1 + wide * across, 1 + wide * (across + 1))
            tracks += [ringed[rows.start, columns], ringed[rows, columns.stop - 1]]
            strips += [ringed[rows.start - 1, columns], ringed[rows, columns.stop]]
    return tracks, strips


def _filled(parts: list[Indices], nothing: int) -> Indices:
    whole = np.full((len(parts), max(map(len, parts))), nothing, dtype=np.intp)
    for row, part in zip(whole, parts, strict=True):
        row[:len(part)] = part
    return whole
