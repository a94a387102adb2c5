"""What a kind of device declares about itself: its settings and the faults it can have.

The device's own file in ``line/`` makes these values; the loader checks scenarios against them, and
``linebench faults`` lists them. A new device therefore needs no change in this room.
"""

import re
from dataclasses import dataclass
from typing import Literal

import msgspec

from linebench.units import Quantity, UnitError

__all__ = ["LINKS", "DeviceKind", "FaultKind", "NoSettings", "Parameter", "Plane", "Settings"]

LINKS = ("l2>printer", "printer>l2", "camera>l2", "l2>camera", "l2>l1", "l1>l2", "io>l1", "l1>io", "scale>l1",
         "packer>l2", "l2>packer", "palletizer>l2", "l2>palletizer", "l2>l3", "l3>l2", "hmi>l2", "l2>hmi", "l3>l4",
         "l4>l3", "partner>l4", "l4>partner", "l3>serials", "serials>l3", "erp>l3", "l3>erp",
         "logger>l3", "desk>l3", "l3>desk", "l2>time", "time>l2")
"""Names of the links between seats, sender first; a fault may have one as its target."""

_PLAIN = re.compile(r"^\s*[+-]?\d+(\.\d+)?\s*$")

Plane = Literal["physical", "data", "wire"]
"""The three planes of faults: what matter does, what data say, what links do."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of a device kind's settings as a scenario file gives them. Quantities are written as text with unit."""


class NoSettings(Settings, frozen=True):
    """The settings of a device that has none."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a fault: its quantity and the range in which the model behind it holds.

    Attributes:
        name: the key in ``params``.
        quantity: a quantity class (values in its base unit), ``"number"`` (a plain decimal number) or ``"text"``.
        low: smallest value that makes sense, inclusive, in base units; ``None``: no bound (always for text).
        high: largest value that makes sense, inclusive; ``None``: no bound.
        default: the text that holds where a scenario says nothing; ``None``: the scenario must say it.
        summary: what it does, for ``linebench faults``.
        suffix: unit of a plain number, such as ``X``; it may stand behind the number.

    """

    name: str
    quantity: type[Quantity] | Literal["number", "text"]
    low: float | None
    high: float | None
    default: str | None
    summary: str
    suffix: str = ""

    @property
    def unit(self) -> str:
        """The quantity in words: ``time``, ``length``, …, the unit of a number, ``number`` or ``text``."""
        return self.suffix or (self.quantity if isinstance(self.quantity, str) else self.quantity.kind)

    @property
    def range(self) -> str:
        """The range in words, such as ``1 to 12`` or ``10 ms or more``; empty when unbounded."""
        low, high = (None if bound is None else self._show(bound) for bound in (self.low, self.high))
        if low is not None and high is not None:
            return f"{low} to {high}"
        if low is not None:
            return f"{low} or more"
        return "" if high is None else f"{high} or less"

    def read(self, text: str) -> int | float | str:
        """Read a value: base units for a quantity, a float for a number, the text itself for text.

        Raises:
            UnitError: the text is of another kind or outside the range.

        """
        if self.quantity == "text":
            return text
        plain = text.removesuffix(self.suffix) if self.suffix else text
        value = _number(plain) if isinstance(self.quantity, str) else self.quantity.parse(text)
        if not self._holds(value):
            raise UnitError(f"{text!r} is out of range; expected {self.range}")
        return value

    def _holds(self, value: float) -> bool:
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def _show(self, bound: float) -> str:
        return f"{bound:g}" if isinstance(self.quantity, str) else str(self.quantity(int(bound)))


@dataclass(frozen=True, slots=True)
class FaultKind:
    """A way in which a device can go wrong. ``summary`` says what is then physically true."""

    kind: str
    plane: Plane
    summary: str
    parameters: tuple[Parameter, ...] = ()


@dataclass(frozen=True, slots=True)
class DeviceKind:
    """A kind of device. ``settings``: its settings class, every field with a default or required.

    Belts and links are device kinds too, under the names ``belt`` and ``link``: they have faults but no
    place on a belt.
    """

    name: str
    settings: type[msgspec.Struct] = NoSettings
    faults: tuple[FaultKind, ...] = ()
    summary: str = ""

    def fault(self, kind: str) -> FaultKind | None:
        """Return the fault kind of that name, or ``None``."""
        return next((fault for fault in self.faults if fault.kind == kind), None)


def _number(text: str) -> float:
    if not _PLAIN.match(text):  # float() alone would also take "nan" and "inf"
        raise UnitError(f"{text!r} is no number; expected a plain number such as 0.5")
    return float(text)
