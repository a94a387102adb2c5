"""Faults that get worse: a parameter that moves from its first value to a last one over packs or time."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from linebench.scenario.kinds import FaultKind
from linebench.units import Duration, UnitError

__all__ = ["Drift", "DriftError", "read_drift"]

_PACKS = re.compile(r"^([1-9][0-9]*) packs?$")
_KEYS = ("to", "over", "parameter")


class DriftError(ValueError):
    """A drift that cannot be. ``key``: which entry is wrong, ``found`` and ``expected`` what is and should be."""

    def __init__(self, key: str, found: str, expected: str) -> None:
        super().__init__(f"drift.{key}: found {found}; expected {expected}")
        self.key = key
        self.found = found
        self.expected = expected


@dataclass(frozen=True, slots=True)
class Drift:
    """A parameter's way in a straight line; where it arrives, it stays.

    Attributes:
        parameter: which one moves.
        to: its last value, in base units.
        packs: packs struck until it is there, or None.
        us: microseconds from the fault's begin until it is there, or None.

    """

    parameter: str
    to: float
    packs: int | None
    us: int | None

    def value(self, start: float, struck: int, elapsed_us: int) -> float:
        """The value at a strike, after ``struck`` packs were struck and ``elapsed_us`` have passed."""
        done = struck / self.packs if self.packs else elapsed_us / (self.us or 1)
        return start + (self.to - start) * min(done, 1.0)


def read_drift(texts: Mapping[str, str], kind: FaultKind) -> Drift:
    """Read a drift of a fault as written: ``to = "6", over = "200 packs"`` or ``over = "4 h"``.

    ``parameter`` may name which one moves; the first does otherwise.

    Raises:
        DriftError: an unknown key or parameter, a value out of range, a span that is none.

    """
    for key in texts:
        if key not in _KEYS:
            raise DriftError(key, f"the unknown key {key!r}", f"one of {', '.join(_KEYS)}")
    numbers = {each.name: each for each in kind.parameters if each.quantity != "text"}
    name = texts.get("parameter", next(iter(numbers), ""))
    if name not in numbers:
        known = f"one of {', '.join(numbers)}" if numbers else "a fault with numbers"
        raise DriftError("parameter", repr(name), known)
    return Drift(name, _last(texts.get("to"), numbers[name].read), *_span(texts.get("over", "")))


def _last(text: str | None, read: Callable[[str], float | str]) -> float:
    if text is None:
        raise DriftError("to", "nothing", "the value that the parameter reaches")
    try:
        return float(read(text))
    except UnitError as error:
        raise DriftError("to", repr(text), str(error).partition("expected ")[2] or str(error)) from None


def _span(text: str) -> tuple[int | None, int | None]:
    packs = _PACKS.match(text)
    if packs:
        return int(packs[1]), None
    try:
        us = int(Duration.parse(text))
    except UnitError:
        us = 0
    if us <= 0:
        raise DriftError("over", repr(text), 'packs or time, such as "200 packs" or "4 h"')
    return None, us
