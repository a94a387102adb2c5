"""Faults of single nozzles of a thermal ink jet head, or single dots of a thermal print head.

Models and ranges: P. Bischoff et al., J. Imaging 2023, 9(7):125; the rest are engineering estimates. Packs run to
the right, so the right edge of a print is printed first.
"""

import numpy as np
from numpy.typing import NDArray

from linebench.imaging.drawing.canvas import Canvas
from linebench.imaging.faults.kind import CodeFault, Parameter, Values
from linebench.imaging.picture import Picture

__all__ = ["FAULTS"]

_PLACE = Parameter("place", "of the symbol's height", 0, 1, 0.5, "where the middle nozzle stands, from the top")
_TINY = 1e-6
_BARELY = 0.01
"""Raster cells: smaller displacements are left out."""
_BISCHOFF = "P. Bischoff et al., J. Imaging 2023, 9(7):125"


def _rows(canvas: Canvas, values: Values) -> tuple[float, float]:
    """The raster rows that the nozzles print."""
    middle = canvas.top + values["place"] * canvas.size[0] * canvas.per_x
    half = values["nozzles"] * canvas.nozzle_x * canvas.per_x / 2
    return middle - half, middle + half


def _lose(canvas: Canvas, values: Values) -> None:
    """Text included: the head prints both in one pass."""
    canvas.scale_rows(*_rows(canvas, values), 0)


def _skew(canvas: Canvas, values: Values) -> None:
    """Text included. The ink of the skewed rows leaves its place and lands beside it."""
    if not values["shift"]:
        return
    first, last = _rows(canvas, values)
    strip = np.s_[max(int(first), 0):max(int(np.ceil(last)), 0)]
    skewed = canvas.shifted(canvas.cells_mm(values["shift"]))[strip]
    numbers = np.arange(strip.start, strip.stop)[:len(skewed), None]
    covered = np.clip(np.minimum(numbers + 1, last) - np.maximum(numbers, first), 0, 1)
    canvas.ink[strip] = np.rint(canvas.ink[strip] * (1 - covered) + skewed * covered).astype(np.uint8)


def _fade(canvas: Canvas, values: Values) -> None:
    """Text included, where it is printed first. The displacement dies away with the distance from the start."""
    started = np.flatnonzero(canvas.ink.any(axis=0))
    shift, decay = canvas.cells_mm(values["shift"]), values["decay"] * canvas.per_x
    if not shift or not len(started):
        return
    start = int(started[-1]) + 1
    first = max(start - round(decay * np.log1p(shift / _BARELY)), 0)
    before = np.arange(first - start, 1, dtype=np.float64)
    edges = np.maximum(before - np.exp(before / decay) * shift, before[0]) - before[0]
    canvas.ink[:, first:start] = _resampled(canvas.ink[:, first:start], edges)


def _resampled(ink: Picture, edges: NDArray[np.float64]) -> Picture:
    """Ink whose columns now lie between ``edges``: what is squeezed together is not thicker."""
    columns = np.arange(ink.shape[1] + 1, dtype=np.float64)
    sums = np.zeros((ink.shape[0], ink.shape[1] + 1), dtype=np.float32)
    np.cumsum(ink, axis=1, out=sums[:, 1:])
    came = np.interp(columns, edges, columns)
    whole = np.minimum(came.astype(np.intp), ink.shape[1] - 1)
    summed = sums[:, whole] + (sums[:, whole + 1] - sums[:, whole]) * (came - whole).astype(np.float32)
    mean = np.diff(summed, axis=1) / np.maximum(np.diff(came), _TINY).astype(np.float32)
    covered = np.diff(np.minimum(columns, edges[-1])).astype(np.float32)
    resampled: Picture = np.rint(mean * covered).astype(np.uint8)
    return resampled


FAULTS = (
    CodeFault(
        id="nozzle_dead", plane="print",
        summary="Clogged nozzles or burnt dots leave a strip without ink along the transport.",
        parameters=(Parameter("nozzles", "nozzles", 0, 24, 2, "neighbouring nozzles without ink"), _PLACE),
        moves=("FPD", "MOD", "RM", "UEC", "decode"), worse=(0, 1, 2, 3, 4, 5, 6, 8),
        source="engineering estimate; pitch 25.4 mm / nozzles per inch", ink=_lose),
    CodeFault(
        id="nozzle_skew", plane="print",
        summary="Misdirected jets: the drops of some nozzles land beside their place, always by the same length.",
        parameters=(
            Parameter("shift", "mm", 0, 0.4, 0.1, "along the transport"),
            Parameter("nozzles", "nozzles", 0, 24, 4, "neighbouring nozzles that are misdirected"), _PLACE),
        moves=("FPD", "MOD", "RM", "UEC", "decode"), worse=(0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4),
        source=_BISCHOFF, ink=_skew),
    CodeFault(
        id="nozzle_fade", plane="print",
        summary="After idling the first drops are slow: the start of the print is late and squeezed.",
        parameters=(
            Parameter("shift", "mm", 0, 0.3, 0.15, "of the very first drops"),
            Parameter("decay", "X", 2, 8, 4, "distance after which a third of the shift is left")),
        moves=("FPD", "MOD", "RM", "UEC", "decode"), worse=(0, 0.05, 0.1, 0.15, 0.2, 0.3),
        source=_BISCHOFF, ink=_fade),
)
