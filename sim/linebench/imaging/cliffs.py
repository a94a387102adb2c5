"""Where grades fall: for each fault of print and camera that is a matter of degree, what severity costs a grade.

Run ``python -m linebench.imaging.cliffs fixtures/images/README.md`` after a fault or the grading has changed; a
test holds the page current.
"""

import functools
import itertools
import random
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeAlias

from linebench.imaging.drawing.exact import draw_exact
from linebench.imaging.drawing.scene import Scene
from linebench.imaging.faults.catalogue import catalogue, fault
from linebench.imaging.faults.kind import CodeFault
from linebench.imaging.grading import ISO15415_2011, Grading, grade
from linebench.imaging.symbols.datamatrix import draw
from linebench.imaging.symbols.symbol import Symbol

__all__ = ["LEVELS", "SYMBOLS", "Cliffs", "cliffs", "graded", "page", "symbols"]

LEVELS = (3.5, 2.5, 1.5, 0.5)
"""What an overall grade must reach for A, B, C, D."""
SYMBOLS = 9
"""Odd, so that the median is the grade of one of them."""
_SIZE = (24, 24)
_PX = 10
_BATCH = "01095040000591011727123110LOT-7A\x1d21"
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
_DIGITS = 3
_NEVER = "-"
_STEPS = 5
"""Halvings between two severities of a sweep."""

_Reaches: TypeAlias = Callable[[float, float], bool]
"""Whether grades at a severity reach a level."""


class Cliffs(NamedTuple):
    """What a fault costs.

    Attributes:
        kind: the fault; its first parameter is the severity, the others are the defaults.
        below: for each of ``LEVELS`` the first severity at which the median overall grade is below it; None:
            not within the fault's sweep.
        lowest: the parameters that were lowest in most symbols at the first of these severities.

    """

    kind: CodeFault
    below: tuple[float | None, ...]
    lowest: tuple[str, ...]


def symbols(number: int = SYMBOLS) -> list[Symbol]:
    """Symbols of packs of one batch, with serial numbers from a seed."""
    chance = random.Random(0)
    serials = ["".join(chance.choices(_LETTERS, k=12)) for _ in range(number)]
    return [draw(f"{_BATCH}{serial}", size=_SIZE) for serial in serials]


def graded(kind: CodeFault, severity: float, symbol: Symbol, seed: int) -> Grading:
    """The grades of a symbol with one fault alone, without noise."""
    struck = (fault(kind.id, {kind.parameters[0].name: severity}),)
    drawn = draw_exact(Scene(symbol=symbol, faults=struck, seed=seed, px_per_module=_PX, noise=0))
    return grade(drawn.picture, drawn.geometry, symbol, ISO15415_2011)


def cliffs(kind: CodeFault, among: list[Symbol]) -> Cliffs:
    """Where the fault's grades fall. Severities of its sweep are tried in turn, then the gap is halved.

    The number of symbols must be odd.
    """
    trial = functools.cache(functools.partial(_Trial, kind, among))
    below = tuple(_first_below(kind, level, lambda severity, level: trial(severity).reaches(level))
                  for level in LEVELS)
    fell: list[Grading] = next((trial(each).found for each in below if each is not None), [])
    return Cliffs(kind, below, _lowest(fell))


class _Trial:
    """One severity. Symbols are graded one after the other, and no more than are needed to know their median."""

    def __init__(self, kind: CodeFault, among: list[Symbol], severity: float) -> None:
        self._kind = kind
        self._among = among
        self._severity = severity
        self.found: list[Grading] = []

    def reaches(self, level: float) -> bool:
        most = len(self._among) // 2
        good = sum(each.overall >= level for each in self.found)
        while max(good, len(self.found) - good) <= most:
            seed = len(self.found)
            self.found.append(graded(self._kind, self._severity, self._among[seed], seed))
            good += self.found[-1].overall >= level
        return good > most


def _first_below(kind: CodeFault, level: float, reaches: _Reaches) -> float | None:
    if not reaches(kind.worse[0], level):
        return kind.worse[0]
    for sound, bad in itertools.pairwise(kind.worse):
        if not reaches(bad, level):
            return _halved(sound, bad, lambda severity: reaches(severity, level), whole=kind.parameters[0].whole)
    return None


def _halved(sound: float, bad: float, reaches: Callable[[float], bool], *, whole: bool) -> float:
    for _ in range(_STEPS):
        middle = (sound + bad) / 2
        if whole:
            middle = round(middle)
        if middle in (sound, bad):
            break
        sound, bad = (middle, bad) if reaches(middle) else (sound, middle)
    return bad


def _lowest(found: list[Grading]) -> tuple[str, ...]:
    counts = Counter(name for each in found for name in each.worst)
    return tuple(name for name, count in counts.items() if count == max(counts.values()))


_HEAD = f"""\
# Images

What the bench knows about code images. `model.toml` says how often a defective print is not read; lines that are
simulated without pictures use it. The rest of this page is generated.

## Where grades fall

For each fault of print and camera that is a matter of degree: the first severity at which the median overall grade
of {SYMBOLS} symbols is below A (3.5), B (2.5), C (1.5) and D (0.5), and which parameters set the grade at the first
of these. A dash: the grade does not fall so far within the severities that were tried. A fault stands alone here;
several together may cost more than each.

Conditions: {ISO15415_2011.edition}, overall grade, aperture 0.8 X; GS1 DataMatrix 24 x 24 with X 0.380 mm;
{_PX} pixels per module, exact drawing; ink 0.05 on paper 0.85, lens sigma 0.1 X, no noise; place and content of the
symbol known to the grader. Symbols differ in their serial numbers, scenes in their seeds, 0 to {SYMBOLS - 1}.
Parameters other than the severity are at their defaults.

A grade is not readability: a camera may fail to read a symbol of a good grade, and may read one of grade 0.

"""
_PLANES = (("print", "Print"), ("camera", "Camera"))
_COLUMNS = """\
| fault | severity | below A | below B | below C | below D | set by |
| --- | --- | --- | --- | --- | --- | --- |
"""


def page() -> str:
    """Return the whole page, measured anew."""
    among = symbols()
    return _HEAD + "\n".join(_table(plane, title, among) for plane, title in _PLANES)


def _table(plane: str, title: str, among: list[Symbol]) -> str:
    kinds = (each for each in catalogue().values() if each.plane == plane and each.worse)
    return f"### {title}\n\n{_COLUMNS}" + "".join(_row(cliffs(kind, among)) for kind in kinds)


def _row(found: Cliffs) -> str:
    severity = found.kind.parameters[0]
    values = (f"{each:.{_DIGITS}g}" if each is not None else _NEVER for each in found.below)
    cells = (f"`{found.kind.id}`", f"{severity.name} ({severity.unit})", *values, ", ".join(found.lowest) or _NEVER)
    return f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8", newline="\n")
