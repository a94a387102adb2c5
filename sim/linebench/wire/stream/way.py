"""What the active faults make of the bytes of one direction of one connection."""

from collections.abc import Callable, Mapping
from random import Random
from typing import Protocol

from linebench.wire.stream.clock import Cancel, Clock
from linebench.wire.stream.faults import WireFault
from linebench.wire.stream.lane import Lane, Piece
from linebench.wire.stream.passage import Direction, Line

__all__ = ["Active", "Striking", "Way"]

_TICK_US = 1_000
_SECOND_US = 1_000_000


class Active:
    """A fault while it is active. ``params`` is looked at anew at every strike: a parameter may drift."""

    def __init__(self, number: int, fault: WireFault, direction: Direction,
                 params: Mapping[str, float | str]) -> None:
        self.number = number
        self.fault = fault
        self.direction = direction
        self._params = params

    def value(self, name: str) -> int:
        """A parameter in its base unit."""
        return next(each for each in self.fault.parameters if each.name == name).clamped(self._params.get(name))


class Striking(Protocol):
    """Who knows the active faults and records their strikes."""

    clock: Clock
    rng: Random
    most_held: int
    active: dict[int, Active]

    def strike(self, kind: str, direction: Direction, client: int, detail: str) -> Active | None:
        """The fault of this kind that strikes here now, recorded; ``None``: none does."""


class Way:
    """One direction of one connection."""

    def __init__(self, book: Striking, direction: Direction, line: Line, out: Callable[[bytes], None]) -> None:
        self._book = book
        self._direction = direction
        self._line = line
        self._lane = Lane(book.clock, out, line.overfull, book.most_held)
        self._out = out
        self._waiting: tuple[str, bytes] | None = None
        self._timer: Cancel | None = None
        self._over = False

    @property
    def holding(self) -> bool:
        """Whether bytes are held back."""
        return self._waiting is not None or self._lane.held > 0

    def take(self, data: bytes) -> None:
        """Bytes come into this direction."""
        if self._over or not data:
            return
        if not self._book.active and not self.holding:
            self._out(data)
            return
        if self._ends_here(data):
            return
        for chunk in self._paired(data):
            self._shape(chunk)

    def hurry(self, number: int) -> None:
        """A fault has ended."""
        self._lane.hurry(number)

    def finish(self, then: Callable[[], None]) -> None:
        """Nothing more comes; call ``then`` when all has gone out."""
        self._over = True
        self._waited()
        self._lane.when_empty(then)

    def flush(self) -> None:
        """Let all out now, and take nothing more."""
        self._over = True
        waiting = self._pop()
        self._lane.flush()
        if waiting is not None:
            self._out(waiting[1])

    def drop(self) -> None:
        """Forget all, and take nothing more."""
        self._over = True
        self._pop()
        self._lane.drop()

    def _strike(self, kind: str, data: bytes, what: str) -> Active | None:
        return self._book.strike(kind, self._direction, self._line.client, f"{len(data)} bytes {what}")

    def _ends_here(self, data: bytes) -> bool:
        if self._strike("silent", data, "lost"):
            return True
        if self._strike("drop_before_ack", data, "lost, connection reset"):
            self._line.reset()
            return True
        if self._strike("drop_after_ack", data, "let through, connection reset after the answer"):
            self._line.reset_after_answer()
        return False

    def _paired(self, data: bytes) -> list[bytes]:
        waiting = self._pop()
        if waiting is not None:
            kind, before = waiting
            return [before + data] if kind == "glued" else [data, before]
        for kind in ("glued", "reordered"):
            fault = self._strike(kind, data, "wait for the next")
            if fault is not None:
                self._waiting = (kind, data)
                self._timer = self._book.clock.later(fault.value("time"), self._waited)
                return []
        return [data]

    def _pop(self) -> tuple[str, bytes] | None:
        waiting, self._waiting = self._waiting, None
        if self._timer is not None:
            self._timer()
            self._timer = None
        return waiting

    def _waited(self) -> None:
        waiting = self._pop()
        if waiting is not None:
            self._shape(waiting[1])

    def _shape(self, data: bytes) -> None:
        fault = self._strike("garbage", data, "with garbage before them")
        if fault is not None:
            data = self._book.rng.randbytes(fault.value("count")) + data
        times = 2 if self._strike("duplicated", data, "twice") else 1
        piece = self._timed(data)
        self._lane.push(piece)
        if times > 1:
            self._lane.push(Piece(data, 0, piece.step, piece.every, piece.number))

    def _timed(self, data: bytes) -> Piece:
        piece = Piece(data)
        split = self._strike("split", data, "one by one")
        if split is not None:
            piece.step, piece.every = 1, split.value("gap")
        slow = self._strike("slow_drain", data, "slowed down")
        if slow is not None:
            piece.number = slow.number
            step, every = _at_rate(slow.value("rate"))
            piece.step, piece.every = (1, max(every, piece.every)) if split is not None else (step, every)
        late = self._strike("late", data, "delayed")
        if late is not None:
            piece.late = late.value("time")
        return piece


def _at_rate(rate: int) -> tuple[int, int]:
    """Bytes at a time and microseconds between: no faster than ``rate`` bytes a second, one millisecond or more."""
    if rate * _TICK_US >= _SECOND_US:
        return rate * _TICK_US // _SECOND_US, _TICK_US
    return 1, -(-_SECOND_US // rate)
