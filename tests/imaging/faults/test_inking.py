import numpy as np
import pytest
from printed_pictures import MATRIX, PX, SOLID, X_MM, drawn, ink

from linebench.imaging.faults.catalogue import fault
from linebench.imaging.grading import grade_matrix


@pytest.mark.parametrize("reflectance", [0.1, 0.31, 0.67])
def test_pale_ink_has_the_given_reflectance(reflectance):
    """Dark modules have it, and SC is paper less ink."""
    shown = drawn(fault("ink_low", reflectance=reflectance))
    assert shown.picture.min() / 255 == pytest.approx(reflectance, abs=0.002)
    assert shown.ink == reflectance
    grading = grade_matrix(shown.picture, shown.geometry, MATRIX)
    assert grading["SC"].value == pytest.approx(0.85 - reflectance, abs=0.004)


@pytest.mark.parametrize("reflectance", [0.3, 0.6])
def test_dark_board_has_the_given_reflectance(reflectance):
    """The board has it everywhere, and SC is paper less ink."""
    shown = drawn(fault("paper_dark", reflectance=reflectance))
    assert shown.picture.max() / 255 == pytest.approx(reflectance, abs=0.002)
    grading = grade_matrix(shown.picture, shown.geometry, MATRIX)
    assert grading["SC"].value == pytest.approx(reflectance - 0.05, abs=0.004)


def test_a_fault_makes_nothing_better():
    """Pale ink does not get darker, dark board does not get lighter."""
    assert drawn(fault("ink_low", reflectance=0.1), ink=0.3).ink == 0.3
    assert drawn(fault("paper_dark", reflectance=0.8), paper=0.6).paper == 0.6


@pytest.mark.parametrize("seed", range(3))
def test_banding_is_a_wave_along_the_transport(seed):
    """Between crest and trough the given share of the ink is missing, once in a period."""
    struck = ink(fault("banding", modulation=0.3, period=1.14), symbol=SOLID, seed=seed)
    rows = struck[3 * PX:-3 * PX, 3 * PX:-3 * PX]
    assert (rows == rows[0]).all()
    assert (rows.max(), rows.min()) == pytest.approx((1, 0.7), abs=0.012)
    waves = np.abs(np.fft.rfft(rows[0] - rows[0].mean()))
    assert rows.shape[1] / np.argmax(waves) / PX * X_MM == pytest.approx(1.14)
