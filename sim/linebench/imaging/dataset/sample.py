"""Picture i of a data set: its data, its place in the world and its faults, drawn until they can be printed."""

import math
import random
from typing import NamedTuple

from linebench.imaging.dataset.mix import Mix, draw_faults
from linebench.imaging.dataset.spec import DatasetError, Spec
from linebench.imaging.drawing.glyphs import GlyphError
from linebench.imaging.drawing.layout import layout
from linebench.imaging.drawing.printing import TextError
from linebench.imaging.drawing.scene import Scene
from linebench.imaging.faults.kind import FaultError
from linebench.imaging.recipe import Drawer, Made, Recipe
from linebench.imaging.symbols import CARRIERS, SymbolError
from linebench.product.keys import check_digit
from linebench.product.pack_code import PackCode
from linebench.product.serials import SERIAL_ALPHABET

__all__ = ["Sample", "sample"]

_SHARE_TEXT = 0.75
_MODULES_UM = (254, 300, 339, 380, 423, 495)
"""From the smallest X of healthcare labels over what 300 nozzles an inch can print to the largest usual one."""
_PX = (4, 12)
_TRIES = 100
_SERIAL, _LOT = (8, 20), (3, 10)
_CELL_OF_EM, _TEXT_UM, _SYMBOL_X = 0.8, 1500, 34
_DAYS = 28
_YEARS = (26, 34)


class Sample(NamedTuple):
    """A picture and what it was drawn from."""

    recipe: Recipe
    made: Made


class _TooLargeError(Exception):
    pass


def sample(spec: Spec, mix: Mix, index: int, drawer: Drawer) -> Sample:
    """Picture ``index``. Draws again what cannot be printed: two faults that want the same field, a long text.

    Raises:
        DatasetError: nothing that can be printed comes up.

    """
    rng = random.Random(f"{spec.seed}/{index}")
    for _ in range(_TRIES):
        recipe = _recipe(spec, mix, rng)
        try:
            return Sample(recipe, drawer.draw(recipe, _check))
        except (FaultError, SymbolError, TextError, GlyphError, _TooLargeError) as error:
            last = error
    raise DatasetError(f"picture {index}: {_TRIES} draws in a row cannot be printed, the last because: {last}; "
                       "choose other faults or carriers, or a larger frame")


def _recipe(spec: Spec, mix: Mix, rng: random.Random) -> Recipe:
    carrier = CARRIERS[rng.choice(spec.carriers)]
    code = _code(rng)
    x_um = carrier.x_um if "size" not in carrier.options else rng.choice(_MODULES_UM)
    text = rng.random() < _SHARE_TEXT
    px = rng.randint(*_PX)
    if text:
        most = _most_px(spec, code, x_um)
        text, px = most >= _PX[0], min(px, most) if most >= _PX[0] else px
    return Recipe(code=code, carrier=carrier.name, text=text, faults=draw_faults(mix, rng), x_um=x_um,
                  seed=rng.getrandbits(63), mode=spec.mode, px_per_module=px, frame=(spec.width, spec.height),
                  pool=spec.seed)


def _most_px(spec: Spec, code: PackCode, x_um: int) -> int:
    """Pixels per module at which text and symbol side by side fit the frame, roughly."""
    longest = max(map(len, code.text().split("\n")))
    return math.floor(spec.width / (longest * _CELL_OF_EM * _TEXT_UM / x_um + _SYMBOL_X))


def _code(rng: random.Random) -> PackCode:
    """A GTIN of packs, that is one beginning with 0, and serial and lot of usual lengths."""
    body = f"0{rng.randrange(10**12):012d}"
    expiry = f"{rng.randint(*_YEARS):02d}{rng.randint(1, 12):02d}{rng.randint(0, _DAYS):02d}"
    lot, serial = ("".join(rng.choices(SERIAL_ALPHABET, k=rng.randint(*lengths))) for lengths in (_LOT, _SERIAL))
    return PackCode(body + check_digit(body), expiry, lot, serial)


def _check(scene: Scene) -> None:
    place, (width, height) = layout(scene, scene.px_per_module), scene.frame or (0, 0)
    if place.width > width or place.height > height:
        raise _TooLargeError(f"a label of {place.width}x{place.height} pixels does not fit the frame")
