"""Carries ``linebench image fault --drift`` out: a folder of pictures in which one fault grows."""

import csv
import io
from pathlib import Path

import msgspec

from linebench.cli.folders import new_folder
from linebench.cli.image.making import draw, graded, write_picture, write_truth
from linebench.cli.output import progress, say, show_json, table
from linebench.imaging.drift import read_drift
from linebench.imaging.recipe import Drawer, Recipe
from linebench.imaging.truth import PictureTruth, truth_of

__all__ = ["drifted"]

_COLUMNS = ("picture", "fault", "grade", "worst", "verdict")


def drifted(out: Path, recipe: Recipe, text: str, count: int, *, as_json: bool) -> None:
    """Write ``count`` pictures with their truth files and ``drift.csv`` into a new folder.

    Raises:
        FaultError: ``text`` is no drift.
        UserError: the folder cannot be used.

    """
    drift, drawer = read_drift(text), Drawer()
    folder = new_folder(out, "drift")
    rows: list[tuple[str, ...]] = []
    with progress("drawing") as advance:
        for number in range(count):
            grown = drift.at(number / (count - 1))
            one = msgspec.structs.replace(recipe, faults=(*recipe.faults, grown))
            made = draw(one, drawer)
            truth = truth_of(made.scene, made.drawn, made.writing, grading=graded(made), recipe=one)
            folder.mkdir(parents=True, exist_ok=True)
            name = f"{number:05d}"
            write_picture(folder / f"{name}.png", made.drawn.picture)
            write_truth(folder / f"{name}.json", truth)
            rows.append(_row(f"{name}.png", str(grown), truth))
            advance(number + 1, count, "pictures")
    _store(folder / "drift.csv", rows)
    if as_json:
        show_json([dict(zip(_COLUMNS, row, strict=True)) for row in rows])
        return
    table("", _COLUMNS, rows)
    say(f"{count} pictures in {folder.as_posix()}")


def _row(name: str, grown: str, truth: PictureTruth) -> tuple[str, ...]:
    grading = truth.grading
    return (name, grown, grading.text if grading else "", " ".join(grading.worst) if grading else "", truth.verdict)


def _store(path: Path, rows: list[tuple[str, ...]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([_COLUMNS, *rows])
    path.write_text(text.getvalue(), encoding="utf-8", newline="\n")
