"""The sensor's faults: pixels, noise, compression."""

import cv2
import numpy as np
import pytest
from tests.imaging.faults.camera_pictures import EMPTY, FULL, HALF, INK, MARGIN, PAPER, PX, exact, fast, share

MIDDLE = MARGIN + 10 * PX


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("px", [5, 4, 2.5, 2, 1])
def test_an_edge_is_no_sharper_than_a_pixel(px, seed):
    """Wherever the grid of larger pixels lies, an edge takes one to two of them."""
    row = share(exact(("low_resolution", {"px_per_module": px}), of=HALF, seed=seed))[MIDDLE]
    row = row[MARGIN + 30:-MARGIN - 10]
    between = ((row > 0.01) & (row < 0.99)).sum()
    assert PX / px - 1 <= between <= 2 * PX / px + 1


@pytest.mark.parametrize("px", [6, 3, 2])
def test_large_pixels_hold_the_mean(px):
    """No light is lost: the dark half of a symbol stays a half."""
    seen = share(exact(("low_resolution", {"px_per_module": px}), of=HALF))
    assert seen.sum() == pytest.approx(share(exact(of=HALF)).sum(), rel=0.02)


def test_finer_pixels_change_nothing():
    """A camera that is better than asked for stays as it is."""
    assert np.array_equal(exact(("low_resolution", {"px_per_module": 12})), exact())


@pytest.mark.parametrize("sd", [5, 15])
@pytest.mark.parametrize("drawn", [exact, fast])
def test_noise_has_its_deviation(sd, drawn):
    """Standard deviation as asked for, mean unchanged, neighbours independent."""
    noise = drawn(("noise", {"sd": sd}), of=EMPTY, paper=0.5).astype(float) - 127.5
    assert noise.std() == pytest.approx(sd, rel=0.02)
    assert noise.mean() == pytest.approx(0, abs=0.1)
    assert np.corrcoef(noise[:, 1:].ravel(), noise[:, :-1].ravel())[0, 1] == pytest.approx(0, abs=0.02)


def test_noise_is_normal():
    """One pixel in 22 is beyond two sigma, one in 370 beyond three."""
    noise = np.abs(exact(("noise", {"sd": 20}), of=EMPTY, paper=0.5).astype(float) - 127.5) / 20
    assert [(noise > far).mean() for far in (1, 2, 3)] == pytest.approx([0.317, 0.0455, 0.0027], rel=0.2)


def test_shot_noise_goes_with_the_light():
    """Its variance is proportional to the light."""
    noise = {level: exact(("noise", {"sd": 0, "shot": 20}), of=EMPTY, paper=level).std() for level in (0.2, 0.7)}
    assert noise == pytest.approx({0.2: 20 * 0.2**0.5, 0.7: 20 * 0.7**0.5}, rel=0.03)


def test_noise_adds_to_the_sensors_own():
    """Two noises are independent of each other: squares add."""
    seen = exact(("noise", {"sd": 8}), of=EMPTY, paper=0.5, noise=6)
    assert seen.std() == pytest.approx(10, rel=0.02)


def test_hot_pixels():
    """As many white pixels as asked for, those hit twice aside, and nothing else is changed."""
    sound = exact(of=FULL, paper=0.3)
    struck = exact(("hot_pixels", {"share": 0.01}), of=FULL, paper=0.3)
    assert (struck == 255).mean() == pytest.approx(0.01, rel=0.05)
    assert np.array_equal(struck[struck != 255], sound[struck != 255])


@pytest.mark.parametrize(("columns", "place", "dead"), [
    (1, 0.5, [130]), (2, 0.5, [129, 130]), (3, 0, [29, 30, 31]), (0, 0.5, [])])
def test_dead_columns(columns, place, dead):
    """They stand in the picture where they were asked for, from top to bottom, and give one level."""
    struck = exact(("dead_column", {"columns": columns, "place": place, "level": 7}), of=EMPTY)
    assert np.flatnonzero((struck == 7).all(axis=0)).tolist() == dead
    assert (struck == 7).sum() == len(dead) * struck.shape[0]


@pytest.mark.parametrize("quality", [20, 90])
def test_jpeg_is_the_codecs_own(quality):
    """The picture is what a JPEG of that quality gives back, the sensor's noise compressed as well."""
    data = cv2.imencode(".jpg", exact(noise=4), [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    assert np.array_equal(exact(("jpeg", {"quality": quality}), noise=4), cv2.imdecode(data, cv2.IMREAD_GRAYSCALE))


def test_levels_of_the_sound_picture():
    """What all this is measured against."""
    assert [exact(of=each)[MIDDLE, MIDDLE] for each in (EMPTY, FULL)] == [round(PAPER * 255), round(INK * 255)]
