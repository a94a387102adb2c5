"""Answers that were written before, for runs that nobody attends. They are labelled as such in the record."""

import fnmatch
import hashlib
from collections import Counter
from concurrent.futures import Future
from pathlib import Path
from typing import Literal

import msgspec

from linebench.binding.asking.question import UNABLE, AskingError, Question, Reply, problem_of
from linebench.units import Duration

__all__ = ["Answers", "Script", "read_answers"]


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One ``[[answer]]``. ``action``, ``asked`` and ``test`` say to which questions it belongs, with wildcards.

    ``times``: how often it is given in an attempt, 0: always; ``attachment``: a file, from the folder of this one.
    """

    action: str = "*"
    asked: str = "*"
    test: str = "*"
    answer: Literal["done", "refused", "not done", "confirmed", "not confirmed"]
    who: str
    remark: str = ""
    attachment: str = ""
    times: int = 0

    def fits(self, question: Question) -> bool:
        """Whether it belongs to a question."""
        pairs = ((question.action, self.action), (question.words, self.asked), (question.test, self.test))
        return self.answer in question.answers and all(
            fnmatch.fnmatchcase(text, pattern) for text, pattern in pairs)


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    answer: tuple[Answer, ...]


class Answers(msgspec.Struct, frozen=True):
    """A file of answers. ``sha256``: of its bytes."""

    file: Path
    sha256: str
    entries: tuple[Answer, ...]


def read_answers(file: Path) -> Answers:
    """Read a file of answers.

    Raises:
        AskingError: it cannot be read, or one of its answers could not be given.

    """
    try:
        data = file.read_bytes()
        entries = msgspec.toml.decode(data, type=_File).answer
    except OSError as error:
        raise AskingError(f"{file}: {error.strerror}; expected a file of [[answer]] tables") from error
    except (msgspec.MsgspecError, ValueError) as error:
        raise AskingError(f"{file}: {error}; expected [[answer]] tables with answer and who") from error
    for number, entry in enumerate(entries, 1):
        _check(file, number, entry)
    return Answers(file, hashlib.sha256(data).hexdigest(), entries)


def _check(file: Path, number: int, entry: Answer) -> None:
    asked = Question(words="", answers=(entry.answer,), role="", within=Duration(1))
    if problem := problem_of(_reply(entry, file.parent), asked):
        raise AskingError(f"{file}: answer {number}: {problem}")


class Script:
    """An ``Asker`` for one attempt: the first answer that fits and is not used up."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._given: Counter[int] = Counter()

    def ask(self, question: Question) -> "Future[Reply]":
        """See ``Asker``. Where no answer fits, it could not be done."""
        future: Future[Reply] = Future()
        future.set_result(self._reply(question))
        return future

    def _reply(self, question: Question) -> Reply:
        for number, entry in enumerate(self._answers.entries):
            if entry.fits(question) and not 0 < entry.times <= self._given[number]:
                self._given[number] += 1
                return _reply(entry, self._answers.file.parent)
        missing = f"no answer to {question.words!r} in {self._answers.file.name}"
        return Reply(UNABLE, "nobody", missing, scripted=True)


def _reply(entry: Answer, folder: Path) -> Reply:
    attachment = folder / entry.attachment if entry.attachment else None
    return Reply(entry.answer, entry.who, entry.remark, attachment, scripted=True)
