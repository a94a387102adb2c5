"""One host's pair of connections through a relay."""

import asyncio
from collections.abc import Callable
from typing import Protocol

from linebench.wire.stream.address import Address
from linebench.wire.stream.connection import Connection
from linebench.wire.stream.passage import Interposing, Passage
from linebench.wire.stream.tap import Tap

__all__ = ["RelayLine"]


class _Relay(Protocol):
    def note(self, what: str, detail: str) -> None:
        """Take a note."""

    def answered(self, client: int, data: bytes, read: Callable[[bytes], None]) -> None:
        """The server behind said something to a client; ``read`` gets it."""

    def ended(self, client: int, event: Callable[[], None]) -> None:
        """The server behind ended its connection with a client; ``event`` is called."""

    def stirred(self) -> None:
        """Something happened that may end a wait for quiescence."""

    def done(self, connection: Connection) -> None:
        """Both connections are gone."""


class RelayLine:
    """``outer``: the host's connection, ``inner``: the one to the server behind. See ``passage.Line``."""

    def __init__(self, client: int, outer: Connection, relay: _Relay, tap: Tap | None, limit: int) -> None:
        self.client = client
        self.inner = Connection(self, dialled=True, limit=limit)
        self._outer = outer
        self._relay = relay
        self._tap = tap
        self._limit = limit
        self._passage: Passage | None = None
        self._early = bytearray()
        self._dialling: asyncio.Task[None] | None = None
        self._forgotten = False
        self._doomed = False
        self._outer_gone = False

    @property
    def busy(self) -> bool:
        """Whether a connection is being made or ended, or bytes wait to be sent."""
        return self._dialling is not None or self._outer.busy or self.inner.busy

    def dial(self, address: Address, interposer: Interposing | None) -> None:
        """Connect to the server behind; what the host says meanwhile waits."""
        self._passage = interposer.join(self) if interposer is not None else None
        self._dialling = asyncio.get_running_loop().create_task(self._dial(address))

    def from_host(self, data: bytes) -> None:
        """Bytes were read from the host."""
        if self._tap is not None:
            self._tap.read(data)
        if self._forgotten:
            return
        if self._passage is not None:
            self._passage.to_device(data)
        else:
            self.deliver(data)

    def host_gone(self) -> None:
        """The host's connection is gone."""
        self._outer_gone = True
        if self._tap is not None:
            self._tap.closed()
        self._part(flush=not self._outer.is_reset)
        self._part_inner()

    def stop(self) -> None:
        """End both at once."""
        self._part(flush=False)
        if self._dialling is not None:
            self._dialling.cancel()
        self.inner.hang("stopped")
        self._outer.hang("stopped")

    def deliver(self, data: bytes) -> None:
        """See ``Line.deliver``."""
        if self._dialling is None:
            self.inner.write(data)
            return
        self._early += data
        if len(self._early) > self._limit:
            self.overfull()

    def write(self, data: bytes) -> None:
        """See ``Line.write``."""
        if self._outer.closing or self._forgotten:
            return
        if self._tap is not None:
            self._tap.wrote(data)
        self._outer.write(data)
        if self._doomed:
            self._outer.reset_soon("reset by a fault")

    def hang(self) -> None:
        """See ``Line.hang``."""
        self._outer.hang("hung up")

    def reset(self) -> None:
        """See ``Line.reset``."""
        self._outer.reset("reset by a fault")

    def reset_after_answer(self) -> None:
        """See ``Line.reset_after_answer``."""
        self._doomed = True

    def forget(self) -> None:
        """See ``Line.forget``: the server behind sees its client go."""
        self._forgotten = True
        self._early.clear()
        self._part(flush=False)
        self._part_inner()

    def overfull(self) -> None:
        """See ``Line.overfull``."""
        self._relay.note("overfull", f"client {self.client}: more is held back than may be")
        self._outer.reset("overfull")

    def made(self, connection: Connection) -> None:
        """See ``Owner.made``; ``dial`` goes on from there."""

    def arrived(self, connection: Connection, data: bytes) -> None:  # noqa: ARG002  # it has this one alone
        """The server behind says something; see ``Owner.arrived``."""
        self._relay.answered(self.client, data, self._from_server)

    def lost(self, connection: Connection, why: str) -> None:  # noqa: ARG002  # as above
        """The server behind has gone; see ``Owner.lost``."""
        self._relay.ended(self.client, self._server_gone)

    def _from_server(self, data: bytes) -> None:
        if self._passage is not None:
            self._passage.to_host(data)
        else:
            self.write(data)

    def _server_gone(self) -> None:
        if self._outer_gone:
            self._relay.done(self._outer)
        elif self._forgotten:
            self._relay.stirred()
        elif self.inner.is_reset:
            self._outer.reset("reset by the server behind")
        elif self._passage is not None:
            self._passage.hang()
        else:
            self.hang()

    def slow(self, connection: Connection) -> None:
        """The server behind does not read; see ``Owner.slow``."""
        self._relay.note("slow server", f"client {self.client}: more than {self._limit} bytes wait to be read")
        connection.reset("slow server")

    def stirred(self) -> None:
        """See ``Owner.stirred``."""
        self._relay.stirred()

    async def _dial(self, address: Address) -> None:
        try:
            await asyncio.get_running_loop().create_connection(lambda: self.inner, address.host, address.port)
        except OSError as error:
            self._relay.note("unreachable", f"{type(error).__name__}: the server behind did not take client "
                             f"{self.client}")
            self._outer.reset("unreachable")
        finally:
            self._dialled()

    def _dialled(self) -> None:
        self._dialling = None
        early, self._early = bytes(self._early), bytearray()
        self.inner.write(early)
        if self._outer_gone or self._forgotten:
            self._part_inner()
        self._relay.stirred()

    def _part(self, *, flush: bool) -> None:
        if self._passage is not None:
            self._passage.close(flush=flush)

    def _part_inner(self) -> None:
        if self._dialling is not None:
            return  # ``_dialled`` comes back to it
        if self.inner.is_open:
            self.inner.hang("host gone")
        elif self._outer_gone:
            self._relay.done(self._outer)
