"""The exact mode puts edges where they belong, and repeats itself to the byte."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.imaging.drawing.pictures import CODE, STRIPES, TEXT, digests, edge_errors, everything, scene, share

from linebench.imaging.drawing.exact import draw_exact
from linebench.imaging.drawing.printing import TextError
from linebench.imaging.drawing.scene import Room
from linebench.imaging.faults.kind import Fault, FaultError


@pytest.mark.parametrize("px", [3, 4, 5, 7, 10, 16, 25, 2.5, 3.7, 7.3, 9.99, 10.01, 12.5])
def test_edges_at_any_resolution(px):
    """Whole pixels a module or not: every edge is where geometry has it, to a few thousandths of X."""
    assert np.abs(edge_errors(draw_exact(scene(of=STRIPES, px_per_module=px)), px)).max() < 0.004


@pytest.mark.parametrize("px", [3, 4, 10, 7.3])
@pytest.mark.parametrize("moved", ["offset", ("stretch", {"factor": 1.05}), ("out_of_field", {"late": 0.123})])
def test_edges_of_a_moved_print(px, moved):
    """So are they when print or pack is not where it should be."""
    drawn = draw_exact(scene(moved, of=STRIPES, px_per_module=px, frame=(round(50 * px), round(40 * px))))
    assert np.abs(edge_errors(drawn, px)).max() < 0.006


def test_whole_pixels_are_clean():
    """Without blur and noise, modules of whole pixels are squares of paper and ink."""
    drawn = draw_exact(scene())
    modules = np.kron(CODE.modules, np.ones((10, 10), dtype=bool))
    expected = np.where(np.pad(modules, 30), round(0.05 * 255), round(0.85 * 255))
    assert np.array_equal(drawn.picture, expected)
    assert np.array_equal(drawn.matrix, CODE.modules)
    assert (drawn.ink, drawn.paper) == (0.05, 0.85)


@pytest.mark.parametrize("frame", [(400, 300), (401, 303), (280, 281), (200, 150)])
@pytest.mark.parametrize("px", [10, 9.5])
def test_the_label_stands_amid_its_frame(frame, px):
    """Frame and label share their middle, to a pixel; what is outside the frame is cut."""
    free, framed = (draw_exact(scene(px_per_module=px, frame=each)) for each in (None, frame))
    middle = np.array([[CODE.modules.shape[1] / 2, CODE.modules.shape[0] / 2]])
    assert framed.picture.shape == (frame[1], frame[0])
    assert np.abs(framed.geometry.px(middle)[0] - np.array(frame) / 2).max() <= 1
    dx, dy = np.rint(framed.geometry.px(middle)[0] - free.geometry.px(middle)[0]).astype(int)
    rows, columns = free.picture.shape
    here = framed.picture[max(dy, 0):rows + dy, max(dx, 0):columns + dx]
    there = free.picture[max(-dy, 0):, max(-dx, 0):][:here.shape[0], :here.shape[1]]
    assert np.array_equal(here, there)


def test_text_is_printed_left_of_the_symbol():
    """Lines of text from the top, the symbol after them, and nothing of one in the other's place."""
    drawn, bare = draw_exact(scene(text=TEXT)), draw_exact(scene())
    left = round(drawn.geometry.px(np.array([[0.0, 0.0]]))[0, 0]) - 30
    assert np.array_equal(drawn.picture[:bare.picture.shape[0], left:], bare.picture)
    ink = share(drawn.picture)[:, :left]
    lines = np.flatnonzero(np.diff((ink.max(axis=1) > 0.5).astype(int)) == 1)
    assert (len(lines), ink.max() > 0.95) == (4, True)


@pytest.mark.parametrize("text", ["a\nb\nc", "abcdef"])
def test_text_that_does_not_fit(text):
    """A message says what was found and what was expected."""
    with pytest.raises(TextError, match=r"text of \d lines, .* of \d letters; expected at most 2 lines of 5"):
        draw_exact(scene(text=text, room=Room(5, 2, 24)))


def test_unknown_faults_are_refused():
    """A scene that names no fault of the catalogue is not drawn."""
    with pytest.raises(FaultError, match="'grease' is no fault of a code image"):
        draw_exact(replace(scene(), faults=(Fault("grease"),)))


def test_nothing_printed():
    """Without symbol and text there is board."""
    drawn = draw_exact(scene(of=None, frame=(60, 40)))
    assert (drawn.picture.shape, np.unique(drawn.picture).tolist(), drawn.matrix) == ((40, 60), [217], None)


def test_noise():
    """Board scatters with the deviation that was asked for, about its own level."""
    noisy = draw_exact(scene(of=None, frame=(300, 300), noise=4, paper=0.5)).picture.astype(float)
    assert (noisy.std(), noisy.mean()) == (pytest.approx(4, rel=0.02), pytest.approx(127.5, abs=0.1))


@pytest.mark.parametrize("px", [3, 5, 6, 8, 10, 16])
def test_the_lens_spreads_an_edge(px):
    """By its sigma in X, at any resolution."""
    profile = share(draw_exact(scene(of=STRIPES, px_per_module=px, lens=0.12)).picture)[13 * px]
    near = (px + 1) // 2
    steps, at = -np.diff(profile[4 * px - near:4 * px + near]), np.arange(1, 2 * near) - near
    assert (steps * at**2).sum() ** 0.5 == pytest.approx(0.12 * px, rel=0.04)


def test_equal_bytes_in_any_process():
    """A scene with everything at once gives the same bytes in another process."""
    root = Path(__file__).parents[3]
    code = "from tests.imaging.drawing.pictures import digests; print(*digests())"
    run = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert run.stdout.split() == digests()


def test_the_order_of_faults_does_not_matter():
    """They act in the order of the catalogue."""
    turned = replace(everything(), faults=everything().faults[::-1])
    assert np.array_equal(draw_exact(turned).picture, draw_exact(everything()).picture)
