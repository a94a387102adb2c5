"""The bench's end of a wire that it dials: a foreign PLC shows its tags, and L2 in the bench looks at them."""

import asyncio

from linebench.ports import Message
from linebench.wire.side import Setting
from linebench.wire.stream.client import StreamClient
from linebench.wiring.endpoint import Surroundings
from linebench.wiring.ends import host_end
from linebench.wiring.looking import POLL_US
from linebench.wiring.unserved import Unserved

__all__ = ["DialledEndpoint"]


class DialledEndpoint(Unserved):
    """An ``Endpoint`` that serves nothing. It dials again after a loss, and looks as often as our own levels do.

    There are no bytes to disturb: faults on bytes are those of ends that the bench serves.
    """

    def __init__(self, around: Surroundings, level: str) -> None:
        """``level``: the seat that is dialled.

        Raises:
            WiringError: it does not show its tags so, or not with these options.

        """
        super().__init__(around)
        self._level = level
        self._client = self._made()

    async def start(self) -> None:
        """See ``Endpoint``: dial; a PLC that is not there yet is dialled again."""
        await self._client.start()

    async def stop(self) -> None:
        """See ``Endpoint``."""
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._client.stop()

    def power(self, *, on: bool) -> None:
        """Who dials loses its power, and its connection with it, or gets it back."""
        if on:
            self._client = self._made()
            self._begin(self._client.start())
        else:
            self._begin(self._client.stop())

    def tell(self, message: Message) -> None:
        """See ``Endpoint``."""
        self._client.tell(message)

    def _made(self) -> StreamClient:
        around, wire = self._around, self._around.wire
        setting = Setting(name=self._level, now=around.clock.now, epoch=around.epoch, poll_us=POLL_US)
        side = host_end(self._level, wire.dialect, wire.profile, wire.options, setting)
        return StreamClient(side, around.link, around.clock, around.hear, around.note,
                            address=f"{wire.host}:{wire.port}", real=around.real, capture=around.capture)
