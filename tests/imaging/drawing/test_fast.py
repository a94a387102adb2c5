"""The fast mode draws the same scene, to the pixel at edges."""

import random
from dataclasses import replace

import numpy as np
import pytest
from tests.imaging.drawing.pictures import CODE, STRIPES, TEXT, digests, edge_errors, everything, fast, scene, share

from linebench.imaging.drawing.exact import draw_exact
from linebench.imaging.drawing.fast import FastMode

TURNS = {0: 0, 90: -1, 180: 2, 270: 1}


@pytest.mark.parametrize("px", [3, 6, 10, 16])
def test_whole_pixels_are_as_exact(px):
    """Where pixels fit modules both modes give the same picture, geometry and truth."""
    one, other = fast(scene(px_per_module=px)), draw_exact(scene(px_per_module=px))
    assert np.array_equal(one.picture, other.picture)
    assert np.array_equal(one.geometry.homography, other.geometry.homography)
    assert (one.ink, one.paper, one.matrix.tolist()) == (other.ink, other.paper, other.matrix.tolist())


@pytest.mark.parametrize("px", [7.3, 12.5, 20])
def test_other_resolutions(px):
    """Edges lie on pixels or on sixths of a module, whichever is coarser."""
    errors = edge_errors(fast(scene(of=STRIPES, px_per_module=px)), px)
    assert np.abs(errors).max() <= max(1 / px, 1 / 6)


@pytest.mark.parametrize("draw", [draw_exact, fast])
@pytest.mark.parametrize("angle", [90, 180, 270])
def test_quarter_turns(draw, angle):
    """A print rotated by quarter turns is the print, turned."""
    turned = draw(scene(("rotation", {"angle": angle - 360 if angle > 180 else angle}))).picture
    assert np.abs(np.rot90(draw(scene()).picture, TURNS[angle]).astype(int) - turned).max() <= 1


@pytest.mark.parametrize("frame", [(640, 480), (500, 200), (1280, 1024)])
def test_frames(frame):
    """Both modes put the label amid the frame, and the symbol beside the text where geometry says."""
    symbols = []
    for draw in (fast, draw_exact):
        drawn = draw(scene(text=TEXT, frame=frame))
        left = round(drawn.geometry.px(np.array([[-2.0, 0.0]]))[0, 0])
        symbols.append(share(drawn.picture)[:, left:left + 140])
        assert drawn.picture.shape == frame[::-1]
    width = min(symbol.shape[1] for symbol in symbols)
    assert np.array_equal(symbols[0][:, :width], symbols[1][:, :width])


@pytest.mark.parametrize("faults", [(), ("light_gradient",)], ids=["bytes", "light"])
def test_noise(faults):
    """Noise has its deviation on both ways, over label and frame alike, and each picture has its own."""
    mode, noisy = FastMode(random.Random(3)), scene(*faults, noise=4, frame=(400, 400), paper=0.6)
    first, second = (mode.draw(noisy).picture.astype(float) for _ in range(2))
    sound = mode.draw(scene(*faults, frame=(400, 400), paper=0.6)).picture
    for area in (np.s_[:60], np.s_[200:300, 200:300]):
        assert (first - sound)[area].std() == pytest.approx(4, rel=0.06)
        assert (first - second)[area].std() == pytest.approx(4 * 2**0.5, rel=0.06)


def test_no_light_no_seam():
    """The label's own board and the frame's are the same."""
    assert np.unique(fast(scene(of=None, text="A", frame=(300, 200))).picture[:40]).tolist() == [217]


def test_equal_states_give_equal_bytes():
    """The pools draw from the stream that was given, and from nothing else."""
    assert digests() == digests()
    assert not np.array_equal(fast(everything(), 1).picture, fast(everything(), 2).picture)


def test_everything_at_once_agrees():
    """The two modes agree on what happened, whatever the faults."""
    struck = replace(everything(), text="")
    one, other = fast(struck), draw_exact(struck)
    points = np.array([[0.0, 0.0], [22.0, 0.0], [22.0, 22.0], [0.0, 22.0]])
    assert one.geometry.px(points).tolist() == other.geometry.px(points).tolist()
    assert np.array_equal(one.matrix, other.matrix)
    assert np.abs(one.picture.astype(int) - other.picture).mean() < 20


@pytest.mark.parametrize("late", [60, -60])
def test_a_label_outside_the_picture(late):
    """Nothing of it is left in either direction."""
    assert np.unique(fast(scene(("out_of_field", {"late": late}), of=CODE)).picture).tolist() == [217]


@pytest.mark.parametrize("px", [3, 5, 6, 8, 10])
def test_both_modes_place_the_print_alike(px):
    """With text beside the symbol, whatever the camera's resolution."""
    seen = scene(text=TEXT, px_per_module=px)
    exact, quick = draw_exact(seen), fast(seen)
    assert exact.picture.shape == quick.picture.shape
    assert np.array_equal(exact.geometry.homography, quick.geometry.homography)
