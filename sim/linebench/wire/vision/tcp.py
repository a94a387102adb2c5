"""Frames over one TCP connection, answers back on the same: a header and pixels out, a line of JSON in.

One client at a time, and the newest wins: a client whose machine died leaves a connection that looks alive,
and its return is the only sign of that. Each new connection begins with the oldest unanswered frame.
"""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator

from linebench.wire.vision.answers import AnswerLines
from linebench.wire.vision.carrier import Arrived, Came, Left, Refused, Shown
from linebench.wire.vision.header import encode_end, encode_header
from linebench.wire.vision.server import ServerFeed
from linebench.wire.vision.values import Answer, AnswerError

__all__ = ["TcpFeed"]

_CHUNK = 65_536


class TcpFeed(ServerFeed):
    """``Feed`` over TCP. A frame counts as shown when its first byte is written."""

    scheme = "tcp"
    _session: asyncio.Task[None] | None = None

    @contextlib.asynccontextmanager
    async def _serving(self, listening: socket.socket) -> AsyncIterator[None]:
        server = await asyncio.start_server(self._connected, sock=listening)
        try:
            yield
        finally:
            server.close()
            await _ended(self._session)

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._session = asyncio.create_task(self._guarded(self._session, reader, writer))

    async def _guarded(self, previous: asyncio.Task[None] | None, reader: asyncio.StreamReader,
                       writer: asyncio.StreamWriter) -> None:
        try:
            await _ended(previous)
            await self._talk(reader, writer)
        except Exception as error:  # noqa: BLE001 - a task's error reaches nobody; whoever takes events gets it
            self._tell(error)
        finally:
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._tell(Arrived(self._clock()))
        self._outbox.rewind()
        try:
            async with asyncio.TaskGroup() as both:
                sending = both.create_task(self._send(writer))
                await self._receive(reader)
                sending.cancel()
        finally:
            self._tell(Left(self._clock()))

    async def _send(self, writer: asyncio.StreamWriter) -> None:
        # Nothing is buffered here beyond what the system takes, so a client that reads slowly is seen as slow
        writer.transport.set_write_buffer_limits(high=0)
        with contextlib.suppress(ConnectionError):
            while not self._outbox.over:
                await self._send_next(writer)
            writer.write(encode_end())
            await writer.drain()

    async def _send_next(self, writer: asyncio.StreamWriter) -> None:
        frame = self._outbox.pop()
        if frame is None:
            await self._outbox.change()
            return
        self._tell(Shown(self._clock(), frame.trigger))
        writer.write(encode_header(frame))
        writer.write(frame.pixels)
        await writer.drain()

    async def _receive(self, reader: asyncio.StreamReader) -> None:
        lines = AnswerLines()
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(_CHUNK):
                for item in lines.feed(data):
                    self._answered(item)
        if (cut := lines.close()) is not None:
            self._answered(cut)

    def _answered(self, item: Answer | AnswerError) -> None:
        if isinstance(item, AnswerError):
            self._tell(Refused(self._clock(), str(item)))
        else:
            self._outbox.close(item.trigger)
            self._tell(Came(self._clock(), item))


async def _ended(task: asyncio.Task[None] | None) -> None:
    """Cancel ``task`` and wait for its end; what it raised otherwise is raised here."""
    if task is None:
        return
    task.cancel()
    await asyncio.wait({task})
    if not task.cancelled():
        task.result()
