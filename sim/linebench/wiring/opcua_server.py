"""Tags of a controller as an OPC UA server shows them, behind a relay that can go wrong as any wire can."""

from collections.abc import Callable, Sequence

from linebench.wire.opcua.security import Security
from linebench.wire.opcua.server import Endpoint, OpcUaServer
from linebench.wire.opcua.tags import OpcUaTags
from linebench.wire.side import Effect
from linebench.wire.stream.relay import Relay
from linebench.wire.tags.image import TagImage
from linebench.wiring.control import Counts
from linebench.wiring.endpoint import Surroundings

__all__ = ["OpcUaTagServer"]


class OpcUaTagServer:
    """One port. ``first``: it is what the level dials, so faults and captures are of it."""

    def __init__(self, around: Surroundings, image: TagImage, effects: Callable[[Sequence[Effect]], None], *,
                 first: bool) -> None:
        self._around, self._image, self._effects = around, image, effects
        self._first = first
        self.port = 0

    async def start(self) -> None:
        """Serve."""
        around, one = self._around, self._around.wire
        self._server = OpcUaServer(Endpoint(), Security(), one.name)
        await self._server.__aenter__()
        await OpcUaTags(self._server, self._image, around.setting, effects=self._effects).show()
        inner = self._server.url.removeprefix("opc.tcp://").partition("/")[0]
        self._relay = Relay(
            around.link, around.clock, around.note, inner=inner, host=one.host, port=one.port if self._first else 0,
            real=around.real, interposer=around.interposer if self._first else None,
            capture=around.capture if self._first else None)
        self._relay.changed = around.changed
        await self._relay.start()
        self.port = self._relay.port

    async def stop(self) -> None:
        """Serve no more."""
        await self._relay.stop()
        await self._server.__aexit__(None, None, None)

    def counts(self) -> Counts:
        """None: a request is over when it has been answered, and who asks waits for that."""
        return {}

    def release(self) -> None:
        """Nothing waits."""
