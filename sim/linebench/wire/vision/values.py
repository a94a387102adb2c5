"""What goes over the wire: a frame to the vision system, an answer back. Values that exist are valid."""

import re
from typing import Literal

import msgspec

__all__ = ["GRADES", "MAX_SIDE", "MAX_TRIGGER", "Answer", "AnswerError", "Frame", "FrameError"]

MAX_TRIGGER = 2**32 - 1
MAX_SIDE = 2**16 - 1
GRADES = (0.0, 4.0)
"""Lowest and highest overall grade, ISO/IEC 15415 and 15416."""
_SYMBOLOGY = re.compile(r"\][A-Za-z][0-9A-Za-z]")


class FrameError(ValueError):
    """A frame, or the bytes of one, that is not what the format says. The message tells what was expected."""


class AnswerError(ValueError):
    """An answer that is not what the format says. The message tells what was found and what was expected."""


class Frame(msgspec.Struct, frozen=True, gc=False):
    """One picture: 8 bit grey, row by row from the top left, no padding; 0 is black.

    ``trigger`` is 1 to 4,294,967,295 and unique within a feed; sides are 1 to 65,535 pixels.

    Raises:
        FrameError: a number out of range, or not ``width * height`` bytes of pixels.

    """

    trigger: int
    width: int
    height: int
    pixels: bytes

    def __post_init__(self) -> None:
        for name, value, most in (("trigger", self.trigger, MAX_TRIGGER), ("width", self.width, MAX_SIDE),
                                  ("height", self.height, MAX_SIDE)):
            if not 1 <= value <= most:
                raise FrameError(f"frame: {name} is {value}; expected 1 to {most}")
        if len(self.pixels) != self.width * self.height:
            raise FrameError(f"frame {self.trigger}: {len(self.pixels)} bytes of pixels; expected "
                             f"{self.width * self.height}, one for each pixel of {self.width}x{self.height}")


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """What the vision system says of one frame, in the words of ``ports.camera.Reading``.

    ``content`` is the element string with 0x1D separators, without the leading FNC1; ``symbology`` the AIM
    identifier, ``]d2`` for GS1 DataMatrix; ``text`` the human-readable text beside the code, lines joined by
    a line feed, empty when the system reads none. All three are empty for a no-read. ``grade`` is the overall
    grade, 0.0 to 4.0, and ``None`` when the system gives none.

    Raises:
        ValueError: fields that contradict each other or are out of range.

    """

    trigger: int
    outcome: Literal["read", "no_read"]
    content: str = ""
    symbology: str = ""
    text: str = ""
    grade: float | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.trigger <= MAX_TRIGGER:
            raise ValueError(f"trigger is {self.trigger}; expected 1 to {MAX_TRIGGER}")
        if self.grade is not None and not GRADES[0] <= self.grade <= GRADES[1]:
            raise ValueError(f"grade is {self.grade}; expected {GRADES[0]} to {GRADES[1]}, or null")
        if self.outcome == "no_read":
            _check_empty(self)
        else:
            _check_read(self)


def _check_empty(answer: Answer) -> None:
    for name in ("content", "symbology", "text"):
        if getattr(answer, name):
            raise ValueError(f"outcome is no_read and {name} is {getattr(answer, name)!r}; "
                             "expected it empty, or outcome read")


def _check_read(answer: Answer) -> None:
    if not answer.content:
        raise ValueError("outcome is read and content is empty; expected what was read, or outcome no_read")
    if not _SYMBOLOGY.fullmatch(answer.symbology):
        raise ValueError(f"symbology is {answer.symbology!r}; expected an AIM identifier such as ']d2'")
