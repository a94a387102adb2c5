"""Writes what one connection's socket reads and writes into a capture, at simulated time."""

from linebench.wire.stream.capture import Capture
from linebench.wire.stream.clock import Clock
from linebench.wire.stream.connection import Connection

__all__ = ["Tap"]


class Tap:
    """One connection in a capture, from now until ``closed``."""

    def __init__(self, capture: Capture, clock: Clock, connection: Connection) -> None:
        self._capture = capture
        self._clock = clock
        self._connection = connection
        capture.opened(clock.now(), connection.port, connection.server_port)

    def read(self, data: bytes) -> None:
        """Bytes of the other end."""
        self._data(data, here=False)

    def wrote(self, data: bytes) -> None:
        """Bytes of this end."""
        self._data(data, here=True)

    def closed(self) -> None:
        """The connection is gone."""
        connection = self._connection
        self._capture.closed(self._clock.now(), connection.port, reset=connection.is_reset,
                             by_client=connection.ended_here == connection.dialled)

    def _data(self, data: bytes, *, here: bool) -> None:
        self._capture.data(self._clock.now(), self._connection.port, data,
                           from_client=here == self._connection.dialled)
