"""Draws recipes for ``make`` and ``fault``: picture and truth into files, one line about them."""

from pathlib import Path
from typing import NamedTuple

import cv2
import msgspec

from linebench.cli.failure import UserError
from linebench.cli.image.options import check_file
from linebench.cli.image.reading import Asked, read_by_all
from linebench.cli.image.recipes import check_scene, read_truth
from linebench.cli.output import say, show_json
from linebench.imaging.grading import Grading, grade
from linebench.imaging.picture import Picture
from linebench.imaging.recipe import Drawer, Made, Recipe
from linebench.imaging.symbols import CARRIERS
from linebench.imaging.truth import PictureTruth, truth_of

__all__ = ["SUFFIXES", "Job", "check_picture_file", "described_by", "draw", "graded", "line_about", "perform",
           "write_picture", "write_truth"]

SUFFIXES = (".png", ".bmp", ".pgm", ".tif", ".tiff")
"""File formats that keep every grey level; JPEG is a fault of its own in the catalogue."""


def check_picture_file(path: Path, option: str = "--out") -> None:
    """Check before drawing that a picture can be written.

    Raises:
        UserError: a format that loses grey levels, or no place for the file.

    """
    if path.suffix.lower() not in SUFFIXES:
        raise UserError(f"{option}: found {path.name}; expected a file name that ends in {', '.join(SUFFIXES)}")
    check_file(path, option)


def draw(recipe: Recipe, drawer: Drawer | None = None) -> Made:
    """The picture of a recipe, when it is of a size to work with.

    Raises:
        UserError: it is not.
        FaultError, SymbolError, TextError, GlyphError: it cannot be drawn.

    """
    return (drawer or Drawer()).draw(recipe, check_scene)


def graded(made: Made, edition: str | None = None) -> Grading | None:
    """The grade by the geometry that is known; None where no symbol was printed.

    Raises:
        GradingError: an edition that is not known or not for this kind of symbol.

    """
    if made.scene.symbol is None:
        return None
    return grade(made.drawn.picture, made.drawn.geometry, made.scene.symbol, edition, x_mm=made.scene.x_mm)


def write_picture(path: Path, picture: Picture) -> None:
    """Write a picture in the format that the name asks for."""
    _, data = cv2.imencode(path.suffix.lower(), picture)
    path.write_bytes(bytes(data))


def write_truth(path: Path, truth: PictureTruth) -> None:
    """Write a truth as indented JSON."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(truth), indent=2) + b"\n")


def line_about(path: Path, truth: PictureTruth) -> str:
    """What a picture shows, in one line."""
    kind = f"{CARRIERS[truth.carrier].title} {truth.rows}x{truth.columns}" if truth.carrier else "no code"
    if truth.rows == 1:
        kind = CARRIERS[truth.carrier].title
    grade_text = f"; grade {truth.grading.text} ({truth.grading.edition})" if truth.grading else ""
    reason = f" ({truth.reason})" if truth.reason else ""
    return (f"{path.as_posix()}: {truth.width}x{truth.height} pixels, {kind}, X {truth.x_mm:g} mm, "
            f"{truth.px_per_module:g} pixels a module{grade_text}; expected verdict: {truth.verdict}{reason}")


class Job(NamedTuple):
    """Where a picture goes, and the truth about it if that is wanted."""

    out: Path
    truth: Path | None


def perform(job: Job, recipe: Recipe, *, as_json: bool) -> None:
    """Draw a recipe, write its files, and say what came out.

    Raises:
        UserError: a file cannot be written, or the picture is of no size to work with.
        IncompleteError: a reader failed; the files are written, with what the others read.
        FaultError, SymbolError, TextError, GlyphError: it cannot be drawn.

    """
    check_picture_file(job.out)
    if job.truth is not None:
        check_file(job.truth, "--truth")
    made = draw(recipe)
    asked = _asked(made, job) if job.truth is not None or as_json else None
    truth = truth_of(made.scene, made.drawn, made.writing, grading=graded(made),
                     reads=asked and asked.reads, recipe=recipe)
    write_picture(job.out, made.drawn.picture)
    if job.truth is not None:
        write_truth(job.truth, truth)
    if as_json:
        show_json(truth)
    else:
        say(line_about(job.out, truth))
    if asked is not None:
        asked.check()


def _asked(made: Made, job: Job) -> Asked:
    """What the witnesses read: it takes a second to start them, so only where somebody wants to know."""
    return read_by_all(made.drawn.picture, job.out, made.scene.px_per_module)


def described_by(path: Path) -> Recipe:
    """The recipe in a truth file.

    Raises:
        UserError: no truth file, or one without recipe.

    """
    recipe = read_truth(path).recipe
    if recipe is None:
        raise UserError(f"{path.as_posix()}: found a truth without recipe; expected one that linebench image make "
                        "wrote; only such a picture can be drawn again")
    return recipe
