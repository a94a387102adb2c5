"""Grades of linear symbols by ISO/IEC 15416."""

import numpy as np
import pytest
import zxingcpp
from drawn import Print, geometry

from linebench.imaging.grading import GradingError, grade, grade_linear, grade_matrix
from linebench.imaging.grading.iso15416 import aperture_mm
from linebench.imaging.grading.iso15416.decodability import decodability, widths
from linebench.imaging.grading.iso15416.elements import elements, nonuniformity
from linebench.imaging.grading.iso15416.profile import Profile
from linebench.imaging.symbols import draw
from linebench.imaging.symbols.symbol import Symbol

HEIGHT, PX = 30, 6


def linear(carrier, content, kind):
    drawn = np.asarray(zxingcpp.create_barcode(content, kind).to_image(scale=1, add_quiet_zones=False))
    return Symbol(carrier=carrier, content=content, aim="", modules=drawn[len(drawn) // 2][None] == 0,
                  quiet_zone=(4, 0, 4, 0), bar_height=HEIGHT)


CODE128 = linear("gs1-128", "ABC1234567", zxingcpp.BarcodeFormat.Code128)
EAN = linear("ean-13", "4012345678901", zxingcpp.BarcodeFormat.EAN13)
ITF = linear("itf-14", "12345678901231", zxingcpp.BarcodeFormat.ITF)
ALL = pytest.mark.parametrize("one", [CODE128, EAN, ITF], ids=lambda one: one.carrier)


def printed(one):
    return Print(np.repeat(one.modules, HEIGHT, axis=0))


def graded(one, prints, **options):
    return grade_linear(prints.picture(PX, **options), geometry(PX), one)


@ALL
def test_clean_bars_have_all_fours(one):
    """Ten scans alike."""
    grading = graded(one, printed(one))
    assert {grade.grade for grade in grading.parameters} == {4}
    assert (grading.overall, grading["decodability"].value) == (4.0, pytest.approx(1, abs=0.02))
    assert grading["SC"].value == pytest.approx(0.8, abs=0.005)


@ALL
def test_even_growth_lowers_nothing_that_edges_to_similar_edges_see(one):
    """0.2 X of growth: such decodes compare like with like; those of two widths and of bar sums do not."""
    value = graded(one, printed(one).grow(2 / 9, down=False))["decodability"].value
    assert value > 0.95 if one is EAN else 0 < value < 0.95


@ALL
def test_a_bar_cut_off_in_three_of_ten_scans_costs_those_scans(one):
    """Scans without the first bar have grade 0: the mean of seven fours and three zeros is 2.8."""
    lost = printed(one).rectangle(-1, 0, 1.5, 3 + 24 / 10 * 3, 0)
    grading = graded(one, lost)
    assert (grading.overall, grading["decode"].grade, grading.letter) == (2.8, 0, "B")
    assert grading["decode"].detail.startswith("scan 1: ")


def test_a_spot_in_the_quiet_zone_fails_it():
    """The bars decode nevertheless."""
    grading = graded(EAN, printed(EAN).rectangle(-2.5, 0, -1.5, HEIGHT, 1))
    assert (grading["quiet zone"].grade, grading["decode"].grade, grading.overall) == (0, 4, 0)


def test_blur_takes_the_narrow_elements_first():
    """Modulation falls, decodability hardly."""
    found = [graded(CODE128, printed(CODE128), sigma=sigma) for sigma in (0, 0.2, 0.3, 0.4, 0.5)]
    assert [grading.overall for grading in found] == sorted((grading.overall for grading in found), reverse=True)
    assert found[3].worst == ("MOD",)


def test_a_void_in_a_bar_is_a_defect():
    """ERN over SC, at once the depth of the void as the spot sees it."""
    prints = printed(EAN)
    column = int(np.flatnonzero(np.convolve(EAN.modules[0], np.ones(3), "valid") == 3)[0])
    prints.rectangle(column + 1.25, 0, column + 1.75, HEIGHT, 0.6)
    found = graded(EAN, prints)["defects"]
    assert 0.1 < found.value <= 0.4
    assert found.grade < 4


def test_nonuniformity_is_peak_to_valley_between_peaks():
    """The slopes at the edges of an element are none of it."""
    rows = np.array([[0.5, 0.8, 0.9, 0.8, 0.5], [0.5, 0.8, 0.7, 0.9, 0.5], [0.5, 0.9, *[-np.inf] * 3]])
    assert nonuniformity(rows).tolist() == [0, pytest.approx(0.2), 0]


def test_edges_lie_where_the_profile_crosses_half_way():
    """Between samples on a straight line."""
    profile = Profile(np.arange(6.0), np.array([1.0, 1.0, 0.0, 0.0, 0.25, 1.0]))
    found = elements(profile, 5)
    assert found.edges.tolist() == [1.5, pytest.approx(4 + 1 / 3)]
    assert found.edge_contrasts.tolist() == [1.0, 1.0]


@ALL
def test_decodability_is_0_where_an_edge_is_half_a_module_off(one):
    """Whatever the symbology, right widths have 1 and a narrow element as wide as a wide one has none left."""
    wanted = widths(one).astype(float)
    assert decodability(one, wanted) == pytest.approx(1)
    wrong = wanted.copy()
    narrow = 8 + int(np.flatnonzero(wanted[8:] == wanted.min())[0])
    wrong[narrow] += 2
    assert decodability(one, wrong) < 0


@pytest.mark.parametrize(("paper", "ink", "grades"), [
    (0.60, 0.29, (4, 4, 1)), (0.60, 0.31, (0, 4, 1)), (0.31, 0.10, (4, 4, 1)), (0.30, 0.16, (0, 0, 0))])
def test_dark_must_be_dark_and_edges_must_be_steep(paper, ink, grades):
    """Rmin at most half of Rmax, ECmin at least 0.15; modulation is relative and stays 1."""
    found = graded(EAN, printed(EAN), paper=paper, ink=ink)
    assert (found["Rmin"].grade, found["ECmin"].grade, found["SC"].grade) == grades
    assert found["MOD"].value == pytest.approx(1)


def test_narrow_and_wide_are_parted_at_seven_sixty_fourths_of_a_pair():
    """One narrow element 0.3 X too wide."""
    measured = widths(ITF).astype(float)
    pair = slice(4, 14)
    narrow = 4 + int(np.flatnonzero(measured[pair] == 1)[0])
    measured[narrow] += 0.3
    threshold = measured[pair].sum() * 7 / 64
    assert decodability(ITF, measured) == pytest.approx((threshold - 1.3) / (threshold - 1.05))


def test_scans_keep_clear_of_bearer_bars():
    """High ones: a tenth of the height would not do."""
    framed = draw("09501101530003", "itf-14", bearer=6, bar_height=HEIGHT)
    rows = np.repeat(framed.modules, HEIGHT, axis=0)
    rows[:6] = rows[-6:] = True
    assert graded(framed, Print(rows)).overall == 4


@pytest.mark.parametrize(("carrier", "x_mm", "aperture"), [
    ("gs1-128", 0.170, 0.075), ("gs1-128", 0.180, 0.125), ("gs1-128", 0.330, 0.250), ("itf-14", 0.634, 0.250),
    ("itf-14", 0.635, 0.500), ("itf-14", 1.016, 0.500), ("ean-13", 0.264, 0.150), ("ean-13", 0.660, 0.150)])
def test_the_aperture_follows_the_module_width(carrier, x_mm, aperture):
    """EAN has one for all."""
    assert aperture_mm(carrier, x_mm) == aperture


def test_a_linear_symbol_is_no_matrix():
    """The door picks by symbol; the wrong standard is refused."""
    picture = printed(EAN).picture(PX)
    assert grade(picture, geometry(PX), EAN).edition == "ISO/IEC 15416:2016"
    with pytest.raises(GradingError, match="ean-13 is a linear symbol"):
        grade_matrix(picture, geometry(PX), EAN)
