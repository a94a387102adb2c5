"""A pack as a thing in the world."""

from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

import msgspec

from linebench.imaging.faults.kind import Fault
from linebench.imaging.marking import PLAIN, Marking

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
        content: data of its symbol as a reader delivers them, ``""`` while blank.
        text: human-readable text printed on it.
        marking: how the content is encoded.
        print_faults: what is wrong with the print.
        belt: the belt it lies on, ``None`` when it does not.
        front: belt travel (picometres) at which its front was, or would have been, at the belt's start.
        step: what it passes next on its belt.

    """

    number: int
    mg: int
    content: str = ""
    text: str = ""
    marking: Marking = PLAIN
    print_faults: tuple[Fault, ...] = ()
    belt: "Belt | None" = None
    front: int = 0
    step: Step = NOWHERE
    camera_faults: ClassVar[tuple[Fault, ...]] = ()
    """None: a pack is what a camera sees when nothing is wrong with the camera."""
