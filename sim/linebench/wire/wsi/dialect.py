"""WSI as a dialect of the printer's port."""

from linebench.wire.dialect import Dialect
from linebench.wire.wsi.device import WsiDevice
from linebench.wire.wsi.profile import PROFILES
from linebench.wire.wsi.speech import wsi_host

__all__ = ["DIALECTS"]

DIALECTS = (
    Dialect(
        name="wsi",
        seats=("printer",),
        port=3100,
        summary="continuous ink jet printers of the Videojet 1000 line, by WSI",
        profiles=PROFILES,
        device=WsiDevice,
        host=wsi_host,
    ),
)
