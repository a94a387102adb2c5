"""Decodability: how much of the tolerance of the reference decode is left, symbology by symbology.

Characters are compared with what they should be, since the content is known: a symbol decodes where each edge
lies on the right side of the thresholds of the reference decode.
"""

from collections.abc import Callable, Iterator

import numpy as np

from linebench.imaging.drawing.geometry import Floats
from linebench.imaging.grading.iso15415.plan import Indices
from linebench.imaging.symbols.symbol import Symbol

__all__ = ["decodability", "widths"]

_CODE128_TOLERANCE = 1.75
_ITF_THRESHOLD = 7 / 64
"""Of the width of a pair of characters, between narrow and wide: ISO/IEC 16390."""


def widths(symbol: Symbol) -> Indices:
    """Widths in X of bars and spaces as encoded, from the first bar to the last."""
    row = np.concatenate([[False], symbol.modules[0], [False]])
    return np.diff(np.flatnonzero(row[1:] != row[:-1]))


def decodability(symbol: Symbol, measured: Floats) -> float | None:
    """V of one scan, 1 at best, below 0 where it does not decode; None: no rule for this symbology.

    ``measured``: widths of as many elements as the symbol has.
    """
    rule = _RULES.get(_family(symbol.carrier))
    return None if rule is None else min(rule(widths(symbol), measured))


def _family(carrier: str) -> str:
    return next((family for family in _RULES if family in carrier), "")


def _code128(wanted: Indices, measured: Floats) -> Iterator[float]:
    """ISO/IEC 15417: edges to similar edges, and the sum of the bars."""
    for start in range(0, len(wanted) - 1, 6):
        part = slice(start, start + 6)
        yield _similar_edges(wanted[part], measured[part], 11)
        bars, whole = measured[part][::2].sum(), measured[part].sum()
        yield float(_CODE128_TOLERANCE - abs(11 * bars / whole - wanted[part][::2].sum())) / _CODE128_TOLERANCE


def _ean(wanted: Indices, measured: Floats) -> Iterator[float]:
    """ISO/IEC 15420: edges to similar edges. The rule for the pairs 1/7 and 2/8 is not part of it."""
    sides = (len(wanted) - 3 - 5 - 3) // 2
    starts = [*range(3, 3 + sides, 4), *range(3 + sides + 5, 3 + sides + 5 + sides, 4)]
    for start in starts:
        yield _similar_edges(wanted[start:start + 4], measured[start:start + 4], 7)


def _similar_edges(wanted: Indices, measured: Floats, modules: int) -> float:
    """The least distance of an edge-to-similar-edge width from the threshold, over half a module."""
    module = measured.sum() / modules
    off = np.abs((measured[:-1] + measured[1:]) / module - (wanted[:-1] + wanted[1:]))
    return float(1 - 2 * off.max())


def _itf(wanted: Indices, measured: Floats) -> Iterator[float]:
    """ISO/IEC 16390: narrow and wide elements of each pair of characters."""
    for start in range(4, len(wanted) - 3, 10):
        part = slice(start, start + 10)
        yield _two_widths(wanted[part] > wanted.min(), measured[part])


def _two_widths(wide: Floats, measured: Floats) -> float:
    threshold = _ITF_THRESHOLD * measured.sum()
    narrow, broad = measured[~wide.astype(np.bool_)], measured[wide.astype(np.bool_)]
    return float(min((threshold - narrow.max()) / max(threshold - narrow.mean(), 1e-9),
                     (broad.min() - threshold) / max(broad.mean() - threshold, 1e-9)))


_RULES: dict[str, Callable[[Indices, Floats], Iterator[float]]] = {"128": _code128, "ean": _ean, "upc": _ean,
                                                                  "itf": _itf}
"""By a part of the carrier's name."""
