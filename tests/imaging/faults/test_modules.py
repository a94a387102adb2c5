import numpy as np
import pytest
from printed_pictures import LINEAR, MATRIX, PX, X_MM, at, drawn, ink, shapes

from linebench.imaging.faults.catalogue import fault
from linebench.imaging.grading import grade_matrix
from linebench.imaging.symbols import codeword_map

SPARSE = shapes(["." * 40, *("." + "#..." * 9 + "..." if row % 4 == 0 else "." * 40 for row in range(39))])


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("count", [1, 5, 8, 12])
@pytest.mark.parametrize(("kind", "was"), [("modules_lost", True), ("modules_extra", False)])
def test_as_many_codewords_are_wrong_as_modules(kind, was, count, seed):
    """So many modules change, all of one kind, each in a codeword of its own: UEC = 1 - 2 count / 24."""
    shown = drawn(at(kind, count), seed=seed)
    changed = shown.matrix != MATRIX.modules
    assert np.count_nonzero(changed) == count
    assert (MATRIX.modules[changed] == was).all()
    codewords = codeword_map(24, 24)[changed] // 8
    assert (codewords >= 0).all()
    assert len(set(codewords)) == count
    grading = grade_matrix(shown.picture, shown.geometry, MATRIX)
    assert grading["UEC"].value == pytest.approx(1 - 2 * count / 24)


def test_the_picture_shows_what_the_truth_says():
    """Each module is as dark as the printed matrix has it."""
    shown = drawn(at("modules_lost", 20))
    share = ink(at("modules_lost", 20))[3 * PX:-3 * PX, 3 * PX:-3 * PX]
    assert np.array_equal(share.reshape(24, PX, 24, PX).mean(axis=(1, 3)) > 0.5, shown.matrix)


def test_more_lost_modules_of_one_seed_contain_the_fewer():
    """A sweep with one seed loses the same modules, and more."""
    few, many = (drawn(at("modules_lost", count), seed=4).matrix for count in (4, 40))
    assert not (many & ~few).any()


def test_all_dark_modules_of_the_data_can_be_lost():
    """When there are more than codewords, codewords lose several; when there are no more, that is all."""
    lost = drawn(at("modules_lost", 400)).matrix
    assert not (lost & (codeword_map(24, 24) >= 0)).any()
    assert np.array_equal(lost[:, 0], MATRIX.modules[:, 0])


def test_a_linear_symbol_loses_modules_of_its_bars():
    """One X over the whole height of a bar."""
    lost = drawn(at("modules_lost", 3), symbol=LINEAR).matrix
    assert np.count_nonzero(lost != LINEAR.modules) == 3


def test_jitter_has_its_standard_deviation():
    """Centres of gravity of single modules scatter about their grid with the given standard deviation."""
    off = []
    for seed in range(3):
        share = ink(fault("jitter", sd=0.05), symbol=SPARSE, seed=seed)[3 * PX:-3 * PX, 3 * PX:-3 * PX]
        for row, column in np.argwhere(SPARSE.modules):
            top, left = (row - 1) * PX, (column - 1) * PX
            cell = share[top:top + 3 * PX, left:left + 3 * PX]
            place = np.arange(3 * PX) + 0.5
            off += [cell.sum(axis=0) @ place / cell.sum() - 15, cell.sum(axis=1) @ place / cell.sum() - 15]
    assert np.std(off) / PX * X_MM == pytest.approx(0.05, rel=0.08)
    assert np.mean(off) == pytest.approx(0, abs=0.1)


def test_the_geometry_knows_where_each_module_went():
    """The scatter of the geometry is that of the picture."""
    shown = drawn(fault("jitter", sd=0.05), symbol=SPARSE)
    row, column = np.argwhere(SPARSE.modules)[5]
    top, left = (row + 2) * PX, (column + 2) * PX
    cell = ink(fault("jitter", sd=0.05), symbol=SPARSE)[top:top + 3 * PX, left:left + 3 * PX]
    place = np.arange(3 * PX) + 0.5
    found = np.array([cell.sum(axis=0) @ place, cell.sum(axis=1) @ place]) / cell.sum() / PX - 1.5
    assert found == pytest.approx(shown.geometry.scatter[row, column], abs=0.01)
