"""A recipe: all that a picture is drawn from, as one value that JSON can hold. Equal recipes, equal bytes."""

import random
from collections.abc import Callable
from typing import Literal, NamedTuple, TypeAlias

import msgspec

from linebench.imaging.drawing.exact import draw_exact
from linebench.imaging.drawing.fast import FastMode
from linebench.imaging.drawing.layout import layout
from linebench.imaging.drawing.scene import Beside, Scene
from linebench.imaging.drawing.staging import Drawn
from linebench.imaging.faults.apply import written
from linebench.imaging.faults.catalogue import in_order
from linebench.imaging.faults.kind import Fault, FaultError
from linebench.imaging.faults.writing import Writing
from linebench.imaging.marking import Option
from linebench.imaging.symbols import CARRIERS, Symbol, SymbolError, draw
from linebench.product.digital_link import write_link
from linebench.product.pack_code import PackCode

__all__ = ["Drawer", "Made", "Mode", "Recipe", "scene_of"]

Mode: TypeAlias = Literal["exact", "fast"]

_TEXT_FAULTS = "hri_"
"""How the names of faults begin that leave the code as it is."""
NO_CODE = PackCode("", "", "", "")
_LINKS = ("qr-link", "datamatrix-link")
_GTIN_ONLY = {"ean-13": slice(1, None), "itf-14": slice(None)}
"""Carriers that hold a GTIN alone, and the part of the fourteen digits that they take."""


class Recipe(msgspec.Struct, frozen=True, kw_only=True):
    """All that decides how a picture looks, versions and processor aside.

    Attributes:
        code: the data of a pack as ordered; None: ``content`` is what is encoded.
        content: for a carrier without a pack's data.
        carrier: name of the carrier.
        size: rows and columns of a Data Matrix symbol; None: the smallest that holds the content.
        text: whether the human-readable text is printed.
        faults: of data, print and camera.
        seed: of everything random.
        mode: ``exact`` for grades, ``fast`` for many pictures.
        x_um: module width in micrometres.
        px_per_module: pixels per module.
        frame: width and height of the picture in pixels; None: as large as the label.
        pool: seed of the board and noise that pictures in fast mode share.

    """

    code: PackCode | None = None
    content: str = ""
    carrier: str = "gs1-datamatrix"
    size: tuple[int, int] | None = None
    text: bool = True
    faults: tuple[Fault, ...] = ()
    seed: int = 0
    mode: Mode = "exact"
    x_um: int = 380
    px_per_module: float = 10
    frame: tuple[int, int] | None = None
    pool: int = 0


class Made(NamedTuple):
    """A picture with the scene and the writing that it came from."""

    writing: Writing
    scene: Scene
    drawn: Drawn


class Drawer:
    """Draws recipes. It keeps board and noise of the fast mode, which depend on the recipe alone."""

    def __init__(self) -> None:
        self._rng = random.Random(0)
        self._pool: tuple[int, tuple[int, int] | None] | None = None
        self._fast = FastMode(self._rng)

    def draw(self, recipe: Recipe, check: Callable[[Scene], None] | None = None) -> Made:
        """The picture of a recipe. ``check`` sees the scene before it is drawn, and may refuse it.

        Raises:
            FaultError: an unknown fault, or one that these data have no place for.
            SymbolError: content that the carrier cannot hold.
            TextError, GlyphError: text that cannot be printed.

        """
        writing = _writing(recipe)
        scene = scene_of(recipe, writing)
        if check is not None:
            check(scene)
        drawn = draw_exact(scene) if recipe.mode == "exact" else self._prepared(recipe, scene).draw(scene)
        return Made(writing, scene, drawn)

    def _prepared(self, recipe: Recipe, scene: Scene) -> FastMode:
        """The fast mode with the recipe's pool, and its own windows of it.

        A pool grows with the largest picture it ever served, which would make one picture depend on those before:
        one that does not fit its frame has a pool of its own.
        """
        wanted = (recipe.pool, recipe.frame)
        if wanted != self._pool or not _fits(scene):
            self._rng.seed(f"pool {recipe.pool}")
            self._fast = FastMode(self._rng)
            self._fast.draw(Scene(symbol=None, frame=recipe.frame, noise=scene.noise))
            self._pool = wanted if _fits(scene) else None
        self._rng.seed(f"picture {recipe.seed}")
        return self._fast


def _fits(scene: Scene) -> bool:
    place = layout(scene, scene.px_per_module)
    return scene.frame is not None and place.width <= scene.frame[0] and place.height <= scene.frame[1]


def scene_of(recipe: Recipe, writing: Writing) -> Scene:
    """The scene of a recipe whose data are written."""
    others = tuple(Beside(draw(each.content, each.marking.carrier, **dict(each.marking.options)), each.gap)
                   for each in writing.others)
    return Scene(symbol=_symbol(writing), text=writing.text if recipe.text else "", faults=recipe.faults,
                 seed=recipe.seed, x_um=recipe.x_um, px_per_module=recipe.px_per_module, frame=recipe.frame,
                 others=others)


def _symbol(writing: Writing) -> Symbol | None:
    if not writing.content:
        return None
    return draw(writing.content, writing.carrier, **writing.options)


def _writing(recipe: Recipe) -> Writing:
    if recipe.carrier not in CARRIERS:
        raise SymbolError(f"{recipe.carrier!r} is no carrier; expected one of {', '.join(CARRIERS)}")
    unseen = next((each.kind for each in recipe.faults if each.kind.startswith(_TEXT_FAULTS)), None)
    if unseen is not None and not recipe.text:
        raise FaultError(f"{unseen} changes the human-readable text alone; expected the text to be printed")
    if recipe.code is not None and recipe.carrier not in (*_LINKS, *_GTIN_ONLY):
        return written(recipe.code, recipe.faults, recipe.seed, carrier=recipe.carrier, options=_options(recipe))
    strange = next((kind.id for kind, _ in in_order(recipe.faults) if kind.write is not None), None)
    if strange is not None:
        raise FaultError(f"{strange} changes the element string of a pack; expected a carrier that holds GTIN, "
                         "serial, lot and expiry, such as gs1-datamatrix, and these four data")
    chance = random.Random(recipe.seed)
    if recipe.code is None:
        return Writing(NO_CODE, recipe.content, "", chance, recipe.carrier, _options(recipe))
    return Writing(recipe.code, *_other(recipe.code, recipe.carrier), chance, recipe.carrier, _options(recipe))


def _options(recipe: Recipe) -> dict[str, Option]:
    return {} if recipe.size is None else {"size": recipe.size}


def _other(code: PackCode, carrier: str) -> tuple[str, str]:
    """Content and text of a carrier that holds no element string."""
    if carrier in _GTIN_ONLY:
        return code.gtin[_GTIN_ONLY[carrier]], f"(01){code.gtin}"
    link = write_link((("01", code.gtin), ("17", code.expiry), ("10", code.lot), ("21", code.serial)))
    return link, code.text()
