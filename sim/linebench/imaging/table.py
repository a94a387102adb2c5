"""The model fidelity: a camera whose outcome is drawn from a measured table instead of a picture.

The table is data, ``fixtures/images/model.toml``; ``measure`` makes it from pictures.
"""

import random
from bisect import bisect_right
from collections.abc import Iterator

import msgspec

from linebench.imaging.defects import CAMERA_DEFECTS, PRINT_DEFECTS, checked_defects
from linebench.imaging.shot import UNREAD, Seen, Sight

__all__ = ["ReadTable", "TableError", "TableInspector", "parse_table", "table_text"]

_PPM = 1_000_000
_KINDS = {**PRINT_DEFECTS, **CAMERA_DEFECTS}


class TableError(ValueError):
    """A table that cannot be used. The message says which file, what was found and what was expected."""


class ReadTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Probability that a pack cannot be read as printed, per kind of defect and its parameter.

    Every kind of ``PRINT_DEFECTS`` and ``CAMERA_DEFECTS`` has steps ``(parameter, probability)`` with rising
    parameters. Between steps the probability is interpolated, beyond them it stays.
    """

    derivation: str
    """How the numbers were found, for the reader of the file."""
    shots: int
    """Pictures per step."""
    unreadable: dict[str, tuple[tuple[float, float], ...]]

    def chance(self, kind: str, value: float) -> float:
        """The probability at one parameter value of one kind."""
        steps = self.unreadable[kind]
        above = bisect_right(steps, value, key=lambda step: step[0])
        if above in (0, len(steps)):
            return steps[max(above - 1, 0)][1]
        (low, at_low), (high, at_high) = steps[above - 1], steps[above]
        return at_low + (at_high - at_low) * (value - low) / (high - low)


class TableInspector:
    """Draws each outcome: one number of ``rng`` per shot, whatever the shot.

    ``no_read_ppm``: share of sound packs that the camera fails to read, in parts per million. Defects act
    independently of each other and of it. A read pack gives exactly what is printed.
    """

    def __init__(self, table: ReadTable, rng: random.Random, *, no_read_ppm: int = 0) -> None:
        self._table = table
        self._draw = rng.random
        self._base = no_read_ppm / _PPM

    def inspect(self, shot: Sight) -> Seen:
        """What the camera sees of ``shot``.

        Raises:
            DefectError: an unknown kind of defect, or a parameter out of its range.

        """
        chance = self._chance(shot) if shot.print_defects or shot.camera_defects else self._base
        if self._draw() < chance or not shot.content:
            return UNREAD
        return Seen("read", shot.content, shot.text, "]d2", True)

    def _chance(self, shot: Sight) -> float:
        good = 1 - self._base
        for kind, value in checked_defects(shot.print_defects, shot.camera_defects):
            good *= 1 - self._table.chance(kind.kind, value)
        return 1 - good


def parse_table(text: str, *, source: str) -> ReadTable:
    """The table in TOML ``text``; ``source`` names the file in messages.

    Raises:
        TableError: no such table, a kind that is missing or unknown, or steps that do not rise.

    """
    try:
        table = msgspec.toml.decode(text, type=ReadTable)
    except msgspec.DecodeError as error:
        raise TableError(f"{source}: {error}") from None
    for problem in _problems(table):
        raise TableError(f"{source}: {problem}")
    return table


def table_text(table: ReadTable) -> str:
    """``table`` as TOML, one line per step."""
    lines = [f'derivation = """\n{table.derivation}"""', f"shots = {table.shots}", "", "[unreadable]"]
    for kind, steps in table.unreadable.items():
        unit = f"{_KINDS[kind].parameter}, {_KINDS[kind].unit}"
        lines += [f"# {unit}; probability", f"{kind} = [", *(f"  [{at:g}, {p:g}]," for at, p in steps), "]"]
    return "\n".join(lines) + "\n"


def _problems(table: ReadTable) -> Iterator[str]:
    if set(table.unreadable) != set(_KINDS):
        yield f"unreadable holds {sorted(table.unreadable)}; expected {sorted(_KINDS)}"
    for kind, steps in table.unreadable.items():
        values = [value for value, _ in steps]
        if not steps or values != sorted(set(values)):
            yield f"unreadable.{kind} has parameters {values}; expected at least one, rising"
        if any(not 0 <= chance <= 1 for _, chance in steps):
            yield f"unreadable.{kind} has probabilities {[chance for _, chance in steps]}; expected 0 to 1"
