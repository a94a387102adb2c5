"""Tags of a Logix controller as a project calls them, and members of its structures."""

from collections.abc import Sequence

import msgspec

from linebench.wire.enip.asks import Part
from linebench.wire.enip.cip import Reply
from linebench.wire.enip.host import EnipLink
from linebench.wire.enip.profile import EnipProfile
from linebench.wire.tags.link import RefusedError
from linebench.wire.tags.tag import TagTable

__all__ = ["MemberLink"]

_STRUCTURE = b"\xa0\x02"
_MEANT = {"status 04": "no such tag", "status 05": "no such tag", "status 0F": "not allowed"}
_SIMPLE, _LONG = 2, 4
"""Bytes that say the type: of a number, and of a structure."""


class MemberLink(EnipLink):
    """A ``Base``. Names are asked for as the map has them, and a tag of another size is not taken for ours."""

    def __init__(self, table: TagTable, profile: EnipProfile) -> None:
        super().__init__(table, msgspec.structs.replace(profile, names="members"))

    def forget(self) -> None:
        """See ``Base``: nothing is kept."""

    def because(self, why: str) -> str:
        """See ``Base``. The name stands before it already."""
        status = why.rpartition(": ")[2]
        return f"{status} ({_MEANT[status[:9]]})" if status[:9] in _MEANT else status

    def gathered(self) -> Sequence[Sequence[str]]:
        """See ``Base``."""
        return [[*self._layout.names]]

    def _value(self, part: Part, reply: Reply) -> bytes:
        size = _LONG if reply.data[:2] == _STRUCTURE else _SIMPLE
        kind, found = self._layout.types[part.name], len(reply.data) - size
        whole = part.size == self._layout.slots[part.name].count
        if reply.service == part.service and whole and (found != part.size or (size == _SIMPLE) != bool(kind.code)):
            raise RefusedError(f"{part.name}: type {reply.data[:size].hex(' ')} of {found} bytes instead of "
                               f"{kind.name}, {part.size} bytes")
        return super()._value(part, reply)
