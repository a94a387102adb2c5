"""What SR readers do differently, and how the bench lets them tell what they have no telegram for."""

from typing import Literal

import msgspec

from linebench.units import Duration
from linebench.wire.readers.profile import ReaderProfile

__all__ = ["SrProfile"]


class SrProfile(ReaderProfile, frozen=True, kw_only=True):
    """Options of a reader.

    ``LON`` and ``LOFF`` are published. The commands for job, counters, reset and state are the bench's own
    choice; an empty one is a command that the reader lacks.
    """

    no_read: str = "ERROR"
    form: Literal["CR", "STX"] = "CR"
    """Results, and what the host sends: ended by CR, or between STX and ETX. Replies have the form of commands."""
    gap: Duration = Duration(10_000_000)
    """So long between two characters of a command, and the reader forgets what it has of it."""
    job_command: str = "JOB,{job}"
    banks: dict[str, int] = msgspec.field(default_factory=dict)
    """Jobs by number of their parameter bank. With it, ``{job}`` is a number, and ``job_command`` may be
    ``BLOAD,{job}`` (unsure); without, jobs travel by name."""
    unknown_bank: int = 99
    """Host side: the number that is sent for a job that is not in ``banks``."""
    counters_command: str = "COUNTERS"
    reset_command: str = "CLEAR"
    state_command: str = "STATE"
    error_unknown: str = "00"
    """Unsure, as all numbers in ``ER,command,nn``: no such command."""
    error_parameter: str = "02"
    """Unsure: a parameter is out of range."""
