"""A controller as its tags show it: one image behind the ports of several protocols at once."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from linebench.ports import Message
from linebench.wire.side import Effect
from linebench.wire.stream.effects import Performer
from linebench.wire.stream.server import StreamServer
from linebench.wire.tags.image import TagImage
from linebench.wire.tags.tag import Value
from linebench.wiring.control import Counts, WireTo
from linebench.wiring.endpoint import Surroundings
from linebench.wiring.ends import OPC_UA, tag_device, tag_face

if TYPE_CHECKING:
    from linebench.wiring.opcua_server import OpcUaTagServer

__all__ = ["TagEndpoint"]


class _NoSockets:
    """A face says what it says in tags."""

    def write(self, client: int, data: bytes) -> None:
        """Nothing to write to."""

    def hang(self, client: int, why: str) -> None:
        """Nothing to hang up."""


class _SharedImage(TagImage):
    """An image whose face answers to the endpoint, whichever server a host wrote through."""

    def __init__(self, around: Surroundings) -> None:
        self.face = tag_face(around.peer, around.setting)
        super().__init__(self.face)
        self.performer = Performer(self, around.clock, around.hear, around.note, _NoSockets())

    def restart(self) -> None:
        """The controller begins anew."""
        self.face.restart()

    def write(self, values: Mapping[str, Value]) -> Sequence[Effect]:
        """See ``TagImage``. What follows from it has been done on return."""
        self.performer.perform(super().write(values))
        return ()


class TagEndpoint:
    """The ports at which a level finds the tags of a peer. The first protocol is the one it dials."""

    pushes = False

    def __init__(self, around: Surroundings, also: Sequence[str]) -> None:
        self._wire = around.wire
        self._image = _SharedImage(around)
        self._servers = {name: self._server(around, name) for name in dict.fromkeys((around.wire.dialect, *also))}

    def _server(self, around: Surroundings, name: str) -> "StreamServer | OpcUaTagServer":
        one = around.wire
        if name == OPC_UA:
            from linebench.wiring.opcua_server import OpcUaTagServer  # noqa: PLC0415  # slow to import

            return OpcUaTagServer(around, self._image, self._image.performer.perform, first=name == one.dialect)
        first = name == one.dialect
        profile, options = (one.profile, one.options) if first else ("", {})
        side = tag_device(self._image, name, profile, options, around.setting)
        server = StreamServer(
            side, around.link, around.clock, around.hear, around.note, host=one.host, port=one.port if first else 0,
            real=around.real, interposer=around.interposer if first else None,
            capture=around.capture if first else None, gather=around.gather and first)
        server.changed = around.changed
        return server

    async def start(self) -> None:
        """See ``Endpoint``."""
        for server in self._servers.values():
            await server.start()

    async def stop(self) -> None:
        """See ``Endpoint``."""
        self._image.performer.close()
        for server in self._servers.values():
            await server.stop()

    def tell(self, message: Message) -> None:
        """See ``Endpoint``."""
        self._image.performer.perform(self._image.tell(message))

    def restart(self) -> None:
        """See ``Endpoint``. Hosts know the new life of the controller by its incarnation."""
        self._image.restart()

    def counts(self) -> Counts:
        """See ``Endpoint``."""
        return self._servers[self._wire.dialect].counts()

    def release(self) -> None:
        """See ``Endpoint``."""
        self._servers[self._wire.dialect].release()

    @property
    def wire(self) -> WireTo:
        """See ``Endpoint``."""
        return msgspec.structs.replace(self._wire, port=self._servers[self._wire.dialect].port)

    @property
    def ports(self) -> dict[str, int]:
        """The port of every protocol."""
        return {name: server.port for name, server in self._servers.items()}
