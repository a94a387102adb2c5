"""What a fault of a code image is: its parameters in units, what it lowers, and the physics that draws it.

Print faults act in print space, before the camera; camera faults act in the picture; content faults act on the
data. A fault is declared once, together with its physics, in the file of its family.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import msgspec

from linebench.imaging.drawing.canvas import Canvas
from linebench.imaging.drawing.placing import Placing
from linebench.imaging.drawing.view import View
from linebench.imaging.faults.writing import Writing

__all__ = ["CodeFault", "Fault", "FaultError", "Parameter", "Plane", "Values"]

Plane: TypeAlias = Literal["content", "print", "camera"]
"""Where a fault acts: on the data, on the print, between pack and picture."""

Values: TypeAlias = Mapping[str, float]
"""Parameter values by name, in the units that the fault declares."""


class FaultError(ValueError):
    """A fault that does not exist, or a parameter that is unknown or out of range. The message says which."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One physical parameter of a fault.

    Attributes:
        name: as users write it.
        unit: ``mm``, ``X``, ``%``, ``deg``, ``m/s``, ``us``, ``of 1``, ``grey levels``, ``nozzles``, …
        low: smallest value that the model behind it holds for, included.
        high: largest value, included.
        default: the value when nothing is said: a plain case of the fault.
        summary: what it measures.
        whole: whether only whole numbers make sense.

    """

    name: str
    unit: str
    low: float
    high: float
    default: float
    summary: str
    whole: bool = False

    def checked(self, value: float, fault: str) -> float:
        """``value`` when it is in range.

        Raises:
            FaultError: it is out of range, or no whole number where one is needed.

        """
        if not self.low <= value <= self.high:
            raise FaultError(f"{fault} with {self.name} {value:g}; "
                             f"expected {self.low:g} to {self.high:g} {self.unit}")
        if self.whole and value != int(value):
            raise FaultError(f"{fault} with {self.name} {value:g}; expected a whole number of {self.unit}")
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFault:
    """One kind of fault.

    A fault has a hook for each stage of drawing that it changes. Stages come in the order of the attributes;
    within a stage, faults act in the order of the catalogue.

    Attributes:
        id: name in scenarios, commands and records.
        plane: where it acts.
        summary: what is then physically true.
        parameters: the first one is the severity: it is what a drift moves and a sweep raises.
        moves: the grade parameters that it lowers, the leading one first; empty when grades do not tell.
        worse: severities of a sweep, each worse than the one before; the first is (nearly) sound. Empty when
            the fault is not a matter of degree.
        verdict: what a good system reports about it: ``accept``, ``reject``, or ``grade`` when the grade decides.
        reason: the reason that a good system gives for a reject.
        source: where model and ranges come from.
        on_line: whether a simulated printer or camera can have it; else only single pictures show it.

    """

    id: str
    plane: Plane
    summary: str
    parameters: tuple[Parameter, ...] = ()
    moves: tuple[str, ...] = ()
    worse: tuple[float, ...] = ()
    verdict: Literal["accept", "reject", "grade"] = "grade"
    reason: str = ""
    source: str = ""
    on_line: bool = True
    write: Callable[[Writing, Values], None] | None = None
    """Changes the data, the text or the way the symbol is encoded."""
    modules: Callable[[Canvas, Values], None] | None = None
    """Changes the modules that are printed (``Canvas.matrix``), or where each is drawn (``Canvas.scatter``)."""
    ink: Callable[[Canvas, Values], None] | None = None
    """Changes the ink on the pack, or its and the paper's reflectance."""
    place: Callable[[Placing, Values], None] | None = None
    """Changes where the print lies: on the pack, and the pack before the camera."""
    light: Callable[[View, Values], None] | None = None
    """Changes the light that reaches the lens."""
    optics: Callable[[View, Values], None] | None = None
    """Blurs."""
    sensor: Callable[[View, Values], None] | None = None
    """Changes what the sensor makes of the light."""
    output: Callable[[View, Values], None] | None = None
    """Changes what the camera gives out: the plane holds bytes, noise included."""

    def values(self, given: Values) -> dict[str, float]:
        """All parameter values: those ``given``, checked, and the defaults of the rest.

        Raises:
            FaultError: an unknown parameter, or a value out of range.

        """
        strange = given.keys() - {each.name for each in self.parameters}
        if strange:
            known = ", ".join(each.name for each in self.parameters) or "none"
            raise FaultError(f"{self.id} has no parameter {min(strange)!r}; it has {known}")
        return {each.name: each.checked(given.get(each.name, each.default), self.id) for each in self.parameters}


class Fault(msgspec.Struct, frozen=True, gc=False):
    """One fault of a scene: its kind and all its parameter values. ``catalogue.fault`` makes checked ones."""

    kind: str
    values: dict[str, float] = {}

    def __str__(self) -> str:
        """``nozzle_dead nozzles=2 place=0.5``: as records and reports write it."""
        return " ".join((self.kind, *(f"{name}={value:g}" for name, value in self.values.items())))
