"""Whether the reference decode works: ISO/IEC 15415:2011 clause 7.

With known content no decoding is needed: error correction succeeds exactly when no block has more errors than
half its check codewords. The finder is our own model: the decode follows the bars of the L, and a light gap of
``Rules.finder_gap_x`` stops it.
"""

import numpy as np

from linebench.imaging.grading.grade import DECODE, Grade
from linebench.imaging.grading.iso15415.matrix_read import reads
from linebench.imaging.grading.iso15415.measured import Measured
from linebench.imaging.grading.iso15415.modulation import worst_block
from linebench.imaging.grading.iso15415.plan import LINE_STEP, Flags
from linebench.imaging.grading.rules import Rules

__all__ = ["decode", "longest_gap"]

_BEST, _WORST = 4.0, 0.0


def decode(measured: Measured, rules: Rules) -> Grade:
    """Decode: 4 or 0."""
    reason = _obstacle(measured, rules)
    shown = reason or ("light on dark" if measured.inverse else "")
    return Grade(DECODE, None, _WORST if reason else _BEST, detail=shown)


def _obstacle(measured: Measured, rules: Rules) -> str:
    if measured.layout is None:
        return "" if reads(measured) else "the sampled modules do not read as the content"
    size = measured.layout.size
    wrong = int(worst_block(measured.errors, size))
    if wrong > size.correctable:
        return f"{wrong} wrong codewords in a block that bears {size.correctable}"
    for name, line in (("left", measured.views.lines.left), ("bottom", measured.views.lines.bottom)):
        gap = longest_gap(line < measured.threshold)
        if gap >= rules.finder_gap_x - LINE_STEP / 2:
            return f"light gap of {gap:.1f} X in the {name} bar"
    return ""


def longest_gap(dark: Flags) -> float:
    """The longest light run of samples, in X."""
    ends = np.flatnonzero(np.concatenate([[True], dark, [True]]))
    return float((np.diff(ends).max() - 1) * LINE_STEP)
