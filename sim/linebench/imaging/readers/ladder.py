"""The ladder that tries harder than one decoder does, and the comparison of what two independent ones read.

Effort is bounded by what is tried, never by a clock, so a picture is read or not on every machine alike.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

import cv2
import numpy as np

from linebench.imaging.picture import Picture
from linebench.imaging.readers.code_read import DATAMATRIX, CodeRead, CodeReader, Corners
from linebench.imaging.readers.dmtx import DmtxReader
from linebench.imaging.readers.zxing import ZxingReader

__all__ = ["Agreement", "BothReader", "FilteredReader", "LadderReader"]

_HALF = 0.5
_BLURS = (0.2, 0.3)
"""Sigmas in modules of the filters that close the gaps of missing ink and smooth noise (measured)."""


class FilteredReader:
    """One decoder on the picture as it is, blurred 0.2 X and 0.3 X, and at half size, until one can be read.

    ``px_per_module``: camera resolution, which gives the filters their width. ``carriers``: what is sought.
    ``reader``: the decoder; zxing-cpp when none is given.
    """

    def __init__(self, px_per_module: float, carriers: Iterable[str] = DATAMATRIX,
                 reader: CodeReader | None = None) -> None:
        self._plain = reader or ZxingReader(carriers)
        self.name, self.carriers = f"{self._plain.name}, filtered", self._plain.carriers
        self._filters: tuple[tuple[str, float, Callable[[Picture], Picture]], ...] = (
            *((f"blurred {width} X", 1.0, _blur(width * px_per_module)) for width in _BLURS),
            ("half size", _HALF, _halve))

    def read(self, picture: Picture) -> CodeRead | None:
        """The symbol as the first rung sees it; ``None`` when all fail."""
        found = self._plain.read(picture)
        return found if found is not None else self._try_harder(picture)

    def _try_harder(self, picture: Picture) -> CodeRead | None:
        for name, scale, change in self._filters:
            found = self._plain.read(change(picture))
            if found is not None:
                return found._replace(witness=f"{found.witness}, {name}", corners=_scaled(found.corners, scale))
        return None

    def locate(self, picture: Picture) -> Corners | None:
        """Where a symbol is, decodable or not, on the first rung that sees one."""
        found = self._plain.locate(picture)
        for _, scale, change in self._filters:
            found = found or _scaled(self._plain.locate(change(picture)), scale)
        return found


class LadderReader:
    """Both witnesses, the second only when the first fails: zxing-cpp with all filters, then libdmtx.

    ``px_per_module``: camera resolution, which gives the filters their width. Reads Data Matrix.
    """

    name = "ladder"
    carriers = DATAMATRIX

    def __init__(self, px_per_module: float) -> None:
        self._rungs: tuple[CodeReader, ...] = (FilteredReader(px_per_module), DmtxReader())

    def read(self, picture: Picture) -> CodeRead | None:
        """The symbol as the first rung sees it; ``None`` when all fail."""
        for rung in self._rungs:
            found = rung.read(picture)
            if found is not None:
                return found
        return None

    def locate(self, picture: Picture) -> Corners | None:
        """Where a symbol is, decodable or not, on the first rung that sees one."""
        return next((place for rung in self._rungs if (place := rung.locate(picture)) is not None), None)


class Agreement(NamedTuple):
    """What each witness made of one picture: its name and what it read, in the order asked."""

    reads: tuple[tuple[str, CodeRead | None], ...]

    @property
    def readers(self) -> tuple[str, ...]:
        """The names of those who read something."""
        return tuple(name for name, read in self.reads if read is not None)

    @property
    def contents(self) -> tuple[tuple[str, str], ...]:
        """The different things read, each as content and symbology; more than one is a disagreement."""
        return tuple(dict.fromkeys((read.content, read.symbology) for _, read in self.reads if read is not None))

    @property
    def agreed(self) -> bool:
        """Whether every witness read the symbol, and all the same."""
        return len(self.readers) == len(self.reads) and len(self.contents) == 1


class BothReader:
    """Asks every witness about a Data Matrix, each trying as hard as it can, and compares.

    ``px_per_module``: of the picture, roughly. ``readers``: asked instead of zxing-cpp with filters and libdmtx.
    """

    def __init__(self, px_per_module: float = 8, readers: Iterable[CodeReader] | None = None) -> None:
        self._readers = tuple(readers) if readers is not None else (FilteredReader(px_per_module), DmtxReader())

    def read(self, picture: Picture) -> Agreement:
        """What every witness reads in ``picture``."""
        return Agreement(tuple((reader.name, reader.read(picture)) for reader in self._readers))


def _scaled(corners: Corners | None, scale: float) -> Corners | None:
    if corners is None:
        return None
    return tuple((x / scale, y / scale) for x, y in corners)  # type: ignore[return-value]


def _blur(sigma: float) -> Callable[[Picture], Picture]:
    def blurred(picture: Picture) -> Picture:
        return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), dtype=np.uint8)

    return blurred


def _halve(picture: Picture) -> Picture:
    halved = cv2.resize(picture, None, fx=_HALF, fy=_HALF, interpolation=cv2.INTER_AREA)
    return np.asarray(halved, dtype=np.uint8)
