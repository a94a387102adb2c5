"""libdmtx as a witness, through pylibdmtx's wrapper and with its known faults cured.

pylibdmtx finds only libraries of the system; ``arbez-dmtx`` carries one, which is preferred, so that all
machines read alike. pylibdmtx's own ``decode`` drops the separators of GS1 symbols: property 104 (FNC1) makes
libdmtx deliver them, the leading one included. libdmtx's own search can take minutes on a bad picture, because
it follows the same edges over and over; here it starts from a list of points, and follows an edge
again only so often.
"""

import ctypes
import functools
import importlib.util
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from ctypes.util import find_library
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from linebench.imaging.picture import Picture
from linebench.imaging.readers.code_read import DATAMATRIX, CodeRead, Corners, ReaderError, Witness

__all__ = ["WITNESS", "DmtxError", "DmtxReader"]

_CARRIED = {"linux": ("libdmtx.so",), "darwin": ("libdmtx.dylib",), "win32": ("libdmtx.dll",)}
_FNC1_PROPERTY = 104
_FNC1 = 0x1D
_OLDEST = (0, 7, 5)
_REGIONS = 8
"""Candidates tried per picture: a view holds one symbol, and noise rarely gives more than two or three."""
_COARSEST = 64
_GUARD_S = 20
"""A hundred times the worst measured: whoever hits it has a machine in trouble, not a bad code."""


class DmtxError(ReaderError):
    """libdmtx cannot be used or did not come back. A fault of the bench, never of the picture."""


class DmtxReader:
    """Reads with libdmtx.

    ``shrink``: makes one pixel of that many each way, which averages noise away. ``scan_gap``: pixels, after
    shrinking, between the lines along which a symbol is sought. ``again``: starts on edges that were followed
    before; a new start can do better. Both bound the effort; the defaults are measured on 640x480.

    Raises:
        DmtxError: the library is missing or too old, on construction.

    """

    carriers = DATAMATRIX

    def __init__(self, *, shrink: int = 2, scan_gap: int = 16, again: int = 100) -> None:
        self._lib = _wrapper()
        self._scan = _scanner(self._lib)
        self._shrink = shrink
        self._scan_gap = scan_gap
        self._again = again
        self.name = "libdmtx" if shrink == 1 else f"libdmtx, shrink {shrink}"

    def read(self, picture: Picture) -> CodeRead | None:
        """The first symbol found.

        Raises:
            DmtxError: the wall-clock guard struck.

        """
        with self._decoder(picture) as (decoder, height):
            for region in self._regions(decoder):
                data = self._message(decoder, region)
                if data is not None:
                    return self._code_read(data, self._corners(region, height))
        return None

    def locate(self, picture: Picture) -> Corners | None:
        """Where the first frame of a symbol is, decodable or not.

        Raises:
            DmtxError: the wall-clock guard struck.

        """
        with self._decoder(picture) as (decoder, height):
            return next((self._corners(region, height) for region in self._regions(decoder)), None)

    def _code_read(self, data: bytes, corners: Corners) -> CodeRead:
        gs1 = data[:1] == bytes([_FNC1])
        content = (data[1:] if gs1 else data).decode("latin-1")
        return CodeRead(content, "]d2" if gs1 else "]d1", self.name, corners)

    @contextmanager
    def _decoder(self, picture: Picture) -> Iterator[tuple[Any, int]]:
        lib = self._lib
        small = _shrunk(picture, self._shrink)
        pixels, (height, width) = small.tobytes(), small.shape
        with ExitStack() as stack:
            image = lib.dmtxImageCreate(ctypes.cast(ctypes.c_char_p(pixels), lib.c_ubyte_p), width, height,
                                        lib.DmtxPackOrder.DmtxPack8bppK)
            stack.callback(lambda: lib.dmtxImageDestroy(ctypes.byref(image)))
            decoder = lib.dmtxDecodeCreate(image, 1)
            stack.callback(lambda: lib.dmtxDecodeDestroy(ctypes.byref(decoder)))
            lib.dmtxDecodeSetProp(decoder, _FNC1_PROPERTY, _FNC1)
            yield decoder, height

    def _regions(self, decoder: Any) -> Iterator[Any]:  # noqa: ANN401 - ctypes pointers have no static type
        """What looks like a symbol, from coarse to fine, at most ``_REGIONS``."""
        began, found, again = time.monotonic(), 0, self._again
        width, height = decoder.contents.image.contents.width, decoder.contents.image.contents.height
        marks = (ctypes.c_ubyte * (width * height)).from_address(ctypes.addressof(decoder.contents.cache.contents))
        for x, y, at in _points(width, height, self._scan_gap):
            if marks[at]:  # on an edge that was followed before
                if not again:
                    continue
                again -= 1
            region = self._scan(decoder, x, y)
            if region:
                yield from self._lent(region)
                found += 1
            _check(began)
            if found == _REGIONS:
                return

    def _lent(self, region: Any) -> Iterator[Any]:  # noqa: ANN401 - as above
        try:
            yield region
        finally:
            self._lib.dmtxRegionDestroy(ctypes.byref(region))

    def _message(self, decoder: Any, region: Any) -> bytes | None:  # noqa: ANN401 - as above
        message = self._lib.dmtxDecodeMatrixRegion(decoder, region, self._lib.DmtxUndefined)
        if not message:
            return None
        data = ctypes.string_at(message.contents.output, message.contents.outputIdx)
        self._lib.dmtxMessageDestroy(ctypes.byref(message))
        return data

    def _corners(self, region: Any, height: int) -> Corners:  # noqa: ANN401 - as above
        """From the region's transform; libdmtx counts rows from the bottom, and pixels by their centres."""
        matrix = region.contents.fit2raw

        def at(u: float, v: float) -> tuple[float, float]:
            x, y, w = (u * matrix[0][n] + v * matrix[1][n] + matrix[2][n] for n in range(3))
            return (x / w + 0.5) * self._shrink, (height - y / w - 0.5) * self._shrink

        return at(0, 1), at(1, 1), at(1, 0), at(0, 0)


