"""What a party says to a broker, and what it wants of its driver."""

from collections.abc import Sequence
from typing import Protocol, TypeAlias

import msgspec

__all__ = ["Arm", "Cancel", "Effect", "Hangup", "Message", "Party", "Subscribe"]


class Message(msgspec.Struct, frozen=True):
    """A message of a topic, in either direction. ``retain``: the broker keeps it, or had kept it."""

    topic: str
    payload: bytes
    qos: int = 0
    retain: bool = False


class Subscribe(msgspec.Struct, frozen=True):
    """Let what fits ``pattern`` come."""

    pattern: str
    qos: int = 0


class Arm(msgspec.Struct, frozen=True):
    """Call ``expire(name)`` after ``delay_us``; arming it again restarts it."""

    name: str
    delay_us: int


class Cancel(msgspec.Struct, frozen=True):
    """Forget the timer."""

    name: str


class Hangup(msgspec.Struct, frozen=True):
    """End this connection in order, and dial anew."""


Effect: TypeAlias = Message | Subscribe | Arm | Cancel | Hangup


class Party(Protocol):
    """Who speaks over a connection: a state machine without I/O. ``t``: microseconds since t = 0.

    The driver asks for the will before each connection; each ends with ``lost``, which ``closing`` may precede.
    """

    def will(self, t: int) -> Message | None:
        """What the broker is to publish when the connection breaks off."""

    def connected(self, t: int) -> Sequence[Effect]:
        """The broker has taken the connection."""

    def received(self, message: Message, t: int) -> Sequence[Effect]:
        """Something came in."""

    def expire(self, name: str, t: int) -> Sequence[Effect]:
        """A timer ran out."""

    def closing(self, t: int) -> Sequence[Effect]:
        """The connection is about to be ended in order."""

    def lost(self, t: int) -> None:
        """The connection is no more; its timers are forgotten."""
