"""Symbols found again in pictures of which only the pixels are known."""

import numpy as np
import pytest
import zxingcpp
from drawn import CONTENT, QUIET, Print, geometry, symbol

from linebench.imaging.drawing.geometry import Geometry, centres
from linebench.imaging.grading import grade_matrix
from linebench.imaging.grading.locate import LocateError, locate, locate_symbol
from linebench.imaging.symbols import draw

SHAPE = (420, 460)
CLEAN = symbol()


def pose(symbol, px, degrees=0.0, tilt=(0.0, 0.0), *, mirror=False):
    """A symbol about the middle of the picture; ``tilt`` in thousandths."""
    rows, columns = symbol.modules.shape
    turn = np.deg2rad(degrees)
    about = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
    centre = np.array([[1, 0, -columns / 2], [0, 1, -rows / 2], [0, 0, 1]])
    keystone = np.array([[1, 0, 0], [0, 1, 0], [tilt[0] / 1000, tilt[1] / 1000, 1]])
    middle = np.array([[1, 0, SHAPE[1] / 2], [0, 1, SHAPE[0] / 2], [0, 0, 1.0]])
    return middle @ keystone @ about @ np.diag([-px if mirror else px, px, 1]) @ centre


def corners(symbol, homography, shake=(0, 0, 0, 0)):
    """Outer corners, each moved by so many pixels both ways."""
    rows, columns = symbol.modules.shape
    outline = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], dtype=float)
    return Geometry(homography).px(outline) + np.array(shake, dtype=float)[:, None]


def off(found, homography):
    """The largest error of any module's centre, in X."""
    where = centres(*found.symbol.modules.shape)
    true = Geometry(homography)
    return np.hypot(*(found.geometry.px(where) - true.px(where)).T).max() / true.px_per_module


@pytest.mark.parametrize("degrees", [0, 7, 90, 133, 180, 270, 301])
@pytest.mark.parametrize("mirror", [False, True])
def test_any_turn_and_mirror_is_found(degrees, mirror):
    """From corners that are a pixel off, in any order, to a tenth of X or better."""
    homography = pose(CLEAN, 9, degrees, mirror=mirror)
    found = locate(Print(CLEAN.modules).posed(homography, SHAPE), corners(CLEAN, homography, (1, -1, 0.5, 1))[::-1])
    assert (found.symbol.content, found.symbol.carrier) == (CONTENT, "gs1-datamatrix")
    assert (found.symbol.modules == CLEAN.modules).all()
    assert off(found, homography) < 0.05


@pytest.mark.parametrize(("px", "tilt", "blur", "growth"), [
    (11, (0.4, 0.0), 0.0, 0.0), (11, (-0.3, 0.5), 3.0, 0.0), (5, (0.0, 0.4), 1.0, 0.0), (4, (0.0, 0.0), 0.5, 0.0),
    (10, (0.2, 0.2), 2.0, 2 / 9)])
def test_tilt_blur_and_thick_print_do_not_mislead(px, tilt, blur, growth):
    """Print that is thicker all round is no larger symbol."""
    homography = pose(CLEAN, px, 17, tilt)
    picture = Print(CLEAN.modules).grow(growth).posed(homography, SHAPE, sigma_px=blur)
    found = locate(picture, corners(CLEAN, homography, (-0.6, 0.8, 0.8, -0.6)), CONTENT, grid=False)
    assert off(found, homography) < 0.02


@pytest.mark.parametrize("size", [(10, 10), (8, 18), (16, 48), (12, 36), (32, 32)])
def test_the_size_is_found_by_its_frame(size):
    """Squares, rectangles, several regions."""
    drawn = draw("12", "datamatrix", size=size)
    homography = pose(drawn, 300 / max(size), 40)
    found = locate(Print(drawn.modules).posed(homography, SHAPE), corners(drawn, homography))
    assert found.symbol.modules.shape == size
    assert off(found, homography) < 0.05


def test_corners_of_a_decoder_will_do():
    """zxing-cpp's, as they come."""
    homography = pose(CLEAN, 8, 25, (0.1, 0.1))
    picture = Print(CLEAN.modules).posed(homography, SHAPE, sigma_px=1)
    read = zxingcpp.read_barcode(picture)
    at = read.position
    given = [(one.x, one.y) for one in (at.top_left, at.top_right, at.bottom_right, at.bottom_left)]
    found = locate(picture, np.array(given), read.bytes.decode("latin-1"))
    assert off(found, homography) < 0.05


