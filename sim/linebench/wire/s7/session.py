"""One client's connection at the CPU's end: who may connect, how long a PDU is, what is left of a long answer."""

import msgspec

from linebench.wire.s7.codec import (
    CONFIRM,
    Connect,
    MessageDecoder,
    encode_connect,
    encode_disconnect,
    encode_message,
)
from linebench.wire.s7.pdu import Setup
from linebench.wire.s7.profile import S7Profile

__all__ = ["REFUSED_REASON", "Session"]

MAX_MESSAGE = 4096
"""Far above the longest PDU; what is longer is no PDU."""
REFUSED_REASON = 0x03
"""ISO 8073: address unknown."""
_SIZES = (7, 10)
_TOOLS = (1, 2, 3)


class _Rest(msgspec.Struct):
    """What is left of an answer in several parts, under its number."""

    number: int
    data: bytes


class Session:
    """``size``: longest PDU, 0 until it is agreed; ``connected``: the transport connection stands."""

    def __init__(self, profile: S7Profile, number: int) -> None:
        self._profile, self._number = profile, number & 0xFFFF
        self._transport = 10
        self.decoder = MessageDecoder(MAX_MESSAGE)
        self.connected = False
        self.size = 0
        self.rest = _Rest(0, b"")

    def connect(self, request: Connect) -> bytes | None:
        """Take the connection: the confirmation; ``None`` when the called TSAP is not the CPU's."""
        if self._profile.tsap == "strict" and not self._called(request.called):
            return None
        self.connected = True
        self._transport = min(max(request.size or _SIZES[0], _SIZES[0]), _SIZES[1])
        return encode_connect(Connect(CONFIRM, request.source, self._number, self._transport, request.calling,
                                      request.called))

    def refuse(self, request: Connect) -> bytes:
        """Return the refusal of the connection."""
        return encode_disconnect(request.source, self._number, REFUSED_REASON)

    def agree(self, wish: Setup) -> Setup:
        """Agree on what both ends can; 0 is nobody's wish and counts as 1."""
        jobs = self._profile.jobs
        self.size = min(max(wish.size, 112), self._profile.pdu)  # no CPU has less than 112
        return Setup(min(max(wish.calling, 1), jobs), min(max(wish.called, 1), jobs), self.size)

    def encode(self, message: bytes) -> bytes:
        """Return a message as packets of the agreed size."""
        return encode_message(message, self._transport)

    def _called(self, tsap: bytes) -> bool:
        own = {self._profile.rack << 5 | slot for slot in self._profile.slots}
        return len(tsap) == 2 and tsap[0] in _TOOLS and tsap[1] in own  # noqa: PLR2004 - what it is, and where
