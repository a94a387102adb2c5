import numpy as np
import pytest
from printed_pictures import BLOCK, PX, SOLID, TEXT, X_MM, at, ink

from linebench.imaging.faults.catalogue import fault


@pytest.mark.parametrize("npi", [300, 600])
@pytest.mark.parametrize("nozzles", [1, 2, 5])
def test_dead_nozzles_leave_a_strip_of_their_pitch(nozzles, npi):
    """The strip is as wide as so many pitches of 25.4 mm / nozzles per inch, across symbol and text."""
    struck, sound = (ink(*faults, symbol=SOLID, nozzles_per_inch=npi)[:, 8 * PX]
                     for faults in ((at("nozzle_dead", nozzles),), ()))
    assert (sound - struck).sum() / PX * X_MM == pytest.approx(nozzles * 25.4 / npi, rel=0.02)


def test_a_dead_nozzle_strikes_text_in_its_rows():
    """The same rows are without ink over the whole label."""
    share = ink(at("nozzle_dead", 4, place=0.1), text=TEXT)
    assert np.abs(share[3 * PX + 20:3 * PX + 28]).max() < 0.01


@pytest.mark.parametrize("shift", [0.05, 0.2])
def test_skewed_nozzles_print_beside_their_place(shift):
    """Their rows are shifted by the given length, all others stay."""
    share = ink(fault("nozzle_skew", shift=shift, nozzles=4), symbol=BLOCK)
    columns = np.arange(share.shape[1])
    places = [row @ columns / row.sum() for row in share if row.sum() > PX]
    moved = (np.array(places) - places[0]) / PX * X_MM
    assert moved.max() == pytest.approx(shift, rel=0.02)
    assert np.count_nonzero(moved > shift / 2) / PX * X_MM == pytest.approx(4 * 25.4 / 300, abs=0.04)
    assert moved.min() == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("shift", [0.1, 0.3])
def test_the_start_of_a_print_is_late(shift):
    """Its right edge lies to the left by the shift; the left edge of a long print has not moved."""
    late = fault("nozzle_fade", shift=shift, decay=2)
    sound, struck = ink(symbol=SOLID)[8 * PX], ink(late, symbol=SOLID)[8 * PX]
    assert (sound - struck).sum() / PX * X_MM == pytest.approx(shift, rel=0.03)
    assert np.array_equal(np.flatnonzero(sound > 0.5)[0], np.flatnonzero(struck > 0.5)[0])


def test_the_delay_dies_away():
    """Four modules away from the start it is as small as the exponential says."""
    late = fault("nozzle_fade", shift=0.3, decay=2)
    sound, struck = ink(symbol=BLOCK)[9 * PX].sum(), ink(late, symbol=BLOCK)[9 * PX].sum()
    assert (sound - struck) / PX * X_MM == pytest.approx(0.3 * (1 - np.exp(-4 / 2)), rel=0.03)
