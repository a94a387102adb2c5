"""From what was typed to a recipe. Imports the image libraries: commands import it when they run."""

from pathlib import Path
from typing import Literal, TypedDict

import msgspec

from linebench.cli.failure import UserError
from linebench.cli.image.options import module_um, read_frame, read_size
from linebench.imaging.drawing.layout import layout
from linebench.imaging.drawing.scene import Scene
from linebench.imaging.faults.catalogue import read_fault
from linebench.imaging.recipe import Recipe
from linebench.imaging.symbols import CARRIERS, SymbolError
from linebench.imaging.truth import PictureTruth
from linebench.product.elements import ElementError, association_faults, read_elements, write_elements
from linebench.product.pack_code import PackCode

__all__ = ["USUAL", "Typed", "check_scene", "read_truth", "recipe_of"]

USUAL = PackCode("09501101530003", "271231", "LOT1", "0000000001")
"""What stands in a code about which nothing is said: an example GTIN of GS1."""
_ELEMENTS = ("gs1-datamatrix", "gs1-qr", "gs1-128")
_MODES = ("exact", "fast")
_MOST_PIXELS = 50_000_000


class Typed(TypedDict):
    """The options as typed; None where an option was not given."""

    gtin: str | None
    serial: str | None
    lot: str | None
    expiry: str | None
    content: str | None
    carrier: str | None
    size: str | None
    x: str | None
    px: float | None
    faults: list[str] | None
    mode: str | None
    seed: int | None
    text: bool | None
    frame: str | None


def recipe_of(typed: Typed, base: Recipe | None = None) -> Recipe:
    """The recipe that the options describe, or ``base`` with what they change; faults are added to its own.

    Raises:
        UserError, ElementError, SymbolError, FaultError: an option that cannot be used.

    """
    start = base or Recipe(code=USUAL)
    recipe = msgspec.structs.replace(start, **_changes(typed, start, whole=base is None))
    if recipe.code is not None:
        _check_code(recipe.code)
    return recipe


def _changes(typed: Typed, start: Recipe, *, whole: bool) -> dict[str, object]:
    carrier = typed["carrier"] or start.carrier
    if carrier not in CARRIERS:
        raise SymbolError(f"--carrier: {carrier!r} is no carrier; expected one of {', '.join(CARRIERS)}")
    changes: dict[str, object] = {"carrier": carrier, **_data(typed, start, carrier)}
    if whole or typed["carrier"]:
        changes["x_um"] = CARRIERS[carrier].x_um
    if typed["x"] is not None:
        changes["x_um"] = module_um(typed["x"])
    if typed["mode"] is not None:
        changes["mode"] = _mode(typed["mode"])
    if typed["frame"] is not None:
        changes["frame"] = read_frame(typed["frame"])
    if typed["size"] is not None:
        changes["size"] = _size(typed["size"], carrier)
    plain = {"px_per_module": typed["px"], "seed": typed["seed"], "text": typed["text"]}
    changes |= {name: value for name, value in plain.items() if value is not None}
    changes["faults"] = start.faults + tuple(map(read_fault, typed["faults"] or ()))
    return changes


def _mode(text: str) -> str:
    if text not in _MODES:
        raise UserError(f"--mode: found {text!r}; expected exact or fast")
    return text


def _size(text: str, carrier: str) -> tuple[int, int]:
    if "size" not in CARRIERS[carrier].options:
        raise UserError(f"--size: found {text} with {carrier}; expected it only with a Data Matrix symbol")
    return read_size(text, "--size")


def _data(typed: Typed, start: Recipe, carrier: str) -> dict[str, object]:
    names: tuple[Literal["gtin", "serial", "lot", "expiry"], ...] = ("gtin", "serial", "lot", "expiry")
    fields = {name: typed[name] for name in names if typed[name] is not None}
    if typed["content"] is None:
        code = start.code or (USUAL if fields else None)
        return {"code": code and msgspec.structs.replace(code, **fields)}
    if fields:
        raise UserError(f"--content: found it together with --{next(iter(fields))}; expected one or the other")
    return {"code": None, "content": _content(typed["content"], carrier)}


def _content(text: str, carrier: str) -> str:
    """As typed; where GS1 elements belong, brackets may mark them, and what breaks the syntax is refused."""
    if carrier not in _ELEMENTS:
        return text
    content = write_elements(_bracketed(text)) if text.startswith("(") else text
    strange = association_faults(read_elements(content))
    if strange:
        raise UserError(f"--content: {strange[0]}")
    return content


def _bracketed(text: str) -> list[tuple[str, str]]:
    pairs = [each.partition(")") for each in text.split("(")[1:]]
    wrong = next((ai for ai, bracket, _ in pairs if not bracket), None)
    if wrong is not None:
        raise UserError(f"--content: found ({wrong} without a closing bracket; expected (01)…(21)…")
    return [(ai, value) for ai, _, value in pairs]


def _check_code(code: PackCode) -> None:
    for option, ai in (("gtin", "01"), ("expiry", "17"), ("lot", "10"), ("serial", "21")):
        try:
            write_elements(((ai, getattr(code, option)),))
        except ElementError as error:
            raise UserError(f"--{option}: {str(error).partition(': ')[2]}") from None


def check_scene(scene: Scene) -> None:
    """Check that a picture of this scene is of a size that can be worked with.

    Raises:
        UserError: it is too large, or its label does not fit the frame.

    """
    place = layout(scene, scene.px_per_module)
    if place.width * place.height > _MOST_PIXELS:
        raise UserError(f"the label takes {place.width}x{place.height} pixels; expected at most {_MOST_PIXELS} in "
                        "all; lower --px")
    if scene.frame is None:
        return
    width, height = scene.frame
    if place.width > width or place.height > height:
        raise UserError(f"--frame: the label takes {place.width}x{place.height} pixels and does not fit "
                        f"{width}x{height}; enlarge the frame, lower --px or leave the text out with --no-text")


def read_truth(path: Path) -> PictureTruth:
    """The truth that ``make`` or ``fault`` wrote.

    Raises:
        UserError: no such file, or something else stands in it.

    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=PictureTruth)
    except OSError as error:
        raise UserError(f"{path.as_posix()}: {error.strerror}; expected a file that linebench image make --truth "
                        "wrote") from None
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise UserError(f"{path.as_posix()}: found no truth about a picture ({error}); expected a file that "
                        "linebench image make --truth wrote") from None
