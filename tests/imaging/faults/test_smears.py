import numpy as np
import pytest
from printed_pictures import BLOCK, PX, X_MM, ink

from linebench.imaging.faults.catalogue import fault

LEFT = 7 * PX
"""Column of the dark square's left edge."""


def tail(**values):
    return ink(fault("smear", **values), symbol=BLOCK)[9 * PX, :LEFT][::-1]


@pytest.mark.parametrize("length", [0.2, 0.5, 1.1])
@pytest.mark.parametrize("density", [0.4, 0.8])
def test_a_smear_thins_out_over_its_length(length, density):
    """To the left of the ink, from the given density to nothing at the given length, evenly."""
    wanted = np.clip(density * (1 - (np.arange(LEFT) + 0.5) / (length / X_MM * PX)), 0, 1)
    assert tail(tail=length, density=density) == pytest.approx(wanted, abs=0.03)


def test_a_smear_runs_one_way_only():
    """Nothing is dragged to the right, up or down."""
    sound, struck = ink(symbol=BLOCK), ink(fault("smear", tail=1), symbol=BLOCK)
    assert np.array_equal(sound[:, LEFT:], struck[:, LEFT:])
    assert struck[:LEFT].sum() == sound[:LEFT].sum()


@pytest.mark.parametrize("shift", [0.05, 0.17, 0.4])
@pytest.mark.parametrize("density", [0.5, 1])
def test_a_second_strike_lies_beside_the_first(shift, density):
    """Beyond the first print lies a strip of the second, as wide as the shift, of the given density."""
    row = ink(fault("double_strike", shift=shift, density=density), symbol=BLOCK)[9 * PX]
    assert row[LEFT:LEFT + 4 * PX] == pytest.approx(1, abs=0.01)
    assert row[LEFT + 4 * PX:].sum() / PX * X_MM == pytest.approx(shift * density, rel=0.02)
    assert row[:LEFT].sum() == pytest.approx(0, abs=0.2)
