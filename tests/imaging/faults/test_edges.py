import numpy as np
import pytest
from printed_pictures import BLOCK, LINEAR, PX, at, ink


def widths(*faults):
    """Width and height of the dark square in X."""
    share = ink(*faults, symbol=BLOCK)
    middle = len(share) // 2
    return share[middle].sum() / PX, share[:, middle].sum() / PX


@pytest.mark.parametrize("growth", [0.05, 0.13, 0.3, 0.6])
def test_gain_makes_bars_wider_and_higher(growth):
    """A bar grows by the given part of X, both ways, half of it at each edge."""
    assert widths(at("gain", growth)) == pytest.approx((4 + growth, 4 + growth), abs=0.01)
    share = ink(at("gain", growth), symbol=BLOCK)
    assert share.sum(axis=0) @ np.arange(share.shape[1]) / share.sum() == pytest.approx(89.5, abs=0.05)


@pytest.mark.parametrize("growth", [0.13, 0.44])
def test_gain_along_makes_bars_wider_only(growth):
    """Elongated drops widen bars along the transport and leave their height."""
    assert widths(at("gain_along", growth)) == pytest.approx((4 + growth, 4), abs=0.01)


@pytest.mark.parametrize("loss", [0.13, 0.44, 0.8])
def test_thinning_makes_bars_thinner(loss):
    """Edges draw back: a square of four modules stays one square."""
    assert widths(at("thinning", loss)) == pytest.approx((4 - loss, 4 - loss), abs=0.01)


@pytest.mark.parametrize("loss", [0.1, 0.35, 0.7])
def test_loss_makes_a_dot_of_every_module(loss):
    """Sixteen modules are sixteen dots of 1 - loss, with gaps between."""
    share = ink(at("loss", loss), symbol=BLOCK)
    assert share.sum() / PX**2 == pytest.approx(16 * (1 - loss) ** 2, rel=0.01)
    edge = PX * 7
    assert share[edge + PX // 2, edge - 1:edge + 11].sum() / PX == pytest.approx(
        1 - loss + max(0.1 - loss / 2, 0), abs=0.02)


def test_loss_makes_bars_of_linear_symbols_thinner():
    """A bar of a linear symbol stays whole over its width and gets thinner by the loss."""
    sound, lost = (ink(*faults, symbol=LINEAR) for faults in ((), (at("loss", 0.3),)))
    middle = len(sound) // 2
    bars = np.count_nonzero(np.diff(sound[middle] > 0.5)) // 2
    assert (sound[middle] - lost[middle]).sum() / PX == pytest.approx(0.3 * bars, rel=0.02)
