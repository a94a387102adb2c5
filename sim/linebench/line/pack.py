"""A pack as a thing in the world."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

import msgspec

from linebench.imaging.defects import NO_DEFECTS

if TYPE_CHECKING:
    from linebench.line.belt import Belt

__all__ = ["NOWHERE", "Pack", "Step"]

Step: TypeAlias = tuple[Any, ...]
"""A pack's next point: what happens there, the way (picometres) to the one behind it, 0 when there is none, and
the step from there; ``NOWHERE`` behind the last point.
"""
NOWHERE: Step = ()
"""``step`` of a pack that passes no further point."""


class Pack(msgspec.Struct, eq=False, gc=False):
    """One saleable unit.

    Attributes:
        number: given in the order packs come into the world, from 1.
        mg: true mass in milligrams.
        content: element string printed on it, ``""`` while blank.
        text: human-readable text printed on it.
        print_defects: by kind, with the value of the kind's parameter in its base unit.
        belt: the belt it lies on, ``None`` when it does not.
        front: belt travel (picometres) at which its front was, or would have been, at the belt's start.
        step: what it passes next on its belt.

    """

    number: int
    mg: int
    content: str = ""
    text: str = ""
    print_defects: Mapping[str, float] = NO_DEFECTS
    belt: "Belt | None" = None
    front: int = 0
    step: Step = NOWHERE
    camera_defects: ClassVar[Mapping[str, float]] = NO_DEFECTS
    """None: a pack is what a camera sees when nothing is wrong with the camera."""
