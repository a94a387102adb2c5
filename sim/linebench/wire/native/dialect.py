"""The native rendering as a dialect of every seat."""

from linebench.wire.dialect import Dialect
from linebench.wire.native.device import NativeDevice
from linebench.wire.native.host import NativeHost
from linebench.wire.native.side import NativeProfile

__all__ = ["DIALECTS"]

DIALECTS = (
    Dialect(
        name="native",
        seats=("printer", "camera", "scale", "scanner", "packer", "palletizer", "io", "hmi", "desk",
               "l1", "l2", "l3", "l4", "serials"),
        port=0,
        summary="the bench's own messages as lines of JSON",
        profiles={"plain": NativeProfile()},
        device=NativeDevice,
        host=NativeHost,
    ),
)
