"""What was expected of one frame, what came of it, and how the two compare. No I/O, no time."""

from typing import Literal, TypeAlias

import msgspec

from linebench.wire.vision.values import Answer

__all__ = ["OUTCOMES", "Expected", "Judged", "Outcome", "judge"]

Outcome: TypeAlias = Literal["right_read", "right_no_read", "misread", "no_read_of_readable",
                             "read_of_unreadable", "missing", "not_shown"]
OUTCOMES: tuple[Outcome, ...] = ("right_read", "right_no_read", "misread", "no_read_of_readable",
                                 "read_of_unreadable", "missing", "not_shown")
_RIGHT = ("right_read", "right_no_read")


class Expected(msgspec.Struct, frozen=True, gc=False):
    """What a good vision system says of one frame.

    ``readable``: the code in the picture can be read. ``content``: what the code holds, in the form of
    ``Answer.content``, empty when there is no code. ``text``: the text beside it, empty when none is expected.
    ``verdict``: the verdict that the pack deserves, in the words of whoever made the pictures; outcomes are
    counted by it.
    """

    trigger: int
    readable: bool
    verdict: str
    content: str
    text: str = ""


class Judged(msgspec.Struct, frozen=True, gc=False):
    """What became of one frame.

    ``text_right`` is ``None`` where no text was expected or none was answered. ``latency_us``: from the last
    time the frame was shown to the answer; ``None`` without an answer.
    """

    expected: Expected
    outcome: Outcome
    answer: Answer | None = None
    text_right: bool | None = None
    latency_us: int | None = None

    @property
    def right(self) -> bool:
        """The answer is what was expected, text included."""
        return self.outcome in _RIGHT and self.text_right is not False


def judge(expected: Expected, answer: Answer | None, latency_us: int | None = None) -> Judged:
    """Compare ``answer`` with what was expected; ``None`` is a missing one.

    A read whose content is not what the code holds is a misread, of an unreadable code too: that is the
    graver fault, since it passes for a good read.
    """
    if answer is None:
        return Judged(expected, "missing")
    text_right = answer.text == expected.text if expected.text and answer.text else None
    return Judged(expected, _outcome(expected, answer), answer, text_right, latency_us)


def _outcome(expected: Expected, answer: Answer) -> Outcome:
    if answer.outcome == "no_read":
        return "no_read_of_readable" if expected.readable else "right_no_read"
    if expected.content and answer.content != expected.content:
        return "misread"
    return "right_read" if expected.readable else "read_of_unreadable"
