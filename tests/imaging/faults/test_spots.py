import numpy as np
import pytest
from printed_pictures import PX, SOLID, X_MM, at, ink

from linebench.imaging.faults.catalogue import fault


@pytest.mark.parametrize("diameter", [0.1, 0.2, 0.5])
def test_a_spot_is_as_large_as_given(diameter):
    """The ink of the spots is that of so many circles, where they do not overlap."""
    for seed in range(20):
        sound, struck = (ink(*faults, margin=20, symbol=SOLID, seed=seed, px_per_module=8)
                         for faults in ((), (fault("spots", spots=1, diameter=diameter),)))
        added = (struck - sound).sum() / 64 * X_MM**2 / (np.pi * diameter**2 / 4)
        if 0.8 < added < 1.2:
            assert added == pytest.approx(1, rel=0.05)
            return
    pytest.fail("no label with a single spot")


def test_spots_are_as_many_as_given():
    """Over many labels their mean number per area is the given one; numbers scatter as chance has it."""
    area = (18 * X_MM / 10) ** 2
    circle = np.pi * 0.05**2 / 4 / 100
    sound = ink(symbol=SOLID, margin=3)[:3 * PX]
    share = 3 / 18
    counts = [(ink(fault("spots", spots=100, diameter=0.05), symbol=SOLID, seed=seed)[:3 * PX] - sound).sum()
              / (sound.shape[0] * sound.shape[1]) * area * share / circle for seed in range(120)]
    assert np.mean(counts) == pytest.approx(100 * area * share, rel=0.08)
    assert np.std(counts) == pytest.approx(np.sqrt(100 * area * share), rel=0.3)


def test_more_spots_of_one_seed_contain_the_fewer():
    """A sweep with one seed has the same spots, and more."""
    few, many = (ink(at("spots", number), seed=5) for number in (20, 100))
    assert (many >= few - 0.01).all()


@pytest.mark.parametrize("side", range(4))
@pytest.mark.parametrize("gap", [0.3, 1, 1.75])
def test_a_dark_bar_lies_beside_the_symbol(side, gap):
    """It begins at the gap and is as wide as given, on the given side, along the whole label."""
    struck, sound = (ink(*faults, symbol=SOLID, margin=5) for faults in (
        (fault("quiet_zone", gap=gap, width=0.5, side=side),), ()))
    added = np.rot90(struck - sound, side)
    outward = added[:, :5 * PX][:, ::-1]
    assert outward == pytest.approx(np.broadcast_to(outward[0], outward.shape), abs=0.01)
    assert outward[0].sum() / PX * X_MM == pytest.approx(0.5, rel=0.02)
    middle = outward[0] @ (np.arange(5 * PX) + 0.5) / outward[0].sum() / PX
    assert middle == pytest.approx(gap + 0.25 / X_MM, abs=0.02)
    assert added[:, 5 * PX:] == pytest.approx(0)
