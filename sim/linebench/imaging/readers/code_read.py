"""What a decoder found in a picture, and what a decoder is."""

from typing import NamedTuple, Protocol

from linebench.imaging.picture import Picture

__all__ = ["CodeRead", "CodeReader"]


class CodeRead(NamedTuple):
    """A decoded symbol.

    ``content``: the data with 0x1D separators, without a leading FNC1. ``symbology``: AIM identifier, ``]d2``
    for GS1 DataMatrix, ``]d1`` for a symbol without FNC1. ``witness``: who read it, and after what filter.
    """

    content: str
    symbology: str
    witness: str


class CodeReader(Protocol):
    """A decoder of Data Matrix symbols."""

    def read(self, picture: Picture) -> CodeRead | None:
        """The symbol in ``picture``; ``None`` when none can be decoded."""
