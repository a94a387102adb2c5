"""What the bench serves to a level on wires: for each of its peers the device's end, on a port of its own."""

from collections.abc import Callable
from typing import Protocol

import msgspec

from linebench.ports import Message
from linebench.wire.side import Setting
from linebench.wire.stream.capture import Capture
from linebench.wire.stream.clock import Clock
from linebench.wire.stream.passage import Interposing
from linebench.wire.stream.server import StreamServer
from linebench.wiring.control import Counts, WireTo
from linebench.wiring.ends import device_end

__all__ = ["DialectEndpoint", "Endpoint", "Surroundings"]


class Endpoint(Protocol):
    """One peer of a level, as its wire shows it."""

    pushes: bool
    """Whether what is told goes out by itself; else the level has to look."""

    async def start(self) -> None:
        """Serve."""

    async def stop(self) -> None:
        """Serve no more."""

    def tell(self, message: Message) -> None:
        """The peer says ``message`` to the level."""

    def counts(self) -> Counts:
        """Bytes on each open connection."""

    def release(self) -> None:
        """Act on what has been read."""

    def restart(self) -> None:
        """What stands behind it has power again after a loss."""

    @property
    def wire(self) -> WireTo:
        """What the level needs to dial it."""

    @property
    def ports(self) -> dict[str, int]:
        """Its port, by dialect."""


class Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """What an endpoint stands in. ``link``: the pair of seats, level first; ``peer``: the seat it stands for.

    ``changed`` is called whenever something happened on its sockets; with ``gather`` what is read waits for
    ``release``.
    """

    link: str
    peer: str
    wire: WireTo
    epoch: str
    clock: Clock
    hear: Callable[[Message], None]
    note: Callable[[str, str], None]
    changed: Callable[[], None]
    interposer: Interposing | None
    capture: Capture | None
    real: bool
    gather: bool

    @property
    def setting(self) -> Setting:
        """What a side is told of where it stands."""
        return Setting(name=self.wire.name, now=self.clock.now, epoch=self.epoch)


class DialectEndpoint:
    """The device side of one dialect behind one port."""

    pushes = True

    def __init__(self, around: Surroundings) -> None:
        self._wire = one = around.wire
        side = device_end(around.peer, one.dialect, one.profile, one.options, around.setting)
        self.server = StreamServer(
            side, around.link, around.clock, around.hear, around.note, host=one.host, port=one.port,
            real=around.real, interposer=around.interposer, capture=around.capture, gather=around.gather)
        self.server.changed = around.changed
        self.tell = self.server.tell
        self.counts = self.server.counts
        self.release = self.server.release

    def restart(self) -> None:
        """See ``Endpoint``. A device's end keeps nothing of its host."""

    async def start(self) -> None:
        """See ``Endpoint``."""
        await self.server.start()

    async def stop(self) -> None:
        """See ``Endpoint``."""
        await self.server.stop()

    @property
    def wire(self) -> WireTo:
        """See ``Endpoint``."""
        return msgspec.structs.replace(self._wire, port=self.server.port)

    @property
    def ports(self) -> dict[str, int]:
        """See ``Endpoint``."""
        return {self._wire.dialect: self.server.port}
