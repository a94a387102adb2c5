"""Modulation and reflectance margin: ISO/IEC 15415:2011 clause 7, with its overlay.

A codeword is as good as the weakest of its modules. For each level, codewords below it are taken as errors; the
symbol gets the lower of the level and of the grade that its error correction would then have. The best of these
is the symbol's.
"""

import numpy as np

from linebench.imaging.grading.grade import Grade
from linebench.imaging.grading.iso15415.measured import Measured
from linebench.imaging.grading.iso15415.plan import Flags, Indices
from linebench.imaging.grading.rules import Rules
from linebench.imaging.grading.scale import Grades
from linebench.imaging.symbols.ecc200 import Size

__all__ = ["NO_MAP", "margin", "modulation", "module_grades", "overlay"]

NO_MAP = "not graded: which module carries which codeword is not known for this symbol"


def modulation(measured: Measured, rules: Rules, name: str = "MOD") -> Grade:
    """MOD: how clearly modules stand off the threshold, whatever their state."""
    return _graded(name, measured, rules, rules.modulation.grades(measured.modulation, tenths=rules.tenths))


def margin(measured: Measured, rules: Rules) -> Grade:
    """RM: as MOD, but a module in the wrong state has no margin."""
    return _graded("RM", measured, rules, module_grades(measured, rules))


def module_grades(measured: Measured, rules: Rules) -> Grades:
    """The grade of each sample, 0 where its state is wrong."""
    return np.where(measured.wrong, 0.0, rules.modulation.grades(measured.modulation, tenths=rules.tenths))


def _graded(name: str, measured: Measured, rules: Rules, grades: Grades) -> Grade:
    layout = measured.layout
    if layout is None:
        return Grade(name, None, None, detail=NO_MAP)
    codewords = grades[layout.cells].min(axis=1)
    if name == "RM":
        codewords = np.where(measured.errors, 0.0, codewords)
    return Grade(name, None, overlay(codewords, layout.size, rules))


def overlay(codewords: Grades, size: Size, rules: Rules) -> float:
    """The symbol grade of codeword grades."""
    levels = np.array(rules.levels)
    below = codewords < levels[:, None] - 1e-9
    unused = 1 - 2 * worst_block(below, size) / size.block_check
    return float(np.minimum(levels, rules.unused_correction.grades(unused, tenths=rules.tenths)).max())


def worst_block(errors: Flags, size: Size) -> Indices:
    """The number of errors in the block that has most, along the last axis. Codewords are dealt in turn."""
    counts = [np.count_nonzero(errors[..., block::size.blocks], axis=-1) for block in range(size.blocks)]
    return np.asarray(np.max(counts, axis=0), dtype=np.intp)
