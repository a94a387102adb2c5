"""The emulated planner: tells the site its master data and orders, again until they are answered."""

from collections.abc import Sequence
from typing import Any

from linebench.ports.erp import JobAnswer, JobOrder, JobResponse, ProductAnswer, ProductData
from linebench.stack.erp.config import PlannerConfig
from linebench.stack.machine import Arm, Effect, Handler, Machine, Send, Store

__all__ = ["Planner"]

_SITE = "l3"
_AGAIN = "tell again"
_AGAIN_US = 10_000_000
"""How long an answer is waited for before the same is told again."""


class Planner(Machine):
    """A planner as a ``Level``. Peer: ``l3``. What is refused is not told again: a person has to look at it.

    It keeps every answer (``answer:<request>``) and the newest response of every job (``response:<job>``).
    """

    def __init__(self, config: PlannerConfig) -> None:
        self._told: dict[str, ProductData | JobOrder] = {
            **{each.request: each for each in config.products}, **{each.job: each for each in config.orders}}
        self._waiting = dict(self._told)
        self._handlers: dict[type, Handler] = {
            JobAnswer: self._answered, ProductAnswer: self._answered, JobResponse: self._responded}

    def start(self, restored: dict[str, Any], t: int) -> Sequence[Effect]:  # noqa: ARG002  # power says it all
        """Power came on: what is not answered is told."""
        self._waiting = {key: each for key, each in self._told.items() if f"answer:{key}" not in restored}
        return self._tell()

    def expire(self, name: str, t: int) -> Sequence[Effect]:  # noqa: ARG002  # there is one timer
        """The site has not answered everything."""
        return self._tell()

    def _tell(self) -> list[Effect]:
        said: list[Effect] = [Send(_SITE, each) for each in self._waiting.values()]
        return [*said, Arm(_AGAIN, _AGAIN_US)] if said else []

    def _answered(self, answer: JobAnswer | ProductAnswer, t: int) -> Sequence[Effect]:  # noqa: ARG002  # timeless
        if self._waiting.pop(answer.request, None) is None:
            return ()
        return [Store(f"answer:{answer.request}", answer)]

    def _responded(self, response: JobResponse, t: int) -> Sequence[Effect]:  # noqa: ARG002  # timeless
        return [Store(f"response:{response.job}", response)]
