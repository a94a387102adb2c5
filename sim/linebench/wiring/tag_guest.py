"""A further client of a controller's tags, which reads them and tries to write what nobody may write."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, Literal, Protocol, TypeAlias

import msgspec

from linebench.wire.enip.asks import Ask as TagAsk
from linebench.wire.enip.asks import Part
from linebench.wire.enip.cip import WRITE as WRITE_TAG
from linebench.wire.enip.cip import Request, encode_request
from linebench.wire.enip.host import EnipLink
from linebench.wire.enip.layout import LogixLayout
from linebench.wire.enip.path import Step
from linebench.wire.enip.profile import EnipProfile
from linebench.wire.modbus.host import ModbusLink
from linebench.wire.modbus.layout import ModbusLayout
from linebench.wire.modbus.pdu import MAX_WRITE_BITS, WriteBits, WriteOneRegister, WriteRegisters
from linebench.wire.modbus.profile import ModbusProfile
from linebench.wire.s7.host import Ask, S7Link
from linebench.wire.s7.items import BYTE, DB, Datum, Item
from linebench.wire.s7.layout import S7Layout
from linebench.wire.s7.pdu import WRITE
from linebench.wire.s7.profile import S7Profile
from linebench.wire.side import Setting
from linebench.wire.tags.link import Answer, Begun, Link, RefusedError, Say
from linebench.wire.tags.tag import TagTable, Value
from linebench.wire.tags.transport import transports
from linebench.wiring.endpoint import Endpoint
from linebench.wiring.ends import tag_host
from linebench.wiring.guest import Guest
from linebench.wiring.quiet import QuietError

__all__ = ["TagGuest", "Trespass", "own_tag", "tag_guest"]

Trespass: TypeAlias = Literal["own", "nowhere", "kind", "long"]
"""What a client may try to write: a tag that the controller alone writes, one that does not exist, a value of
another kind or size than the tag has, and more at once than a message or a text holds.
"""


class TagGuest(Protocol):
    """One connection; everything in the thread of the wires."""

    async def connect(self) -> None:
        """Dial."""

    async def picture(self) -> Mapping[str, Value]:
        """All tags."""

    async def trespass(self, what: Trespass) -> str:
        """Try to write. Returns the refusal in the protocol's own words; empty: it was taken."""

    async def leave(self) -> None:
        """Hang up."""


def tag_guest(endpoint: Endpoint, peer: str) -> TagGuest:
    """Make a further client of the seat ``peer``, in the protocol that the level speaks.

    Raises:
        LookupError: no tags are served there.

    """
    wire, table = endpoint.wire, tag_host(peer, Setting(name="guest", now=lambda: 0)).table
    if wire.dialect == "opcua":
        from linebench.wiring.opcua_guest import OpcUaGuest  # noqa: PLC0415  # slow to import, and rarely spoken

        return OpcUaGuest(endpoint.behind, table)
    if endpoint.served is None or wire.dialect not in _GUESTS:
        raise LookupError(f"{peer} serves no tags in {wire.dialect}")
    profile = transports()[wire.dialect].profile(wire.profile, wire.options)
    return _GUESTS[wire.dialect](Guest(endpoint.served), table, profile)


def own_tag(table: TagTable) -> str:
    """A number that the controller alone writes."""
    return next(tag.name for tag in table if not tag.writable and tag.kind == "uint16")


class _StreamGuest(ABC):
    """Asks one thing after the other."""

    def __init__(self, guest: Guest, link: Link[Any]) -> None:
        self._guest, self._link, self._key = guest, link, 0

    @abstractmethod
    def trial(self, what: Trespass) -> object:
        """The request, as the link takes it."""

    async def connect(self) -> None:
        """See ``TagGuest``."""
        await self._guest.connect()
        events = [*self._link.opened()]
        while not any(isinstance(event, Begun) for event in events):
            said = b"".join(event.data for event in events if isinstance(event, Say))
            if not said:
                raise QuietError(f"a further client was not let in: {events}")
            events = [*self._link.feed(await self._guest.say(said))]

    async def picture(self) -> Mapping[str, Value]:
        """See ``TagGuest``."""
        return dict(self._link.picture([(ask, await self._asked(ask)) for ask in self._link.reads()]))

    async def trespass(self, what: Trespass) -> str:
        """See ``TagGuest``."""
        try:
            await self._asked(self.trial(what))
        except RefusedError as refusal:
            return str(refusal)
        return ""

    async def leave(self) -> None:
        """See ``TagGuest``."""
        await self._guest.leave()

    async def _asked(self, ask: Any) -> Any:  # noqa: ANN401  # the protocol's own, only handed through
        self._key += 1
        heard = self._link.feed(await self._guest.say(self._link.encode(self._key, ask)))
        answer = next((each for each in heard if isinstance(each, Answer) and each.key == self._key), None)
        if answer is None:
            raise QuietError(f"{self._link.describe(ask)}: a further client got no answer")
        return self._link.read(ask, answer.raw)


