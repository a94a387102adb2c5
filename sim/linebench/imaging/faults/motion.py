"""Motion during the exposure.

The blur is a box as long as the pack's way, v * t: exact for even motion and a shutter that opens at once.
Ranges: exposure and belt speed of packaging lines, engineering estimate.
"""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from linebench.imaging.drawing.view import View
from linebench.imaging.faults.kind import CodeFault, Parameter, Values

__all__ = ["FAULTS"]

_UM_PER_MM = 1000
_FINE = 16
"""Places per pixel at which the moving picture is added up."""


def _move(view: View, values: Values) -> None:
    length = values["speed"] * values["exposure"] / _UM_PER_MM / view.x_mm
    along = math.radians(values["direction"])
    way = view.axes @ np.array([math.cos(along), math.sin(along)]) * length
    if np.hypot(*way) > 0:
        view.filter(_trace(round(float(way[0]), 6), round(float(way[1]), 6)))


@lru_cache(maxsize=256)
def _trace(x: float, y: float) -> NDArray[np.float32]:
    """Time that a point of a pack which moves by (x, y) pixels spends in each pixel, of 1."""
    half = math.ceil(max(abs(x), abs(y)) / 2 + 0.5)
    number = math.ceil(2 * half * _FINE)
    share = (np.arange(number) + 0.5) / number - 0.5
    rows, columns = (np.floor(share * step + 0.5).astype(int) for step in (y, x))
    kernel = np.zeros((2 * half + 1, 2 * half + 1))
    np.add.at(kernel, (rows + half, columns + half), 1 / number)
    used = np.argwhere(kernel)
    reach_y, reach_x = np.abs(used - half).max(axis=0)
    return kernel[half - reach_y:half + reach_y + 1, half - reach_x:half + reach_x + 1].astype(np.float32)


FAULTS = (
    CodeFault(
        id="motion_blur", plane="camera",
        summary="The pack moves on while the shutter is open, so that edges across its way smear.",
        parameters=(
            Parameter("exposure", "us", 0, 3000, 400, "time for which the shutter is open or the lamp lit"),
            Parameter("speed", "m/s", 0, 2, 1, "of the pack before the camera"),
            Parameter("direction", "deg", 0, 180, 0, "of the motion: 0 is along the transport, 90 across it"),
        ),
        moves=("MOD", "FPD", "RM"), worse=(0, 200, 350, 440, 500, 560, 630, 750),
        source="length v * t; ISO/IEC 15415 symbols lose a grade at 1.2, 1.3, 1.5, 1.7 X by own measurement",
        optics=_move),
)
