"""The host's end of Modbus TCP: how a table is asked for and written."""

import struct
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from linebench.wire.modbus.codec import Broken, Frame, FrameDecoder, encode_frame
from linebench.wire.modbus.identity import Told, read_objects
from linebench.wire.modbus.layout import ModbusLayout
from linebench.wire.modbus.pdu import (
    BUSY,
    Identify,
    MalformedError,
    ReadRegisters,
    Refused,
    Request,
    WriteOneRegister,
    WriteRegisters,
    parse_answer,
)
from linebench.wire.modbus.profile import ModbusProfile
from linebench.wire.tags.link import Answer, Begun, LinkError, LinkEvent, Lost, RefusedError, Who
from linebench.wire.tags.memory import blocks
from linebench.wire.tags.picture import Picture
from linebench.wire.tags.tag import TagTable, Value

__all__ = ["ModbusLink"]

_PARALLEL = 16
"""As many as the specification lets a server take at once."""
_BASIC, _BASIC_OBJECTS = 1, 3
"""The category of identification that every device with one has, and its objects: maker, product, revision."""
_ANSWERS = 4
"""More than three objects never need."""


class ModbusLink:
    """Modbus as the polling host needs it. Every request of it is a ``pdu.Request``."""

    def __init__(self, table: TagTable, profile: ModbusProfile) -> None:
        self._table, self._profile = table, profile
        self._layout = ModbusLayout(table, profile)
        self._picture = Picture(table, self._layout)
        self._decoder = FrameDecoder()
        self._all = self._asks(())
        self.parallel = _PARALLEL

    def opened(self) -> Sequence[LinkEvent]:
        """See ``Link.opened``; Modbus has nothing to agree on."""
        self._decoder = FrameDecoder()
        return (Begun(),)

    def introduce(self, answers: Sequence[tuple[Request, Any]]) -> Request | Who:
        """See ``Link.introduce``: maker, product and revision, in as many answers as they need."""
        told = [Told() if got is None else read_objects(bytes(got)) for _, got in answers]
        if not self._profile.identify or len(told) >= _ANSWERS:
            return Who(_identity(told))
        if not told:
            return Identify(_BASIC, 0)
        return Who(_identity(told)) if told[-1].following is None else Identify(_BASIC, told[-1].following)

    def feed(self, data: bytes) -> Sequence[LinkEvent]:
        """See ``Link.feed``."""
        return [Lost("garbage", item.why) if isinstance(item, Broken) else Answer(item.transaction, item)
                for item in self._decoder.feed(data)]

    def reads(self, names: Collection[str] = ()) -> Sequence[Request]:
        """See ``Link.reads``."""
        return self._asks(names) if names else self._all

    def writes(self, values: Sequence[tuple[str, Value]]) -> Sequence[Request]:
        """See ``Link.writes``. One request when the registers lie side by side, in whatever order."""
        parts = [(self._layout.slots[name].start, self._layout.pack(self._table[name], value))
                 for name, value in values]
        ascending = _joined(sorted(parts))
        joined = ascending if len(ascending) == 1 else _joined(parts)
        room = 2 * self._profile.max_write
        return [self._write(start + at, data[at:at + room])
                for start, data in joined for at in range(0, len(data), room)]

    def encode(self, key: int, ask: Request) -> bytes:
        """See ``Link.encode``."""
        return encode_frame(Frame(key, self._profile.unit, ask.encode()))

    def read(self, ask: Request, raw: Any) -> tuple[int, ...]:  # noqa: ANN401 - a ``Frame``, as ``feed`` gave it
        """See ``Link.read``."""
        if raw.unit != self._profile.unit:
            raise LinkError(f"unit {raw.unit} instead of {self._profile.unit}")
        try:
            answer = parse_answer(ask, raw.pdu)
        except MalformedError as error:
            raise LinkError(str(error)) from error
        if isinstance(answer, Refused):
            raise RefusedError(f"exception {answer.code}", busy=answer.code == BUSY)
        return answer

    def picture(self, answers: Sequence[tuple[Request, tuple[int, ...]]]) -> Mapping[str, Value]:
        """See ``Link.picture``."""
        base = self._profile.base
        return self._picture.take((2 * (ask.address - base), struct.pack(f">{len(values)}H", *values))
                                  for ask, values in answers if isinstance(ask, ReadRegisters))

    def describe(self, ask: Request) -> str:
        """See ``Link.describe``."""
        return f"function {ask.function} at {getattr(ask, 'address', 0)}"

    def _asks(self, names: Collection[str]) -> list[ReadRegisters]:
        profile = self._profile
        return [ReadRegisters(profile.read_function, profile.base + start // 2, count // 2)
                for start, count in blocks(self._layout, 2 * profile.max_read, names)]

    def _write(self, start: int, data: bytes) -> Request:
        values = struct.unpack(f">{len(data) // 2}H", data)
        address = self._profile.base + start // 2
        if len(values) == 1 and self._profile.single_write:
            return WriteOneRegister(address, values[0])
        return WriteRegisters(address, values)


def _identity(told: Sequence[Told]) -> str:
    objects = {key: text for part in told for key, text in part.objects.items()}
    return " ".join(objects.get(key, "") for key in range(_BASIC_OBJECTS))


def _joined(parts: Sequence[tuple[int, bytes]]) -> list[tuple[int, bytes]]:
    """Join parts that follow each other without a gap, in the order given."""
    found: list[tuple[int, bytes]] = []
    for start, data in parts:
        if found and found[-1][0] + len(found[-1][1]) == start:
            found[-1] = (found[-1][0], found[-1][1] + data)
        else:
            found.append((start, data))
    return found
