"""Unused error correction: ISO/IEC 15415:2011 clause 7."""

from linebench.imaging.grading.grade import Grade
from linebench.imaging.grading.iso15415.measured import Measured
from linebench.imaging.grading.iso15415.modulation import NO_MAP, worst_block
from linebench.imaging.grading.rules import Rules

__all__ = ["unused_correction"]


def unused_correction(measured: Measured, rules: Rules) -> Grade:
    """UEC: 1 - 2t / check codewords, in the block with most errors; below 0 nothing can be corrected."""
    layout = measured.layout
    if layout is None:
        return Grade("UEC", None, None, detail=NO_MAP)
    size = layout.size
    wrong = int(worst_block(measured.errors, size))
    value = max(0.0, 1 - 2 * wrong / size.block_check)
    detail = f"{wrong} wrong of {size.block_check} check codewords"
    if size.blocks > 1:
        detail += f" in the worst of {size.blocks} blocks"
    return Grade("UEC", value, rules.unused_correction.grade(value, tenths=rules.tenths), detail=detail)
