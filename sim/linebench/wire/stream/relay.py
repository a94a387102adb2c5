"""Faults, counts and a capture for servers that own their sockets: a port in front of theirs.

Hosts dial the relay's port; for each of them the relay dials the inner server, and the bytes of both go
through what is put in their way.
"""

import asyncio
from collections.abc import Callable

from linebench.wire.stream.address import Address
from linebench.wire.stream.capture import Capture
from linebench.wire.stream.clock import Clock
from linebench.wire.stream.connection import Connection
from linebench.wire.stream.inbox import Inbox
from linebench.wire.stream.notes import Notes
from linebench.wire.stream.passage import Interposing
from linebench.wire.stream.relay_line import RelayLine
from linebench.wire.stream.served import Served
from linebench.wire.stream.tap import Tap

__all__ = ["Relay"]


class Relay(Served):
    """A port in front of an inner server.

    Attributes:
        changed: called after a connection came or went, bytes were read, or the last byte has left.

    """

    def __init__(self, link: str, clock: Clock, note: Callable[[str, str], None], *, inner: str,
                 host: str = "127.0.0.1", port: int = 0, real: bool = False, max_clients: int = 64,
                 max_buffer: int = 1_048_576, interposer: Interposing | None = None,
                 capture: Capture | None = None, gather: bool = False) -> None:
        """``inner``: ``host:port`` of the server behind, on this machine; ``real``: serve other machines too;
        ``gather``: what is read, from either end, waits for ``release``.

        Raises:
            WireError: an address that is none or is not allowed.

        """
        self.changed: Callable[[], None] | None = None
        self._clock = clock
        self._notes = Notes(note, clock)
        self._inner = Address.parse(link, inner)
        self._inner.check(link, real=False)
        self._max_buffer = max_buffer
        self._interposer = interposer
        self._capture = capture
        self._lines: dict[Connection, RelayLine] = {}
        self._said, self._answered = Inbox(gather=gather), Inbox(gather=gather)
        self._accepted = 0
        self._stopped = False
        self._emptied = asyncio.Event()
        super().__init__(link, self, self._notes, host=host, port=port, real=real, max_clients=max_clients,
                         max_buffer=max_buffer, interposer=interposer)

    @property
    def busy(self) -> bool:
        """Whether a connection, to a host or to the inner server, is being made or ended, or bytes wait."""
        return self._listener.busy or any(line.busy for line in self._lines.values())

    @property
    def gathered(self) -> bool:
        """Whether something waits for ``release``."""
        return self._said.filled or self._answered.filled

    def counts(self) -> dict[int, tuple[int, int]]:
        """Of every connection of a host, by the port of the host's end: bytes sent and bytes received."""
        return {outer.port: (outer.sent, outer.received) for outer in self._lines if outer.is_open}

    def inner_counts(self) -> dict[int, tuple[int, int]]:
        """The same of the connections to the inner server, by the port of the relay's end."""
        inner = (line.inner for line in self._lines.values())
        return {each.port: (each.sent, each.received) for each in inner if each.is_open}

    def release(self) -> None:
        """With ``gather``: hand over what was read, connection by connection, each in one piece."""
        self._said.release()
        self._answered.release()

    async def stop(self) -> None:
        """Close everything; returns when no connection is left."""
        await self._listener.stop()
        self.release()
        self._said, self._answered = Inbox(gather=False), Inbox(gather=False)
        self._stopped = True
        for line in tuple(self._lines.values()):
            line.stop()
        self._notes.close()
        if self._lines:
            await self._emptied.wait()

    def made(self, connection: Connection) -> None:
        """A host has dialled."""
        if self._stopped:
            connection.reset("refused")
        elif self._admits(connection, len(self._lines)):
            self._accept(connection)

    def arrived(self, connection: Connection, data: bytes) -> None:
        """A host says something."""
        line = self._lines.get(connection)
        if line is not None and self._said.take_data(line.client, data, line.from_host) > self._max_buffer:
            line.overfull()

    def lost(self, connection: Connection, why: str) -> None:
        """A host is gone; its connection to the inner server ends after what it had said."""
        line = self._lines.get(connection)
        if line is not None:
            self._note("disconnected", f"client {line.client}: {why}")
            self._said.take(line.client, line.host_gone)

    def slow(self, connection: Connection) -> None:
        """A host reads too slowly."""
        line = self._lines.get(connection)
        name = f"client {line.client}" if line else "client"
        self._note("slow client", f"{name}: more than {self._max_buffer} bytes wait to be read")
        connection.reset("slow client")

    def stirred(self) -> None:
        """See ``Owner.stirred``."""
        if self.changed is not None:
            self.changed()

    def answered(self, client: int, data: bytes, read: Callable[[bytes], None]) -> None:
        """The server behind said something to a client; ``read`` gets it."""
        self._answered.take_data(client, data, read)

    def ended(self, client: int, event: Callable[[], None]) -> None:
        """The server behind ended its connection with a client, after all that it said; ``event`` is called."""
        self._answered.take(client, event)

    def note(self, what: str, detail: str) -> None:
        """Take a note of a line."""
        self._note(what, detail)

    def done(self, connection: Connection) -> None:
        """Both connections of a host are gone."""
        self._lines.pop(connection, None)
        if not self._lines:
            self._emptied.set()
        self.stirred()

    def _note(self, what: str, detail: str) -> None:
        if not self._stopped:
            self._notes(what, detail)

    def _accept(self, connection: Connection) -> None:
        self._accepted += 1
        self._emptied.clear()
        tap = Tap(self._capture, self._clock, connection) if self._capture is not None else None
        line = RelayLine(self._accepted, connection, self, tap, self._max_buffer)
        self._lines[connection] = line
        self._note("connected", f"client {line.client}")
        line.dial(self._inner, self._interposer)
