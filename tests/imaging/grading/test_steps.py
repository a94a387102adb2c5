"""At which strength of a fault the grade falls, as measured once on symbols like these: 24x24, 10 px per module."""

import random

import numpy as np
import pytest
from drawn import CONTENT, FINE, Print, geometry

from linebench.imaging.grading import ISO15415_2011, ISO29158_2011, Rules, grade, grade_matrix
from linebench.imaging.symbols import draw

SIDE = 24
SYMBOLS = [draw(CONTENT[:-4] + suffix, size=(SIDE, SIDE)) for suffix in ("1234", "QRST", "90AB")]


def paler(symbol, strength):
    return Print(symbol.modules).picture(ink=strength)


def blurred(symbol, strength):
    return Print(symbol.modules).picture(sigma=strength)


def light_column_on_bar(symbol, strength):
    left = (FINE - round(strength * FINE)) // 2 / FINE
    return Print(symbol.modules).rectangle(left, -1, left + strength, SIDE + 1, 0).picture()


def dark_edge(symbol, strength):
    return Print(symbol.modules).rectangle(-strength - 0.9, -4, -strength, SIDE + 4, 1).picture()


def lost(symbol, strength):
    prints = Print(symbol.modules)
    inner = np.argwhere(symbol.modules[1:-1, 1:-1]) + 1
    for place in random.Random(symbol.content).sample(range(len(inner)), strength):
        row, column = inner[place]
        prints.rectangle(column, row, column + 1, row + 1, 0)
    return prints.picture()


def fall_off(symbol, strength):
    picture = Print(symbol.modules).picture()
    return np.rint(picture * (1 - strength * np.linspace(0, 1, picture.shape[1]))).astype(np.uint8)


@pytest.mark.parametrize(("fault", "strengths", "cliffs", "tolerance"), [
    (paler, np.arange(0.10, 0.72, 0.01), (0.17, 0.31, 0.47, 0.67), 0.015),
    (blurred, np.arange(0.20, 0.42, 0.01), (0.26, 0.30, 0.33, 0.37), 0.015),
    (light_column_on_bar, np.arange(1, 8) / FINE, (0.14, 0.20, 0.22, 0.28), 0.06),
    (dark_edge, np.arange(0.80, 0.40, -0.05), (0.65, 0.60, 0.60, 0.55), 0.06),
    (fall_off, np.arange(0.2, 0.6, 0.05), (0.30, 0.35, 0.40, 0.48), 0.06),
    (lost, range(3, 14), (5, 7, 8, 10), 2.01),
], ids=lambda value: getattr(value, "__name__", ""))
def test_the_grade_falls_where_it_did_when_measured(fault, strengths, cliffs, tolerance):
    """The first strength whose median grade is below 3.5, 2.5, 1.5, 0.5."""
    medians = [float(np.median([grade_matrix(fault(one, strength), geometry(), one).overall for one in SYMBOLS]))
               for strength in strengths]
    found = [next(strength for strength, median in zip(strengths, medians, strict=True) if median < limit)
             for limit in (3.5, 2.5, 1.5, 0.5)]
    assert found == pytest.approx(cliffs, abs=tolerance)


@pytest.mark.parametrize("edition", [None, ISO29158_2011, "ISO/IEC 15415:2011, decimal (interpolated)"])
def test_a_picture_without_any_contrast_fails_and_raises_nothing(edition):
    """All white, all black."""
    for level in (0, 255):
        found = grade(np.full((320, 320), level, np.uint8), geometry(), SYMBOLS[0], edition)
        assert (found.overall, found["decode"].grade) == (0, 0)


def test_the_aperture_can_be_chosen():
    """A wider spot sees less modulation."""
    picture = blurred(SYMBOLS[0], 0.25)
    found = [grade(picture, geometry(), SYMBOLS[0], aperture_x=aperture) for aperture in (0.5, 0.8, 1.0)]
    values = [one["contrast uniformity"].value for one in found]
    assert values == sorted(values, reverse=True)
    assert grade(picture, geometry(), SYMBOLS[0], ISO29158_2011, aperture_x=0.6).aperture_x == 0.6


def test_an_edition_must_name_its_standard():
    """Rules of one's own say which kind they are."""
    with pytest.raises(ValueError, match="edition 'ours' names no standard"):
        grade(paler(SYMBOLS[0], 0.1), geometry(), SYMBOLS[0], Rules(edition="ours"))
    assert ISO15415_2011.edition.startswith("ISO")
