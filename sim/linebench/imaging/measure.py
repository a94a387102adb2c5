"""Measuring the table of the model fidelity with pictures, so that both fidelities say the same."""

import random
from collections.abc import Callable

from linebench.imaging.defects import CAMERA_DEFECTS, NO_DEFECTS
from linebench.imaging.inspector import ImageInspector
from linebench.imaging.shot import Shot
from linebench.imaging.table import ReadTable
from linebench.product.pack_code import PackCode
from linebench.product.serials import serial_block

__all__ = ["STEPS", "measure_table"]

STEPS: dict[str, tuple[float, ...]] = {
    "nozzle_dead": (0, 1, 2, 3, 4, 5, 6, 8, 12, 24),
    "ink_low": (0.05, 0.4, 0.44, 0.46, 0.47, 0.48, 0.49, 0.5, 0.6),
    "blank": (0, 1),
    "blur": (0, 0.3, 0.4, 0.44, 0.48, 0.52, 0.56, 0.6),
}
"""Parameter values measured per kind: dense where the outcome changes."""

_DERIVATION = """\
Measured with linebench.imaging.measure.measure_table: per step, pictures of packs with different random
serials (12 characters) and lots (7 characters) are drawn, degraded, decoded and their text read; the
probability is the share whose code or text did not read as printed. X 0.380 mm, 6 pixels per module,
300 nozzles per inch, ink 0.05 on paper 0.85, noise sd 4 grey levels, codes below symbol contrast 0.40 refused.
"""
_GTIN = "09504000059101"
_EXPIRY = "271231"


def measure_table(rng: random.Random, *, shots: int = 200) -> ReadTable:
    """The table of every kind and step of ``STEPS``, from ``shots`` pictures each.

    ``rng`` gives serials, lots and camera noise. At 200 shots it takes about two minutes of one core.
    """
    inspector = ImageInspector(rng)
    serials = serial_block(rng, shots, length=12)
    lots = serial_block(rng, shots, length=7)
    codes = [PackCode(_GTIN, _EXPIRY, lot, serial) for lot, serial in zip(lots, serials, strict=True)]

    def share(kind: str) -> Callable[[float], float]:
        return lambda value: sum(_unreadable(inspector, code, kind, value) for code in codes) / shots

    steps = {kind: tuple(zip(values, map(share(kind), values), strict=True)) for kind, values in STEPS.items()}
    return ReadTable(_DERIVATION, shots, steps)


def _unreadable(inspector: ImageInspector, code: PackCode, kind: str, value: float) -> bool:
    defect = {kind: value}
    camera = kind in CAMERA_DEFECTS
    shot = Shot(code.content(), code.text(), NO_DEFECTS if camera else defect, defect if camera else NO_DEFECTS)
    return not inspector.inspect(shot).readable
