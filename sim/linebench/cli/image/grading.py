"""Carries ``linebench image grade`` out: finds the symbol, grades it, prints the table."""

from pathlib import Path

import cv2
import numpy as np

from linebench.cli.failure import UserError
from linebench.cli.image.making import described_by
from linebench.cli.image.reading import Asked, read_by_all
from linebench.cli.image.recipes import read_truth
from linebench.cli.output import say, show_json, table
from linebench.imaging.drawing.geometry import Geometry
from linebench.imaging.grading import ISO15415_2011, Grade, Grading, grade, rules_of
from linebench.imaging.grading.locate import Located, LocateError, locate, locate_symbol
from linebench.imaging.load import load
from linebench.imaging.picture import Picture
from linebench.imaging.readers import CodeRead, Corners
from linebench.imaging.recipe import Drawer
from linebench.imaging.symbols import CARRIERS, SymbolError, draw

__all__ = ["graded", "show"]

_BY_AIM = {carrier.aim: carrier.name for carrier in reversed(tuple(CARRIERS.values()))}
_APERTURE_X = 0.8


def graded(path: Path, truth: Path | None, edition: str | None, x_mm: float | None) -> Grading:
    """The grades of the symbol in a picture.

    Raises:
        PictureError, UserError: the files cannot be used, or no symbol stands in the picture.
        GradingError, LocateError: the edition is unknown or not for this symbol, or its place cannot be found.
        IncompleteError: a reader failed and no other could read.

    """
    if edition is not None:
        rules_of(edition)
    picture = load(path)
    if truth is not None:
        return _known(picture, path, truth, edition, x_mm)
    asked = read_by_all(picture, path)
    if not asked.reads:
        return _unread(asked, edition, x_mm)
    located = _located(picture, asked)
    return grade(picture, located.geometry, located.symbol, edition, x_mm=x_mm)


def _known(picture: Picture, path: Path, truth: Path, edition: str | None, x_mm: float | None) -> Grading:
    told = read_truth(truth)
    if picture.shape != (told.height, told.width):
        raise UserError(f"{path.as_posix()}: found {picture.shape[1]}x{picture.shape[0]} pixels; expected "
                        f"{told.width}x{told.height} as {truth.as_posix()} says; give the truth of this picture")
    made = Drawer().draw(described_by(truth))
    if made.scene.symbol is None:
        raise UserError(f"{truth.as_posix()}: no code stands in this picture; expected one to grade")
    return grade(picture, made.drawn.geometry, made.scene.symbol, edition, x_mm=x_mm or told.x_mm)


def _unread(asked: Asked, edition: str | None, x_mm: float | None) -> Grading:
    """A symbol that is seen and cannot be decoded has grade 0 and nothing else."""
    if not any(each.corners for each in asked.outcomes):
        asked.check()
        asked.check_found()
    found = Grade("decode", None, 0.0, detail="a symbol is seen, and no reader can decode it")
    return Grading(edition=edition or ISO15415_2011.edition, parameters=(found,), overall=0.0,
                   aperture_x=_APERTURE_X, x_mm=x_mm)


def _located(picture: Picture, asked: Asked) -> Located:
    reads = [(each, each.corners) for each in asked.reads if each.corners is not None]
    if not reads:
        raise LocateError(f"{asked.name}: a reader read the code but cannot tell where it stands; turn the picture "
                          "so that the bars are upright")
    read, corners = reads[0]
    try:
        return _placed(picture, read, corners)
    except (LocateError, SymbolError) as error:
        raise LocateError(f"{asked.name}: {error}") from None


def _placed(picture: Picture, read: CodeRead, corners: Corners) -> Located:
    if read.symbology.startswith("]d"):
        return locate(picture, np.array(corners), read.content, gs1=read.symbology == "]d2")
    if read.symbology not in _BY_AIM:
        raise LocateError(f"symbology {read.symbology} cannot be graded; expected one of {', '.join(_BY_AIM)}")
    symbol = draw(read.content, _BY_AIM[read.symbology])
    if not symbol.linear:
        return locate_symbol(picture, np.array(corners), symbol)
    height, width = symbol.size
    print_space = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    way = cv2.getPerspectiveTransform(print_space, np.array(corners, dtype=np.float32))
    return Located(Geometry(np.asarray(way, dtype=np.float64)), symbol)


def show(grading: Grading, *, as_json: bool) -> None:
    """Print the grades, the overall grade as people write it, and the edition."""
    if as_json:
        show_json({"overall": grading.overall, "text": grading.text, "letter": grading.letter,
                   "edition": grading.edition, "aperture_x": grading.aperture_x, "aperture_mm": grading.aperture_mm,
                   "x_mm": grading.x_mm, "worst": grading.worst, "parameters": grading.parameters})
        return
    table("", ("parameter", "value", "grade", "detail"), [_row(each) for each in grading.parameters])
    say(f"{grading.text} ({grading.letter}) by {grading.edition}")


def _row(each: Grade) -> tuple[str, str, str, str]:
    value = "" if each.value is None else f"{each.value:.3f} {each.unit}".rstrip()
    return each.name, value, "" if each.grade is None else f"{each.grade:.1f}", each.detail
