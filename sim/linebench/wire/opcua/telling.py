"""What a server tells its subscribers: changes of values and events, in the order in which they happened."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TypeAlias

from asyncua import ua
from asyncua.server.address_space import AttributeValue

__all__ = ["Telling"]

_BATCH = 200
"""Things told before others get their turn: telling never waits, so that nothing else would run."""
_Told: TypeAlias = Callable[[], Awaitable[None]]


class Telling:
    """One queue for a whole server. Values are in the address space before anybody is told of them."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[AttributeValue, ua.DataValue] | _Told] = deque()
        self._change = asyncio.Event()
        self._told = asyncio.Event()
        self._told.set()

    def value(self, attribute: AttributeValue, variant: ua.Variant, moment: datetime,
              status: ua.StatusCode | None = None) -> None:
        """Show a value from the simulated moment ``moment`` on; the next read sees it."""
        data = ua.DataValue(variant, SourceTimestamp=moment, ServerTimestamp=datetime.now(UTC),
                            StatusCode=status or ua.StatusCode())
        attribute.value = data
        if attribute.datachange_callbacks:
            self._add((attribute, data))

    def event(self, raise_it: _Told) -> None:
        """Have an event raised after all that was told before."""
        self._add(raise_it)

    async def told(self) -> None:
        """Wait until every subscription has been given what happened up to now."""
        await self._told.wait()

    async def run(self) -> None:
        """Tell, until cancelled."""
        while True:
            await self._change.wait()
            self._change.clear()
            while self._waiting:
                for _ in range(min(_BATCH, len(self._waiting))):
                    await _tell(self._waiting.popleft())
                await asyncio.sleep(0)
            self._told.set()

    def _add(self, item: tuple[AttributeValue, ua.DataValue] | _Told) -> None:
        self._waiting.append(item)
        self._told.clear()
        self._change.set()


async def _tell(item: tuple[AttributeValue, ua.DataValue] | _Told) -> None:
    if not isinstance(item, tuple):
        await item()
        return
    attribute, data = item
    for handle, callback in list(attribute.datachange_callbacks.items()):
        await callback(handle, data)
