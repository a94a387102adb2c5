"""Fixed pattern damage of Data Matrix: ISO/IEC 16022:2006 annex M with Corrigendum 1:2008."""

from typing import NamedTuple

import numpy as np

from linebench.imaging.drawing.geometry import Floats
from linebench.imaging.grading.grade import Grade
from linebench.imaging.grading.iso15415.measured import Measured
from linebench.imaging.grading.iso15415.modulation import module_grades
from linebench.imaging.grading.iso15415.plan import Flags, Indices, Layout
from linebench.imaging.grading.rules import Rules
from linebench.imaging.grading.scale import Grades, Scale

__all__ = ["SEGMENTS", "Pattern", "fixed_pattern", "fixed_pattern_apart", "pattern", "segments"]

SEGMENTS = ("L1", "L2", "QZL1", "QZL2", "clock tracks")
_NONE = "not graded: no finder of a Data Matrix symbol"
_WHOLE = 99.0
"""Grade of the filling of short rows: never damaged."""


class Pattern(NamedTuple):
    """The grades of the five segments in the order of ``SEGMENTS``, and of their mean."""

    segments: tuple[float, ...]
    mean: float
    average: float

    @property
    def grade(self) -> float:
        """The lowest of all six."""
        return min(*self.segments, self.average)


def fixed_pattern(measured: Measured, rules: Rules) -> Grade:
    """FPD: the lowest of five segments and of the grade of their mean."""
    if measured.layout is None:
        return Grade("FPD", None, None, detail=_NONE)
    found = pattern(measured, measured.layout, rules)
    return Grade("FPD", found.mean, found.grade,
                 detail=f"{_named(found)}, average {found.mean:.1f}: {found.average:g}")


def fixed_pattern_apart(measured: Measured, rules: Rules) -> tuple[Grade, Grade]:
    """FPD and distributed damage (DDG), which is the grade of the mean: ISO/IEC TR 29158:2011 names them apart."""
    if measured.layout is None:
        return Grade("FPD", None, None, detail=_NONE), Grade("DDG", None, None, detail=_NONE)
    found = pattern(measured, measured.layout, rules)
    return (Grade("FPD", None, min(found.segments), detail=_named(found)), Grade("DDG", found.mean, found.average))


def _named(found: Pattern) -> str:
    return " ".join(f"{name} {grade:g}" for name, grade in zip(SEGMENTS, found.segments, strict=True))


def pattern(measured: Measured, layout: Layout, rules: Rules) -> Pattern:
    """The grades of all segments."""
    grades = np.append(module_grades(measured, rules), _WHOLE)
    states = np.append(np.where(measured.wrong, 0.0, 4.0), _WHOLE)
    bars = segments(grades, layout.bars, layout.bar_lengths, rules.bar_damage, rules)
    by_kind = [float(bars[layout.bar_kinds == kind].min()) for kind in range(4)]
    tracks = _tracks(measured, layout, grades if rules.overlay_tracks else states, rules)
    parts = (*by_kind, tracks)
    mean = sum(parts) / len(parts)
    return Pattern(parts, mean, rules.pattern_average.grade(mean, tenths=rules.tenths))


def segments(grades: Grades, members: Indices, lengths: Indices, scale: Scale, rules: Rules) -> Grades:
    """The grade of each segment by overlay: at each level, modules below it are damaged."""
    levels = np.array(rules.pattern_levels)[:, None]
    below = grades[members] < levels[..., None] - 1e-9
    damage = below.sum(axis=2) / lengths
    best: Grades = np.minimum(levels, scale.grades(damage, tenths=rules.tenths)).max(axis=0)
    return best


def _tracks(measured: Measured, layout: Layout, grades: Grades, rules: Rules) -> float:
    """The fifth segment: clock tracks, the strips outside them, and how the one shows through in the other."""
    damage = [segments(grades, members, layout.track_lengths, rules.track_damage, rules)
              for members in (layout.tracks, layout.strips)]
    dark = np.append(measured.dark, False)
    seen = _transitions(dark, layout.strips, layout.track_lengths)
    clock = _transitions(dark, layout.tracks, layout.track_lengths)
    ratio = np.maximum(0, seen - 1) / np.maximum(clock, 1e-9)
    graded = rules.transitions.grades(ratio, tenths=rules.tenths)
    return float(min(graded.min(), damage[0].min(), damage[1].min()))


def _transitions(dark: Flags, members: Indices, lengths: Indices) -> Floats:
    """Changes of state along each row, its filling left out."""
    states = dark[members]
    changed = states[:, 1:] != states[:, :-1]
    within = np.arange(1, members.shape[1]) < lengths[:, None]
    return np.asarray(np.count_nonzero(changed & within, axis=1), dtype=np.float64)
