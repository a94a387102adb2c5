"""Options that the profiles of all printer dialects share: how the unit is set up, how the host behaves."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from linebench.units import Duration
from linebench.wire.dialect import Profile
from linebench.wire.printers.fields import FieldMap

__all__ = ["PrinterProfile"]


class PrinterProfile(Profile, frozen=True, kw_only=True):
    """What printers of one dialect do differently. None of the defaults is published, unless its dialect says so.

    The upper half is the device's, the lower half the host's; a bench that plays both reads one profile.
    """

    jobs: tuple[str, ...] = ()
    """Labels in the unit's memory; empty: it finds any that is asked for."""
    depth: int = 6
    """Records that wait in the unit at most, from 1, the one that is being printed counted."""
    when_full: Literal["refuse", "replace"] = "refuse"
    """What happens to a record for which there is no place. ``replace``: it takes the place of all that wait, as
    in units that hold the data of the next print only."""
    fields: FieldMap = msgspec.field(default_factory=FieldMap)
    defaults: Mapping[str, str] = msgspec.field(default_factory=dict[str, str])
    """What fields hold before they are given a value, by name."""
    fields_survive_select: bool = True
    """Fields keep their values when a job is selected; else they fall back to ``defaults``."""
    queue_survives: bool = True
    """Records still wait when the connection was lost. Hosts cannot know: they cannot read the queue back."""
    job_survives: bool = True
    """The job is still selected when the connection was lost."""
    clients: int = 1
    """Connections at a time; a further one is refused. 0: any number."""
    faults_cleared: Literal["remotely", "locally"] = "remotely"
    """``locally``: the command is refused, a person has to clear faults at the unit."""
    clock_offset: Duration = Duration(0)
    """How far the unit's clock is ahead of the bench's."""
    max_frame: int = 4_096
    """Longest command or answer taken, in bytes."""
    print_complete: Literal["once", "missing", "doubled"] = "once"
    """A defect of the unit: a print is not announced, or announced twice."""
    records: Literal["printed", "dropped"] = "printed"
    """A defect of the unit: ``dropped``: a record is acknowledged and never printed."""
    updates: Literal["taken", "ignored"] = "taken"
    """A defect of the unit: ``ignored``: an update is acknowledged and the fields printed are those before."""
    defect_every: int = 1
    """The three defects strike every so many-th record, from 1."""

    answer_within: Duration = Duration(500_000)
    """How long the unit may take to answer before the host counts it as silent."""
    supported: tuple[str, ...] = ()
    """How the identities begin that the host serves; none: all. Another unit is given no job and no record."""
    retries: int = 1
    """How often the host repeats a question without an answer. What changes something is never repeated: it may
    have been done, and without numbers in the dialect a late answer would be taken for another's."""
    settle: Duration = Duration(200_000)
    """How long the host holds records back behind a clearing of the queue, so that a print announced late is not
    taken for that of a new record."""
    try_again: Duration = Duration(100_000)
    """After what time the host offers a record again for which there was no place."""
    after_loss: Literal["refill", "drop"] = "refill"
    """What the host does with records it had not sent when the connection was lost: send them, or forget them.
    It tells how many it still holds; records that were sent are never sent again."""

    def __post_init__(self) -> None:
        """Refuse options that no unit can have."""
        if self.depth < 1 or self.defect_every < 1:
            raise ValueError(f"depth {self.depth}, defect_every {self.defect_every}; expected 1 or more")
        widths = self.fields.widths
        if widths and len(widths) != len(self.fields.order):
            raise ValueError(f"{len(widths)} widths for {len(self.fields.order)} fields; expected as many")
