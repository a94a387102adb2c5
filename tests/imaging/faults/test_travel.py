import numpy as np
import pytest
from printed_pictures import LINEAR, MATRIX, PX, X_MM, drawn, ink, shapes

from linebench.imaging.faults.catalogue import fault
from linebench.imaging.grading import grade_matrix

COMB = shapes(["#." * 20] * 8)
CORNERS = np.array([[0.0, 0], [24, 0], [24, 24], [0, 24]])
CENTRE = np.array([150.0, 150])


def edges(share):
    """Where ink begins and ends along the middle row, in X from the symbol's left edge."""
    row = share[len(share) // 2]
    inside = row > 0.5
    at = np.flatnonzero(inside[1:] != inside[:-1])
    # Linear between two pixel centres, half of each
    part = (0.5 - row[at]) / (row[at + 1] - row[at])
    return (at + part + 0.5) / PX - 6


@pytest.mark.parametrize("factor", [0.9, 1.04, 1.15])
def test_a_stretched_print_is_longer_along_the_transport(factor):
    """About the symbol's centre, by the factor; AN = 2 |factor - 1| / (factor + 1)."""
    shown = drawn(fault("stretch", factor=factor))
    wanted = CENTRE + (CORNERS - 12) * (factor, 1) * PX
    assert shown.geometry.px(CORNERS) == pytest.approx(wanted)
    columns, rows = (np.flatnonzero((shown.picture < 115).any(axis=axis)) for axis in (0, 1))
    assert (columns[-1] - columns[0] + 1, rows[-1] - rows[0] + 1) == pytest.approx((240 * factor, 240), abs=1.5)
    grading = grade_matrix(shown.picture, shown.geometry, MATRIX)
    assert grading["AN"].value == pytest.approx(2 * abs(factor - 1) / (factor + 1), abs=1e-6)


@pytest.mark.parametrize(("amplitude", "period"), [(0.1, 5), (0.3, 4), (0.25, 12)])
def test_a_wobble_has_its_amplitude_and_period(amplitude, period):
    """Edges lie off their place by a sine of the given amplitude and period."""
    share = ink(fault("speed_wobble", amplitude=amplitude, period=period), symbol=COMB, margin=6)
    ordered = np.arange(len(edges(share))).astype(float)
    off = (edges(share) - ordered) * X_MM
    wave = 2 * np.pi * ordered * X_MM / period
    (sine, cosine), *_ = np.linalg.lstsq(np.column_stack([np.sin(wave), np.cos(wave)]), off, rcond=None)
    assert np.hypot(sine, cosine) == pytest.approx(amplitude, rel=0.02)
    assert off == pytest.approx(sine * np.sin(wave) + cosine * np.cos(wave), abs=0.01)


@pytest.mark.parametrize("pitch", [25.4 / 300, 25.4 / 600, 0.15])
def test_edges_lie_on_whole_dots(pitch):
    """Every edge is the nearest dot to where it should be."""
    found = edges(ink(fault("dpi_rounding", pitch=pitch), symbol=COMB, margin=6)) * X_MM / pitch
    wanted = np.rint(np.arange(len(found)) * X_MM / pitch)
    assert found == pytest.approx(wanted, abs=0.1)


def test_a_module_width_of_whole_dots_has_no_unequal_modules():
    """0.38 mm is four dots of 0.095 mm: nothing changes."""
    found = edges(ink(fault("dpi_rounding", pitch=0.095), symbol=COMB, margin=6))
    assert found == pytest.approx(np.arange(len(found)), abs=0.01)


def test_an_offset_print_lies_elsewhere():
    """By the given lengths along and across."""
    shown = drawn(fault("offset", along=0.38, across=-0.76))
    assert shown.geometry.px(CORNERS) == pytest.approx(CENTRE + (CORNERS - 12) * PX + (PX, -2 * PX))
    sound = drawn().picture
    assert np.array_equal(shown.picture[PX:-2 * PX, 2 * PX:], sound[3 * PX:, PX:-PX])


@pytest.mark.parametrize("angle", [-8, 0.5, 90, 180])
def test_a_turned_print_is_turned_about_the_symbol(angle):
    """Clockwise by the given angle; the grade is that of the sound print."""
    shown = drawn(fault("rotation", angle=angle), lens=0.1)
    turn = np.radians(angle)
    cos, sin = np.cos(turn), np.sin(turn)
    assert shown.geometry.px(CORNERS) == pytest.approx(CENTRE + (CORNERS - 12) * PX @ [[cos, sin], [-sin, cos]])
    assert grade_matrix(shown.picture, shown.geometry, MATRIX).overall == 4


def test_a_right_angle_moves_pixels_only():
    """At 90 degrees the picture is the sound one, turned."""
    assert np.array_equal(drawn(fault("rotation", angle=90)).picture, np.rot90(drawn().picture, -1))


@pytest.mark.parametrize("symbol", [MATRIX, LINEAR], ids=["matrix", "linear"])
def test_a_mirrored_print_is_mirrored(symbol):
    """Left is right; the geometry still finds every module."""
    shown = drawn(fault("mirror"), symbol=symbol)
    sound = drawn(symbol=symbol)
    assert np.array_equal(shown.picture, sound.picture[:, ::-1])
    middle = np.array([[symbol.size[1] / 2, symbol.size[0] / 2]])
    assert shown.geometry.px(middle) == pytest.approx(sound.geometry.px(middle))
