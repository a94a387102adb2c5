"""A pack as a thing in the world."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from linebench.imaging.defects import NO_DEFECTS

if TYPE_CHECKING:
    from linebench.line.belt import Belt

__all__ = ["GONE", "Pack"]

GONE = -1
"""``stop`` of a pack that lies on no belt."""


class Pack:
    """One saleable unit.

    Attributes:
        number: given in the order packs come into the world, from 1.
        mg: true mass in milligrams.
        content: element string printed on it, ``""`` while blank.
        text: human-readable text printed on it.
        defects: print defects by kind, with the value of the kind's parameter in its base unit.
        belt: the belt it lies on, ``None`` when it does not.
        front: belt travel (picometres) at which its front was, or would have been, at the belt's start.
        stop: index of the next point it will pass on its belt, ``GONE`` when it lies on none.

    """

    __slots__ = ("belt", "content", "defects", "front", "mg", "number", "stop", "text")

    def __init__(self, number: int, mg: int) -> None:
        self.number = number
        self.mg = mg
        self.content = ""
        self.text = ""
        self.defects: Mapping[str, float] = NO_DEFECTS
        self.belt: Belt | None = None
        self.front = 0
        self.stop = GONE
