"""Surfaces that are not flat: where print then lies, and how slopes are lit."""

import math

import numpy as np
import pytest
from tests.imaging.faults.camera_pictures import (
    CODE,
    EMPTY,
    MARGIN,
    PAPER,
    PX,
    STRIPES,
    X_MM,
    edges,
    exact,
    fast,
    reflectance,
    scene,
    share,
)

from linebench.imaging.drawing.exact import draw_exact

FLAT = np.arange(1, 20) - 10.0
"""Edges of the stripes in X from the symbol's middle."""
MIDDLE = MARGIN + 10 * PX


def stripes(*faults, drawn=exact, row=MIDDLE):
    """The edges of the stripes as seen, in X from the symbol's middle."""
    found = edges(share(drawn(*faults, of=STRIPES))[row])
    inner = found[1:] if len(found) > len(FLAT) else found
    return (inner[:len(FLAT)] - MIDDLE) / PX


def displaced(kind, points, **values):
    """Where points in X from the symbol's middle move to, in millimetres."""
    places = np.array(points, dtype=float) + CODE.modules.shape[0] / 2
    struck, sound = (draw_exact(scene(*faults)).geometry.px(places) for faults in ([(kind, values)], []))
    return (struck - sound) * X_MM / PX


@pytest.mark.parametrize("radius", [6, 10, 25])
def test_a_bottle_squeezes_modules(radius):
    """Edges lie at r sin(s / r), to a few thousandths of X."""
    bent = radius * np.sin(FLAT * X_MM / radius) / X_MM
    assert np.abs(stripes(("curvature", {"radius": radius})) - bent).max() < 0.003


def test_a_bottle_seen_from_the_side():
    """With its middle elsewhere the near part is wider than the far one."""
    radius, offset = 8, 2
    bent = (offset + radius * np.sin((FLAT * X_MM - offset) / radius)) / X_MM
    assert np.abs(stripes(("curvature", {"radius": radius, "offset": offset})) - bent).max() < 0.003


def test_a_lying_bottle_leaves_the_transport():
    """With its axis along the transport, columns stay where they are."""
    assert np.abs(stripes(("curvature", {"radius": 8, "lying": 1})) - FLAT).max() < 0.003


def test_a_bottle_in_the_fast_mode():
    """Edges lie on pixels there."""
    bent = 10 * np.sin(FLAT * X_MM / 10) / X_MM
    assert np.abs(stripes(("curvature", {"radius": 10}), drawn=fast) - bent).max() <= 0.1


def test_a_dent_displaces():
    """Its middle by h tan(view), one radius away by exp(-1/2) of that, far away not at all."""
    values = {"depth": 0.5, "radius": 1.5, "view": 20}
    moved = displaced("dent", [(0, 0), (0, 1.5 / X_MM), (-1.5 / X_MM, 0), (30, 30)], **values)
    most = 0.5 * math.tan(math.radians(20))
    assert moved[:, 0].tolist() == pytest.approx([most, most * math.exp(-0.5), most * math.exp(-0.5), 0], abs=1e-6)
    assert np.abs(moved[:, 1]).max() < 1e-9


def test_a_dent_has_a_light_and_a_dark_flank():
    """Under one-sided light as much is gained on one flank as lacks on the other; a ring light shows nothing."""
    seen = reflectance(exact(("dent", {"depth": 0.3, "radius": 1.5, "shading": 0.5}), of=EMPTY)) / PAPER
    steepest = 0.5 * 0.3 / 1.5 * math.exp(-0.5)
    assert (seen.max() - 1, 1 - seen.min()) == pytest.approx((steepest, steepest), abs=0.004)
    assert np.unique(exact(("dent", {"shading": 0}), of=EMPTY)).size == 1


def test_a_crease_draws_both_sides_together():
    """Far from the fold each side has come nearer by half of what it took in."""
    moved = displaced("crease", [(-11, 0), (11, 0), (0, 0)], amplitude=0.3, angle=90)
    assert moved[:, 0].tolist() == pytest.approx([0.15, -0.15, 0], abs=1e-3)
    assert np.abs(moved[:, 1]).max() < 1e-9


def test_a_crease_along_the_transport():
    """At angle 0 rows come nearer to each other, columns stay."""
    moved = displaced("crease", [(0, -11), (0, 11)], amplitude=0.3, angle=0)
    assert np.abs(moved[:, 1]).tolist() == pytest.approx([0.15, 0.15], abs=1e-3)
    assert np.abs(moved[:, 0]).max() < 1e-9


def test_wrinkles_are_waves():
    """Print goes to and fro by the amplitude, once a period."""
    u = np.linspace(-60, 60, 2001)
    moved = displaced("film_wrinkle", np.column_stack([u, np.zeros_like(u)]), amplitude=0.2, period=10)[:, 0]
    assert (moved.max(), moved.min()) == pytest.approx((0.2, -0.2), abs=1e-4)
    falls = u[:-1][(moved[:-1] > 0) & (moved[1:] <= 0)]
    assert np.diff(falls).tolist() == pytest.approx([10 / X_MM] * (len(falls) - 1), abs=0.1)


def test_wrinkles_are_lit_by_their_slope():
    """Light swings by shading times slope, and with the waves' own period."""
    seen = reflectance(exact(("film_wrinkle", {"amplitude": 0.2, "period": 7, "shading": 0.5}), of=EMPTY)) / PAPER
    slope = 0.5 * 2 * math.pi * 0.2 / 7
    assert (seen.max() - 1, 1 - seen.min()) == pytest.approx((slope, slope), abs=0.005)
    assert np.ptp(seen, axis=0).max() < 0.005


def test_shading_turns_with_the_camera():
    """Slopes lie on the pack: a rotated camera sees them rotated."""
    dent = ("dent", {"along": 0.2})
    turned = exact(dent, ("camera_rotation", {"angle": 90}), of=EMPTY)
    assert np.abs(np.rot90(exact(dent, of=EMPTY), -1).astype(int) - turned).max() <= 1
