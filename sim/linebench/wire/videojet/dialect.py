"""Videojet text communications as a dialect of the printer's port."""

from linebench.wire.dialect import Dialect
from linebench.wire.videojet.device import VideojetDevice
from linebench.wire.videojet.profile import PROFILES
from linebench.wire.videojet.speech import videojet_host

__all__ = ["DIALECTS"]

DIALECTS = (
    Dialect(
        name="videojet",
        seats=("printer",),
        port=3001,
        summary="thermal transfer and laser coders, by Videojet text communications",
        profiles=PROFILES,
        device=VideojetDevice,
        host=videojet_host,
    ),
)
