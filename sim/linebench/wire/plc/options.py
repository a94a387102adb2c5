"""What projects agree on for the tags between a PLC and a line controller."""

from linebench.wire.plc.words import ALARMS
from linebench.wire.rings.layout import RingOptions

__all__ = ["PlcOptions"]


class PlcOptions(RingOptions, frozen=True, kw_only=True):
    """Options of both ends, which must have the same. None is published; all are the bench's own choice."""

    alarms: tuple[str, ...] = ALARMS
    """Alarms that have tags, numbered from 1. Others are not told."""
    packtags_by: str = "PackTags"
    """Who is said to have given a command by ``Command.CntrlCmd``, which names nobody."""
    design_speed: float = 400.0
    """Packs a minute; what ``Admin.MachDesignSpeed`` says."""
