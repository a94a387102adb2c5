"""Deriving the table of the model fidelity from pictures, so that both fidelities say the same."""

import itertools
import random
from collections.abc import Callable
from functools import partial

from linebench.imaging.faults.catalogue import fault
from linebench.imaging.faults.kind import CodeFault, Parameter
from linebench.imaging.inspector import ImageInspector
from linebench.imaging.shot import Shot
from linebench.imaging.table import ReadTable, measured_kinds
from linebench.product.pack_code import PackCode
from linebench.product.serials import serial_block

__all__ = ["measure_table", "severities"]

_DERIVATION = """\
Derived by linebench image table: per step, pictures of packs with different random serials (12 characters) and
lots (7 characters) are drawn, spoiled, decoded and their text read; the probability is the share whose code or
text did not read as printed. All parameters but the severity have their defaults. X 0.380 mm, 6 pixels per
module, 300 nozzles per inch, ink 0.05 on paper 0.85, noise sd 4 grey levels, codes below symbol contrast 0.40
refused.
"""
_HALVINGS = 3
_JUMP = 0.3
"""Difference of two neighbouring shares from which on the way between them is looked at."""
_GTIN = "09504000059101"
_EXPIRY = "271231"


def severities(kind: CodeFault) -> tuple[float, ...]:
    """The severities that a derivation begins with, rising: the fault's sweep and default, 0 where it has none."""
    if not kind.parameters:
        return (0.0,)
    return tuple(sorted({*kind.worse, kind.parameters[0].default}))


def measure_table(seed: int, date: str, *, shots: int = 100,
                  advance: Callable[[int, int, str], None] = lambda _done, _of, _what: None) -> ReadTable:
    """The table of every fault of print and camera, from ``shots`` pictures per severity.

    ``seed`` gives serials, lots and camera noise. ``date`` is put into the table as it is. ``advance`` is told
    how far it is: faults done, faults in all, the one to come.
    """
    sample = _Sample(random.Random(seed), shots)
    kinds = measured_kinds()
    found = {}
    for done, kind in enumerate(kinds):
        advance(done, len(kinds), kind.id)
        found[kind.id] = _steps(kind, partial(sample.missed, kind))
    return ReadTable(_DERIVATION, seed, date, shots, found)


def _steps(kind: CodeFault, share: Callable[[float], float]) -> tuple[tuple[float, float], ...]:
    """Severities with their shares; where the share jumps, the way between is halved again and again."""
    steps = {severity: share(severity) for severity in severities(kind)}
    for _ in range(_HALVINGS):
        rising = sorted(steps)
        for low, high in itertools.pairwise(rising):
            middle = _between(low, high, kind.parameters[0])
            if abs(steps[high] - steps[low]) > _JUMP and middle not in steps:
                steps[middle] = share(middle)
    return tuple(sorted(steps.items()))


def _between(low: float, high: float, parameter: Parameter) -> float:
    middle = (low + high) / 2
    return float(int(middle)) if parameter.whole else float(f"{middle:.4g}")


class _Sample:
    """The same packs for every step, so that steps differ by their severity alone."""

    def __init__(self, rng: random.Random, shots: int) -> None:
        serials, lots = serial_block(rng, shots, length=12), serial_block(rng, shots, length=7)
        self._codes = [PackCode(_GTIN, _EXPIRY, lot, serial) for lot, serial in zip(lots, serials, strict=True)]
        self._inspector = ImageInspector(rng)

    def missed(self, kind: CodeFault, severity: float) -> float:
        """The share of packs that cannot be read as printed."""
        struck = fault(kind.id, {kind.parameters[0].name: severity} if kind.parameters else {})
        camera = kind.plane == "camera"
        shots = (Shot(code.content(), code.text(), print_faults=() if camera else (struck,),
                      camera_faults=(struck,) if camera else ()) for code in self._codes)
        return sum(not self._inspector.inspect(shot).readable for shot in shots) / len(self._codes)
