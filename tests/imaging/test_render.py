import hashlib
import random

import numpy as np
import pytest

from linebench.imaging.glyphs import GlyphError
from linebench.imaging.noise import NoisePool
from linebench.imaging.render import SceneError, render
from linebench.imaging.scene import Scene
from linebench.imaging.symbol import modules
from linebench.product import PackCode

CODE = PackCode("09504000059101", "271231", "LOT-7A", "A1C2E3F4H5J6")
SCENE = Scene(content=CODE.content(), text=CODE.text())
SHARP = Scene(content=CODE.content(), text=CODE.text(), lens=0)


def pool(seed=1, sd=4.0):
    return NoisePool(random.Random(seed), 192, 624, sd=sd)


def test_the_same_scene_gives_the_same_bytes():
    """Scene and state of the noise decide every byte; another seed gives another picture."""
    pictures = [hashlib.sha256(render(SCENE, pool(seed)).tobytes()).hexdigest() for seed in (1, 1, 2)]
    assert pictures[0] == pictures[1] != pictures[2]


def test_the_noise_moves_on():
    """Two pictures of one camera differ."""
    noise = pool()
    assert (render(SCENE, noise) != render(SCENE, noise)).any()


def test_noise_free_symbol_is_the_module_matrix():
    """Without lens and noise every pixel of a module has the reflectance of ink or paper."""
    picture = render(SHARP, pool(sd=0))
    side = modules(CODE.content()).shape[0] * 6
    symbol = picture[18:18 + side, 432 + 18:432 + 18 + side]
    expected = np.kron(np.where(modules(CODE.content()), 13, 217), np.ones((6, 6), dtype=np.int64))
    assert symbol.tolist() == expected.tolist()


def test_a_camera_has_one_view():
    """Symbols up to 26x26 give pictures of the same size; a larger one needs a larger view."""
    small = Scene(content="0109504000059101")
    large = Scene(content="91" + "aB" * 45)
    assert [render(scene, pool()).shape for scene in (SCENE, small, large)] == [(192, 624), (192, 624), (276, 708)]


def test_blank_is_paper():
    """A blank pack shows paper and noise alone."""
    picture = render(Scene(content=CODE.content(), text=CODE.text(), blank=1), pool())
    assert round(float(picture.mean())) == 217
    assert round(float(picture.std())) == 4


def test_dead_nozzles_leave_a_strip():
    """Three of 300 nozzles per inch leave 0.254 mm, 4.0 pixels of 63 um, without ink amid the symbol."""
    dead = Scene(content=CODE.content(), text=CODE.text(), lens=0, dead_nozzles=3)
    assert round(dead.gap_px, 3) == 4.011
    bar = render(dead, pool(sd=0))[18:18 + 144, 432 + 18].tolist()
    assert bar == [13] * 69 + [14] + [217] * 4 + [14] + [13] * 69


@pytest.mark.parametrize(("text", "error", "message"), [
    ("1\n2\n3\n4\n5", SceneError, "text of 5 lines, the longest of 1 letters; expected at most 4 lines of 24"),
    ("x" * 25, SceneError, "text of 1 lines, the longest of 25 letters; expected at most 4 lines of 24"),
    ("L\u00f6T", GlyphError, "text 'L\u00f6T' holds '\u00f6'; expected GS1 charset 82"),
])
def test_text_that_cannot_be_drawn(text, error, message):
    """Text that does not fit or that the font lacks is refused."""
    with pytest.raises(error) as caught:
        render(Scene(content="", text=text), pool())
    assert str(caught.value) == message
