"""What projects agree on beside names and addresses."""

from typing import Annotated

import msgspec

from linebench.units import Duration
from linebench.wire.dialect import Profile

__all__ = ["MappedOptions"]


class MappedOptions(Profile, frozen=True, kw_only=True):
    """Options of the PLC's end. None is published; the defaults are the bench's own choice."""

    beat_every: Duration = Duration(500_000)
    """How often the PLC changes its heartbeat."""
    beat_within: Duration = Duration(2_000_000)
    """A line controller whose heartbeat stands still for this long is lost. Must be longer than it beats apart."""
    held: Annotated[int, msgspec.Meta(ge=1)] = 4096
    """What waits behind a channel that is not answered; for one more the oldest is dropped, which is noted."""
    hold: Duration = Duration(50_000)
    """How long a datum of a channel without an answer stays at least; whoever looks less often misses some."""
    command_within: Duration = Duration(10_000_000)
    """Dialled: a command that could not be written for this long is not given any more: a line that starts must not
    come as a surprise."""
    fail_safe: bool = True
    """Field: outputs fall when a PLC whose heart has beaten is silent for ``beat_within``."""
    by: str = "line controller"
    """Who is said to have given a command where the map has no ``command.by``."""
