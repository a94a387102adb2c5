"""ZPL as a dialect of the printer's port."""

from linebench.wire.dialect import Dialect
from linebench.wire.zpl.device import ZplDevice
from linebench.wire.zpl.profile import PROFILES
from linebench.wire.zpl.speech import zpl_host

__all__ = ["DIALECTS"]

DIALECTS = (
    Dialect(
        name="zpl",
        seats=("printer", "label_printer"),
        port=9100,
        summary="label printers that speak ZPL II, on lines and in case packers",
        profiles=PROFILES,
        device=ZplDevice,
        host=zpl_host,
    ),
)
