"""Options of In-Sight vision systems."""

from typing import Literal

import msgspec

from linebench.units import Duration
from linebench.wire.readers.profile import ReaderProfile

__all__ = ["CELLS", "InsightProfile"]

CELLS = {
    "C010": "trigger", "C011": "outcome", "C012": "symbology", "C013": "data", "C014": "text",
    "D010": "total", "D011": "detections", "D012": "rejects", "D013": "series", "D014": "longest",
}


class InsightProfile(ReaderProfile, frozen=True, kw_only=True):
    """A vision system in native mode.

    What its job writes into which cell is the bench's own choice, as a site's own job would be. The newest messages
    lie in a ring of cells, each a number and a line as the reader core knows them, so that a host that looks now
    and then misses none. Counters are asked for, and reset, by writing 1 into a cell; ``SI`` is answered when it
    is done. ``retries`` does nothing here: replies carry no number, and a late one would be taken for the next.
    """

    encoding: Literal["utf-8", "latin-1", "ascii"] = "ascii"
    """Clients of native mode read ASCII alone; other characters are escaped."""
    user: str = "admin"
    password: str = ""
    access: Literal["full", "protected", "locked"] = "full"
    """What the user may do; without full access commands that change something are answered by -6."""
    welcome: str = "Welcome to In-Sight(R) 5605 Session 0"
    """The first line. Hosts look for the first word; the rest is unsure."""
    login_refused: str = "Invalid User or Password"
    """Sent before the connection is closed; unsure."""
    info: tuple[str, ...] = ("Serial Number: 1A1234XX000000", "Model: 5605", "Firmware Version: 5.09.00",
                             "MAC Address: 00-D0-24-00-00-00", "Job: inspection")
    """The lines of ``GI`` behind its status, each with one colon; unsure."""
    identity: tuple[str, ...] = ("Model", "Firmware Version")
    """Host: the names of the lines of ``GI`` that say who the system is, in this order; unsure as they are."""
    push: bool = False
    """Messages are pushed as lines on the same connection; else the host looks for them in cells."""
    push_mark: str = "@"
    """First character of a pushed line, which no reply begins with."""
    look_every: Duration = Duration(20_000)
    """Host: how often it looks where nothing else says how often."""
    job_file: str = "{job}.job"
    """The file of a job."""
    files: tuple[str, ...] = ()
    """Job files that it holds from the start; whether one loads is the device's answer, not this list's."""
    max_file: int = 2_000_000
    """Most hexadecimal digits that it takes of a file; more is out of memory, -4."""
    head_cell: str = "A010"
    """``number;online``: the number of the newest message, and 1 or 0 as ``GO`` tells."""
    state_cell: str = "A011"
    """The state line."""
    counters_cell: str = "A012"
    """Write 1: ask for the counters."""
    reset_cell: str = "A013"
    """Write 1: reset them."""
    ring_column: str = "B"
    ring_row: int = 10
    ring: int = 32
    """Message ``n`` lies in row ``ring_row + n % ring``, as ``n;line``."""
    cells: dict[str, str] = msgspec.field(default_factory=lambda: dict(CELLS))
    """Cells or tags with a single value of the last reading or of the counters as they were told last."""
    tags: tuple[str, ...] = ("Inspection.Exposure",)
    """Symbolic tags that may be written."""
    event_reply: Literal["status", "xml"] = "xml"
    """Whether ``SE`` is answered by a status alone or also by a result with its length; unsure, clients differ."""
    event_within: Duration = Duration(5_000_000)
    """How long ``SW`` waits for the end of an inspection before -2."""
    block_gap: Duration = Duration(0)
    """Pause between the parts of a file or picture that is read: some clients rely on it to tell them apart."""

    def __post_init__(self) -> None:
        if self.ring < 1 or self.ring_row + self.ring > _ROWS:
            raise ValueError(f"ring of {self.ring} cells from row {self.ring_row}; expected rows up to {_ROWS - 1}")


_ROWS = 400
"""Rows of the spreadsheet, 0 to 399."""
