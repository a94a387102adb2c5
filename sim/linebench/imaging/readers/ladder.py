"""Reading codes from pictures: two independent decoders as witnesses, and the ladder that tries harder.

Effort is bounded by what is tried, never by a clock, so a picture is read or not on every machine alike.
"""

from collections.abc import Callable

import cv2
import numpy as np

from linebench.imaging.picture import Picture
from linebench.imaging.readers.code_read import CodeRead
from linebench.imaging.readers.dmtx import DmtxReader
from linebench.imaging.readers.zxing import ZxingReader

__all__ = ["LadderReader"]

_HALF = 0.5
_BLURS = (0.2, 0.3)
"""Sigmas in modules of the filters that close the gaps of missing ink and smooth noise (measured)."""
_SCAN_GAP = 32
"""Pixels after shrinking: a third of the time of the closest search, and as many symbols read (measured)."""


class LadderReader:
    """Both witnesses, the second only when the first fails: plain, blurred 0.2 X and 0.3 X, half size, libdmtx.

    ``px_per_module``: camera resolution, which gives the filters their width.
    """

    def __init__(self, px_per_module: int) -> None:
        self._zxing = ZxingReader()
        self._dmtx = DmtxReader(shrink=2, scan_gap=_SCAN_GAP)
        self._filters: tuple[tuple[str, Callable[[Picture], Picture]], ...] = (
            *((f"blurred {width} X", _blur(width * px_per_module)) for width in _BLURS), ("half size", _halve))

    def read(self, picture: Picture) -> CodeRead | None:
        """The symbol as the first rung sees it; ``None`` when all fail."""
        found = self._zxing.read(picture)
        return found if found is not None else self._try_harder(picture)

    def _try_harder(self, picture: Picture) -> CodeRead | None:
        for name, change in self._filters:
            found = self._zxing.read(change(picture))
            if found is not None:
                return found._replace(witness=f"{found.witness}, {name}")
        return self._dmtx.read(picture)


def _blur(sigma: float) -> Callable[[Picture], Picture]:
    def blurred(picture: Picture) -> Picture:
        return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), dtype=np.uint8)

    return blurred


def _halve(picture: Picture) -> Picture:
    halved = cv2.resize(picture, None, fx=_HALF, fy=_HALF, interpolation=cv2.INTER_AREA)
    return np.asarray(halved, dtype=np.uint8)
