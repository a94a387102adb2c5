"""The decisions the site server takes about batches that are made, each of which a mutant can replace."""

from linebench.epcis.model import Event
from linebench.epcis.times import offset_at

__all__ = ["OfficeDecisions"]


class OfficeDecisions:
    """What a right site server decides."""

    def keeps_open(self, why: str) -> str:
        """Why a batch is not released, of what is open of it; ``""``: it is released."""
        return why

    def hears(self, line: str) -> bool:  # noqa: ARG002  # for mutants
        """Whether reports of a further line are taken."""
        return True

    def offset_at(self, at_us: int, zone: str) -> str:
        """How far clocks in a zone are from UTC, by microseconds since 1970 UTC."""
        return offset_at(at_us, zone)

    def documented(self, events: tuple[Event, ...]) -> tuple[Event, ...]:
        """The events of a batch as its document has them."""
        return events

    def is_concerned(self, chain: tuple[str, ...], *, fits: bool) -> bool:  # noqa: ARG002  # for mutants
        """Whether a recall names a pack. ``chain``: with what it is in; ``fits``: it is of what is recalled."""
        return fits

    def stands_in(self, chain: tuple[str, ...]) -> tuple[str, ...]:
        """A pack with what it is in, innermost first, as a recall tells it."""
        return chain

    def been_in(self, parents: tuple[str, ...]) -> tuple[str, ...]:
        """What a thing has been in, as it is told."""
        return parents

    def retrieved(self, text: str) -> str:
        """A document as it comes out of the archive."""
        return text
