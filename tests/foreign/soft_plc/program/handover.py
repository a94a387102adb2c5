"""Handing something over by edges: data and request, answer, request back, answer back."""

from collections import deque

__all__ = ["Giver", "Taker"]


class Giver:
    """Gives what waits, one after the other. ``request``: what it shows; ``data``: what goes with it."""

    def __init__(self) -> None:
        self.request = 0
        self.data: tuple[int, ...] = ()
        self._waiting: deque[tuple[int, ...]] = deque()

    def add(self, *data: int) -> None:
        """Let something wait for its turn."""
        self._waiting.append(data)

    def cycle(self, answer: int) -> None:
        """One cycle, with the answer as it is now."""
        if self.request:
            self.request = 0 if answer else 1
        elif not answer and self._waiting:
            self.data, self.request = self._waiting.popleft(), 1


class Taker:
    """Takes what is handed over. ``answer``: what it shows."""

    def __init__(self) -> None:
        self.answer = 0

    def cycle(self, request: int) -> bool:
        """One cycle; whether there is something new to be taken now."""
        new = bool(request) and not self.answer
        self.answer = request
        return new
