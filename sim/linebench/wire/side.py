"""One end of a wire without I/O: what arrives goes in, what has to happen comes out.

A dialect has two ends: the device side, which stands for the device, and the host side, which speaks to one.
Both are a ``Side``. It is fed bytes in pieces of any size, port messages to be said, and timers; it answers with
effects in the order they are to happen. Sockets, clocks and faults belong to ``wire.stream``; so the same side
runs in virtual, stepped and real time, and every test of a dialect is a function call.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol, TypeAlias

import msgspec

from linebench.ports import Message
from linebench.ports.access import TurnedAway

__all__ = ["Arm", "Cancel", "Effect", "Hang", "Heard", "Noted", "Setting", "Side", "Write", "nobody"]


class Write(msgspec.Struct, frozen=True, gc=False):
    """Send these bytes on the connection ``client``."""

    client: int
    data: bytes


class Heard(msgspec.Struct, frozen=True, gc=False):
    """The other end said this."""

    message: Message


class Arm(msgspec.Struct, frozen=True, gc=False):
    """Call ``expired(name)`` after ``delay_us``. Arming a running timer restarts it."""

    name: str
    delay_us: int


class Cancel(msgspec.Struct, frozen=True, gc=False):
    """Forget the timer; nothing happens when it is not running."""

    name: str


class Hang(msgspec.Struct, frozen=True, gc=False):
    """Close the connection ``client``; ``why`` is for the record."""

    client: int
    why: str


class Noted(msgspec.Struct, frozen=True, gc=False):
    """Something worth a record that is no message: garbage, a refused command, an answer that never came.

    ``what``: a short word of the protocol's own list, such as ``garbage``, ``refused``, ``oversized``,
    ``checksum``, ``unanswered``; ``detail``: what was found, and what was expected.
    """

    what: str
    detail: str


Effect: TypeAlias = Write | Heard | Arm | Cancel | Hang | Noted


def nobody(away: TurnedAway) -> bool:  # noqa: ARG001  # signature of the decision
    """The decision of whoever lets in nobody of whom something is wrong."""
    return False


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """Where a side stands."""

    name: str
    """The device's own name on the line, such as ``printer-1``."""
    now: Callable[[], int]
    """Microseconds since the epoch of the attempt."""
    epoch: str = "2026-01-05T06:00:00Z"
    """UTC of time 0, for dialects with a calendar."""
    poll_us: int | None = None
    """Host side of a polled protocol: how often it looks; ``None``: only when ``poll`` is called."""
    minds: str = ""
    """Device side: the seat at the other end whose presence matters to the device; empty: whoever dials, dials."""
    admits: Callable[[TurnedAway], bool] = nobody
    """Whether somebody is let in all the same of whom this is wrong: the level's own decision."""

    @property
    def moment(self) -> datetime:
        """What the clock shows now, in UTC."""
        return datetime.fromisoformat(self.epoch).astimezone(UTC) + timedelta(microseconds=self.now())


class Side(Protocol):
    """One end. ``client`` numbers the connections from 1; a host side has the one it dialled, number 1.

    A side never raises on what arrives: bad bytes become ``Noted`` and whatever the real device would answer.
    """

    def opened(self, client: int) -> Sequence[Effect]:
        """A connection stands."""

    def received(self, client: int, data: bytes) -> Sequence[Effect]:
        """Bytes arrived, in a piece of any size."""

    def closed(self, client: int) -> Sequence[Effect]:
        """A connection is gone, whoever ended it; nothing can be written to it any more."""

    def tell(self, message: Message) -> Sequence[Effect]:
        """Our own seat says ``message`` to the other end."""

    def expired(self, name: str) -> Sequence[Effect]:
        """The timer ``name`` ran out."""

    def poll(self) -> Sequence[Effect]:
        """Look now for what the other end cannot push; nothing to do for protocols that push."""