class _Shorter(msgspec.Struct, frozen=True):
    """A write of several registers that brings one value fewer than it says."""

    address: int
    function: int = 16

    def encode(self) -> bytes:
        """Return its bytes."""
        return WriteRegisters(self.address, (1, 1)).encode()[:-2]


class _ModbusGuest(_StreamGuest):
    def __init__(self, guest: Guest, table: TagTable, profile: ModbusProfile) -> None:
        super().__init__(guest, ModbusLink(table, profile))
        layout = ModbusLayout(table, profile)
        self._base, self._end = profile.base, profile.base + layout.registers
        self._own = profile.base + layout.slots[own_tag(table)].start // 2
        self._free = profile.base + layout.slots[_free_tag(table)].start // 2

    def trial(self, what: Trespass) -> object:
        """See ``_StreamGuest``."""
        return {"own": WriteOneRegister(self._own, _ODD), "nowhere": WriteOneRegister(self._end, _ODD),
                "kind": _Shorter(self._free), "long": WriteBits(0, (True,) * (MAX_WRITE_BITS + 1))}[what]


class _S7Guest(_StreamGuest):
    def __init__(self, guest: Guest, table: TagTable, profile: S7Profile) -> None:
        super().__init__(guest, S7Link(table, profile))
        layout = S7Layout(table)
        self._db, self._end, self._longest = profile.db, layout.size, profile.pdu
        self._own, self._free = layout.slots[own_tag(table)].start, layout.slots[_free_tag(table)].start

    def trial(self, what: Trespass) -> object:
        """See ``_StreamGuest``."""
        start, said, brought = {"own": (self._own, 2, 2), "nowhere": (self._end, 2, 2), "kind": (self._free, 4, 2),
                                "long": (self._free, self._longest, self._longest)}[what]
        return Ask(WRITE, (Item(DB, self._db, 8 * start, BYTE, said),),
                   (Datum(0, BYTE, _ODD.to_bytes(2) * (brought // 2)),))


class _EnipGuest(_StreamGuest):
    def __init__(self, guest: Guest, table: TagTable, profile: EnipProfile) -> None:
        super().__init__(guest, EnipLink(table, profile))
        self._layout = LogixLayout(table, profile)
        self._own, self._free = own_tag(table), _free_tag(table)
        self._text = next(tag for tag in table if tag.writable and tag.kind == "string")

    def trial(self, what: Trespass) -> object:
        """See ``_StreamGuest``."""
        name, like = {"own": (self._own, self._own), "nowhere": ("", self._free), "kind": (self._free, self._own),
                      "long": (self._text.name, self._text.name)}[what]
        kind = self._layout.types[like]
        value = _ODD.to_bytes(kind.size, "little") if kind.code else (
            self._text.size + 1).to_bytes(4, "little") + bytes(kind.size - 4)
        path = (Step("symbol", self._layout.names[name] if name else _NOWHERE),)
        content = encode_request(Request(WRITE_TAG, path, kind.prefix + (1).to_bytes(2, "little") + value))
        return TagAsk((Part("tag", WRITE_TAG, 0, kind.size, content),))


_NOWHERE = "There_Is_None"
"""What no tag is called."""
_ODD = 0x5A5A
"""A value that no tag has by itself."""
_GUESTS: Mapping[str, Callable[[Guest, TagTable, Any], TagGuest]] = {"modbus": _ModbusGuest, "s7": _S7Guest,
                                                                      "enip": _EnipGuest}


def _free_tag(table: TagTable) -> str:
    """A tag that the host writes."""
    return next(tag.name for tag in table if tag.writable and tag.kind == "uint32")
