import functools
import statistics
from collections import Counter

import pytest
from printed_pictures import SWEPT

from linebench.imaging.cliffs import graded, symbols

SIX = symbols(6)


@functools.cache
def gradings(kind, severity):
    """Both tests look at the same pictures."""
    return [graded(kind, severity, symbol, seed) for seed, symbol in enumerate(SIX)]


@pytest.mark.parametrize("kind", SWEPT, ids=lambda kind: kind.id)
def test_grades_fall_along_a_sweep(kind):
    """From sound to fatal the median grade never rises, and what falls first is what the fault says it lowers."""
    steps = [gradings(kind, severity) for severity in kind.worse]
    medians = [statistics.median(each.overall for each in found) for found in steps]
    assert medians == sorted(medians, reverse=True)
    assert medians[0] == 4
    assert medians[-1] < 1.5
    first = next(found for found, grade in zip(steps, medians, strict=True) if grade < 4)
    counts = Counter(name for found in first for name in found.worst)
    lowest = [name for name, count in counts.items() if count == max(counts.values())]
    assert kind.moves[0] in lowest or set(lowest) <= set(kind.moves[:3]), counts


@pytest.mark.parametrize("kind", SWEPT, ids=lambda kind: kind.id)
def test_nothing_falls_that_is_not_declared(kind):
    """Whatever a fault lowers anywhere in its sweep is among the parameters that it says it lowers."""
    found = {name for severity in kind.worse for each in gradings(kind, severity) for name in each.worst}
    assert found <= set(kind.moves)
