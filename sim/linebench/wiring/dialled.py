"""The bench's end of a wire that it dials: to a foreign PLC, at whose tags L2 looks, or to a foreign device."""

import asyncio
from collections.abc import Callable
from typing import Protocol

import msgspec

from linebench.ports import Message
from linebench.wire.side import Setting
from linebench.wire.stream.client import StreamClient
from linebench.wiring.endpoint import Surroundings
from linebench.wiring.ends import OPC_UA, host_end, tag_host
from linebench.wiring.looking import POLL_US
from linebench.wiring.maps import polled_end
from linebench.wiring.secured import check_single, secured_client
from linebench.wiring.unserved import Unserved

__all__ = ["DialledClient", "DialledEndpoint"]

_REFUSED = "refused"


class DialledClient(Protocol):
    """Whatever dials."""

    async def start(self) -> None:
        """Dial."""

    async def stop(self) -> None:
        """Hang up, and dial no more."""

    def tell(self, message: Message) -> None:
        """Say ``message``."""


class DialledEndpoint(Unserved):
    """An ``Endpoint`` that serves nothing. It dials again after a loss.

    There are no bytes to disturb: faults on bytes are those of ends that the bench serves.
    """

    def __init__(self, around: Surroundings, seat: str, poll_us: int | None = POLL_US) -> None:
        """``seat``: the one that is dialled; ``poll_us``: how often it is looked, usually as often as our own
        levels do; ``None``: as the dialect's profile says.

        Raises:
            WiringError: it does not show its tags so, not with these options, or not within TLS.

        """
        super().__init__(around)
        check_single(around)
        self._seat, self._poll_us = seat, poll_us
        self._client = self.made()

    async def start(self) -> None:
        """See ``Endpoint``: dial; who is not there yet is dialled again."""
        await self._client.start()

    async def stop(self) -> None:
        """See ``Endpoint``."""
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._client.stop()

    def power(self, *, on: bool) -> None:
        """Who dials loses its power, and its connection with it, or gets it back."""
        if on:
            self._client = self.made()
            self._begin(self._client.start())
        else:
            self._begin(self._client.stop())

    def tell(self, message: Message) -> None:
        """See ``Endpoint``."""
        self._client.tell(message)

    def made(self) -> DialledClient:
        """Make whatever dials, anew each time the power comes on."""
        around, wire = msgspec.structs.replace(self._around, note=self._noted()), self._around.wire
        setting = Setting(name=self._seat, now=around.clock.now, epoch=around.epoch, poll_us=self._poll_us)
        if wire.dialect == OPC_UA:
            from linebench.wiring.dialled_opcua import DialledOpcUa  # noqa: PLC0415  # slow to import, rarely spoken

            return DialledOpcUa(around, tag_host(self._seat, setting) if around.names is None
                                else around.names.host(wire.dialect, self._seat, setting))
        side = (host_end(self._seat, wire.dialect, wire.profile, wire.options, setting) if around.names is None
                else polled_end(around.names, wire, self._seat, setting))
        secured = secured_client(side, wire, setting)
        return StreamClient(secured, around.link, around.clock, around.hear, around.note,
                            address=f"{wire.host}:{wire.port}", real=around.real, capture=around.capture)

    def _noted(self) -> Callable[[str, str], None]:
        """Tell the same refusal once: what is written again and again is refused again and again."""
        told: set[str] = set()
        note = self._around.note

        def noted(what: str, detail: str) -> None:
            if what != _REFUSED or detail not in told:
                note(what, detail)
            if what == _REFUSED:
                told.add(detail)

        return note if self._around.names is None else noted
