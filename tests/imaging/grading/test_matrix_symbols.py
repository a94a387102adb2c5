"""Grades of Data Matrix symbols where a formula or a published report says what they must be."""

import dataclasses
import math

import msgspec
import numpy as np
import pytest
from drawn import FINE, QUIET, Print, geometry, symbol
from hypothesis import given, settings
from hypothesis import strategies as st

from linebench.imaging.drawing.geometry import Geometry
from linebench.imaging.grading import (
    DECIMAL,
    ISO15415_2011,
    Calibration,
    Grading,
    GradingError,
    grade,
    grade_matrix,
)
from linebench.imaging.grading.iso15415.modulation import overlay
from linebench.imaging.symbols.ecc200 import codeword_map, matrix, size_of
from linebench.imaging.symbols.symbol import Symbol

CLEAN = symbol()
REPORT = bytes.fromhex("5c2a3f1f881e945745dbb7371e3251db84421e54a1984284e2361f05812dc35a"
                       "6b95593c392cc8c3528611d3e3155b9eef1821a06c28dfcc")
"""Data and check codewords of a published verifier report, 16x36."""


def graded(prints, **options):
    return grade_matrix(prints.picture(), geometry(), CLEAN, **options)


def test_a_clean_symbol_has_all_fours():
    """Nothing is reported as worst, and the grade is written with its terms."""
    grading = graded(Print(CLEAN.modules), x_mm=0.254)
    assert {grade.name: grade.grade for grade in grading.parameters} == {
        "decode": 4, "SC": 4, "MOD": 4, "RM": 4, "UEC": 4, "AN": 4, "GN": 4, "FPD": 4,
        "contrast uniformity": None, "print growth horizontal": None, "print growth vertical": None}
    assert (grading.text, grading.letter, grading.worst) == ("4.0/08/660", "A", ())


def test_a_grading_survives_json():
    """All of it is plain values."""
    grading = graded(Print(CLEAN.modules))
    assert msgspec.json.decode(msgspec.json.encode(grading), type=Grading) == grading


@pytest.mark.parametrize(("ink", "grade"), [(10, 4), (11, 3), (40, 3), (41, 2), (70, 2), (71, 1),
                                            (110, 1), (111, 0)])
def test_symbol_contrast_is_paper_less_ink(ink, grade):
    """Light 150 of 200, ink in whole grey levels: the steps are met exactly."""
    picture = Print(CLEAN.modules).picture(paper=150 / 255, ink=ink / 255)
    found = grade_matrix(picture, geometry(), CLEAN, calibration=Calibration(light=200))["SC"]
    assert (round(found.value, 9), found.grade) == (round((150 - ink) / 200, 9), grade)


@pytest.mark.parametrize("side", [10, 24, 32, 52, 144])
@pytest.mark.parametrize("wrong", [0, 1, 2])
def test_unused_correction_is_what_wrong_codewords_leave(side, wrong):
    """1 - 2t / check codewords of the worst block, also where codewords are dealt to several blocks."""
    spoilt = symbol(side, wrong)
    size = size_of(side, side)
    worst = math.ceil(wrong / size.blocks)
    found = grade_matrix(Print(spoilt.modules).picture(5), geometry(5), spoilt)["UEC"]
    assert found.value == pytest.approx(1 - 2 * worst / size.block_check)


def test_decoding_ends_one_codeword_beyond_what_can_be_corrected():
    """24x24 bears 12 wrong codewords."""
    at_limit, beyond = symbol(wrong=12), symbol(wrong=13)
    gradings = [grade_matrix(Print(one.modules).picture(), geometry(), one) for one in (at_limit, beyond)]
    assert [(grading["decode"].grade, grading["UEC"].value) for grading in gradings] == [(4, 0), (0, 0)]


def test_lost_modules_count_as_their_codewords():
    """One module lost in the print is one wrong codeword."""
    layout = np.argwhere(CLEAN.modules[1:-1, 1:-1]) + 1
    row, column = layout[7]
    grading = graded(Print(CLEAN.modules).rectangle(column, row, column + 1, row + 1, 0))
    assert (grading["UEC"].value, grading["RM"].grade, grading["MOD"].grade) == (1 - 2 / 24, 4, 4)


@pytest.mark.parametrize(("grades", "symbol_grade"), [
    ([4] * 60, 4), ([3] * 60, 3), ([0] * 60, 0), ([2] * 5 + [4] * 55, 3), ([1] * 8 + [4] * 52, 1),
    ([0] * 7 + [4] * 53, 2), ([0] * 4 + [4] * 56, 4)])
