"""One direction of one connection: what goes out now, what goes out later, and nothing overtakes."""

from collections import deque
from collections.abc import Callable

import msgspec

from linebench.wire.stream.clock import Cancel, Clock

__all__ = ["Lane", "Piece"]


class Piece(msgspec.Struct):
    """Bytes that go out together, or ``step`` at a time with ``every`` microseconds between.

    ``late``: microseconds from now until it may go; ``number``: the fault that slows it down, or 0; ``gone``: bytes
    of it that have gone out.
    """

    data: bytes
    late: int = 0
    step: int = 0
    every: int = 0
    number: int = 0
    gone: int = 0


class Lane:
    """Pieces in the order in which they came; one timer. ``most``: bytes that may be held back."""

    def __init__(self, clock: Clock, out: Callable[[bytes], None], overfull: Callable[[], None],
                 most: int) -> None:
        self._clock = clock
        self._out = out
        self._overfull = overfull
        self._most = most
        self._queue: deque[Piece] = deque()
        self._held = 0
        self._not_before = 0
        self._timer: Cancel | None = None
        self._emptied: Callable[[], None] | None = None

    @property
    def held(self) -> int:
        """Bytes held back."""
        return self._held

    def push(self, piece: Piece) -> None:
        """Let a piece out at its time, behind all that came before it. ``late`` becomes the time itself."""
        piece.late += self._clock.now()
        self._queue.append(piece)
        self._held += len(piece.data)
        if self._timer is None:
            self._pump()
        if self._held > self._most:
            self.drop()
            self._overfull()

    def hurry(self, number: int) -> None:
        """What the fault of this number slows down goes at full speed from now on."""
        slowed = [piece for piece in self._queue if piece.number == number]
        for piece in slowed:
            piece.step = piece.every = 0
        if slowed and self._timer is not None:
            self._timer()
            self._timer, self._not_before = None, 0
            self._pump()

    def when_empty(self, call: Callable[[], None]) -> None:
        """Call once everything has gone out; now, when nothing is held."""
        if self._queue:
            self._emptied = call
        else:
            call()

    def flush(self) -> None:
        """Let everything out now."""
        queue = tuple(self._queue)
        self.drop()
        for piece in queue:
            self._out(piece.data[piece.gone:])

    def drop(self) -> None:
        """Forget everything."""
        self._queue.clear()
        self._held = 0
        self._emptied = None
        if self._timer is not None:
            self._timer()
            self._timer = None

    def _pump(self) -> None:
        self._timer = None
        while self._queue:
            wait = max(self._queue[0].late, self._not_before) - self._clock.now()
            if wait > 0:
                self._timer = self._clock.later(wait, self._pump)
                return
            self._out(self._next())
        if self._emptied is not None:
            call, self._emptied = self._emptied, None
            call()

    def _next(self) -> bytes:
        piece = self._queue[0]
        end = piece.gone + piece.step if piece.step else len(piece.data)
        data = piece.data[piece.gone:end]
        piece.gone += len(data)
        self._held -= len(data)
        if piece.every:
            self._not_before = self._clock.now() + piece.every
        if piece.gone == len(piece.data):
            self._queue.popleft()
        return data
