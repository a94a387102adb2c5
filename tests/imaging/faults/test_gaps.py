import numpy as np
import pytest
from printed_pictures import LINEAR, MATRIX, PX, SOLID, X_MM, at, drawn, fast, ink, picture

from linebench.imaging.faults.catalogue import fault

LARGE = {"symbol": SOLID, "px_per_module": PX}


def within(share):
    """The symbol without its rim."""
    return share[4 * PX:14 * PX, 4 * PX:14 * PX]


@pytest.mark.parametrize("share", [0.02, 0.1, 0.26, 0.4])
def test_pinholes_take_their_share_of_the_ink(share):
    """Over many prints the given share of the ink is missing."""
    missing = [1 - within(ink(fault("pinholes", share=share), seed=seed, **LARGE)).mean() for seed in range(30)]
    assert np.mean(missing) == pytest.approx(share, rel=0.06)


def test_pinholes_are_as_long_as_their_grain():
    """At a share of 0.1 the mean length of a hole along a line is the grain."""
    holes = [within(ink(fault("pinholes", share=0.1, grain=0.2), seed=seed, **LARGE)) < 0.5 for seed in range(60)]
    starts = sum(np.count_nonzero(np.diff(each, axis=1) & each[:, 1:]) for each in holes)
    length = sum(each.sum() for each in holes) / starts / PX * X_MM
    assert length == pytest.approx(0.2, rel=0.1)


@pytest.mark.parametrize("unevenness", [0.2, 0.8])
def test_mottle_thins_the_ink_evenly_over_its_range(unevenness):
    """All thicknesses between full and the thinnest are equally frequent."""
    struck = fault("mottle", unevenness=unevenness, grain=0.5)
    shares = np.concatenate([within(ink(struck, seed=seed, **LARGE)).ravel() for seed in range(40)])
    wanted = [1 - part * unevenness for part in (0.9, 0.75, 0.5, 0.25, 0.1)]
    assert np.quantile(shares, [0.1, 0.25, 0.5, 0.75, 0.9]) == pytest.approx(wanted, abs=0.06 * unevenness + 0.01)


@pytest.mark.parametrize("angle", [15, 45, 75])
def test_a_wrinkle_is_as_wide_as_given(angle):
    """Across the angle, the streak has the given width: its length along a row is width / sin(angle)."""
    share = ink(fault("ribbon_wrinkle", width=0.2, angle=angle, remaining=0.2), symbol=SOLID, seed=4)
    rows = 1 - share[3 * PX:-3 * PX, 3 * PX:-3 * PX]
    assert rows.max() == pytest.approx(0.8, abs=0.01)
    whole = rows[(rows[:, 0] == 0) & (rows[:, -1] == 0) & (rows.max(axis=1) > 0.7)]
    assert len(whole) > PX
    length = whole.sum(axis=1).mean() / 0.8 / PX * X_MM
    assert length * np.sin(np.radians(angle)) == pytest.approx(0.2, rel=0.02)


@pytest.mark.parametrize("side", range(4))
@pytest.mark.parametrize("share", [0.1, 0.257])
def test_a_cut_takes_the_given_part_from_its_side(side, share):
    """Beyond the cut nothing is printed; on this side everything is."""
    left = ink(fault("cut_off", share=share, side=side), symbol=SOLID)
    assert left.sum() / ink(symbol=SOLID).sum() == pytest.approx(1 - share, abs=0.001)
    rim = [left[:, 3 * PX], left[3 * PX], left[:, -3 * PX - 1], left[-3 * PX - 1]]
    assert [line.sum() == 0 for line in rim] == [each == side for each in range(4)]


@pytest.mark.parametrize("symbol", [MATRIX, LINEAR], ids=["matrix", "linear"])
def test_blank_leaves_the_board(symbol):
    """Nothing is printed, text neither, and the truth says that there is no symbol."""
    shown = drawn(fault("blank"), symbol=symbol, text="(10)A")
    assert shown.matrix is None
    assert np.unique(shown.picture).tolist() == [217]
    assert fast(fault("blank"), symbol=symbol, noise=0).picture.min() == 217


def test_grain_is_that_of_its_size_at_any_resolution():
    """A coarser raster has the same share of pinholes."""
    fine, coarse = (np.mean([within_share(px, seed) for seed in range(20)]) for px in (6, 12))
    assert fine == pytest.approx(coarse, rel=0.1)


def within_share(px, seed):
    shown = picture(fault("pinholes", share=0.2, grain=0.2), symbol=SOLID, px_per_module=px, seed=seed)
    return (shown[4 * px:14 * px, 4 * px:14 * px].mean() - 13) / (217 - 13)


def test_more_pinholes_of_one_seed_contain_the_fewer():
    """A sweep with one seed makes the same holes larger."""
    few, many = (ink(at("pinholes", share), symbol=SOLID) for share in (0.1, 0.3))
    assert (many <= few + 0.01).all()
