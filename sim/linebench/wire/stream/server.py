"""The device's end of a link: a TCP port, its clients, and the side that speaks for the device."""

from collections.abc import Callable
from typing import ClassVar

from linebench.ports import Message
from linebench.wire.side import Side
from linebench.wire.stream.capture import Capture
from linebench.wire.stream.clock import Clock
from linebench.wire.stream.connection import Connection
from linebench.wire.stream.endpoint import Endpoint
from linebench.wire.stream.passage import Interposing
from linebench.wire.stream.served import Served

__all__ = ["StreamServer"]


class StreamServer(Endpoint, Served):
    """A side that listens. ``tell`` and all that it does belongs into the thread of the loop ``start`` ran in.

    What a side or whoever hears it raises goes to the loop's exception handler and ends that connection:
    whoever owns the loop sets a handler that takes it for an error of the bench.

    Attributes:
        guests: TCP ports of clients beside the host, whose bytes are not counted with those of the host.

    """

    dialled: ClassVar[bool] = False

    def __init__(self, side: Side, link: str, clock: Clock, hear: Callable[[Message], None],
                 note: Callable[[str, str], None], *, host: str = "127.0.0.1", port: int = 0, real: bool = False,
                 max_clients: int = 64, max_buffer: int = 1_048_576, interposer: Interposing | None = None,
                 capture: Capture | None = None, gather: bool = False) -> None:
        """``link``: its name in messages; ``real``: serve other machines too; ``max_buffer``: bytes a client may
        leave unread; ``gather``: what is read waits for ``release``.

        Raises:
            WireError: an address outside this machine without ``real``, or no such port.

        """
        Endpoint.__init__(self, side, link, clock, hear, note, max_buffer=max_buffer, interposer=interposer,
                          capture=capture, gather=gather)
        Served.__init__(self, link, self, self._notes, host=host, port=port, real=real, max_clients=max_clients,
                        max_buffer=max_buffer, interposer=interposer)
        self.guests: set[int] = set()
        self._accepted = 0

    @property
    def busy(self) -> bool:
        """See ``Endpoint.busy``; here also: the port is being opened again."""
        return self._listener.busy or super().busy

    def counts(self, *, guests: bool = False) -> dict[int, tuple[int, int]]:
        """See ``Endpoint.counts``; of ``guests`` or of all others."""
        return {port: both for port, both in super().counts().items() if (port in self.guests) is guests}

    async def stop(self) -> None:
        """Close everything; returns when no connection is left."""
        await self._listener.stop()
        await self._end()

    def made(self, connection: Connection) -> None:
        """Take a client, unless there are too many or the port has just been shut."""
        if self._admits(connection, len(self._open)):
            super().made(connection)

    def _number(self) -> int:
        self._accepted += 1
        return self._accepted
