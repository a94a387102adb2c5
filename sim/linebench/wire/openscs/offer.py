"""What a server of serial numbers tells of itself: limits, names and classes."""

from linebench.ports.serials import Pairs
from linebench.units import Duration
from linebench.wire.dialect import Profile

__all__ = ["Offer", "SerialClass"]

_THOUSANDS = 100_000
"""Numbers of a request: a batch of a packaging line draws its serials at once."""


class SerialClass(Profile, frozen=True, kw_only=True):
    """A class of serialized identifiers (OPENSCSSIDClassObjectType); what is empty and optional is not shown.

    ``properties``: id, description and value of each.
    """

    name: str
    """Of its object."""
    id: str
    owner: str
    characters: str
    """That may stand in it, such as ``0-9A-Z``."""
    syntax: str
    """How it is written, such as ``(01)n14(21)an..20``."""
    use: str = ""
    description: str = ""
    properties: tuple[tuple[str, str, str], ...] = ()


class Offer(Profile, frozen=True, kw_only=True):
    """What one server offers. A request beyond a limit is BadInvalidArgument."""

    name: str = "openscs"
    """Of the server."""
    formats: tuple[str, ...] = ()
    """Forms that serials are asked for and reported in; any other is refused. None: the owner knows."""
    criteria: Pairs = ()
    """By which pools are told apart: names, each with a value to show. Pairs of an event's context that have such a
    name say which pool it is."""
    most_requested: int = _THOUSANDS
    most_returned: int = _THOUSANDS
    most_pushed: int = _THOUSANDS
    """Numbers of one call: asked for, given back, told of."""
    most_events: int = _THOUSANDS
    """Serials of one event, and of one container."""
    most_aggregations: int = 10_000
    """Containers of one call."""
    most_object_sids: int = _THOUSANDS
    most_aggregation_events: int = 10_000
    """Of one EPCIS document: identifiers of object events, and aggregation events."""
    classes: tuple[SerialClass, ...] = ()
    answer_within: Duration = Duration(30_000_000)
    """How long the owner is waited for, in real time; then the call is BadTimeout."""
    stream: bool = True
    """Whether EPCIS documents are taken as files."""
    most_bytes: int = 16 * 1024 * 1024
    """Of an EPCIS document."""
    file_within: Duration = Duration(60_000_000)
    """A file that nobody touched for so long is forgotten."""

    def takes(self, form: str) -> bool:
        """Whether serials of this form are known."""
        return not self.formats or form in self.formats
