"""A further client within TLS: around whatever connection it has."""

from collections.abc import Callable

from linebench.wire.tls.channel import Broken, Channel
from linebench.wiring.http_guest import Line

__all__ = ["TlsLine", "TurnedAwayError"]

_LOOKS = 500
"""How often it is looked whether both ends have agreed; a connection outside the bench is looked at for 20 ms."""


class TurnedAwayError(ConnectionError):
    """One end has turned the other away; the text tells why."""


class TlsLine:
    """A ``Line``.

    Attributes:
        closed: it is over.

    """

    def __init__(self, inner: Line, make: Callable[[], Channel]) -> None:
        """``make``: makes the client's end of a connection, at the time at which it begins."""
        self._inner, self._make = inner, make
        self._channel: Channel | None = None
        self.closed = False

    async def connect(self) -> bytes:
        """Dial, until both ends have agreed. Returns what the server says first.

        Raises:
            TurnedAwayError: one has turned the other away.
            OSError: nobody listens there.

        """
        first = await self._inner.connect()
        channel = self._channel = self._make()
        heard = bytearray(await self._take(channel, first))
        for _ in range(_LOOKS):
            said = channel.outgoing()
            if (channel.established and not said) or self._inner.closed:
                break
            heard += await self._take(channel, await self._inner.say(said))
        if not channel.established:
            await self._over("the connection ended before both ends had agreed")
        return bytes(heard)

    async def say(self, data: bytes) -> bytes:
        """Send, or nothing. Returns what the server said since the last time; raises as ``connect``."""
        channel = self._channel
        if channel is None:
            return b""
        heard = await self._inner.say(channel.send(data) if data and not self.closed else b"")
        plain = await self._take(channel, heard)
        self.closed = self._inner.closed or channel.ended
        return plain

    async def leave(self) -> None:
        """Hang up."""
        if self._channel is not None and not self._inner.closed:
            await self._inner.say(self._channel.close())
        self.closed = True
        await self._inner.leave()

    async def _take(self, channel: Channel, data: bytes) -> bytes:
        if not data:
            return b""
        try:
            return channel.receive(data)
        except Broken as broken:
            return await self._over(str(broken), channel.outgoing())

    async def _over(self, why: str, last: bytes = b"") -> bytes:
        if last and not self._inner.closed:
            await self._inner.say(last)
        self._channel, self.closed = None, True
        await self._inner.leave()
        raise TurnedAwayError(why)
