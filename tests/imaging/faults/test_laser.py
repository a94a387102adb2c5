import numpy as np
import pytest
from printed_pictures import BLOCK, PAPER, PX, drawn, ink, picture

from linebench.imaging.faults.catalogue import fault


def test_too_much_energy_widens_bars_and_browns_their_rim():
    """The mark grows by the given part of X; beside each edge lies a rim of the given darkness and width."""
    row = ink(fault("laser_over", growth=0.4, halo=1.5, brown=0.4), symbol=BLOCK)[9 * PX]
    assert np.count_nonzero(row > 0.9) / PX == pytest.approx(4.4, abs=0.01)
    rim = (row > 0.3) & (row < 0.5)
    assert row[rim] == pytest.approx(0.4, abs=0.01)
    assert np.count_nonzero(rim) / PX == pytest.approx(2 * 1.5 * 0.4, abs=0.01)


@pytest.mark.parametrize(("reflectance", "pale"), [(0.25, 0.25), (0.45, 0.5)])
def test_too_little_energy_makes_marks_pale_and_thin(reflectance, pale):
    """The mark has the given reflectance and is narrower by as much of the loss as it is paler."""
    shown = drawn(fault("laser_under", reflectance=reflectance, loss=0.6), symbol=BLOCK)
    assert shown.picture.min() / 255 == pytest.approx(reflectance, abs=0.002)
    row = (PAPER - shown.picture[9 * PX].astype(float)) / (PAPER - shown.picture.min())
    assert row.sum() / PX == pytest.approx(4 - 0.6 * pale, abs=0.02)


def test_an_inverse_symbol_swaps_light_and_dark():
    """Where ink was there is none, and the other way round, over the whole label."""
    sound, inverse = picture(), picture(fault("inverse"))
    assert np.array_equal(sound > 100, inverse < 100)
    assert np.unique(inverse).tolist() == [13, 217]
