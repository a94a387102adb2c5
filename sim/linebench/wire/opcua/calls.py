"""Calls that are answered later, while the other requests of their connection go on."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from asyncua import ua
from asyncua.common.utils import ServiceError

__all__ = ["Calls"]

_MOST = 50
"""Calls of one connection that may wait for an answer at a time, so that no client takes the bench's memory. It is
half of what the library's client has out at most, which would otherwise wait for itself."""


class Calls:
    """The calls of one connection that wait for an answer."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Task[None]] = set()

    def begin(self, answer: Coroutine[Any, Any, None]) -> None:
        """Let ``answer`` run on its own.

        Raises:
            ServiceError: too many wait already.

        """
        if len(self._waiting) >= _MOST:
            answer.close()
            raise ServiceError(ua.StatusCodes.BadTooManyOperations)
        task = asyncio.create_task(answer)
        self._waiting.add(task)
        task.add_done_callback(self._waiting.discard)

    def end(self) -> None:
        """The connection is gone: nobody waits for an answer any more."""
        for task in tuple(self._waiting):
            task.cancel()
