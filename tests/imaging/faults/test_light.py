"""Light faults, measured on an empty label."""

import numpy as np
import pytest
from tests.imaging.faults.camera_pictures import EMPTY, FULL, INK, MARGIN, PAPER, PX, exact, reflectance

MIDDLE = MARGIN + 10 * PX
LEVEL = 1 / 255


def light(kind, of=EMPTY, **values):
    """Light that each pixel gets, against a sound one."""
    return reflectance(exact((kind, values), of=of)) / PAPER


@pytest.mark.parametrize(("direction", "sides"), [(0, (1, 0.6)), (180, (0.6, 1))])
def test_gradient_from_side_to_side(direction, sides):
    """The darkest side lacks what was asked for, and light falls off evenly."""
    seen = light("light_gradient", falloff=0.4, direction=direction)[MIDDLE]
    assert (seen[0], seen[-1]) == pytest.approx(sides, abs=0.005)
    assert seen[MIDDLE] == pytest.approx(0.8, abs=0.005)


def test_gradient_downwards():
    """Direction 90 is down; along a row nothing changes."""
    seen = light("light_gradient", falloff=0.4, direction=90)
    assert (seen[0, 0], seen[-1, 0], np.ptp(seen, axis=1).max()) == pytest.approx((1, 0.6, 0), abs=0.005)


def test_gradient_to_a_corner():
    """At 45 degrees one corner is full, the opposite one lacks the fall-off, the others half of it."""
    seen = light("light_gradient", falloff=0.4, direction=45)[[0, 0, -1, -1], [0, -1, 0, -1]]
    assert seen == pytest.approx([1, 0.8, 0.8, 0.6], abs=0.005)


def test_vignette():
    """Nothing lacks amid the picture, the fall-off in its corners, half of it amid its sides."""
    seen = light("light_vignette", falloff=0.4)
    assert seen[[MIDDLE, 0, MIDDLE], [MIDDLE, 0, 0]] == pytest.approx([1, 0.6, 0.8], abs=0.01)


def test_flicker_makes_bands():
    """Rows swing about the mean by the depth, as often as asked for."""
    seen = light("lamp_flicker", depth=0.15, periods=2)
    rows = seen.mean(axis=1)
    assert (rows.max(), rows.min(), rows.mean()) == pytest.approx((1.15, 0.85, 1), abs=0.005)
    assert np.ptp(seen, axis=1).max() == 0
    assert ((rows[1:] > 1) != (rows[:-1] > 1)).sum() in {3, 4, 5}


def test_flicker_of_a_whole_picture():
    """Without read-out in rows the picture as a whole is lighter or darker, within the swing."""
    seen = {float(light_of) for seed in range(6)
            for light_of in np.unique(exact(("lamp_flicker", {"periods": 0}), of=EMPTY, seed=seed))}
    assert len(seen) > 3
    assert 0.8 * PAPER * 255 - 1 <= min(seen) <= max(seen) <= 255


def test_glare_is_a_bell():
    """The peak stands where it was asked for, and is down to exp(-1/2) one sigma away."""
    values = {"peak": 0.4, "sigma": 3, "along": 0.25, "across": 0.75}
    added = reflectance(exact(("glare", values), of=FULL)) - INK
    x, y = MARGIN + 5 * PX, MARGIN + 15 * PX
    assert added[y, x] == pytest.approx(0.4, abs=0.004)
    assert added[y, x + 30] == pytest.approx(0.4 * np.exp(-0.5), abs=0.004)
    assert added[y - 60, x] == pytest.approx(0.4 * np.exp(-2), abs=0.004)


def test_glare_cannot_be_whiter_than_white():
    """Over paper it clips."""
    assert exact(("glare", {"peak": 0.6}), of=EMPTY).max() == 255


def test_shadow():
    """Full light, half of the shadow at its edge, all of it beyond the half-shadow."""
    seen = light("shadow", depth=0.4, place=0.5, softness=2)[MIDDLE]
    assert seen[[0, MIDDLE - 11, MIDDLE + 11, -1]] == pytest.approx([1, 1, 0.6, 0.6], abs=0.005)
    assert seen[MIDDLE - 1:MIDDLE + 1].mean() == pytest.approx(0.8, abs=0.005)


def test_shadow_from_a_corner():
    """At 45 degrees the edge runs through the middle from corner to corner."""
    seen = light("shadow", depth=0.4, place=0.5, softness=0.5, direction=45)
    assert seen[[2, 60, 200, -3], [2, 60, 200, -3]] == pytest.approx([1, 1, 0.6, 0.6], abs=0.005)
    assert seen[[20, -21], [-21, 20]] == pytest.approx([0.8, 0.8], abs=0.005)


@pytest.mark.parametrize(("kind", "gain"), [("overexposure", 1.1), ("underexposure", 0.5), ("underexposure", 0)])
def test_exposure_scales(kind, gain):
    """Below white, paper and ink are gain times as light."""
    assert reflectance(exact((kind, {"gain": gain}), of=EMPTY)) == pytest.approx(PAPER * gain, abs=LEVEL)
    inner = exact((kind, {"gain": gain}), of=FULL)[MIDDLE, MIDDLE]
    assert reflectance(inner) == pytest.approx(INK * gain, abs=LEVEL)


@pytest.mark.parametrize("noise", [0, 4])
def test_overexposure_clips(noise):
    """Paper is white, noise or not, and ink goes on getting lighter."""
    assert np.unique(exact(("overexposure", {"gain": 3}), of=EMPTY, noise=noise)).tolist() == [255]
    inner = exact(("overexposure", {"gain": 3}), of=FULL)[MIDDLE, MIDDLE]
    assert reflectance(inner) == pytest.approx(3 * INK, abs=LEVEL)
