"""Grades along the sweeps of the camera plane, and where they fall."""

import statistics
from collections import Counter

import pytest

from linebench.imaging.cliffs import cliffs, graded, symbols
from linebench.imaging.faults.catalogue import catalogue

SWEPT = [kind for kind in catalogue().values() if kind.plane == "camera" and kind.worse]
THREE = symbols(3)


@pytest.mark.parametrize("kind", SWEPT, ids=lambda kind: kind.id)
def test_grades_fall_along_a_sweep(kind):
    """The median grade never rises; what falls is declared, its leading parameters first; the end is fatal."""
    steps = [[graded(kind, severity, symbol, seed) for seed, symbol in enumerate(THREE)] for severity in kind.worse]
    medians = [statistics.median(each.overall for each in found) for found in steps]
    assert medians == sorted(medians, reverse=True)
    assert medians[0] == 4
    assert (medians[-1] < 1.5) == bool(kind.moves)
    assert {name for found in steps for each in found for name in each.worst} <= set(kind.moves)
    first = Counter(name for found in steps for each in found if each.overall < 4 for name in each.worst)
    assert not kind.moves or set(first) & set(kind.moves[:3])


@pytest.mark.parametrize(("kind", "wanted", "tolerance"), [
    ("defocus", (0.26, 0.30, 0.33, 0.37), 0.02),
    ("motion_blur", tuple(each * 380 for each in (1.15, 1.30, 1.45, 1.65)), 15),
    ("light_gradient", (0.30, 0.35, 0.40, 0.48), 0.04),
    ("keystone", (0.08, 0.10, 0.12, 0.14), 0.012),
    ("underexposure", tuple(each / 0.8 for each in (0.70, 0.55, 0.40, 0.20)), 0.02),
])
def test_cliffs_are_where_they_were_measured(kind, wanted, tolerance):
    """Grades fall where other code for the same rules had them fall, and where SC = gain * (paper - ink) says."""
    assert cliffs(catalogue()[kind], THREE).below == pytest.approx(wanted, abs=tolerance)
