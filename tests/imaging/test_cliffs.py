from itertools import zip_longest
from pathlib import Path

import pytest

from linebench.imaging.cliffs import LEVELS, cliffs, page, symbols
from linebench.imaging.faults.catalogue import catalogue

README = Path(__file__).parents[2] / "fixtures" / "images" / "README.md"


def cells(text):
    """The page in pieces: numbers as numbers, everything else as it stands."""
    return [[value(cell) for cell in line.split(" | ")] for line in text.splitlines()]


def value(cell):
    try:
        return float(cell)
    except ValueError:
        return cell


def alike(one, other):
    """Whether two cells say the same, to what drawing on another machine changes."""
    return one == (pytest.approx(other, rel=0.05) if isinstance(other, float) else other)


@pytest.mark.slow
@pytest.mark.nightly
def test_the_page_is_what_is_measured_now():
    """The published cliffs are those of today's faults and grading."""
    published, now = cells(README.read_text(encoding="utf-8")), cells(page())
    differing = [row for row, new in zip_longest(published, now, fillvalue=[])
                 if len(row) != len(new) or not all(map(alike, row, new))]
    assert differing == [], "run: python -m linebench.imaging.cliffs fixtures/images/README.md"


@pytest.mark.parametrize(("kind", "wanted"), [
    ("ink_low", (0.15, 0.30, 0.45, 0.65)),
    ("paper_dark", (0.75, 0.60, 0.45, 0.25)),
    ("stretch", tuple((2 + an) / (2 - an) for an in (0.06, 0.08, 0.10, 0.12))),
    ("modules_lost", (5, 7, 8, 10)),
])
def test_cliffs_are_where_the_standard_has_its_steps(kind, wanted):
    """SC = paper - ink, AN = 2 |s - 1| / (s + 1), UEC = 1 - 2 t / check: where there is a formula, it is met."""
    assert len(wanted) == len(LEVELS)
    assert cliffs(catalogue()[kind], symbols(3)).below == pytest.approx(wanted, abs=0.006)