def test_grades_are_those_of_known_geometry():
    """A blurred symbol with three wrong codewords: the same grades either way."""
    spoilt = symbol(wrong=3)
    homography = pose(spoilt, 10, 12)
    picture = Print(spoilt.modules).posed(homography, SHAPE, sigma_px=2.5)
    found = locate(picture, corners(spoilt, homography, (1, -1, 1, -1)))
    known, blind = grade_matrix(picture, Geometry(homography), spoilt), grade_matrix(picture, *found)
    assert [one.grade for one in blind.parameters] == [one.grade for one in known.parameters]
    assert blind["UEC"].value == known["UEC"].value == 1 - 6 / 24


def test_wobble_of_the_belt_shows_as_grid_nonuniformity():
    """A wave of 0.3 X along the transport, which no homography follows."""
    prints = Print(CLEAN.modules)
    across = (np.arange(prints.ink.shape[1]) + 0.5) / 18 - QUIET
    moved = across + 0.3 * np.sin(2 * np.pi * across / 12)
    columns = np.interp(np.arange(len(across)), (moved + QUIET) * 18 - 0.5, np.arange(len(across)))
    prints.ink = prints.ink[:, np.rint(columns).astype(int)]
    picture = prints.picture()
    true = Geometry(geometry().homography, (lambda points: np.column_stack([
        points[:, 0] + 0.3 * np.sin(2 * np.pi * points[:, 0] / 12), points[:, 1]]),))
    outline = true.px(np.array([[0, 0], [24, 0], [24, 24], [0, 24.0]]))
    flat, found = (locate(picture, outline, CONTENT, grid=grid) for grid in (False, True))
    wanted = grade_matrix(picture, true, CLEAN)["GN"].value
    assert grade_matrix(picture, *flat)["GN"].value == pytest.approx(0, abs=0.01)
    assert grade_matrix(picture, *found)["GN"].value == pytest.approx(wanted, abs=0.06)


def test_what_cannot_be_corrected_is_found_if_the_content_is_given():
    """13 wrong codewords of 24x24: nobody decodes it, but its modules are known."""
    beyond = symbol(wrong=13)
    homography = pose(beyond, 10, 5)
    picture = Print(beyond.modules).posed(homography, SHAPE)
    found = locate(picture, corners(beyond, homography), CONTENT)
    assert (grade_matrix(picture, *found)["decode"].grade, off(found, homography) < 0.1) == (0, True)
    with pytest.raises(LocateError, match="a frame of 24x24 lies within the corners, but its modules do not read"):
        locate(picture, corners(beyond, homography))


def test_any_known_matrix_symbol_is_found():
    """A QR Code, whose modules are given."""
    code = draw("https://id.gs1.org/01/09501101530003/10/A1", "qr-link")
    homography = pose(code, 9, 100)
    picture = Print(code.modules).posed(homography, SHAPE)
    found = locate_symbol(picture, corners(code, homography, (1, 1, -1, 0)), code)
    assert off(found, homography) < 0.05
    grading = grade_matrix(picture, *found)
    assert (grading.overall, grading.ungraded) == (4, ("MOD", "RM", "UEC", "FPD"))


def test_nothing_is_found_where_nothing_is():
    """Blank paper, text-like noise, corners too close, another content."""
    blank = np.full(SHAPE, 210, dtype=np.uint8)
    square = np.array([[100, 100], [300, 100], [300, 300], [100, 300.0]])
    with pytest.raises(LocateError, match="no Data Matrix symbol lies within the corners"):
        locate(blank, square)
    noise = np.random.default_rng(1).integers(0, 255, SHAPE).astype(np.uint8)
    with pytest.raises(LocateError, match="no Data Matrix symbol lies within the corners"):
        locate(noise, square)
    with pytest.raises(LocateError, match="no size of Data Matrix symbol fits the corners"):
        locate(blank, square / 100)
    homography = pose(CLEAN, 9)
    with pytest.raises(LocateError, match=r"says .* expected '0109501101530003'"):
        locate(Print(CLEAN.modules).posed(homography, SHAPE), corners(CLEAN, homography), "0109501101530003")


def test_a_linear_symbol_has_no_grid():
    """The message says what was expected."""
    with pytest.raises(LocateError, match="ean-13 is a linear symbol; expected a matrix symbol"):
        locate_symbol(np.zeros(SHAPE, np.uint8), np.zeros((4, 2)), draw("4012345678901", "ean-13"))


def test_light_on_dark_is_found_too():
    """The negative has the same grid."""
    homography = pose(CLEAN, 9, 20)
    picture = 255 - Print(CLEAN.modules).posed(homography, SHAPE)
    for found in (locate(picture, corners(CLEAN, homography)),
                  locate_symbol(picture, corners(CLEAN, homography), CLEAN)):
        assert off(found, homography) < 0.05
        assert grade_matrix(picture, *found).overall == 4
