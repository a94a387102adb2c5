"""A peer of a level as its wires show it: behind the port of each protocol that it speaks at the same time."""

from collections.abc import Callable, Sequence
from typing import Protocol

import msgspec

from linebench.ports import Message
from linebench.wire.http.delivering import Delivering
from linebench.wire.http.server import HttpServer
from linebench.wire.serials.trouble import TroubledServer
from linebench.wire.stream.server import StreamServer
from linebench.wiring.control import Counts, WireTo
from linebench.wiring.deliveries import Deliveries
from linebench.wiring.endpoint import Surroundings
from linebench.wiring.ends import device_end, is_jobs, is_opcua, is_openscs, is_tagged, tag_device
from linebench.wiring.secured import secured_server
from linebench.wiring.shared_image import SharedImage

__all__ = ["PeerEndpoint"]


_ROOM = 1_048_576
"""Bytes that may lie unread at a port; those that take whole documents need more."""


class _Port(Protocol):
    """One server."""

    @property
    def port(self) -> int:
        """Where it listens, once it does."""

    async def start(self) -> None:
        """Serve."""

    async def stop(self) -> None:
        """Serve no more."""

    def counts(self) -> Counts:
        """Bytes on each open connection."""

    def release(self) -> None:
        """Act on what has been read."""


class _Worker(Protocol):
    """A server that answers in its own time."""

    @property
    def busy(self) -> bool:
        """Whether it is at work."""

    @property
    def gathered(self) -> bool:
        """Whether something waits for ``release``."""

    @property
    def behind(self) -> str:
        """URL of the server itself."""


class PeerEndpoint:
    """The ports of a seat. The first protocol is the one that the level dials; faults and captures are of it.

    Whatever the device says is said on all of them, and it hears whoever speaks to it. All tags are one image.
    """

    def __init__(self, around: Surroundings, also: Sequence[WireTo] = ()) -> None:
        """``also``: the same wire in further protocols, each once.

        Raises:
            WiringError: the seat does not speak one of them, or not with these options.
            WireError: an address that is none or is not allowed.

        """
        self._around = around
        self.pushes = not is_tagged(around.peer, around.wire.dialect)
        self._image: SharedImage | None = None
        self._worker: _Worker | None = None
        self._ears: list[Callable[[Message], None]] = []
        self._restarts: list[Callable[[], None]] = []
        self._deliveries = Deliveries(around.note, around.changed, real=around.real)
        self._details: dict[str, Callable[[], dict[str, object]]] = {}
        self._ports = {wire.dialect: self._port(around.beside(wire)) for wire in (around.wire, *also)}

    def _port(self, around: Surroundings) -> _Port:
        one = around.wire
        if is_opcua(around.peer, one.dialect):
            return self._opcua(around)
        if is_openscs(around.peer, one.dialect):
            return self._openscs(around)
        if is_jobs(around.peer, one.dialect):
            return self._jobs(around)
        if is_tagged(around.peer, one.dialect):
            return _server(around, self._shared, one, self._deliveries)
        server = _server(around, None, one, self._deliveries)
        self._ears.append(server.tell)
        return server

    def _opcua(self, around: Surroundings) -> _Port:
        from linebench.wiring.opcua_server import OpcUaPort  # noqa: PLC0415  # slow to import, and rarely spoken

        tagged = is_tagged(around.peer, around.wire.dialect)
        port = OpcUaPort(around, self._shared if tagged else None)
        self._ears.append(port.tell)
        self._restarts.append(port.restart)
        self._details[around.wire.dialect] = port.described
        if around.wire is self._around.wire:
            self._worker = port
        return port

    def _openscs(self, around: Surroundings) -> _Port:
        from linebench.wiring.openscs_port import OpenScsPort  # noqa: PLC0415  # as above

        port = OpenScsPort(around)
        self._ears.append(port.tell)
        self._details[around.wire.dialect] = port.described
        return port

    def _jobs(self, around: Surroundings) -> _Port:
        from linebench.wiring.isa95_port import JobsPort  # noqa: PLC0415  # as above

        port = JobsPort(around)
        self._ears.append(port.tell)
        self._restarts.append(port.restart)
        self._details[around.wire.dialect] = port.described
        return port

    @property
    def _shared(self) -> SharedImage:
        if self._image is None:
            self._image = SharedImage(self._around, dialled=not self.pushes)
        return self._image

    async def start(self) -> None:
        """See ``Endpoint``."""
        begun: list[_Port] = []
        try:
            for port in self._ports.values():
                await port.start()
                begun.append(port)
        except BaseException:
            for port in begun:
                await port.stop()
            raise

    async def stop(self) -> None:
        """See ``Endpoint``."""
        await self._deliveries.stop()
        if self._image is not None:
            self._image.performer.close()
        for port in self._ports.values():
            await port.stop()

    def tell(self, message: Message) -> None:
        """See ``Endpoint``. Objects before tags: the message knows causes that tags of a state do not have."""
        for ear in self._ears:
            ear(message)
        if self._image is not None:
            self._image.said(message)

    def restart(self) -> None:
        """See ``Endpoint``. Hosts of tags know the new life by its incarnation; a dialect keeps nothing of them."""
        for restart in self._restarts:
            restart()
        if self._image is not None:
            self._image.restart()

    @property
    def busy(self) -> bool:
        """See ``Endpoint``."""
        return self._deliveries.busy or (self._worker is not None and self._worker.busy)

    @property
    def gathered(self) -> bool:
        """See ``Endpoint``."""
        return self._worker is not None and self._worker.gathered

    def counts(self) -> Counts:
        """See ``Endpoint``."""
        return self._first.counts()

    def release(self) -> None:
        """See ``Endpoint``."""
        self._first.release()

    @property
    def served(self) -> StreamServer | None:
        """See ``Endpoint``."""
        return self._first if isinstance(self._first, StreamServer) else None

    @property
    def behind(self) -> str:
        """See ``Endpoint``."""
        return self._worker.behind if self._worker is not None else ""

    def described(self) -> dict[str, dict[str, object]]:
        """See ``Endpoint``."""
        return {name: details() for name, details in self._details.items()}

    @property
    def wire(self) -> WireTo:
        """See ``Endpoint``."""
        return msgspec.structs.replace(self._around.wire, port=self._first.port)

    @property
    def ports(self) -> dict[str, int]:
        """See ``Endpoint``."""
        return {name: port.port for name, port in self._ports.items()}

    @property
    def _first(self) -> _Port:
        return self._ports[self._around.wire.dialect]


def _server(around: Surroundings, image: SharedImage | None, one: WireTo, deliveries: Deliveries) -> StreamServer:
    side = (device_end(around.peer, one.dialect, one.profile, one.options, around.setting) if image is None
            else tag_device(image, one.dialect, one.profile, one.options, around.setting))
    if around.trouble is not None and isinstance(side, TroubledServer):
        side.troubling = around.trouble
    server = StreamServer(
        secured_server(side, one, around.setting), around.link, around.clock, around.hear, around.note,
        host=one.host, port=one.port, real=around.real, interposer=around.interposer, capture=around.capture,
        gather=around.gather,
        max_buffer=max(_ROOM, side.room) if isinstance(side, HttpServer) else _ROOM)
    server.changed = around.changed
    if isinstance(side, Delivering):
        side.deliver_by(deliveries.send)
    return server
