"""Codenet as a dialect of the printer's port."""

from linebench.wire.codenet.device import CodenetDevice
from linebench.wire.codenet.profile import PROFILES
from linebench.wire.codenet.speech import codenet_host
from linebench.wire.dialect import Dialect

__all__ = ["DIALECTS"]

DIALECTS = (
    Dialect(
        name="codenet",
        seats=("printer",),
        port=7000,
        summary="continuous ink jet printers of the A and Ax series, by Codenet",
        profiles=PROFILES,
        device=CodenetDevice,
        host=codenet_host,
    ),
)
