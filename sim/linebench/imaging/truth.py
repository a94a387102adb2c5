"""What is known about a picture by construction: written beside it, compared with what others make of it.

Grade and readability are two facts: a symbol of grade 0 may read well, one of grade 4 may not. The verdict that a
good system must give is a third, and rests on the content and on the grade that the application asks for.
"""

import functools
from collections.abc import Sequence
from importlib.metadata import version
from typing import Literal, TypeAlias

import cv2
import msgspec
import numpy as np

from linebench.imaging.drawing.geometry import Geometry
from linebench.imaging.drawing.printing import Struck
from linebench.imaging.drawing.scene import Scene
from linebench.imaging.drawing.staging import Drawn
from linebench.imaging.faults.catalogue import in_order
from linebench.imaging.faults.kind import CodeFault, Fault
from linebench.imaging.faults.writing import Writing
from linebench.imaging.grading import Grading
from linebench.imaging.picture import Modules
from linebench.imaging.readers.code_read import CodeRead
from linebench.imaging.recipe import Recipe

__all__ = ["REQUIRED", "FaultTruth", "PictureTruth", "Point", "Read", "Value", "Verdict", "expected", "packed",
           "truth_of", "unpacked"]

REQUIRED = 1.5
"""Lowest overall grade of packs under Regulation (EU) 2016/161 Art. 6. One picture gives whole grades by the rules
of ISO/IEC 15415:2011, so that 2 is the lowest that passes."""

Verdict: TypeAlias = Literal["accept", "reject", "unknown"]
"""What a good system does with the pack; unknown where only the grade can tell and nobody graded."""

Point: TypeAlias = tuple[float, float]
"""(x, y) in pixels; (0, 0) is the outer corner of the top left pixel."""


class Value(msgspec.Struct, frozen=True, gc=False):
    """One parameter of a fault."""

    name: str
    value: float
    unit: str


class FaultTruth(msgspec.Struct, frozen=True):
    """One fault with all its parameters."""

    kind: str
    plane: str
    parameters: tuple[Value, ...] = ()


class Read(msgspec.Struct, frozen=True):
    """What one witness read: the data, the symbology identifier, who it was and after what filter."""

    witness: str
    content: str
    symbology: str


