"""What the bench serves to a level on wires: for each of its peers the device's end, on a port of its own."""

from collections.abc import Callable
from typing import Protocol

import msgspec

from linebench.ports import Message
from linebench.ports.access import TurnedAway
from linebench.wire.mapped.scans import FieldSight
from linebench.wire.serials.trouble import Trouble
from linebench.wire.side import Setting, nobody
from linebench.wire.stream.capture import Capture
from linebench.wire.stream.clock import Clock
from linebench.wire.stream.passage import Interposing
from linebench.wire.stream.server import StreamServer
from linebench.wiring.control import Counts, WireTo
from linebench.wiring.maps import WireMap

__all__ = ["Endpoint", "Surroundings"]


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

    @property
    def busy(self) -> bool:
        """Whether it is still at work on what it was given; only of those that do not work at once."""

    @property
    def gathered(self) -> bool:
        """Whether, after such work, something waits for ``release``."""

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

    @property
    def served(self) -> StreamServer | None:
        """The port that the level dials, for further clients of the bench's own; ``None``: no single stream."""

    @property
    def behind(self) -> str:
        """URL of the server that works by itself, for further clients of the bench's own: what may go wrong on the
        wire of the level is not in their way, and nobody waits for them. Empty: there is none.
        """

    def described(self) -> dict[str, dict[str, object]]:
        """What else a client has to know, as plain data, by dialect; only for those that have more than a port."""


class Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """What an endpoint stands in. ``link``: the pair of seats, level first; ``peer``: the seat it stands for.

    ``changed`` is called whenever something happened on its sockets; with ``gather`` what is read waits for
    ``release``. ``names``: the tags that a project has named instead of the bench's own; ``sight``: what a
    remote I/O knows by itself, where the peer is one; ``trouble``: what becomes of the next answer of a pool;
    ``admits``: see ``Setting``, where the peer is a level.
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
    names: WireMap | None = None
    sight: FieldSight | None = None
    trouble: Callable[[], Trouble | None] | None = None
    admits: Callable[[TurnedAway], bool] = nobody

    @property
    def setting(self) -> Setting:
        """What a side is told of where it stands."""
        level = self.link.partition("-")[0]
        return Setting(name=self.wire.name, now=self.clock.now, epoch=self.epoch, admits=self.admits,
                       minds=level if self.peer == "l1" else "")  # devices go on without their host, L1 must not

    def beside(self, wire: WireTo) -> "Surroundings":
        """The same for a further protocol: faults, captures and waiting are of the one that the level dials."""
        if wire is self.wire:
            return self
        return msgspec.structs.replace(self, wire=wire, interposer=None, capture=None, gather=False)
