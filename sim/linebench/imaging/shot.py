"""What a camera is asked and what it answers: words without pixels."""

from typing import Protocol

import msgspec

from linebench.imaging.faults.kind import Fault
from linebench.imaging.grading import Grading
from linebench.imaging.marking import PLAIN, Marking

__all__ = ["UNREAD", "Inspector", "Seen", "Shot", "Sight"]


class Shot(msgspec.Struct, frozen=True, gc=False):
    """A pack before the camera: what is printed, and what is wrong with print and camera.

    ``content``: data of the symbol as a reader delivers them, empty: none. ``text``: the human-readable text as
    printed. ``marking``: how the content is encoded.
    """

    content: str
    text: str
    marking: Marking = PLAIN
    print_faults: tuple[Fault, ...] = ()
    camera_faults: tuple[Fault, ...] = ()


class Seen(msgspec.Struct, frozen=True, gc=False):
    """A camera's answer. ``content``, ``text`` and ``symbology`` are empty for a no-read.

    ``readable`` is truth, not answer: code and text of the picture as taken read as they were printed.
    """

    outcome: str
    """``read`` or ``no_read``."""
    content: str
    text: str
    symbology: str
    readable: bool


UNREAD = Seen("no_read", "", "", "", False)
"""The answer to every picture that cannot be read."""


class Sight(Protocol):
    """What a camera looks at: a ``Shot``, or anything that has what one has."""

    @property
    def content(self) -> str:
        """Data of the symbol as a reader delivers them, empty: none."""

    @property
    def text(self) -> str:
        """The human-readable text as printed."""

    @property
    def marking(self) -> Marking:
        """How the content is encoded."""

    @property
    def print_faults(self) -> tuple[Fault, ...]:
        """What is wrong with the print."""

    @property
    def camera_faults(self) -> tuple[Fault, ...]:
        """What is wrong with the camera."""


class Inspector(Protocol):
    """A camera's eye."""

    grades: bool
    """Whether it can tell the grade of a print."""

    def grade(self, shot: Sight) -> Grading:
        """The grade that the print of ``shot`` deserves, whatever the camera makes of it."""

    def inspect(self, shot: Sight) -> Seen:
        """What the camera sees of ``shot``."""
