"""What a CPU answers to engineering tools: status lists, in parts where they are long, and the time of day."""

import struct

from linebench.wire.s7.pdu import USERDATA, Pdu
from linebench.wire.s7.profile import S7Profile
from linebench.wire.s7.session import Session
from linebench.wire.s7.system import clock, system_list

__all__ = ["Tools"]

_LISTS, _CLOCK = (4, 1), (7, 1)
_FIRST, _NEXT = 0x11, 0x12
_UNKNOWN = 0x8104
_OVERHEAD = 10 + 12 + 4


class Tools:
    """Answers ``USERDATA``. Long answers wait in the session until the tool asks for their next part."""

    def __init__(self, profile: S7Profile, epoch: str) -> None:
        self._profile, self._epoch = profile, epoch
        self._number = 0

    def answer(self, asked: Pdu, session: Session, now_us: int) -> Pdu | None:
        """Return the answer; ``None`` to what is no request of a tool."""
        head = asked.parameters
        if len(head) < 8 or head[:3] != b"\0\1\x12" or head[5] >> 4 != 4:  # noqa: PLR2004 - shortest; 4 is a request
            return None
        what = (head[5] & 0x0F, head[6])
        found = self._found(what, head, asked.data, session, now_us)
        if isinstance(found, int):
            return _written(asked, what, 0, b"", error=found)
        room = session.size - _OVERHEAD
        part, rest = found[:room], found[room:]
        self._keep(session, rest)
        return _written(asked, what, session.rest.number, part, more=bool(rest))

    def _found(self, what: tuple[int, int], head: bytes, data: bytes, session: Session, now_us: int) -> bytes | int:
        if head[4] == _NEXT:
            return session.rest.data if session.rest.data and head[7] == session.rest.number else _UNKNOWN
        now = clock(self._epoch, now_us)
        if what == _CLOCK:
            return now
        if what != _LISTS or len(data) != 8 or head[4] != _FIRST:  # noqa: PLR2004 - head, number, index
            return _UNKNOWN
        number, index = struct.unpack(">HH", data[4:])
        return system_list(self._profile, number, index, now)

    def _keep(self, session: Session, rest: bytes) -> None:
        if rest and not session.rest.data:
            self._number = self._number % 0xFF + 1
            session.rest.number = self._number
        elif not rest and not session.rest.data:
            session.rest.number = 0
        session.rest.data = rest


def _written(asked: Pdu, what: tuple[int, int], number: int, data: bytes, *, more: bool = False,
             error: int = 0) -> Pdu:
    group, function = what
    unit = number if more else 0
    head = struct.pack(">BBBBBBBBBBH", 0, 1, 0x12, 8, 0x12, 0x80 | group, function, number, unit, more, error)
    body = struct.pack(">BBH", 0xFF, 0x09, len(data)) + data if data else struct.pack(">BBH", 0x0A, 0, 0)
    return Pdu(USERDATA, asked.reference, head, body)
