"""Questions to the owner of the job orders, and the answers that come later."""

import asyncio
import secrets
from collections.abc import Callable, Iterator
from typing import TypeAlias

from linebench.ports.erp import JobAnswer, JobCommand, JobOrder, JobResponse, JobWish
from linebench.units import Duration

__all__ = ["Asking", "OtherOrderError", "Question", "new_token"]

Question: TypeAlias = JobOrder | JobCommand | JobWish
_US = 1_000_000


def new_token() -> str:
    """A text that is never given twice, also not after a new start."""
    return secrets.token_hex(16)


class OtherOrderError(ValueError):
    """An order of the same number with another content is out."""


class _Out:
    """A question that is out. ``answer`` is waited for by everybody who asked it."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.told: dict[str, JobResponse] = {}
        self.answer: asyncio.Future[JobAnswer] = asyncio.get_running_loop().create_future()


class Asking:
    """What the owner was asked and has not answered.

    Args:
        hear: given each question; the owner answers whenever it likes, by ``tell``.
        within: how long an answer is waited for, in real time.

    """

    def __init__(self, hear: Callable[[Question], None], within: Duration) -> None:
        self._hear, self._within = hear, within
        self._out: dict[tuple[str, str], _Out] = {}

    def orders(self) -> Iterator[str]:
        """Numbers of the orders that are out."""
        return (key for kind, key in self._out if kind == "order")

    async def ask(self, question: Question) -> tuple[JobAnswer, tuple[JobResponse, ...]]:
        """The owner's answer, and of a wish the last response to each job that it is about.

        An order that is out already is not asked again: its answer is everybody's.

        Raises:
            OtherOrderError: an order of this number with another content is out.
            TimeoutError: no answer in time; the same question is asked again when it comes again.

        """
        key = _key(question)
        out = self._out.get(key) or self._begin(key, question)
        if out.question != question:
            raise OtherOrderError(key[1])
        try:
            # whoever stops waiting, because its connection is gone, takes the answer from nobody else
            answer = await asyncio.wait_for(asyncio.shield(out.answer), self._within / _US)
        except TimeoutError:
            if self._out.get(key) is out:
                del self._out[key]
            raise
        return answer, tuple(out.told.values())

    def _begin(self, key: tuple[str, str], question: Question) -> _Out:
        out = self._out[key] = _Out(question)
        try:
            self._hear(question)
        except BaseException:
            self._out.pop(key, None)
            raise
        return out

    def tell(self, said: JobAnswer | JobResponse) -> None:
        """The owner answers; to a question that is not out, nobody listens."""
        if isinstance(said, JobResponse):
            for out in self._out.values():
                if isinstance(out.question, JobWish) and _about(out.question, said):
                    out.told[said.job] = said
            return
        # tokens are never given twice, so that no order has the number of a request
        for key in (("request", said.request), ("order", said.request)):
            if (found := self._out.pop(key, None)) is not None:
                found.answer.set_result(said)
                return


def _key(question: Question) -> tuple[str, str]:
    return ("order", question.job) if isinstance(question, JobOrder) else ("request", question.request)


def _about(wish: JobWish, response: JobResponse) -> bool:
    return wish.job in ("", response.job) and wish.state in ("", response.state)