def test_the_overlay_takes_the_best_level(grades, symbol_grade):
    """5 of 24 check codewords leave 58 %, which is 3; 8 leave 33 %, which is 1; 7 leave 42 %; 4 leave 67 %."""
    assert overlay(np.array(grades, dtype=float), size_of(24, 24), ISO15415_2011) == symbol_grade


def test_a_codeword_is_as_good_as_its_weakest_module():
    """One module of modulation 0.35 in each of five codewords."""
    prints, carried = Print(CLEAN.modules), codeword_map(24, 24)
    for codeword in range(5):
        row, column = next(place for place in np.argwhere(carried // 8 == codeword) if CLEAN.modules[tuple(place)])
        prints.rectangle(column, row, column + 1, row + 1, 0.5 + 0.35 / 2)
    found = graded(prints)
    assert (found["MOD"].grade, found["RM"].grade, found["UEC"].value) == (3, 3, 1)


def test_codewords_that_nobody_can_put_right_count_as_errors():
    """What was printed wrong on purpose is wrong, even where correction would not find it."""
    claimed = dataclasses.replace(CLEAN, wrong=(0, 9))
    found = grade_matrix(Print(CLEAN.modules).picture(), geometry(), claimed)
    assert found["UEC"].value == pytest.approx(1 - 4 / 24)


def test_calibration_is_a_line_through_two_references():
    """Each grey level of a reference has its reflectance."""
    line = Calibration(dark=20, light=220, dark_reflectance=0.05, light_reflectance=0.85)
    assert line.reflectance(np.array([20.0, 120.0, 220.0])).tolist() == pytest.approx([0.05, 0.45, 0.85])
    with pytest.raises(ValueError, match=r"from dark 9 \(0\.0\) to light 9 \(1\.0\); expected both to rise"):
        Calibration(dark=9, light=9)


@pytest.mark.parametrize(("stretch", "grade"), [(1.0, 4), (1.061, 4), (1.07, 3), (1.09, 2), (1.11, 1), (1.13, 0)])
def test_axial_nonuniformity_of_a_stretch_is_exact(stretch, grade):
    """A stretch s gives 2 |s - 1| / (s + 1)."""
    found = grade_matrix(Print(CLEAN.modules).picture(), geometry(stretch=stretch), CLEAN)["AN"]
    assert (found.value, found.grade) == (pytest.approx(2 * (stretch - 1) / (stretch + 1)), grade)


def test_turning_the_symbol_leaves_axial_nonuniformity_at_zero():
    """The axes are those of the symbol."""
    turn = np.array([[8.0, -6.0, 200], [6.0, 8.0, 10], [0, 0, 1]])
    found = grade_matrix(np.zeros((500, 500), np.uint8), Geometry(turn), CLEAN)
    assert (found["AN"].value, found["GN"].value) == (pytest.approx(0, abs=1e-9), pytest.approx(0, abs=1e-9))


def test_one_module_off_its_place_is_grid_nonuniformity():
    """Its own distance, less the little by which it pulls the fitted grid along."""
    scatter = np.zeros((24, 24, 2))
    scatter[11, 12, 0] = 0.5
    scattered = Geometry(geometry().homography, scatter=scatter)
    found = grade_matrix(Print(CLEAN.modules).picture(), scattered, CLEAN)["GN"]
    assert (found.value, found.grade) == (pytest.approx(0.5, abs=2e-3), 3)


@pytest.mark.parametrize("growth", [-2 / 9, 0.0, 1 / 9, 1 / 3])
def test_print_growth_is_read_from_the_clock_tracks(growth):
    """Dark share 0.5 + g / 2, on the scale of 0.15."""
    prints = Print(CLEAN.modules)
    if growth < 0:
        prints.ink = 1 - Print.grow(_inverse(prints), -growth).ink
    else:
        prints.grow(growth)
    found = graded(prints)
    expected = pytest.approx(growth / 2 / 0.15, abs=0.08)
    assert (found["print growth horizontal"].value, found["print growth vertical"].value) == (expected, expected)


def _inverse(prints):
    prints.ink = 1 - prints.ink
    return prints


def test_the_symbol_of_the_published_report_has_its_grades():
    """16x36 with 7 corrected codewords of 24 check words: UEC 41.7 %, 2; AN 11.2 %, 1; overall 1.0/16/660."""
    size = size_of(16, 36)
    wrong = (0, 3, 9, 20, 33, 41, 55)
    codewords = bytes(word ^ 0xFF if place in wrong else word for place, word in enumerate(REPORT))
    spoilt = Symbol(carrier="datamatrix", content="", aim="]d1", modules=matrix(codewords, size),
                    quiet_zone=(1, 1, 1, 1), codewords=codewords, data_codewords=32, wrong=wrong)
    stretch = (2 + 0.112) / (2 - 0.112)
    wide = Geometry(np.diag([10 * stretch, 10, 1]) @ np.array([[1, 0, QUIET], [0, 1, QUIET], [0, 0, 1.0]]))
    picture = Print(spoilt.modules).posed(wide.homography, (240, 520), paper=0.83, ink=0.05)
    grading = grade_matrix(picture, wide, spoilt, x_mm=0.508)
    assert (round(grading["UEC"].value, 3), grading["UEC"].grade) == (0.417, 2)
    assert (round(grading["AN"].value, 3), grading["AN"].grade) == (0.112, 1)
    assert (round(grading["SC"].value, 2), grading["SC"].grade) == (0.78, 4)
    assert (grading["FPD"].grade, grading["GN"].grade, grading["decode"].grade) == (4, 4, 4)
    assert (grading.text, grading.worst) == ("1.0/16/660", ("AN",))


def test_the_reference_symbol_with_eight_wrong_codewords_has_its_unused_correction():
    """26x26, 28 check codewords: 0.4286, grade 2, and 2.4 in tenths."""
    spoilt = symbol(26, 8)
    picture = Print(spoilt.modules).picture()
    assert grade_matrix(picture, geometry(), spoilt)["UEC"].grade == 2
    decimal = grade_matrix(picture, geometry(), spoilt, edition=DECIMAL)
    assert (round(decimal["UEC"].value, 4), decimal["UEC"].grade) == (0.4286, 2.4)


def test_a_dark_module_shrunk_to_five_ninths_sets_contrast_uniformity():
    """The square lies wholly within the aperture: its share of the disc gives the modulation."""
    inner = CLEAN.modules.copy()
    row, column = next((r, c) for r, c in np.argwhere(inner) if 2 < r < 21 and 2 < c < 21)
    inner[row, column] = False
    half = 5 / 9 / 2
    prints = Print(inner).rectangle(column + 0.5 - half, row + 0.5 - half, column + 0.5 + half, row + 0.5 + half, 1)
    grading = grade_matrix(prints.picture(FINE), geometry(FINE), CLEAN)
    covered = (5 / 9) ** 2 / (math.pi * 0.4**2)
    assert grading["contrast uniformity"].value == pytest.approx(2 * covered - 1, abs=0.05)
    assert grading["MOD"].grade == 4


@given(inks=st.lists(st.integers(0, 216), min_size=2, max_size=2), sigma=st.sampled_from([0.0, 0.2, 0.3, 0.4]))
@settings(max_examples=30, deadline=None)
def test_paler_ink_never_grades_higher(inks, sigma):
    """Grades are whole, 0 to 4."""
    small = symbol(10)
    grades = [grade_matrix(Print(small.modules).picture(6, ink=ink / 255, sigma=sigma), geometry(6), small)
              for ink in sorted(inks)]
    assert grades[0].overall >= grades[1].overall
    assert {one.grade for found in grades for one in found.parameters} <= {0, 1, 2, 3, 4, None}


def test_more_blur_never_grades_higher():
    """From sharp to unreadable in steps of 0.02 X; the steps are those measured for 10 px per module."""
    found = [graded_blurred(sigma / 100) for sigma in range(0, 46, 2)]
    assert found == sorted(found, reverse=True)
    assert set(found) == {0, 1, 2, 3, 4}


def graded_blurred(sigma):
    return grade_matrix(Print(CLEAN.modules).picture(sigma=sigma), geometry(), CLEAN).overall


def test_edition_and_symbol_must_fit():
    """A matrix symbol has no grade for linear symbols."""
    with pytest.raises(GradingError, match="is no linear symbol"):
        grade(np.zeros((9, 9), np.uint8), geometry(), CLEAN, "ISO/IEC 15416:2016")


def test_light_on_dark_is_graded_as_its_negative():
    """Data Matrix may be either way round; the quiet zone then is dark."""
    spoilt = symbol(wrong=3)
    normal, inverse = (grade_matrix(picture, geometry(), spoilt) for picture in (
        Print(spoilt.modules).picture(), 255 - Print(spoilt.modules).picture(paper=0.95, ink=0.15)))
    assert [grade.grade for grade in inverse.parameters] == [grade.grade for grade in normal.parameters]
    assert (normal["decode"].detail, inverse["decode"].detail) == ("", "light on dark")
