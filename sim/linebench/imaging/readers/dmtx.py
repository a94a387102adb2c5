"""libdmtx as a witness, through pylibdmtx's wrapper and with its known faults cured.

pylibdmtx finds only libraries of the system; ``arbez-dmtx`` carries one, which is preferred, so that all
machines read alike. pylibdmtx's own ``decode`` drops the separators of GS1 symbols: property 104 (FNC1) makes
libdmtx deliver them, the leading one included.
"""

import ctypes
import functools
import importlib.util
import sys
import time
import warnings
from contextlib import ExitStack
from ctypes.util import find_library
from pathlib import Path
from typing import Any

from linebench.imaging.picture import Picture
from linebench.imaging.readers.code_read import CodeRead

__all__ = ["DmtxError", "DmtxReader"]

_CARRIED = {"linux": ("libdmtx.so",), "darwin": ("libdmtx.dylib",), "win32": ("libdmtx.dll",)}
_FNC1_PROPERTY = 104
_FNC1 = 0x1D
_OLDEST = (0, 7, 5)
_REGIONS = 8
"""Candidates tried per picture: a view holds one symbol, and noise rarely gives more than two or three."""
_GUARD_MS = 20_000
"""A hundred times the worst measured: whoever hits it has a machine in trouble, not a bad code."""


class DmtxError(RuntimeError):
    """libdmtx cannot be used or did not come back. A fault of the bench, never of the picture."""


class DmtxReader:
    """Reads with libdmtx.

    ``shrink``: skips that many pixels each way, which also averages noise away. ``scan_gap``: pixels left out
    between the lines along which a symbol is sought, which bounds the effort.

    Raises:
        DmtxError: the library is missing or too old, on construction.

    """

    def __init__(self, *, shrink: int = 1, scan_gap: int = 1) -> None:
        self._lib = _wrapper()
        self._shrink = shrink
        self._scan_gap = scan_gap
        self._name = "libdmtx" if shrink == 1 else f"libdmtx, shrink {shrink}"

    def read(self, picture: Picture) -> CodeRead | None:
        """The first symbol found.

        Raises:
            DmtxError: the wall-clock guard struck.

        """
        data = self._message(picture)
        if data is None:
            return None
        gs1 = data[:1] == bytes([_FNC1])
        return CodeRead((data[1:] if gs1 else data).decode("latin-1"), "]d2" if gs1 else "]d1", self._name)

    def _message(self, picture: Picture) -> bytes | None:
        lib, pixels = self._lib, picture.tobytes()
        height, width = picture.shape
        with ExitStack() as stack:
            image = lib.dmtxImageCreate(ctypes.cast(ctypes.c_char_p(pixels), lib.c_ubyte_p), width, height,
                                        lib.DmtxPackOrder.DmtxPack8bppK)
            stack.callback(lambda: lib.dmtxImageDestroy(ctypes.byref(image)))
            decoder = lib.dmtxDecodeCreate(image, self._shrink)
            stack.callback(lambda: lib.dmtxDecodeDestroy(ctypes.byref(decoder)))
            lib.dmtxDecodeSetProp(decoder, _FNC1_PROPERTY, _FNC1)
            lib.dmtxDecodeSetProp(decoder, lib.DmtxProperty.DmtxPropScanGap, self._scan_gap)
            return self._first(decoder)

    def _first(self, decoder: Any) -> bytes | None:  # noqa: ANN401 - ctypes pointers have no static type
        lib = self._lib
        began = time.monotonic()
        guard = lib.dmtxTimeAdd(lib.dmtxTimeNow(), _GUARD_MS)
        for _ in range(_REGIONS):
            region = lib.dmtxRegionFindNext(decoder, guard)
            if not region:
                break
            message = lib.dmtxDecodeMatrixRegion(decoder, region, lib.DmtxUndefined)
            lib.dmtxRegionDestroy(ctypes.byref(region))
            if message:
                data = ctypes.string_at(message.contents.output, message.contents.outputIdx)
                lib.dmtxMessageDestroy(ctypes.byref(message))
                return data
        if time.monotonic() - began > _GUARD_MS / 1000:
            raise DmtxError(f"libdmtx took more than {_GUARD_MS // 1000} s for one picture; "
                            "check the load of the machine and run again")
        return None


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