class PictureTruth(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about one picture; JSON can hold it.

    Attributes:
        seed: of everything random in the scene.
        versions: of linebench and of the libraries that draw and read.
        mode: how it was drawn, ``exact`` or ``fast``; empty where nobody said.
        carrier: name of the carrier; empty: there is no symbol.
        aim: symbology identifier that a reader must report.
        content: the data as a reader must deliver them.
        ordered: the element string as ordered; another carrier, or a content fault, makes ``content`` differ.
        text: human-readable text, lines joined by line feeds.
        codewords: of the symbol as encoded, hexadecimal; empty where the carrier has none of ours.
        data_codewords: how many of them are data.
        wrong_codewords: positions of those that were made wrong on purpose.
        rows: of the symbol in modules.
        columns: of the symbol in modules.
        encoded: modules as encoded: rows from the top, a bit each, 1 is dark, packed to hexadecimal.
        printed: modules as printed, faults of single modules included.
        width: of the picture in pixels.
        height: of the picture in pixels.
        homography: 3 x 3 row by row, from print space in X to pixels; warps come before it.
        warped: whether there are displacements that no homography tells.
        corners: of the symbol in the picture: what was top left, top right, bottom right, bottom left in print.
        px_per_module: of the camera.
        x_mm: module width.
        ink: reflectance of full ink, 0 to 1.
        paper: reflectance of the board, 0 to 1.
        faults: all that is wrong, in the order in which it acts.
        grading: grade of each parameter with the edition; None: not graded.
        readable: whether a witness read the right data; None: nobody tried.
        reads: what the witnesses read.
        verdict: what a good system must say.
        reason: why it must reject, or why nobody knows.
        recipe: what to draw the same picture from again, where it was drawn from one.

    """

    seed: int
    versions: dict[str, str]
    mode: str = ""
    carrier: str
    aim: str
    content: str
    ordered: str
    text: str
    codewords: str
    data_codewords: int
    wrong_codewords: tuple[int, ...]
    rows: int
    columns: int
    encoded: str
    printed: str
    width: int
    height: int
    homography: tuple[float, ...]
    warped: bool
    corners: tuple[Point, ...]
    px_per_module: float
    x_mm: float
    ink: float
    paper: float
    faults: tuple[FaultTruth, ...]
    grading: Grading | None
    readable: bool | None
    reads: tuple[Read, ...]
    verdict: Verdict
    reason: str
    recipe: Recipe | None = None


def truth_of(scene: Scene, drawn: Drawn, writing: Writing, *, grading: Grading | None = None,
             reads: Sequence[CodeRead] | None = None, recipe: Recipe | None = None) -> PictureTruth:
    """The truth about one picture. ``reads``: what witnesses read, none of them None; None: nobody tried."""
    symbol = scene.symbol
    height, width = drawn.picture.shape
    rows, columns = symbol.modules.shape if symbol else (0, 0)
    struck = in_order(scene.faults) if scene.faults else []
    verdict, reason = _expected(struck, grading)
    encoded = packed(symbol.modules) if symbol else ""
    same = drawn.matrix is None or symbol is None or drawn.matrix is symbol.modules
    return PictureTruth(
        seed=scene.seed, versions=_versions(), mode=recipe.mode if recipe else "",
        carrier=symbol.carrier if symbol else "", aim=symbol.aim if symbol else "",
        content=symbol.content if symbol else "", ordered=_ordered(writing), text=scene.text,
        codewords=symbol.codewords.hex() if symbol else "", data_codewords=symbol.data_codewords if symbol else 0,
        wrong_codewords=symbol.wrong if symbol else (), rows=rows, columns=columns,
        encoded=encoded, printed=encoded if same else packed(drawn.matrix),
        width=width, height=height, homography=tuple(drawn.geometry.homography.ravel().tolist()),
        warped=bool(drawn.geometry.warps), corners=_corners(drawn.geometry, symbol.size) if symbol else (),
        px_per_module=scene.px_per_module, x_mm=scene.x_mm, ink=drawn.ink, paper=drawn.paper,
        faults=tuple(_fault(kind, fault) for kind, fault in struck), grading=grading,
        readable=None if reads is None else any(each.content == _content(scene) for each in reads),
        reads=tuple(Read(each.witness, each.content, each.symbology) for each in reads or ()),
        verdict=verdict, reason=reason, recipe=recipe)


def expected(faults: Sequence[Fault], grading: Grading | None) -> tuple[Verdict, str]:
    """What a good system does with a pack that has these faults, and the reason of a reject.

    What is wrong with the data outweighs the grade: a perfect print of a wrong serial number is rejected.
    """
    return _expected(in_order(faults), grading)


def _expected(struck: Struck, grading: Grading | None) -> tuple[Verdict, str]:
    reasons = [kind.reason for kind, _ in struck if kind.verdict == "reject"]
    if reasons:
        return "reject", reasons[0]
    if grading is not None:
        return _by_grade(grading)
    if all(kind.verdict == "accept" for kind, _ in struck):
        return "accept", ""
    return "unknown", "not graded"


def _by_grade(grading: Grading) -> tuple[Verdict, str]:
    if grading.overall >= REQUIRED:
        return "accept", ""
    return "reject", f"grade {grading.overall:.1f} ({', '.join(grading.worst)}), required {REQUIRED}"


def packed(modules: Modules | None) -> str:
    """Modules as hexadecimal digits: row by row from the top, a bit each, 1 is dark."""
    return "" if modules is None else np.packbits(modules).tobytes().hex()


def unpacked(text: str, rows: int, columns: int) -> Modules:
    """The modules that ``packed`` wrote."""
    bits = np.unpackbits(np.frombuffer(bytes.fromhex(text), dtype=np.uint8), count=rows * columns)
    return bits.reshape(rows, columns).astype(np.bool_)


def _ordered(writing: Writing) -> str:
    return writing.code.content() if writing.code.gtin else writing.content


def _content(scene: Scene) -> str | None:
    return scene.symbol.content if scene.symbol else None


def _corners(geometry: Geometry, size: tuple[float, float]) -> tuple[Point, ...]:
    height, width = size
    points = ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height))
    if geometry.warps:
        return tuple((x, y) for x, y in geometry.px(np.array(points)).tolist())
    # plain numbers: four points through arrays take as long as all the rest
    (a, b, c), (d, e, f), (g, h, i) = geometry.homography.tolist()
    return tuple(((a * u + b * v + c) / (g * u + h * v + i), (d * u + e * v + f) / (g * u + h * v + i))
                 for u, v in points)


def _fault(kind: CodeFault, fault: Fault) -> FaultTruth:
    return FaultTruth(kind.id, kind.plane, tuple(
        Value(each.name, fault.values[each.name], each.unit) for each in kind.parameters))


@functools.cache
def _versions() -> dict[str, str]:
    return {"linebench": version("linebench"), "numpy": np.__version__, "cv2": cv2.__version__,
            "zxing-cpp": version("zxing-cpp")}
