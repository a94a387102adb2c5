"""A connection between a side and its socket, with what may be put in its way."""

from collections.abc import Sequence
from typing import Protocol

from linebench.wire.side import Effect, Side
from linebench.wire.stream.capture import Capture
from linebench.wire.stream.clock import Clock
from linebench.wire.stream.connection import Connection
from linebench.wire.stream.passage import Interposing
from linebench.wire.stream.tap import Tap

__all__ = ["SideLine"]


class _Owner(Protocol):
    def perform(self, effects: Sequence[Effect]) -> None:
        """Carry out what the side answered."""

    def know(self, line: "SideLine") -> None:
        """What the side writes to this number reaches this connection from now on."""

    def forget(self, line: "SideLine") -> None:
        """Nothing the side writes reaches this connection any more."""

    def overfull(self, client: int, connection: Connection) -> None:
        """More is held back for it than may be."""


class SideLine:
    """One connection of a side. Bytes of the host go ``heard``, ``deliver``; those of the side ``say``, ``write``.

    ``client``: its number, as the side knows it.
    """

    def __init__(self, client: int, connection: Connection, owner: _Owner, side: Side,
                 interposer: Interposing | None) -> None:
        self.client = client
        self._connection = connection
        self._owner = owner
        self._side = side
        self._tap: Tap | None = None
        self._forgotten = False
        self._known = False
        self._doomed = False
        self._passage = interposer.join(self) if interposer is not None else None

    def capture(self, capture: Capture, clock: Clock) -> None:
        """Write what goes over the socket to a file from now on."""
        self._tap = Tap(capture, clock, self._connection)

    def opened(self) -> None:
        """Tell the side that it stands."""
        if not self._forgotten:
            self._known = True
            self._owner.know(self)
            self._owner.perform(self._side.opened(self.client))

    def tapped(self, data: bytes) -> None:
        """Bytes have just been read from the socket."""
        if self._tap is not None:
            self._tap.read(data)

    def heard(self, data: bytes) -> None:
        """Bytes of the other end, on their way to the side."""
        if self._passage is not None:
            self._passage.to_device(data)
        else:
            self.deliver(data)

    def deliver(self, data: bytes) -> None:
        """See ``Line.deliver``."""
        self._owner.perform(self._side.received(self.client, data))

    def say(self, data: bytes) -> None:
        """Bytes of the side, on their way to the other end."""
        if self._passage is not None:
            self._passage.to_host(data)
        else:
            self.write(data)

    def write(self, data: bytes) -> None:
        """See ``Line.write``."""
        if self._connection.closing:
            return
        if self._tap is not None:
            self._tap.wrote(data)
        self._connection.write(data)
        if self._doomed:
            self._connection.reset_soon("reset by a fault")

    def hang_up(self) -> None:
        """The side hangs up: the connection closes when what it said has left."""
        if self._passage is not None:
            self._passage.hang()
        else:
            self.hang()

    def hang(self) -> None:
        """See ``Line.hang``."""
        self._connection.hang("hung up")

    def reset(self) -> None:
        """See ``Line.reset``."""
        self._connection.reset("reset by a fault")

    def reset_after_answer(self) -> None:
        """See ``Line.reset_after_answer``."""
        self._doomed = True

    def forget(self) -> None:
        """See ``Line.forget``."""
        self._leave(flush=False)
        self._forgotten = True

    def overfull(self) -> None:
        """See ``Line.overfull``."""
        self._owner.overfull(self.client, self._connection)

    def untap(self) -> None:
        """The socket is gone: its dialogue in the file ends."""
        if self._tap is not None:
            self._tap.closed()

    def gone(self) -> None:
        """The connection ended: what the other end had sent before still counts, then the side is told."""
        self._leave(flush=not self._connection.is_reset)

    def stop(self) -> None:
        """The bench ends: the side loses the connection, but nobody hears of it; what is held back is dropped."""
        if self._passage is not None:
            self._passage.close(flush=False)
        if self._known:
            self._side.closed(self.client)
        self._forgotten = True

    def _leave(self, *, flush: bool) -> None:
        if self._passage is not None:
            self._passage.close(flush=flush)
        self._owner.forget(self)
        if self._known:
            self._known = False
            self._owner.perform(self._side.closed(self.client))
