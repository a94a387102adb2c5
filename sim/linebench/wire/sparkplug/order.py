"""The sequence of a node's messages: what comes too early waits for what is missing."""

from typing import Generic, TypeVar

from linebench.wire.sparkplug.decisions import TURN

__all__ = ["Order"]

T = TypeVar("T")


class Order(Generic[T]):
    """Lets messages through in their order. ``expected``: number of the next one."""

    def __init__(self, first: int) -> None:
        """``first``: number of the message after which this begins."""
        self.expected = (first + 1) % TURN
        self._early: dict[int, T] = {}

    @property
    def waits(self) -> bool:
        """Whether something came before what is missing."""
        return bool(self._early)

    def take(self, number: int, item: T) -> list[T]:
        """Take a message; returns those whose turn it is now."""
        self._early[number] = item
        ready: list[T] = []
        while self.expected in self._early:
            ready.append(self._early.pop(self.expected))
            self.expected = (self.expected + 1) % TURN
        return ready

    def give_up(self) -> list[T]:
        """Wait no longer for what is missing; returns what has waited, in the order in which it came."""
        ready = list(self._early.values())
        if self._early:
            self.expected = (next(reversed(self._early)) + 1) % TURN
        self._early.clear()
        return ready
