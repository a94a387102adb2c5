"""The host's end of S7: how it connects, and how a table is asked for and written."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec

from linebench.wire.s7.codec import (
    CONFIRM,
    REQUEST,
    Broken,
    Connect,
    Disconnect,
    MessageDecoder,
    Packet,
    encode_connect,
    encode_message,
)
from linebench.wire.s7.identity import LISTS, Part, StatusList, encode_list, identity_of, read_list
from linebench.wire.s7.items import (
    BIT,
    BYTE,
    DB,
    DONE,
    Datum,
    Item,
    encode_data,
    encode_items,
    parse_data,
)
from linebench.wire.s7.layout import S7Layout
from linebench.wire.s7.pdu import (
    ANSWER,
    JOB,
    READ,
    SETUP,
    USERDATA,
    WRITE,
    Pdu,
    S7Error,
    Setup,
    encode_pdu,
    encode_setup,
    parse_pdu,
    parse_setup,
)
from linebench.wire.s7.profile import S7Profile
from linebench.wire.side import Noted
from linebench.wire.tags.link import Answer, Begun, LinkError, LinkEvent, Lost, RefusedError, Say, Who
from linebench.wire.tags.memory import blocks
from linebench.wire.tags.picture import Picture
from linebench.wire.tags.tag import TagTable, Value

__all__ = ["Ask", "Question", "S7Link"]

_MAX_MESSAGE = 4096
_TRANSPORT = 10
_SETUP_KEY = 0
"""Below the numbers of requests."""
_READ_HEAD = 12 + 2 + 4
"""What an answer needs besides the bytes of one item."""
_WRITE_HEAD = 10 + 2
"""What a write needs besides its items."""
_ITEM_HEAD = 12 + 4
"""What each item of a write needs besides its bytes."""


class Ask(msgspec.Struct, frozen=True, gc=False):
    """One request of the host; ``data`` belongs to the items of a write."""

    function: int
    items: tuple[Item, ...]
    data: tuple[Datum, ...] = ()


Question: TypeAlias = Ask | StatusList
"""Whatever the host asks."""
_PARTS = 16
"""Parts of lists that it asks for at most."""


class S7Link:
    """S7 as the polling host needs it."""

    def __init__(self, table: TagTable, profile: S7Profile) -> None:
        self._table, self._profile = table, profile
        self._layout = S7Layout(table)
        self._picture = Picture(table, self._layout)
        self.parallel = 1
        self._agree(Setup(1, 1, profile.pdu))
        self._decoder = MessageDecoder(_MAX_MESSAGE)

    def opened(self) -> Sequence[LinkEvent]:
        """See ``Link.opened``; the connection is requested, then its limits are agreed on."""
        self._decoder = MessageDecoder(_MAX_MESSAGE)
        own, called = bytes.fromhex(self._profile.local_tsap), bytes.fromhex(self._profile.remote_tsap)
        place = bytes((self._profile.calling, self._profile.rack << 5 | self._profile.slot))
        return (Say(encode_connect(Connect(REQUEST, 0, 1, _TRANSPORT, own, called or place))),)

    def introduce(self, answers: Sequence[tuple[Question, Any]]) -> Question | Who:
        """See ``Link.introduce``: lists of the component and of the module, each in as many parts as it needs."""
        parts = [(ask.number, got) for ask, got in answers if isinstance(ask, StatusList)]
        left = [number for number in LISTS if number not in {number for number, _ in parts}]
        if self._profile.identify and len(parts) < _PARTS:
            if parts and isinstance(parts[-1][1], Part) and parts[-1][1].sequence:
                return StatusList(parts[-1][0], parts[-1][1].sequence)
            if left:
                return StatusList(left[0])
        return Who(" ".join(identity_of({
            each: b"".join(part.data for number, part in parts if number == each and part) for each in LISTS})))

    def feed(self, data: bytes) -> Sequence[LinkEvent]:
        """See ``Link.feed``."""
        return [event for item in self._decoder.feed(data) for event in self._packet(item)]

    def reads(self, names: Collection[str] = ()) -> Sequence[Ask]:
        """See ``Link.reads``."""
        return self._asks(names) if names else self._all

    def writes(self, values: Sequence[tuple[str, Value]]) -> Sequence[Ask]:
        """See ``Link.writes``. One request for as many tags as a PDU holds."""
        asks: list[Ask] = []
        items: list[tuple[Item, Datum]] = []
        room = self._size - _WRITE_HEAD
        for item, datum in (part for name, value in values for part in self._parts(name, value)):
            needed = _ITEM_HEAD + len(datum.data) + len(datum.data) % 2
            if items and (needed > room or len(items) == self._profile.write_items):
                asks.append(_write(items))
                items, room = [], self._size - _WRITE_HEAD
            items.append((item, datum))
            room -= needed
        return [*asks, _write(items)] if items else asks

    def encode(self, key: int, ask: Question) -> bytes:
        """See ``Link.encode``."""
        if isinstance(ask, StatusList):
            return self._message(encode_list(ask, key))
        return self._message(Pdu(JOB, key, encode_items(ask.function, ask.items), encode_data(ask.data)))

    def read(self, ask: Question, raw: Any) -> bytes | Part:  # noqa: ANN401 - a ``Pdu``, as ``feed`` gave it
        """See ``Link.read``."""
        if isinstance(ask, StatusList):
            return read_list(raw)
        if raw.error:
            raise RefusedError(f"error {raw.error:04X}")
        if raw.parameters != bytes((ask.function, len(ask.items))):
            raise LinkError(f"parameters {raw.parameters.hex(' ')}")
        if ask.function == READ:
            return _content(ask.items[0], raw.data)
        if len(raw.data) != len(ask.items):
            raise LinkError(f"{len(raw.data)} results of {len(ask.items)} items")
        _check(raw.data)
        return b""

    def picture(self, answers: Sequence[tuple[Question, Any]]) -> Mapping[str, Value]:
        """See ``Link.picture``."""
        return self._picture.take((ask.items[0].start // 8, content) for ask, content in answers
                                  if isinstance(ask, Ask))

    def describe(self, ask: Question) -> str:
        """See ``Link.describe``."""
        if isinstance(ask, StatusList):
            return f"system status list {ask.number:04X}"
        item = ask.items[0]
        return f"{'read' if ask.function == READ else 'write'} at DB{item.db}.DBX{item.start // 8}.{item.start % 8}"

    def _packet(self, item: Packet) -> Sequence[LinkEvent]:
        if isinstance(item, Broken):
            return (Lost(item.what, item.why),)
        if isinstance(item, Disconnect):
            return (Lost("refused", f"the controller takes leave, reason {item.reason}"),)
        if isinstance(item, Connect):
            if item.kind != CONFIRM:
                return (Lost("garbage", f"connection packet {item.kind:02X} out of place"),)
            wish = Setup(self._profile.jobs, self._profile.jobs, self._profile.pdu)
            return (Say(self._message(Pdu(JOB, _SETUP_KEY, encode_setup(wish)))),)
        return (self._answer(item),)

    def _answer(self, message: bytes) -> LinkEvent:
        try:
            pdu = parse_pdu(message)
            if pdu.kind == USERDATA:
                return Answer(pdu.reference, pdu)
            if pdu.kind != ANSWER:
                return Noted("garbage", f"PDU of kind {pdu.kind}, which is no answer")
            if pdu.parameters[:1] != bytes((SETUP,)) and pdu.reference != _SETUP_KEY:
                return Answer(pdu.reference, pdu)
            if pdu.error:
                return Lost("refused", f"agreement on communication: error {pdu.error:04X}")
            self._agree(parse_setup(pdu.parameters))
        except S7Error as error:
            return Noted("garbage", str(error))
        return Begun()

    def _agree(self, agreed: Setup) -> None:
        self.parallel = min(max(agreed.called, 1), self._profile.jobs)
        # a server that answers more than was asked for, or less than any request needs, is not followed
        self._size = min(max(agreed.size, 64), self._profile.pdu)
        self._all = self._asks(())

    def _asks(self, names: Collection[str]) -> list[Ask]:
        return [Ask(READ, (Item(DB, self._profile.db, start * 8, BYTE, count),))
                for start, count in blocks(self._layout, self._size - _READ_HEAD, names)]

    def _message(self, pdu: Pdu) -> bytes:
        return encode_message(encode_pdu(pdu), _TRANSPORT)

    def _parts(self, name: str, value: Value) -> list[tuple[Item, Datum]]:
        slot = self._layout.slots[name]
        data = self._layout.pack(self._table[name], value)
        if slot.bit is not None:
            return [(Item(DB, self._profile.db, slot.start * 8 + slot.bit, BIT, 1), Datum(0, BIT, data))]
        room = (self._size - _WRITE_HEAD - _ITEM_HEAD) // 2 * 2
        return [(Item(DB, self._profile.db, (slot.start + at) * 8, BYTE, len(data[at:at + room])),
                 Datum(0, BYTE, data[at:at + room])) for at in range(0, len(data), room)]


def _write(items: Sequence[tuple[Item, Datum]]) -> Ask:
    return Ask(WRITE, tuple(item for item, _ in items), tuple(datum for _, datum in items))


def _content(item: Item, data: bytes) -> bytes:
    try:
        datum = parse_data(data, 1)[0]
    except S7Error as error:
        raise LinkError(str(error)) from error
    _check(bytes((datum.code,)))
    if len(datum.data) != item.count:
        raise LinkError(f"{len(datum.data)} bytes instead of {item.count}")
    return datum.data


def _check(codes: bytes) -> None:
    wrong = {number: code for number, code in enumerate(codes, 1) if code != DONE}
    if wrong:
        raise RefusedError(", ".join(f"item {number}: {code:02X}" for number, code in wrong.items()))
