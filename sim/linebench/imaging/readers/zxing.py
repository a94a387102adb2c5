"""zxing-cpp as a witness. It reads every carrier that is drawn here."""

from collections.abc import Iterable
from itertools import starmap
from typing import Any

import numpy as np
import zxingcpp

from linebench.imaging.picture import Picture
from linebench.imaging.readers.code_read import DATAMATRIX, CodeRead, Corners, Witness

__all__ = ["CARRIERS", "WITNESS", "ZxingReader"]

_Format = zxingcpp.BarcodeFormat
_FORMATS = {**dict.fromkeys(DATAMATRIX, _Format.DataMatrix), "gs1-qr": _Format.QRCode, "qr-link": _Format.QRCode,
            "gs1-128": _Format.Code128, "ean-13": _Format.EAN13, "itf-14": _Format.ITF}
CARRIERS = tuple(_FORMATS)
"""Every carrier that is drawn here."""
_MATRICES = (_Format.DataMatrix, _Format.QRCode)
_ITF14_DIGITS = 14
_SLANT = 0.05
"""Of an edge, sideways over its length: beyond a pixel that the library rounds."""
_NAME = "zxing-cpp"


class ZxingReader:
    """Reads with zxing-cpp.

    ``carriers``: what is sought, of ``CARRIERS``. Fewer are faster.
    """

    name = _NAME

    def __init__(self, carriers: Iterable[str] = CARRIERS) -> None:
        self.carriers = tuple(carriers)
        self._formats = zxingcpp.BarcodeFormats(
            list(dict.fromkeys(_FORMATS[carrier] for carrier in self.carriers)))
        self._single = set(self.carriers) <= set(DATAMATRIX)

    def read(self, picture: Picture) -> CodeRead | None:
        """The symbol in ``picture``, if any; the first of several."""
        if self._single:  # stops at the first one
            found = zxingcpp.read_barcode(picture, formats=self._formats)
            return None if found is None else _code_read(found)
        return next(iter(self.read_all(picture)), None)

    def read_all(self, picture: Picture) -> tuple[CodeRead, ...]:
        """All symbols in ``picture``."""
        return tuple(map(_code_read, self._symbols(picture)))

    def locate(self, picture: Picture) -> Corners | None:
        """Where a symbol is, decodable or not."""
        found = self._symbols(picture, errors=True)
        return _corners(found[0]) if found else None

    def _symbols(self, picture: Picture, *, errors: bool = False) -> list[Any]:
        found = zxingcpp.read_barcodes(picture, formats=self._formats, return_errors=errors)
        found = [symbol for symbol in found if not _part_of_itf(symbol)]
        return [symbol for symbol in found if not any(_inside(symbol, other) for other in found)]


def _code_read(found: Any) -> CodeRead:  # noqa: ANN401 - the library ships no type information
    return CodeRead(found.bytes.decode("latin-1"), found.symbology_identifier, _NAME, _corners(found))


def _part_of_itf(found: Any) -> bool:  # noqa: ANN401 - as above
    """Bars cut at a slant look like a shorter symbol, which ITF cannot tell from a whole one."""
    return bool(found.format == _Format.ITF and found.valid and len(found.bytes) != _ITF14_DIGITS)


def _inside(found: Any, other: Any) -> bool:  # noqa: ANN401 - as above
    """Whether ``found`` is a second QR that the library sees inside ``other`` (upstream issue 1162)."""
    if other is found or not found.format == other.format == _Format.QRCode:
        return False
    corners = np.array(_quad(other))
    edges = np.roll(corners, -1, axis=0) - corners
    sides = [edge[0] * (y - corner[1]) - edge[1] * (x - corner[0])
             for x, y in (np.mean(_quad(found), axis=0),) for edge, corner in zip(edges, corners, strict=True)]
    return bool(_area(found) < _area(other) and (min(sides) > 0 or max(sides) < 0))


def _area(found: Any) -> float:  # noqa: ANN401 - as above
    corners = np.array(_quad(found))
    first, second = corners[2] - corners[0], corners[3] - corners[1]
    return float(abs(first[0] * second[1] - first[1] * second[0]))


def _corners(found: Any) -> Corners | None:  # noqa: ANN401 - as above
    return _quad(found) if found.format in _MATRICES else _bars(_quad(found))


def _quad(found: Any) -> Corners:  # noqa: ANN401 - as above
    place = found.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    return tuple((float(point.x), float(point.y)) for point in corners)  # type: ignore[return-value]


def _bars(quad: Corners) -> Corners | None:
    """Corners of bars, from the ends of the first and the last line across them, which come in either order.

    The lines follow the picture, not the symbol, so that of bars at a slant the corners are not known.
    """
    left_top, right_top, _, left_bottom = starmap(complex, quad)
    bars, across = left_bottom - left_top, right_top - left_top
    if min(abs(bars.real), abs(bars.imag)) > _SLANT * abs(bars):
        return None
    upside_down = (across.conjugate() * bars).imag < 0
    return (quad[3], quad[2], quad[1], quad[0]) if upside_down else quad


WITNESS = Witness(_NAME, ZxingReader)
