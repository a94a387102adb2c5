"""Damage to the finder of a Data Matrix symbol, segment by segment."""

import msgspec
import numpy as np
import pytest
from drawn import Print, geometry, symbol

from linebench.imaging.drawing.geometry import Geometry
from linebench.imaging.grading import ISO15415_2011, ISO29158_2011, grade_matrix

CLEAN = symbol()
SIDE = 24
PLACES = (3, 7, 11, 15, 19)


def graded(prints, one=CLEAN, rules=ISO15415_2011):
    return grade_matrix(prints.picture(), geometry(), one, edition=rules)


def segments(grading):
    return grading["FPD"].detail.split(",")[0]


@pytest.mark.parametrize(("lost", "grade"), [(0, 4), (1, 3), (2, 3), (3, 2), (4, 1), (5, 0)])
@pytest.mark.parametrize("bar", ["L1", "L2"])
def test_damage_of_a_bar_is_lost_modules_over_its_side(bar, lost, grade):
    """1, 2, 3, 4, 5 of 24 are 4.2, 8.3, 12.5, 16.7 and 20.8 %."""
    prints = Print(CLEAN.modules)
    for place in PLACES[:lost]:
        column, row = (0, place) if bar == "L1" else (place, SIDE - 1)
        prints.rectangle(column, row, column + 1, row + 1, 0)
    assert f"{bar} {grade} " in segments(graded(prints)) + " "


@pytest.mark.parametrize(("spots", "grade"), [(1, 3), (3, 2), (4, 1), (5, 0)])
@pytest.mark.parametrize("strip", ["QZL1", "QZL2"])
def test_dark_spots_beside_a_bar_damage_its_quiet_zone(strip, spots, grade):
    """The bar itself stays whole."""
    prints = Print(CLEAN.modules)
    for place in PLACES[:spots]:
        column, row = (-1, place) if strip == "QZL1" else (place, SIDE)
        prints.rectangle(column, row, column + 1, row + 1, 1)
    found = segments(graded(prints))
    assert f"{strip} {grade} " in found
    assert found.startswith("L1 4 L2 4 ")


@pytest.mark.parametrize(("lost", "grade"), [(0, 4), (1, 4), (2, 4), (3, 3), (4, 2), (5, 1), (6, 0)])
def test_damage_of_a_clock_track_is_lost_modules_over_its_side(lost, grade):
    """2, 3, 4, 5, 6 of 24 are 8.3, 12.5, 16.7, 20.8 and 25 %; 25 % itself fails."""
    prints = Print(CLEAN.modules)
    for column in (2, 6, 10, 14, 18, 20)[:lost]:
        prints.rectangle(column, 0, column + 1, 1, 0)
    assert segments(graded(prints)).endswith(f"clock tracks {grade}")


@pytest.mark.parametrize(("spots", "grade"), [(0, 4), (1, 4), (2, 0)])
def test_transitions_in_the_strip_count_against_those_of_the_track(spots, grade):
    """A spot makes two: (2 - 1) / 23 is 4.3 % and (4 - 1) / 23 is 13 %; between them lies nothing."""
    prints = Print(CLEAN.modules)
    for column in (3, 9)[:spots]:
        prints.rectangle(column, -1, column + 1, 0, 1)
    found = segments(graded(prints))
    assert found.endswith(f"clock tracks {grade}")


@pytest.mark.parametrize(("length", "grade"), [(2, 4), (3, 3), (4, 2), (5, 1), (6, 0)])
def test_a_dark_run_in_the_strip_damages_it(length, grade):
    """With two transitions only, the share of dark modules decides."""
    prints = Print(CLEAN.modules).rectangle(3, -1, 3 + length, 0, 1)
    assert segments(graded(prints)).endswith(f"clock tracks {grade}")


def test_the_mean_of_the_segments_is_graded_too():
    """Segments 3, 3, 3, 4, 4 have a mean of 3.4, which is 2: less than any of them."""
    prints = Print(CLEAN.modules).rectangle(0, 5, 1, 6, 0).rectangle(5, SIDE - 1, 6, SIDE, 0)
    found = graded(prints.rectangle(-1, 10, 0, 11, 1))["FPD"]
    assert (found.value, found.grade) == (pytest.approx(3.4), 2)


def test_the_average_reaches_2_6_as_in_the_reference_symbol():
    """Damage in all segments: 13 grade points over five segments give 2.6, which is grade 1."""
    prints = Print(CLEAN.modules)
    for place in PLACES[:3]:
        prints.rectangle(0, place, 1, place + 1, 0).rectangle(-1, place, 0, place + 1, 1)
    prints.rectangle(5, SIDE - 1, 6, SIDE, 0).rectangle(5, SIDE, 6, SIDE + 1, 1)
    for column in (2, 6, 10):
        prints.rectangle(column, 0, column + 1, 1, 0)
    found = graded(prints)["FPD"]
    assert (found.value, found.grade) == (pytest.approx(2.6), 1)


def test_regions_are_graded_each_for_itself():
    """32x32 has bars of 16 modules: one lost is 6.3 %, two of one region 12.5 %, two of two regions 6.3 %."""
    large = symbol(32)
    found = []
    for places in ((3,), (3, 7), (3, 20)):
        prints = Print(large.modules)
        for place in places:
            prints.rectangle(0, place, 1, place + 1, 0)
        found.append(segments(graded(prints, large)).split(" L2")[0])
    assert found == ["L1 3", "L1 2", "L1 3"]


def test_an_inner_clock_track_is_graded_as_the_outer_ones():
    """The track amid a 32x32 symbol, four of sixteen modules lost: 25 % fails."""
    large = symbol(32)
    prints = Print(large.modules)
    for row in (1, 5, 9, 13):
        assert large.modules[row, 15]
        prints.rectangle(15, row, 16, row + 1, 0)
    assert segments(graded(prints, large)).endswith("clock tracks 0")


@pytest.mark.parametrize(("band", "grade"), [(0.7, 4), (1.0, 0), (1.5, 0)])
def test_a_light_gap_of_one_module_in_a_bar_stops_the_decode(band, grade):
    """Our model of the reference decode; the length is a rule that can be set."""
    prints = Print(CLEAN.modules).rectangle(-1, 12.5 - band / 2, SIDE + 1, 12.5 + band / 2, 0)
    assert graded(prints)["decode"].grade == grade
    patient = msgspec.structs.replace(ISO15415_2011, finder_gap_x=2.0)
    assert graded(prints, rules=patient)["decode"].grade == 4


def test_the_overlay_of_direct_marks_knows_no_level_c():
    """A bar of which every module has modulation 0.35: without level 2 it falls to 1."""
    prints = Print(CLEAN.modules).rectangle(0, 0, 1, SIDE - 1, 0.5 + 0.35 / 2)
    without = msgspec.structs.replace(ISO15415_2011, pattern_levels=ISO29158_2011.pattern_levels)
    assert segments(graded(prints)).startswith("L1 2 ")
    assert segments(graded(prints, rules=without)).startswith("L1 1 ")


def test_a_symbol_beyond_the_picture_is_graded_as_if_the_picture_went_on():
    """The edge of the picture cuts the quiet zone: nothing raises, and the paper goes on."""
    picture = Print(CLEAN.modules).picture()[35:-35, 35:-35]
    moved = Geometry(geometry().homography + np.array([[0, 0, -35], [0, 0, -35], [0, 0, 0]]))
    assert grade_matrix(picture, moved, CLEAN).overall == 4
