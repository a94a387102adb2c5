r"""Options of readers that push lines."""

from typing import Literal

from linebench.wire.readers.profile import ReaderProfile

__all__ = ["TERMINATORS", "RawlineProfile"]

TERMINATORS = {"CR LF": b"\r\n", "CR": b"\r", "LF": b"\n"}
"""What ends a line, by the word of the option ``terminator``."""


class RawlineProfile(ReaderProfile, frozen=True, kw_only=True):
    """A reader without a protocol: result lines out, and plain commands in.

    The commands are the bench's own choice; empty: the reader has no such command.
    """

    terminator: Literal["CR LF", "CR", "LF"] = "CR LF"
    job_command: str = "JOB {job}"
    counters_command: str = "COUNTERS?"
    reset_command: str = "RESET"
    trigger_command: str = "TRIGGER"
    state_command: str = "STATE?"
    refusal: str = ""
    """What it answers to a line that is no command; empty: nothing."""
