"""What a person is asked, and what they may say."""

import contextlib
from concurrent.futures import Future, InvalidStateError
from pathlib import Path
from typing import Protocol

import msgspec

from linebench.units import Duration

__all__ = ["CONFIRMED", "DENIED", "DONE", "REFUSED", "UNABLE", "WORDS", "Asker", "AskingError", "Question", "Reply",
           "give", "problem_of"]

DONE, REFUSED, UNABLE = "done", "refused", "not done"
CONFIRMED, DENIED = "confirmed", "not confirmed"
WORDS = {
    DONE: "done", REFUSED: "the system refused it", UNABLE: "could not be done",
    CONFIRMED: "yes, that is so", DENIED: "no, that is not so",
}
"""Every answer, and how it is shown. What could not be done says nothing about the system; what it refused does."""


class AskingError(ValueError):
    """People cannot be asked as it was said. The message says what was found and what to do."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a person is asked to do or to look at.

    Attributes:
        words: what, as the person reads it.
        answers: what they may say, of ``WORDS``.
        role: as whom they act, as the protocol names it.
        test: the test case it belongs to.
        action: of ``deed.ACTIONS``; empty where they only look.
        within: how long it is waited for an answer, by the wall.

    """

    words: str
    answers: tuple[str, ...]
    role: str
    within: Duration
    test: str = ""
    action: str = ""


class Reply(msgspec.Struct, frozen=True):
    """What they said. ``who``: their name; ``attachment``: a photo or file on this machine.

    ``scripted``: nobody was asked; it was taken from a file.
    """

    answer: str
    who: str
    remark: str = ""
    attachment: Path | None = None
    scripted: bool = False


class Asker(Protocol):
    """Asks people. A question is not open any more when its future is cancelled."""

    def ask(self, question: Question) -> "Future[Reply]":
        """Ask; returns at once."""


def problem_of(reply: Reply, question: Question) -> str:
    """Why something cannot be taken as an answer; empty when it can."""
    if reply.answer not in question.answers:
        return f"found the answer {reply.answer!r}; expected one of {', '.join(question.answers)}"
    if not reply.who.strip():
        return "a name is missing: say who answers"
    if reply.answer in (UNABLE, REFUSED, DENIED) and not reply.remark.strip():
        return f"a remark is missing: say why it is {reply.answer!r}"
    if reply.attachment is not None and not reply.attachment.is_file():
        return f"there is no file {str(reply.attachment)!r} on this machine"
    return ""


def give(future: "Future[Reply]", reply: Reply) -> None:
    """Answer a question, unless it is not open any more."""
    with contextlib.suppress(InvalidStateError):
        future.set_result(reply)
