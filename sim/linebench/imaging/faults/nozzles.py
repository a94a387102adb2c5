"""Faults of single nozzles of a thermal ink jet head, or single dots of a thermal print head.

Models and ranges: P. Bischoff et al., J. Imaging 2023, 9(7):125; the rest are engineering estimates.
"""

from linebench.imaging.drawing.canvas import Canvas
from linebench.imaging.faults.kind import CodeFault, Parameter, Values

__all__ = ["FAULTS"]

_PLACE = Parameter("place", "of the symbol's height", 0, 1, 0.5, "where the middle nozzle stands, from the top")


def _lose(canvas: Canvas, values: Values) -> None:
    """Text included: the head prints both in one pass."""
    middle = canvas.top + values["place"] * canvas.size[0] * canvas.per_x
    half = values["nozzles"] * canvas.nozzle_x * canvas.per_x / 2
    canvas.scale_rows(middle - half, middle + half, 0)


FAULTS = (
    CodeFault(
        id="nozzle_dead", plane="print",
        summary="Clogged nozzles or burnt dots leave a strip without ink along the transport.",
        parameters=(Parameter("nozzles", "nozzles", 0, 24, 2, "neighbouring nozzles without ink"), _PLACE),
        moves=("FPD", "MOD", "decode"), worse=(0, 1, 2, 3, 4, 5, 6, 8),
        source="engineering estimate; pitch 25.4 mm / nozzles per inch", ink=_lose),
)
