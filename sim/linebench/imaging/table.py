"""The model fidelity: a camera whose outcome is drawn from a measured table instead of a picture.

The table is data, ``fixtures/images/model.toml``; ``measure`` derives it from pictures.
"""

import random
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from linebench.imaging.faults.catalogue import catalogue
from linebench.imaging.faults.kind import CodeFault, Fault
from linebench.imaging.grading import Grading
from linebench.imaging.label import symbol_of
from linebench.imaging.marking import PLAIN
from linebench.imaging.readers.code_read import DATAMATRIX
from linebench.imaging.shot import UNREAD, Seen, Sight
from linebench.imaging.symbols import CARRIERS, correctable

__all__ = ["ReadTable", "TableError", "TableInspector", "measured_kinds", "parse_table", "table_text"]

_PPM = 1_000_000


class TableError(ValueError):
    """A table that cannot be used. The message says which file, what was found and what was expected."""


class ReadTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Probability that a pack cannot be read as printed, per kind of fault and its severity.

    Every fault of print and camera has steps ``(severity, probability)`` with rising severities. Between steps
    the probability is interpolated, beyond them it stays. A fault without severity has one step at 0.
    """

    derivation: str
    """How the numbers were found, for the reader of the file."""
    seed: int
    """Of the derivation."""
    date: str
    """Of the derivation, YYYY-MM-DD."""
    shots: int
    """Pictures per step."""
    unreadable: dict[str, tuple[tuple[float, float], ...]]

    def chance(self, fault: Fault) -> float:
        """The probability for one fault.

        Raises:
            TableError: the table is older than the fault.

        """
        if fault.kind not in self.unreadable:
            raise TableError(f"the model's table of {self.date} lacks {fault.kind}; derive it anew with linebench "
                             "image table, or run with image fidelity")
        severity = next(iter(fault.values.values()), 0.0)
        steps = self.unreadable[fault.kind]
        above = bisect_right(steps, severity, key=lambda step: step[0])
        if above in (0, len(steps)):
            return steps[max(above - 1, 0)][1]
        (low, at_low), (high, at_high) = steps[above - 1], steps[above]
        return at_low + (at_high - at_low) * (severity - low) / (high - low)


class TableInspector:
    """Draws each outcome: one number of ``rng`` per shot, whatever the shot.

    ``no_read_ppm``: share of sound packs that the camera fails to read, in parts per million. Faults act
    independently of each other and of it. A read pack gives exactly what is printed. Like the camera with
    pictures, it looks for nothing but Data Matrix.
    """

    def __init__(self, table: ReadTable, rng: random.Random, *, no_read_ppm: int = 0) -> None:
        self._table = table
        self._draw = rng.random
        self._base = no_read_ppm / _PPM

    grades = False

    def grade(self, shot: Sight) -> Grading:
        """The model has no pictures, so it knows no grades.

        Raises:
            NotImplementedError: always; ``grades`` says so beforehand.

        """
        raise NotImplementedError(f"the model fidelity does not grade {shot.content!r}")

    def inspect(self, shot: Sight) -> Seen:
        """What the camera sees of ``shot``.

        Raises:
            SymbolError: content that cannot be drawn as marked.

        """
        chance = self._chance(shot) if shot.print_faults or shot.camera_faults else self._base
        if self._draw() < chance or not shot.content:
            return UNREAD
        if shot.marking is PLAIN:
            return Seen("read", shot.content, shot.text, "]d2", True)
        if shot.marking.carrier not in DATAMATRIX or not correctable(symbol_of(shot.content, shot.marking)):
            return UNREAD
        return Seen("read", shot.content, shot.text, CARRIERS[shot.marking.carrier].aim, True)

    def _chance(self, shot: Sight) -> float:
        good = 1 - self._base
        for fault in (*shot.print_faults, *shot.camera_faults):
            good *= 1 - self._table.chance(fault)
        return 1 - good


def measured_kinds() -> tuple[CodeFault, ...]:
    """The faults that a table holds: those that pictures show."""
    return tuple(each for each in catalogue().values() if each.plane != "content")


@lru_cache(maxsize=8)
def parse_table(text: str, *, source: str) -> ReadTable:
    """The table in TOML ``text``; ``source`` names the file in messages.

    Raises:
        TableError: no such table, a kind that is missing or unknown, or steps that do not rise.

    """
    try:
        table = msgspec.toml.decode(text, type=ReadTable)
    except msgspec.DecodeError as error:
        raise TableError(f"{source}: {error}; derive it anew with linebench image table") from None
    for problem in _problems(table):
        raise TableError(f"{source}: {problem}; derive it anew with linebench image table")
    return table


def table_text(table: ReadTable) -> str:
    """``table`` as TOML, one line per fault."""
    lines = [f'derivation = """\n{table.derivation}"""', f"seed = {table.seed}", f'date = "{table.date}"',
             f"shots = {table.shots}", "", "[unreadable]"]
    for each in measured_kinds():
        what = f"{each.parameters[0].name}, {each.parameters[0].unit}" if each.parameters else "no severity"
        steps = ", ".join(f"[{at:g}, {p:g}]" for at, p in table.unreadable[each.id])
        lines += [f"# {what}; probability", f"{each.id} = [{steps}]"]
    return "\n".join(lines) + "\n"


def _problems(table: ReadTable) -> Iterator[str]:
    strange = table.unreadable.keys() - {each.id for each in measured_kinds()}
    if strange:
        yield f"unreadable holds {', '.join(sorted(strange))}; expected only faults of print and camera"
    for kind, steps in table.unreadable.items():
        values = [value for value, _ in steps]
        if not steps or values != sorted(set(values)):
            yield f"unreadable.{kind} has severities {values}; expected at least one, rising"
        if any(not 0 <= chance <= 1 for _, chance in steps):
            yield f"unreadable.{kind} has probabilities {[chance for _, chance in steps]}; expected 0 to 1"
