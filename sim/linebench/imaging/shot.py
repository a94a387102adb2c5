"""What a camera is asked and what it answers: words without pixels, cheap to import."""

from collections.abc import Mapping
from typing import Protocol

import msgspec

from linebench.imaging.defects import NO_DEFECTS

__all__ = ["UNREAD", "Inspector", "Seen", "Shot", "Sight"]


class Shot(msgspec.Struct, frozen=True, gc=False):
    """A pack before the camera: what is printed, and what is wrong with print and camera, kind to parameter.

    ``content``: element string of the symbol, empty: none. ``text``: the human-readable text as printed.
    """

    content: str
    text: str
    print_defects: Mapping[str, float] = NO_DEFECTS
    camera_defects: Mapping[str, float] = NO_DEFECTS


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
        """Element string of the symbol, empty: none."""

    @property
    def text(self) -> str:
        """The human-readable text as printed."""

    @property
    def print_defects(self) -> Mapping[str, float]:
        """What is wrong with the print, kind to parameter."""

    @property
    def camera_defects(self) -> Mapping[str, float]:
        """What is wrong with the camera."""


class Inspector(Protocol):
    """A camera's eye."""

    def inspect(self, shot: Sight) -> Seen:
        """What the camera sees of ``shot``."""
