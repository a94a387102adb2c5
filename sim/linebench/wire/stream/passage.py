"""The joints between a connection, what may be put in its way, and the socket it came by."""

from typing import Literal, Protocol, TypeAlias

__all__ = ["Direction", "Gate", "Interposing", "Line", "Passage"]

Direction: TypeAlias = Literal["to_device", "to_host"]


class Line(Protocol):
    """A connection as what is put in its way may act on it."""

    client: int

    def deliver(self, data: bytes) -> None:
        """Hand bytes of the host to the device."""

    def write(self, data: bytes) -> None:
        """Hand bytes of the device to the host's socket."""

    def hang(self) -> None:
        """Close once everything written has left."""

    def reset(self) -> None:
        """End it at once with RST; what was not sent is lost."""

    def reset_after_answer(self) -> None:
        """End it with RST as soon as something has been written and has left."""

    def forget(self) -> None:
        """Take it from the device without a word to the host: what comes is discarded, nothing is written."""

    def overfull(self) -> None:
        """More is held back for it than may be: end it."""


class Gate(Protocol):
    """A listening port."""

    def shut(self) -> None:
        """Refuse connections until ``reopen``."""

    def reopen(self) -> None:
        """Listen again on the same port."""


class Passage(Protocol):
    """The way of one connection's bytes, both directions."""

    @property
    def holding(self) -> bool:
        """Whether bytes are held back in either direction."""

    def to_device(self, data: bytes) -> None:
        """Bytes that were read from the host's socket."""

    def to_host(self, data: bytes) -> None:
        """Bytes that the device says."""

    def hang(self) -> None:
        """The device hangs up: ``Line.hang`` follows once what is held for the host has gone."""

    def close(self, *, flush: bool) -> None:
        """The connection is gone. ``flush``: what the host had sent before reaches the device now."""


class Interposing(Protocol):
    """What can be put in the way of all connections of a server."""

    def attach(self, gate: Gate) -> None:
        """Take a listening port."""

    def join(self, line: Line) -> Passage:
        """Take a new connection."""
