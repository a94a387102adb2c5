"""What server and client have in common: a side, its connections, and the count of what is under way."""

import asyncio
from collections.abc import Callable, Sequence
from typing import ClassVar

from linebench.ports import Message
from linebench.wire.side import Effect, Side
from linebench.wire.stream.capture import Capture
from linebench.wire.stream.clock import Clock
from linebench.wire.stream.connection import Connection
from linebench.wire.stream.effects import Performer
from linebench.wire.stream.inbox import Inbox
from linebench.wire.stream.line import SideLine
from linebench.wire.stream.notes import Notes
from linebench.wire.stream.passage import Interposing

__all__ = ["Endpoint"]

_MOST_GATHERED = 1_048_576


class Endpoint:
    """A side with its sockets. Everything happens in the thread of the loop that ``start`` ran in.

    Attributes:
        changed: called after a connection came or went, bytes were read, or the last byte has left.

    """

    dialled: ClassVar[bool]

    def __init__(self, side: Side, link: str, clock: Clock, hear: Callable[[Message], None],
                 note: Callable[[str, str], None], *, max_buffer: int, interposer: Interposing | None,
                 capture: Capture | None, gather: bool) -> None:
        self.changed: Callable[[], None] | None = None
        self._side = side
        self._link = link
        self._clock = clock
        self._notes = Notes(note, clock)
        self._max_buffer = max_buffer
        self._interposer = interposer
        self._capture = capture
        self._inbox = Inbox(gather=gather)
        self._performer = Performer(side, clock, hear, self._notes, self)
        self._open: dict[Connection, SideLine] = {}
        self._clients: dict[int, SideLine] = {}
        self._stopped = False
        self._emptied = asyncio.Event()

    @property
    def busy(self) -> bool:
        """Whether a connection is being made, opened or ended, or bytes wait to be sent."""
        return any(connection.busy for connection in self._open)

    @property
    def gathered(self) -> bool:
        """Whether something waits for ``release``."""
        return self._inbox.filled

    def counts(self) -> dict[int, tuple[int, int]]:
        """Of every open connection, by the TCP port of the client's end: bytes sent and bytes received.

        Sent are bytes handed to the socket, after faults; received are bytes read from it, before faults.
        Nothing is under way between two ends when both have the same connections, what one sent is what the
        other received, both ways, and neither is busy.
        """
        return {each.port: (each.sent, each.received) for each in self._open}

    def tell(self, message: Message) -> None:
        """Say ``message`` to the other end; what that means in bytes has been written on return."""
        self.perform(self._side.tell(message))

    def poll(self) -> None:
        """Let the side look for what the other end cannot push."""
        self.perform(self._side.poll())

    def release(self) -> None:
        """With ``gather``: hand over what has been read, connection by connection, each in one piece."""
        self._inbox.release()

    def perform(self, effects: Sequence[Effect]) -> None:
        """Carry out what the side answered."""
        self._performer.perform(effects)

    def write(self, client: int, data: bytes) -> None:
        """Write on a connection, through what is in its way; nothing happens when it is gone."""
        line = self._clients.get(client)
        if line is not None:
            line.say(data)

    def hang(self, client: int, why: str) -> None:
        """Close a connection when everything said has left; nothing happens when it is gone."""
        line = self._clients.get(client)
        if line is not None:
            self._notes("hung up", f"client {client}: {why}")
            line.hang_up()

    def made(self, connection: Connection) -> None:
        """See ``Owner.made``."""
        if self._stopped:
            connection.reset("stopped")
            return
        client = self._number()
        line = self._open[connection] = SideLine(client, connection, self, self._side, self._interposer)
        if self._capture is not None:
            line.capture(self._capture, self._clock)
        self._notes("connected", f"client {client}")
        self._inbox.take(client, line.opened)

    def arrived(self, connection: Connection, data: bytes) -> None:
        """See ``Owner.arrived``."""
        line = self._open.get(connection)
        if line is not None:
            line.tapped(data)
            if self._inbox.take_data(line.client, data, line.heard) > _MOST_GATHERED:
                self.overfull(line.client, connection)

    def lost(self, connection: Connection, why: str) -> None:
        """See ``Owner.lost``."""
        line = self._open.pop(connection, None)
        if line is None:
            return
        line.untap()
        if not self._stopped:
            self._notes("disconnected", f"client {line.client}: {why}")
            self._inbox.take(line.client, line.gone)
        elif not self._open:
            self._emptied.set()

    def slow(self, connection: Connection) -> None:
        """See ``Owner.slow``."""
        line = self._open.get(connection)
        name = f"client {line.client}" if line else "client"
        self._notes("slow client", f"{name}: more than {self._max_buffer} bytes wait to be read")
        connection.reset("slow client")

    def overfull(self, client: int, connection: Connection) -> None:
        """More is held back, by faults or until it is released, than may be."""
        self._notes("overfull", f"client {client}: more is held back than may be")
        connection.reset("overfull")

    def know(self, line: SideLine) -> None:
        """What the side writes to this number reaches this connection from now on."""
        self._clients[line.client] = line

    def forget(self, line: SideLine) -> None:
        """Nothing the side writes reaches this connection any more."""
        if self._clients.get(line.client) is line:
            del self._clients[line.client]

    def stirred(self) -> None:
        """See ``Owner.stirred``."""
        if self.changed is not None:
            self.changed()

    def _number(self) -> int:
        raise NotImplementedError

    async def _end(self) -> None:
        """Hang up everywhere, say what is left to say, and wait until every connection is gone."""
        self._stopped = True
        self._inbox.clear()
        self._performer.close()
        for connection, line in tuple(self._open.items()):
            line.stop()
            connection.hang("stopped")
        if self._capture is not None and self._capture.problem:
            self._notes("capture", self._capture.problem)
        self._notes.close()
        if self._open:
            await self._emptied.wait()
