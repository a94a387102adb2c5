"""Points of the checklist: one planted defect each, which verification must name; nothing in a sound package."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from linebench.adequacy.model import FAIL, NA, Part, Row, row
from linebench.adequacy.plantings import PLANTINGS, Planting
from linebench.evidence.manifest import SEAL
from linebench.evidence.points import Kind, points
from linebench.evidence.verify import verify

__all__ = ["part", "planted_here"]

_LIMIT_S = 600
_WORDS = ("run", "-m", "OQ-L1-001 or OQ-L2-003", "--scenario", "carton-line", "--seed", "7", "--mutant",
          "l1-shifted-by-one")
"""A run with a test case that passes and one that fails, and so has a deviation."""
_TITLE = "One planted defect for each point of the checklist"
_ELSEWHERE = "planted into packages made for it by the tests of the release, tests/evidence/points and dossier"


def part(folder: Path, *, quick: bool) -> Part:
    """Make a package, plant each defect into a copy of it, and verify."""
    if quick:
        return Part(id="points", title=_TITLE, rows=(), left_out=f"{len(planted_here())} points")
    folder.mkdir(parents=True)
    sound = folder / "sound"
    if trouble := _made(sound):
        return Part(id="points", title=_TITLE, rows=(Row(id="package", what="a package to plant defects into",
                                                         expected="made", found=trouble, result=FAIL),))
    before = _failing(sound)
    rows = (_sound(before), *(_planted(folder, sound, each, before) for each in PLANTINGS), *_others())
    return Part(id="points", title=_TITLE, rows=rows)


def planted_here() -> tuple[str, ...]:
    """Return the points that have a defect here."""
    return tuple(dict.fromkeys(each.point for each in PLANTINGS))


def _made(sound: Path) -> str:
    words = [sys.executable, "-m", "linebench", *_WORDS, "--out", str(sound)]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8",  # noqa: S603  # our own module
                          timeout=_LIMIT_S, check=False)
    # a process that broke ends with 1 as well: only a package shows that the run came to its end
    made = done.returncode == 1 and (sound / SEAL).is_file()
    return "" if made else f"exit code {done.returncode}: {done.stderr.strip()[-400:]}"


def _failing(package: Path) -> frozenset[str]:
    return frozenset(one.id for one in verify(package).points if one.state == "fail")


def _sound(failing: frozenset[str]) -> Row:
    return row("none planted", "a package as the bench left it", "no point fails",
               ", ".join(sorted(failing)) or "none", met=not failing)


def _planted(folder: Path, sound: Path, each: Planting, before: frozenset[str]) -> Row:
    copy = folder / each.point / sound.name
    shutil.copytree(sound, copy)
    each.plant(copy)
    named = _failing(copy) - before
    shutil.rmtree(folder / each.point)
    return row(each.point, each.what, f"{each.point} fails", ", ".join(sorted(named)) or "nothing fails",
               met=each.point in named)


def _others() -> Iterator[Row]:
    for one in points():
        if one.kind is Kind.A and one.id not in planted_here():
            yield Row(id=one.id, what=one.text, expected="", found="not planted here", result=NA, why=_ELSEWHERE)
