"""The bench's end of a wire to a pool of serials that is not ours: the L3 in the bench draws there."""

import secrets
from collections.abc import Callable

import msgspec

from linebench.ports import Message
from linebench.ports.serials import ToOwner, ToUser
from linebench.wiring.dialled import DialledClient, DialledEndpoint
from linebench.wiring.endpoint import Surroundings
from linebench.wiring.ends import OPEN_SCS

__all__ = ["DialledPool"]

_KEY_BYTES = 8


class DialledPool(DialledEndpoint):
    """An ``Endpoint`` whose tokens are its own.

    A real pool remembers tokens for ever, and other lines have theirs: each attempt puts a key before them that
    nobody has had, or it would be given what it was given the last time.
    """

    def __init__(self, around: Surroundings, seat: str) -> None:
        self._key = f"{secrets.token_hex(_KEY_BYTES)}/"
        super().__init__(msgspec.structs.replace(around, hear=self._own(around.hear)), seat, poll_us=None)

    def tell(self, message: Message) -> None:
        """See ``Endpoint``."""
        if isinstance(message, ToOwner):
            message = msgspec.structs.replace(message, request=self._key + message.request)
        super().tell(message)

    def made(self) -> DialledClient:
        """See ``DialledEndpoint``."""
        around = self._around
        if around.wire.dialect != OPEN_SCS:
            return super().made()
        from linebench.wire.stream.address import Address  # noqa: PLC0415  # as below
        from linebench.wiring.openscs_wire import OpenScsWire  # noqa: PLC0415  # slow to import, rarely spoken

        Address(around.wire.host, around.wire.port).check(around.link, real=around.real)
        return OpenScsWire(around.wire, around.hear, around.note)

    def _own(self, hear: Callable[[Message], None]) -> Callable[[Message], None]:
        def heard(message: Message) -> None:
            if isinstance(message, ToUser):
                message = msgspec.structs.replace(message, request=message.request.removeprefix(self._key))
            hear(message)

        return heard
