"""Frames and lines of a reader without a protocol. No I/O."""

from linebench.wire.rawline.profile import TERMINATORS, RawlineProfile
from linebench.wire.readers.commands import Commands
from linebench.wire.readers.framing import Frames

__all__ = ["ENDS", "commands", "frames", "terminated"]

ENDS = "\r\n"
"""Characters that no escaped value holds, whatever ends a line."""


def commands(profile: RawlineProfile) -> Commands:
    """Encoder and decoder of what a host says."""
    return Commands(profile.marks(ENDS), job=profile.job_command, counters=profile.counters_command,
                    reset=profile.reset_command, trigger=profile.trigger_command, state=profile.state_command)


def frames(profile: RawlineProfile) -> Frames:
    """Lines from a stream."""
    return Frames(TERMINATORS[profile.terminator], most=profile.max_frame)


def terminated(profile: RawlineProfile, line: bytes) -> bytes:
    """A line as it is sent."""
    return line + TERMINATORS[profile.terminator]
