"""Blur by motion and by focus, measured on one edge."""

import math

import numpy as np
import pytest
from tests.imaging.faults.camera_pictures import HALF, MARGIN, PX, X_MM, exact, fast, share, spread

INSIDE = slice(MARGIN + 60, MARGIN + 140)


def edge(*faults, drawn=exact, **fields):
    picture = drawn(*faults, of=HALF, **fields)
    return share(picture)[INSIDE, MARGIN + 20:-MARGIN].mean(axis=0)


@pytest.mark.parametrize(("exposure", "speed"), [(380, 1), (380, 0.5), (1000, 0.3), (250, 2), (95, 1)])
@pytest.mark.parametrize("drawn", [exact, fast])
def test_motion_smears_an_edge_over_its_way(exposure, speed, drawn):
    """The edge becomes a ramp as long as exposure times speed: its standard deviation is v * t / sqrt(12)."""
    length = exposure * speed / 1000 / X_MM * PX
    middle, sd = spread(edge(("motion_blur", {"exposure": exposure, "speed": speed}), drawn=drawn))
    assert middle == pytest.approx(80, abs=0.05)
    assert sd == pytest.approx(length / math.sqrt(12), abs=0.12)


def test_a_whole_way_is_a_ramp():
    """One module in the time of exposure: ten pixels, each a tenth darker than the one before."""
    ramp = edge(("motion_blur", {"exposure": 380, "speed": 1}))[74:87]
    assert ramp == pytest.approx(np.clip(1.05 - np.arange(13) * 0.1, 0, 1), abs=0.005)


def test_motion_along_an_edge_leaves_it():
    """Across the transport, an edge across it does not smear."""
    assert np.array_equal(edge(("motion_blur", {"direction": 90})), edge())


def test_motion_follows_the_transport():
    """A rotated camera sees the same smear in its own direction."""
    upright = exact("motion_blur", of=HALF)
    rotated = exact("motion_blur", ("camera_rotation", {"angle": 90}), of=HALF)
    assert np.abs(np.rot90(upright, -1).astype(int) - rotated).max() <= 2


@pytest.mark.parametrize("sigma", [0.15, 0.3, 0.5])
@pytest.mark.parametrize("drawn", [exact, fast])
def test_defocus_is_a_gaussian(sigma, drawn):
    """The edge spreads with the sigma that was asked for, and stays where it is."""
    middle, sd = spread(edge(("defocus", {"sigma": sigma}), drawn=drawn))
    assert middle == pytest.approx(80, abs=0.05)
    assert sd == pytest.approx(sigma * PX, rel=0.04)


def test_defocus_adds_to_the_lens():
    """Two Gaussians are one: squares add."""
    _, sd = spread(edge(("defocus", {"sigma": 0.3}), lens=0.4))
    assert sd == pytest.approx(0.5 * PX, rel=0.02)
