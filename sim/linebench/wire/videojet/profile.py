"""What units that speak Videojet text communications do differently."""

from collections.abc import Mapping
from typing import Literal

from linebench.units import Duration
from linebench.wire.printers.options import PrinterProfile

__all__ = ["NOTICES", "PROFILES", "VideojetProfile"]

NOTICES = ("PRS", "PRC", "STS", "JOB", "ERS", "OUT", "QEM", "QLO", "QHI", "QFU")
"""What a unit announces once it is asked to."""
_NEWEST = 7


class VideojetProfile(PrinterProfile, frozen=True, kw_only=True):
    """A unit's set-up. Shapes of answers that are not published are the bench's own choice; see the README."""

    version: int = _NEWEST
    """Of the protocol, 1 to 7; words of later ones are refused."""
    notices: bool = True
    """It knows ``SNO`` whatever its version."""
    accepted: str = "ACK"
    refused: str = "ERR"
    closing_bar: Literal["optional", "required"] = "optional"
    """Whether a line with values is refused without a bar behind the last one."""
    select_queues: Literal["with serial", "with data", "never"] = "with serial"
    """When the fields that come with a selection are a record: when the serial is among them, when there are any,
    or never. Those that are none fill the fields only."""
    select_clears: bool = True
    """Selecting a job forgets the records that wait."""
    queue_low: int = 2
    """Records waiting at which ``QLO`` is announced as they get fewer."""
    queue_high: int = 5
    """Records waiting at which ``QHI`` is announced as they get more."""
    ink_told: bool = True
    """The list of warnings ends with what is left of the ribbon or ink, ``ink=12``; the bench's own choice, for no
    word for levels is published."""

    fill: Literal["named", "ordered"] = "named"
    """How the host fills fields: by name, or in the label's order."""
    clear_by: Literal["command", "select"] = "command"
    """How the host clears the queue: by ``CQI``, or by selecting the job again."""
    prints_by: Literal["notice", "counter"] = "notice"
    """How the host learns of prints: ``PRC``, or the total in the status. The counter misses no print, but its
    answer comes only when the host asks."""
    look_every: Duration = Duration(10_000_000)
    """How often the host asks for the status, which also keeps the link alive."""
    count_every: Duration = Duration(20_000)
    """How often it asks when it learns of prints by the counter."""

    def __post_init__(self) -> None:
        """Refuse what no unit can be."""
        super().__post_init__()
        if not 1 <= self.version <= _NEWEST:
            raise ValueError(f"version {self.version}; expected 1 to {_NEWEST}")

    @property
    def lists_faults(self) -> bool:
        """Whether the unit can say which faults and warnings it has."""
        return self.version >= 6  # noqa: PLR2004  # GFT and GWN came with version 6


PROFILES: Mapping[str, VideojetProfile] = {
    "clarity": VideojetProfile(),
    "dataflex": VideojetProfile(version=1, depth=1, when_full="replace", clear_by="select", ink_told=False),
    "dataflex-counter": VideojetProfile(version=1, notices=False, depth=1, when_full="replace", clear_by="select",
                                        ink_told=False, prints_by="counter"),
}
"""``clarity``: a queue of updates and all words. ``dataflex``: the words of version 1 with print-complete notices;
it holds the data of the next print only. ``dataflex-counter``: the same without notices, prints by the counter."""
