"""The position tool: the picture is brought back until the code stands where the job has it."""

import cv2
import numpy as np
import pytest

from linebench.imaging.fixture import Fixture

FIXTURE = Fixture(60, 20, 6)
SIDE = 20 * 6
HERE = np.array([[60, 20], [60 + SIDE, 20], [60 + SIDE, 20 + SIDE], [60, 20 + SIDE]], dtype=np.float64)


def board():
    """A board with a few marks; the symbol's area is a gradient."""
    picture = np.full((180, 240), 200, dtype=np.uint8)
    picture[20:140, 60:180] = np.linspace(20, 180, SIDE, dtype=np.uint8)
    picture[30:50, 10:40] = 60
    return picture


def struck(change):
    """The board and the symbol's corners through a 2 x 3 map between outer corners of pixels."""
    centred = change.copy()
    centred[:, 2] += change[:, :2] @ (0.5, 0.5) - 0.5
    corners = HERE @ change[:, :2].T + change[:, 2]
    seen = cv2.warpAffine(board(), centred, (240, 180), borderMode=cv2.BORDER_REPLICATE)
    return seen, tuple(map(tuple, corners))


@pytest.mark.parametrize("change", [
    np.array([[1, 0, 9], [0, 1, 4]], dtype=np.float64), np.array([[1.05, 0, -3], [0, 1, 0]], dtype=np.float64),
    np.array([[0.9962, -0.0872, 6], [0.0872, 0.9962, -8]]),
], ids=["moved", "stretched", "turned by 5 degrees"])
def test_a_print_elsewhere_is_brought_back(change):
    """What stood beside the symbol stands there again, but for what interpolation costs."""
    seen, corners = struck(change)
    back = FIXTURE.aligned(seen, corners)
    inner = np.s_[32:48, 14:36]
    assert np.abs(back[inner].astype(int) - 60).max() <= 3
    assert np.abs(back[30:130, 70:170].astype(int) - board()[30:130, 70:170]).mean() < 3


def test_a_print_in_its_place_is_left_alone():
    """Corners are no better than a pixel, and neither are unknown ones."""
    picture = board()
    near = tuple(map(tuple, HERE + 0.4))
    assert FIXTURE.aligned(picture, near) is picture
    assert FIXTURE.aligned(picture, None) is picture


def test_corners_may_count_from_another_column():
    """The code is sought in a part of the picture only."""
    corners = tuple(map(tuple, HERE - (60, 0) + (9, 0)))
    assert FIXTURE.is_away(corners, beside=60)
    assert not FIXTURE.is_away(tuple(map(tuple, HERE)))
