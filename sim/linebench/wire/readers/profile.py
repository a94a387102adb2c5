r"""Options that the dialects of cameras and readers share."""

from typing import Literal

from linebench.units import Duration
from linebench.wire.dialect import Profile
from linebench.wire.readers.template import Marks

__all__ = ["GS", "ReaderProfile"]

GS = {"raw": "\x1d", "{GS}": "{GS}", "<GS>": "<GS>", "~": "~", "lost": ""}
"""What a reader sends for 0x1D in the data, by the word of the option ``gs``."""


class ReaderProfile(Profile, frozen=True, kw_only=True):
    r"""Result line, counters and state as lines, time limits and clients.

    Readers send whatever their set-up composes, so the result line is the site's own; the default holds everything
    that a ``Reading`` says. ``state``, ``counters`` and the names of commands for job, counters and reset are the
    bench's own choice where a dialect has nothing for them: no vendor publishes them.
    """

    result: str = "{trigger};{outcome};{symbology};{data};{text}"
    """The result line. Fields: ``trigger outcome symbology data text job camera``; ``data`` must be there.

    Without ``trigger`` the host counts the lines itself: **one lost line and every later result belongs to another
    pack**. Without ``text`` or ``symbology`` the host is told none.
    """
    prefix: str = ""
    """Stands before every result line, ``suffix`` behind it."""
    suffix: str = ""
    no_read: str = "NoRead"
    """Stands in the place of the data when nothing was read: ``ERROR``, ``NR``, or empty."""
    read_word: str = "read"
    """What ``{outcome}`` says of a read, such as ``OK``; ``no_read_word`` of the other."""
    no_read_word: str = "no_read"
    assumed_symbology: str = ""
    """Host: the AIM identifier of every read when the line has none, because the reader is set to one symbology."""
    gs: Literal["raw", "{GS}", "<GS>", "~", "lost"] = "raw"
    """What is sent for 0x1D in the data."""
    line_break: str = r"\n"
    """What is sent for a line feed in the text; empty: it is lost."""
    escape: str = "\\"
    """Escape character of values; empty: they are sent as they are, separators and all."""
    encoding: Literal["utf-8", "latin-1", "ascii"] = "utf-8"
    state: str = "STATE;{job};{online};{series}"
    """Pushed when job, readiness or the output for faults in a row changes. Fields: ``camera job online series``.
    Empty: it is not said, and a host waits in vain for the answer to a job.
    """
    counters: str = "COUNTERS;{job};{total};{detections};{rejects};{series};{longest}"
    """Pushed as answer to the question for counters. Fields as in ``CameraCounters``; empty: not said."""
    results_to: Literal["all", "first", "newest"] = "all"
    """Which of several clients gets what is pushed."""
    max_clients: int = 8
    """One more is hung up on."""
    max_frame: int = 4096
    """The longest frame in bytes, either way."""
    max_waiting: int = 64
    """Commands that one client, or requests that the host's own seat, may have waiting."""
    supported: tuple[str, ...] = ()
    """Host: how the identities begin that it serves; none: all. Another reader is given no job and no trigger."""
    answer_within: Duration = Duration(500_000)
    """Host: how long it waits for an answer."""
    retries: int = 0
    """Host: how often an unanswered question is asked again. A job, a reset or a trigger is never repeated: were
    only its answer late, triggers would be numbered anew in the middle of a batch.
    """

    def marks(self, ends: str) -> Marks:
        """How values are written in lines that end with one of the characters ``ends``."""
        return Marks(GS[self.gs], self.line_break, self.escape, ends, self.encoding)
