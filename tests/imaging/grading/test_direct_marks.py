"""Direct part marks by ISO/IEC 29158."""

import numpy as np
import pytest
from drawn import Print, geometry, symbol

from linebench.imaging.grading import GradingError, grade, grade_dpm
from linebench.imaging.grading.iso29158.lobes import lobes

CLEAN = symbol()
EDITION = "ISO/IEC TR 29158:2011"


def graded(paper, ink, **options):
    return grade_dpm(Print(CLEAN.modules).picture(paper=paper / 255, ink=ink / 255), geometry(), CLEAN, **options)


@pytest.mark.parametrize(("ink", "grade"), [(70, 4), (71, 3), (75, 3), (76, 2), (80, 2), (81, 1), (85, 1), (86, 0)])
def test_cell_contrast_is_relative_to_the_light_modules(ink, grade):
    """Light 100: each grey level of ink is one hundredth."""
    found = graded(100, ink)["CC"]
    assert (round(found.value, 9), found.grade) == ((100 - ink) / 100, grade)


@pytest.mark.parametrize(("paper", "grade"), [(13, 4), (12, 0)])
def test_light_modules_need_five_percent_reflectance(paper, grade):
    """12.75 of 255 is the limit."""
    assert graded(paper, 2)["MR"].grade == grade


def test_low_contrast_that_fails_on_paper_passes_on_metal():
    """15 % reflectance against 10 %."""
    picture = Print(CLEAN.modules).picture(paper=0.15, ink=0.10)
    assert (grade(picture, geometry(), CLEAN).overall, grade(picture, geometry(), CLEAN, EDITION).overall) == (0, 4)


def test_the_better_of_two_apertures_counts():
    """Blur: the wide spot sees more of its neighbours."""
    picture = Print(CLEAN.modules).picture(sigma=0.37)
    wide, narrow = (grade_dpm(picture, geometry(), CLEAN, apertures_x=(aperture,)) for aperture in (0.8, 0.5))
    assert narrow.overall > wide.overall
    for apertures in ((0.8, 0.5), (0.5, 0.8)):
        assert grade_dpm(picture, geometry(), CLEAN, apertures_x=apertures) == narrow


def test_lobes_part_where_the_sides_vary_least():
    """The middle of the gap, and the mean of either side."""
    samples = np.array([0.1, 0.12, 0.11, 0.6, 0.58, 0.62, 0.6])
    found = lobes(samples)
    assert (round(found.threshold, 9), round(found.dark, 9), round(found.light, 9)) == (0.35, 0.11, 0.6)


def test_an_empty_picture_fails_and_raises_nothing():
    """All samples alike: no contrast."""
    found = grade_dpm(np.full((400, 400), 90, np.uint8), geometry(), CLEAN)
    assert (found.overall, found["CC"].value, found["decode"].grade) == (0, 0, 0)


def test_no_aperture_is_refused():
    """The message names the symbol."""
    with pytest.raises(GradingError, match="gs1-datamatrix with 0 apertures"):
        graded(200, 20, apertures_x=())
