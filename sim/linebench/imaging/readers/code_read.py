"""What a decoder found in a picture, and what a decoder is."""

from collections.abc import Callable
from typing import NamedTuple, Protocol, TypeAlias

from linebench.imaging.picture import Picture

__all__ = ["DATAMATRIX", "CodeRead", "CodeReader", "Corners", "Point", "ReaderError", "Witness", "shifted"]

DATAMATRIX = ("gs1-datamatrix", "datamatrix", "datamatrix-link")
"""The carriers that are Data Matrix symbols: who reads one reads all."""

Point: TypeAlias = tuple[float, float]
"""x and y in pixels from the outer corner of the top-left pixel."""

Corners: TypeAlias = tuple[Point, Point, Point, Point]
"""Outer corners of a symbol: top-left, top-right, bottom-right, bottom-left as the symbol is seen upright."""


class ReaderError(RuntimeError):
    """A decoder cannot be used or did not come back. A fault of the bench, never of the picture."""


class CodeRead(NamedTuple):
    """A decoded symbol.

    ``content``: the data with 0x1D separators, without a leading FNC1. ``symbology``: AIM identifier, ``]d2``
    for GS1 DataMatrix, ``]d1`` for a symbol without FNC1. ``witness``: who read it, and after what filter.
    ``corners``: where it is, to about a pixel; of bars, only as high as they were read; ``None``: not known.
    """

    content: str
    symbology: str
    witness: str
    corners: Corners | None = None


class CodeReader(Protocol):
    """A decoder of symbols."""

    @property
    def name(self) -> str:
        """The decoder, and what it does to a picture first."""

    @property
    def carriers(self) -> tuple[str, ...]:
        """Names of the carriers that it reads."""

    def read(self, picture: Picture) -> CodeRead | None:
        """The symbol in ``picture``; ``None`` when none can be decoded."""

    def locate(self, picture: Picture) -> Corners | None:
        """Where a symbol is, decodable or not; ``None`` when there is none.

        Asked after ``read`` failed it tells a symbol that is spoilt from one that is missing.
        """


class Witness(NamedTuple):
    """What a module of this package declares as ``WITNESS``: a decoder that can be called by its name."""

    name: str
    make: Callable[[], CodeReader]


def shifted(read: CodeRead | None, right: float, down: float = 0) -> CodeRead | None:
    """``read`` as seen in a picture of which the one that was read is a part, so many pixels into it."""
    if read is None or read.corners is None:
        return read
    moved = tuple((x + right, y + down) for x, y in read.corners)
    return read._replace(corners=moved)  # type: ignore[arg-type]
