"""A level's way to a peer over several connections."""

from collections.abc import Callable

from linebench.ports import Message
from linebench.wire.side import Setting
from linebench.wiring.channels import host_ends, joined, parted
from linebench.wiring.control import Counts, WireTo
from linebench.wiring.station_clock import StationClock
from linebench.wiring.stream_client import CountedClient

__all__ = ["CompositeClient"]


class CompositeClient:
    """The host's side of each channel, with a connection of its own. A ``Client``, as a station has them."""

    def __init__(self, peer: str, wire: WireTo, clock: StationClock, hear: Callable[[Message], None],
                 note: Callable[[str, str], None], *, setting: Setting, granted: bool) -> None:
        def client(name: str) -> CountedClient:
            one = wire.channels[name]
            return CountedClient(sides[name], f"{peer}, {name}", clock, hear, note, gather=granted,
                                 address=f"{one.host}:{one.port}", real=one.real,
                                 ).watch(f"the wire to {peer}, {name}")

        sides = host_ends(peer, wire, setting)
        self._clients = [client(name) for name in sides]

    async def start(self) -> None:
        """See ``Client``."""
        for client in self._clients:
            await client.start()

    async def stop(self) -> None:
        """See ``Client``."""
        for client in self._clients:
            await client.stop()

    def tell(self, message: Message) -> None:
        """See ``Client``."""
        for client in self._clients:
            client.tell(message)

    def poll(self) -> None:
        """See ``Client``."""
        for client in self._clients:
            client.poll()

    async def take(self, theirs: Counts) -> None:
        """See ``Client``."""
        for client, counts in zip(self._clients, parted(theirs, len(self._clients)), strict=True):
            await client.take(counts)

    def release(self) -> None:
        """See ``Client``."""
        for client in self._clients:
            client.release()

    async def settle(self) -> None:
        """See ``Client``."""
        for client in self._clients:
            await client.settle()

    def counts(self) -> Counts:
        """See ``Client``."""
        return joined([client.counts() for client in self._clients])
