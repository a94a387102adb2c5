"""A pool of serials by itself: behind as many faces as are wanted, living by the wall's clock."""

from collections.abc import Callable, MutableMapping, Sequence
from random import Random
from typing import Any

import msgspec

from linebench.ports import Message
from linebench.ports.serials import Count, Draw, Move, ToOwner
from linebench.stack.machine import Send, Store
from linebench.stack.pool import PoolConfig, PoolDecisions, SerialPool
from linebench.wiring.control import WireTo
from linebench.wiring.endpoint import Surroundings
from linebench.wiring.peer_endpoint import PeerEndpoint
from linebench.wiring.station_clock import WallClock

__all__ = ["PoolDesk"]

_SEAT = "serials"
Noted = Callable[[str, str], None]


class PoolDesk:
    """One pool that everybody asks. Make and use it in the thread of a loop.

    Each face and each asker has tokens of its own; the serials are everybody's, and each is with one of them.
    """

    def __init__(self, config: PoolConfig, wires: Sequence[WireTo], *, chance: Random, epoch: str,
                 store: MutableMapping[str, Any], decisions: PoolDecisions, note: Noted,
                 commit: Callable[[], None] = lambda: None) -> None:
        """``epoch``: UTC of the beginning, which is now; ``store``: what is kept over a loss of power; ``commit``:
        makes what was stored last, and is called before anything is said of it.

        Raises:
            PoolError: pools that cannot be, or not those that something is stored of.
            WiringError: a dialect that there is not, or not with these options.
            WireError: an address that is none or is not allowed.

        """
        self._clock, self._store, self._commit = WallClock(0, 1), store, commit
        self._pool = SerialPool(config, chance, decisions)
        self._pool.start(dict(store), 0)
        self._faces = [self._face(index, wire, epoch, note) for index, wire in enumerate(wires)]

    async def start(self) -> list[WireTo]:
        """Serve; returns where, face by face.

        Raises:
            WireError: a port is in use.

        """
        begun: list[PeerEndpoint] = []
        try:
            for face in self._faces:
                await face.start()
                begun.append(face)
        except BaseException:
            for face in begun:
                await face.stop()
            raise
        return [face.wire for face in self._faces]

    async def stop(self) -> None:
        """Serve no more."""
        self._clock.stop()
        for face in self._faces:
            await face.stop()

    def _face(self, index: int, wire: WireTo, epoch: str, note: Noted) -> PeerEndpoint:
        """A face, which alone hears the answer to what is asked there."""
        def hear(message: Message) -> None:
            if isinstance(message, Draw | Move | Count):
                self._ask(index, f"{wire.dialect} ", message)

        return PeerEndpoint(Surroundings(
            link=f"pool-{wire.dialect}", peer=_SEAT, wire=wire, epoch=epoch, clock=self._clock, hear=hear,
            note=note, changed=_nothing, interposer=None, capture=None, real=wire.real, gather=False))

    def _ask(self, index: int, mark: str, message: ToOwner) -> None:
        """``mark``: stands before each token, so that the same one over two faces is two requests."""
        told = msgspec.structs.replace(message, request=mark + message.request)
        effects: Any = self._pool.receive(self._pool.peer, told, self._clock.now())
        for effect in effects:
            if isinstance(effect, Store):
                self._store[effect.key] = effect.value
        self._commit()
        for effect in effects:
            if isinstance(effect, Send):
                said: Any = effect.message
                self._faces[index].tell(msgspec.structs.replace(said, request=said.request.removeprefix(mark)))


def _nothing() -> None:
    """Nobody waits."""
