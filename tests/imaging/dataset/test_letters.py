"""Letters are where the picture shows them."""

import numpy as np
import pytest
from tests.imaging.dataset.decode import decoded

from linebench.imaging.dataset.text_boxes import letters
from linebench.imaging.faults.catalogue import fault
from linebench.imaging.recipe import Drawer, Recipe
from linebench.product.pack_code import PackCode

CODE = PackCode("09501101530003", "271231", "L1", "ABC123")
PLACES = [(), (fault("rotation", angle=17),), (fault("stretch", factor=1.1),), (fault("curvature", radius=15),),
          (fault("tilt", angle=30), fault("speed_wobble", amplitude=0.2)), (fault("mirror"),)]


def drawn(faults=(), **changes):
    recipe = Recipe(**{"code": CODE, "mode": "fast", "frame": (640, 480), "px_per_module": 6, "faults": faults}
                    | changes)
    made = Drawer().draw(recipe)
    return made.drawn.picture, letters(made.scene, made.drawn)


@pytest.mark.parametrize("mode", ["fast", "exact"])
@pytest.mark.parametrize("faults", PLACES)
def test_the_pixels_of_a_letter_are_its_ink(faults, mode):
    """Nearly all pixels of a mask are darker than board, and nearly all dark ones of the text are in some mask."""
    picture, found = drawn(faults, mode=mode, frame=(1200, 480))
    assert [each.sign for each in found] == list(CODE.text().replace("\n", ""))
    text = np.zeros(picture.shape, dtype=bool)
    for each in found:
        mask = decoded(each.mask.counts, *picture.shape)
        assert (picture[mask] < 200).mean() > 0.75
        text |= mask
        left, top, width, height = each.box
        rows, columns = np.nonzero(mask)
        assert left - 1 <= columns.min() <= columns.max() + 1 <= left + width + 1
        assert top - 1 <= rows.min() <= rows.max() + 1 <= top + height + 1
        assert width * height > each.mask.area / 2
    edge = int(min(each.box[0] for each in found)), int(max(each.box[0] + each.box[2] for each in found))
    area = np.s_[:, edge[0]:edge[1]] if not any(each.kind in ("rotation", "mirror") for each in faults) else None
    if area is not None:
        dark = picture[area] < 60
        assert text[area][dark].mean() > 0.95


def test_letters_know_their_line_and_column():
    """Reading them by line and column gives the text."""
    _, found = drawn()
    lines = [[each for each in found if each.line == line] for line in range(4)]
    assert "\n".join("".join(each.sign for each in line) for line in lines) == CODE.text()
    assert [each.column for each in lines[2]] == list(range(6))


def test_what_lies_outside_the_picture_is_left_out():
    """Half of the text is out of the field: its letters are gone, those at the edge are cut."""
    picture, found = drawn((fault("rotation", angle=45),), frame=(500, 300))
    assert 0 < len(found) < len(CODE.text()) - 3
    for each in found:
        left, top, width, height = each.box
        assert 0 <= left <= left + width <= 500
        assert 0 <= top <= top + height <= 300
        assert decoded(each.mask.counts, *picture.shape).sum() == each.mask.area > 0


def test_no_text_no_letters():
    """Neither without text nor with spaces alone."""
    assert drawn(text=False)[1] == []
