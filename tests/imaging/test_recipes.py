"""A recipe decides every byte of its picture."""

import numpy as np
import pytest

from linebench.imaging.faults.catalogue import fault
from linebench.imaging.faults.kind import FaultError
from linebench.imaging.recipe import Drawer, Recipe
from linebench.imaging.symbols import CARRIERS, SymbolError
from linebench.product.pack_code import PackCode

CODE = PackCode("09501101530003", "271231", "L1", "ABC123")


def recipe(**changes):
    return Recipe(**{"code": CODE, "mode": "fast", "px_per_module": 5} | changes)


def test_equal_recipes_give_equal_bytes_whatever_was_drawn_before():
    """Frames, pools and labels that do not fit leave no trace in the next picture."""
    wanted = [recipe(frame=(640, 480), seed=1), recipe(frame=(640, 480), seed=2), recipe(frame=(100, 90), seed=3),
              recipe(seed=4), recipe(mode="exact", seed=5), recipe(frame=(640, 480), pool=9)]
    alone = [Drawer().draw(each).drawn.picture for each in wanted]
    drawer = Drawer()
    for order in (range(6), reversed(range(6)), (0, 0, 2, 0, 3, 1)):
        for number in order:
            assert np.array_equal(drawer.draw(wanted[number]).drawn.picture, alone[number])
    assert not np.array_equal(alone[0], alone[1])


@pytest.mark.parametrize("carrier", CARRIERS)
def test_every_carrier_takes_a_packs_data(carrier):
    """As an element string, as a link, or as the GTIN alone."""
    made = Drawer().draw(recipe(carrier=carrier, x_um=CARRIERS[carrier].x_um))
    assert (made.scene.symbol.carrier, made.scene.symbol.aim) == (carrier, CARRIERS[carrier].aim)
    assert made.scene.symbol.content == {
        "ean-13": "9501101530003", "itf-14": "09501101530003",
        "qr-link": (link := "https://id.gs1.org/01/09501101530003/10/L1/21/ABC123?17=271231"),
        "datamatrix-link": link}.get(carrier, CODE.content())
    assert made.scene.text == ("(01)09501101530003" if carrier in ("ean-13", "itf-14") else CODE.text())


def test_faults_that_cannot_be_are_refused():
    """A fault of the element string needs one; a fault of the text needs it printed; a carrier must exist."""
    with pytest.raises(FaultError, match="lot_wrong changes the element string"):
        Drawer().draw(recipe(carrier="ean-13", faults=(fault("lot_wrong"),)))
    with pytest.raises(FaultError, match="hri_cut changes the human-readable text alone"):
        Drawer().draw(recipe(text=False, faults=(fault("hri_cut"),)))
    with pytest.raises(SymbolError, match="'ean' is no carrier"):
        Drawer().draw(recipe(carrier="ean"))


def test_a_size_is_kept_and_a_further_code_is_drawn():
    """Size is that of the symbol; a foreign code stands beside it."""
    made = Drawer().draw(recipe(size=(26, 26), faults=(fault("foreign_code"),)))
    assert made.scene.symbol.size == (26, 26)
    assert [other.symbol.carrier for other in made.scene.others] == ["ean-13"]
