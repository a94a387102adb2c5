"""What covers the print, measured by its area."""

import numpy as np
import pytest
from tests.imaging.faults.camera_pictures import EMPTY, FULL, HALF, INK, MARGIN, PAPER, PX, X_MM, exact, reflectance

SYMBOL = slice(MARGIN, MARGIN + 20 * PX)
PX_PER_MM = PX / X_MM


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("asked", [0.02, 0.3, 0.8])
def test_occlusion_covers_its_share(asked, seed):
    """Whatever place and shape chance gives, as much of the symbol is covered as was asked for."""
    seen = reflectance(exact(("occlusion", {"share": asked, "reflectance": 1}), of=FULL, seed=seed))[SYMBOL, SYMBOL]
    assert ((seen - INK) / (1 - INK)).mean() == pytest.approx(asked, abs=0.004)


def test_occlusion_has_its_reflectance():
    """Amid the patch nothing of the print is left, and around it nothing is changed."""
    seen = exact(("occlusion", {"share": 0.3, "reflectance": 0.4}), of=FULL)[SYMBOL, SYMBOL]
    levels, counts = np.unique(seen, return_counts=True)
    assert sorted(levels[np.argsort(counts)[-2:]]) == [round(INK * 255), round(0.4 * 255)]


def test_a_hair_has_its_area():
    """Length times width, a hair that reaches out of the picture aside."""
    sound, seen = (reflectance(exact(*faults, of=EMPTY)) for faults in (
        (), [("hair", {"width": 0.2, "length": 4, "reflectance": 0})]))
    assert (1 - seen / sound).sum() / PX_PER_MM**2 == pytest.approx(0.8, rel=0.01)


def test_the_pack_behind():
    """From the left: the pack behind with the right part of its symbol, the belt, this pack."""
    values = {"reach": 3, "gap": 2, "ahead": 1, "belt": 0.2}
    row = reflectance(exact(("two_packs", values), of=FULL, margin=20)[300])
    front, rear = 3 * PX_PER_MM, 5 * PX_PER_MM
    symbol_end = front - 1 * PX_PER_MM
    places = [symbol_end - 2, symbol_end + 2, front - 1, front + 2, rear - 1, rear + 2, 200, 300]
    assert row[[int(place) for place in places]] == pytest.approx(
        [INK, PAPER, PAPER, 0.2, 0.2, PAPER, INK, INK], abs=0.003)


def test_the_pack_behind_ends_with_its_board():
    """Where the copied picture ends, board goes on."""
    row = reflectance(exact(("two_packs", {"reach": 6, "gap": 0, "ahead": 5.9}), of=HALF)[100])
    assert row[3:150] == pytest.approx(PAPER, abs=0.003)
