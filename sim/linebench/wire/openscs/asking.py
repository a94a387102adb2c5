"""Questions to the owner of the serials and the answers that come later."""

import asyncio
from collections.abc import Callable
from typing import TypeAlias

from linebench.ports.l4 import Capture, Captured
from linebench.ports.serials import Draw, Drawn, Inspect, Move, Moved, Pack
from linebench.units import Duration

__all__ = ["Answer", "Asking", "OtherQuestionError", "Question"]

Question: TypeAlias = Draw | Move | Inspect | Pack | Capture
Answer: TypeAlias = Drawn | Moved | Captured
_US = 1_000_000


class OtherQuestionError(ValueError):
    """The same request is out with another content."""


class _Out:
    """A question that is out. ``answer`` is waited for by everybody who asked it."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()


class Asking:
    """What the owner was asked and has not answered.

    Args:
        hear: given each question; the owner answers whenever it likes, by ``tell``.
        within: how long an answer is waited for, in real time.

    """

    def __init__(self, hear: Callable[[Question], None], within: Duration) -> None:
        self._hear, self._within = hear, within
        self._out: dict[str | int, _Out] = {}

    async def ask(self, question: Question) -> Answer:
        """The owner's answer. A question that is out already is not asked again: its answer is everybody's.

        Raises:
            OtherQuestionError: the same request is out with another content.
            TimeoutError: no answer in time; the same question is asked again when it comes again.

        """
        key = _key(question)
        out = self._out.get(key)
        if out is None:
            out = self._begin(key, question)
        elif out.question != question:
            raise OtherQuestionError(str(key))
        try:
            # whoever stops waiting, because its connection is gone, takes the answer from nobody else
            return await asyncio.wait_for(asyncio.shield(out.answer), self._within / _US)
        except TimeoutError:
            if self._out.get(key) is out:
                del self._out[key]
            raise

    def _begin(self, key: str | int, question: Question) -> _Out:
        out = self._out[key] = _Out(question)
        try:
            self._hear(question)
        except BaseException:
            self._out.pop(key, None)
            raise
        return out

    def tell(self, answer: Answer) -> None:
        """The owner answers; to a question that is not out, nobody listens."""
        out = self._out.pop(_key(answer), None)
        if out is not None:
            out.answer.set_result(answer)


def _key(said: Question | Answer) -> str | int:
    return said.capture if isinstance(said, Capture | Captured) else said.request
