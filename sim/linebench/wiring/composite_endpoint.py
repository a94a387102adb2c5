"""A seat that is spoken to over several connections: a port for each."""

from functools import partial

import msgspec

from linebench.ports import Message
from linebench.wire.side import Side
from linebench.wire.stream.server import StreamServer
from linebench.wiring.channels import device_ends, joined
from linebench.wiring.control import Counts, WireTo
from linebench.wiring.endpoint import Surroundings

__all__ = ["CompositeEndpoint"]


class CompositeEndpoint:
    """The device's side of each channel behind a port of its own. Faults act on the connections of all of them."""

    pushes = True
    busy = False
    gathered = False
    behind = ""

    def __init__(self, around: Surroundings) -> None:
        self._wire = around.wire
        sides = device_ends(around.peer, around.wire, around.setting)
        self._servers = {name: _server(around, name, side) for name, side in sides.items()}

    def restart(self) -> None:
        """See ``Endpoint``. A device's end keeps nothing of its host."""

    async def start(self) -> None:
        """See ``Endpoint``."""
        for server in self._servers.values():
            await server.start()

    async def stop(self) -> None:
        """See ``Endpoint``."""
        for server in self._servers.values():
            await server.stop()

    def tell(self, message: Message) -> None:
        """See ``Endpoint``."""
        for server in self._servers.values():
            server.tell(message)

    def counts(self) -> Counts:
        """See ``Endpoint``."""
        return joined([server.counts() for server in self._servers.values()])

    def release(self) -> None:
        """See ``Endpoint``."""
        for server in self._servers.values():
            server.release()

    @property
    def wire(self) -> WireTo:
        """See ``Endpoint``. Its own port is that of the first channel."""
        ports = self.ports
        channels = {name: msgspec.structs.replace(one, port=ports[name])
                    for name, one in self._wire.channels.items()}
        return msgspec.structs.replace(self._wire, port=next(iter(ports.values())), channels=channels)

    @property
    def ports(self) -> dict[str, int]:
        """The port of every channel."""
        return {name: server.port for name, server in self._servers.items()}

    @property
    def served(self) -> None:
        """See ``Endpoint``."""
        return

    def described(self) -> dict[str, dict[str, object]]:
        """See ``Endpoint``. A port is all there is to know."""
        return {}


def _server(around: Surroundings, name: str, side: Side) -> StreamServer:
    one = around.wire.channels[name]
    server = StreamServer(
        side, f"{around.link}-{name}", around.clock, around.hear, partial(_noted, around, name), host=one.host,
        port=one.port, real=around.real, interposer=around.interposer, capture=around.capture, gather=around.gather)
    server.changed = around.changed
    return server


def _noted(around: Surroundings, name: str, what: str, detail: str) -> None:
    around.note(what, f"{name}: {detail}")