def _shrunk(picture: Picture, shrink: int) -> Picture:
    """The mean of each ``shrink`` x ``shrink`` pixels; libdmtx itself would merely leave pixels out."""
    if shrink == 1:
        return picture
    height, width = picture.shape
    whole = picture[:height - height % shrink, :width - width % shrink]
    size = width // shrink, height // shrink
    return np.asarray(cv2.resize(whole, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


@functools.lru_cache(maxsize=8)
def _points(width: int, height: int, gap: int) -> tuple[tuple[int, int, int], ...]:
    """Where edges are sought: column, row and place in libdmtx's marks, along lines from coarse to fine."""
    points: list[tuple[int, int, int]] = []
    seen = np.zeros((height, width), bool)
    step = max(_COARSEST, gap)
    while step >= gap:
        lines = np.zeros_like(seen)
        lines[step // 2::step], lines[:, step // 2::step] = True, True
        rows, columns = np.nonzero(lines & ~seen)
        points += zip(columns.tolist(), rows.tolist(), (rows * width + columns).tolist(), strict=True)
        seen |= lines
        step //= 2
    return tuple(points)


def _check(began: float) -> None:
    if time.monotonic() - began > _GUARD_S:
        raise DmtxError(f"libdmtx took more than {_GUARD_S} s for one picture; "
                        "check the load of the machine and run again")


def _scanner(lib: Any) -> Callable[[Any, int, int], Any]:  # noqa: ANN401 - as above
    """Libdmtx's search from one point, which pylibdmtx does not wrap."""
    kind = ctypes.CFUNCTYPE(ctypes.POINTER(lib.DmtxRegion), ctypes.POINTER(lib.DmtxDecode), ctypes.c_int,
                            ctypes.c_int)
    return kind(("dmtxRegionScanPixel", lib.LIBDMTX))


@functools.cache
def _wrapper() -> Any:  # noqa: ANN401 - a module without type information
    """The wrapper of pylibdmtx, bound to the carried library or else to the system's."""
    try:
        from pylibdmtx import dmtx_library  # noqa: PLC0415 - the library must be chosen before the wrapper loads it
    except ImportError as error:
        raise DmtxError(f"pylibdmtx cannot be imported ({error}); install linebench's requirements") from None
    found = _library()
    dmtx_library.load = lambda: ctypes.CDLL(found)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # it uses distutils to compare versions
            from pylibdmtx import wrapper  # noqa: PLC0415 - as above
    except (ImportError, OSError, AttributeError) as error:
        raise DmtxError(f"libdmtx at {found} cannot be loaded: {error}") from None
    version = str(wrapper.dmtxVersion())
    if tuple(map(int, version.split(".")[:3])) < _OLDEST:
        raise DmtxError(f"libdmtx {version} at {found} loses the separators of GS1 codes; expected 0.7.5 or newer")
    return wrapper


def _library() -> str:
    spec = importlib.util.find_spec("arbez_dmtx")
    folders = [Path(place) / "_libdmtx" for place in (spec.submodule_search_locations or ())] if spec else []
    carried = (folder / name for folder in folders for name in _CARRIED.get(sys.platform, ()))
    found = next((str(path) for path in carried if path.exists()), None) or find_library("dmtx")
    if found is None:
        raise DmtxError("no libdmtx found; expected it in the package arbez-dmtx or in the system "
                        "(Debian and Ubuntu: libdmtx0b or libdmtx0t64; Homebrew: libdmtx)")
    return found


WITNESS = Witness("libdmtx", DmtxReader)
