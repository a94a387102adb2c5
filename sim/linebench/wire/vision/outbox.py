"""Frames that were offered and are not answered yet, and which of them wait to be handed over."""

import asyncio
from collections import deque
from typing import Literal, TypeAlias

from linebench.wire.vision.values import Frame

__all__ = ["Outbox", "Status"]

Status: TypeAlias = Literal["open", "closed", "unknown"]


class Outbox:
    """Belongs to one event loop: every method is called in its thread.

    A frame waits until it is taken, stays open until it is closed, and waits again after ``rewind``.
    """

    def __init__(self) -> None:
        self._open: dict[int, Frame] = {}
        self._waiting: deque[int] = deque()
        self._known: set[int] = set()
        self._finished = False
        self._changed = asyncio.Event()

    @property
    def over(self) -> bool:
        """No frame waits and none follows."""
        return self._finished and not self._waiting

    def add(self, frame: Frame) -> None:
        """Keep ``frame``, last in order."""
        self._open[frame.trigger] = frame
        self._known.add(frame.trigger)
        self._waiting.append(frame.trigger)
        self._changed.set()

    def finish(self) -> None:
        """No frame follows."""
        self._finished = True
        self._changed.set()

    def close(self, trigger: int) -> Status:
        """Forget the frame of ``trigger``; what it was until now."""
        if self._open.pop(trigger, None) is None:
            return "closed" if trigger in self._known else "unknown"
        if trigger in self._waiting:
            self._waiting.remove(trigger)
            self._changed.set()
        return "open"

    def rewind(self) -> None:
        """All open frames wait again, oldest first: for a client that starts anew."""
        self._waiting = deque(self._open)
        self._changed.set()

    def pop(self) -> Frame | None:
        """The frame that waits longest, if any."""
        return self._open[self._waiting.popleft()] if self._waiting else None

    async def change(self) -> None:
        """Wait until a frame may have come or gone, or the end is known."""
        self._changed.clear()
        await self._changed.wait()
