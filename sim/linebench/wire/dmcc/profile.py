"""Options of DataMan readers."""

from typing import Literal

import msgspec

from linebench.wire.readers.profile import ReaderProfile

__all__ = ["MODE", "PARAMETERS", "DmccProfile"]

MODE = "COM.DMCC-RESPONSE"
"""The parameter that holds the response mode."""
PARAMETERS = {
    "DEVICE.TYPE": "DM475",
    "DEVICE.SERIAL-NUMBER": "1A1234XX000000",
    "DEVICE.FIRMWARE-VER": "6.1.16",
    "DEVICE.NAME": "DM475",
    "SYMBOL.DATAMATRIX": "ON",
    "SYMBOL.QR": "OFF",
    "SYMBOL.C128": "OFF",
    "TRIGGER.TYPE": "0",
    "DATA.RESULT-TYPE": "1",
}


class DmccProfile(ReaderProfile, frozen=True, kw_only=True):
    """A reader that speaks DMCC. It sends no banner.

    The custom commands stand for a script in the reader and are the bench's own choice: DMCC has none for
    inspection jobs and their counters. Each is answered by status 0, and what it asked for is then pushed.
    """

    response: Literal[0, 1, 2] = 1
    """Host: the response mode that it sets. 0 silent, 1 extended, 2 as some firmware is driven."""
    first_response: Literal[0, 1, 2] = 0
    """Device: the mode of a new connection."""
    reply: str = "||{checksum}:{id}[{status}]"
    """Head of a reply in mode 1; fields as the command gave them."""
    reply_2: str = "||:::2[{status}]"
    """Head of a reply in mode 2, as seen on a DM475V. Unsure whether it ever carries the command's id."""
    encoded_in: tuple[int, ...] = (1,)
    """Modes in which a pushed line has a head with status 1 and is base64; in others it is bare. Unsure for 2."""
    checksum: bool = False
    """Host: its commands carry a checksum, and so do the replies to them."""
    checksum_of: Literal["frame", "body"] = "frame"
    """What the checksum, an exclusive or of bytes, goes over: all before it, or what is behind the head. Unsure."""
    parameters: dict[str, str] = msgspec.field(default_factory=lambda: dict(PARAMETERS))
    """What ``GET`` and ``SET`` know, with the values of ``CONFIG.DEFAULT``."""
    read_only: tuple[str, ...] = ("DEVICE.TYPE", "DEVICE.SERIAL-NUMBER", "DEVICE.FIRMWARE-VER")
    """Parameters that ``SET`` rejects, with status 104; unsure."""
    job_command: str = "BENCH.JOB"
    """Custom command with the job's name."""
    counters_command: str = "BENCH.COUNTERS"
    reset_command: str = "BENCH.RESET"
    state_command: str = "BENCH.STATE"
