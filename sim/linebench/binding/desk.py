"""Where people are asked during one attempt, and what became of each question."""

from collections.abc import Callable
from concurrent.futures import Future

import msgspec

from linebench.binding.asking.question import Asker, Question, Reply
from linebench.binding.keeping import Keeper, KeepingError, Kept
from linebench.records.claim import PersonClaimed

__all__ = ["Answered", "Desk"]


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """A question with its answer. ``at``: when, by the wall's clock; ``file``, ``sha256``: of the attachment."""

    words: str
    role: str
    answer: str
    who: str
    remark: str
    file: str = ""
    sha256: str = ""
    scripted: bool = False
    at: str = ""

    def record(self, t: int) -> PersonClaimed:
        """What the journal keeps: everything but the wall's time."""
        return PersonClaimed(t, self.role, self.who, self.words, self.answer, self.remark, self.file, self.sha256,
                             self.scripted)

    @property
    def told(self) -> str:
        """The answer in one line, with who gave it."""
        by = f"{self.who}, scripted" if self.scripted else self.who
        return f"{self.answer} ({by})" + (f": {self.remark}" if self.remark else "")


class Desk:
    """Asks for one attempt. ``answered``: everything that was answered so far."""

    def __init__(self, asker: Asker, test: str, keeper: Keeper, clock: Callable[[], str]) -> None:
        self._asker, self._test, self._keeper, self._clock = asker, test, keeper, clock
        self.answered: list[Answered] = []

    def ask(self, question: Question) -> "Future[Reply]":
        """Ask. Whoever does not wait any more cancels the future."""
        return self._asker.ask(msgspec.structs.replace(question, test=self._test))

    def take(self, question: Question, reply: Reply) -> Answered:
        """Take note of an answer; what was attached to it is kept."""
        kept, remark = Kept("", ""), reply.remark
        if reply.attachment is not None:
            try:
                kept = self._keeper.keep(reply.attachment)
            except KeepingError as error:
                remark = f"{remark} [attachment: {error}]".lstrip()
        one = Answered(words=question.words, role=question.role, answer=reply.answer, who=reply.who, remark=remark,
                       file=kept.file, sha256=kept.sha256, scripted=reply.scripted, at=self._clock())
        self.answered.append(one)
        return one
