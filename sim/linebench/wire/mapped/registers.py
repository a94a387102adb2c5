"""Modbus tags where a project has them: registers, single bits of registers, coils and discrete inputs."""

import struct
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from linebench.wire.modbus.host import ModbusLink
from linebench.wire.modbus.pdu import MaskWrite, ReadBits, ReadRegisters, Request, WriteOneBit
from linebench.wire.modbus.profile import ModbusProfile
from linebench.wire.tags.addresses import ModbusPlace, modbus_map
from linebench.wire.tags.tag import TagTable, Value

__all__ = ["RegisterLink"]

_FUNCTIONS = {"coil": 1, "discrete": 2}
_GAP = {"register": 16, "coil": 64, "discrete": 64}
"""Places between two tags that are read with them rather than with another request."""
_MEANT = {"exception 1": "no such function", "exception 2": "no such address", "exception 3": "no such value",
          "exception 4": "device failure", "exception 10": "no way to the unit", "exception 11": "no such unit"}
_MOST_BITS = 512
_WORD = 0xFFFF


class RegisterLink(ModbusLink):
    """A ``Base``. A bit of a register of which the PLC writes bits too is written by a mask (function 22), another
    with all of its register: the bits that are nobody's stay as they were read.
    """

    def __init__(self, table: TagTable, profile: ModbusProfile) -> None:
        self._places = modbus_map(table)
        self._order = sorted(self._places, key=lambda name: self._span(name)[:2])
        super().__init__(table, profile)
        self._words: dict[int, int] = {}
        self._said: dict[str, bool] = {}
        self._shared = {register for name, register in self._by_bit() if not table[name].writable}

    def forget(self) -> None:
        """See ``Base``."""
        self._said.clear()

    def because(self, why: str) -> str:
        """See ``Base``."""
        return f"{why} ({_MEANT[why]})" if why in _MEANT else why

    def gathered(self) -> Sequence[Sequence[str]]:
        """See ``Base``."""
        groups: list[list[str]] = []
        area, start, end = "", 0, 0
        for name in self._order:
            where, first, behind = self._span(name)
            most = _MOST_BITS if where != "register" else self._profile.max_read
            if where != area or first - end > _GAP[where] or behind - start > most:
                groups.append([])
                area, start = where, first
            groups[-1].append(name)
            end = max(end, behind) if len(groups[-1]) > 1 else behind
        return groups

    def reads(self, names: Collection[str] = ()) -> Sequence[Request]:
        """See ``Base.reads``."""
        if not names:
            return ()
        spans = [self._span(name) for name in names]
        area, start, end = spans[0][0], min(span[1] for span in spans), max(span[2] for span in spans)
        if area in _FUNCTIONS:
            return [ReadBits(_FUNCTIONS[area], self._first(area) + start, end - start)]
        most, base = self._profile.max_read, self._profile.base
        return [ReadRegisters(self._profile.read_function, base + at, min(most, end - at))
                for at in range(start, end, most)]

    def writes(self, values: Sequence[tuple[str, Value]]) -> Sequence[Request]:
        """See ``Link.writes``."""
        found: list[Request] = []
        plain: list[tuple[str, Value]] = []
        masks: dict[int, dict[str, bool]] = {}
        for name, value in values:
            place = self._places[name]
            if place.register is None:
                found.append(WriteOneBit(self._profile.base_coil + place.bit, bool(value)))
            elif place.register_bit is not None:
                masks.setdefault(place.register, {})[name] = bool(value)
            else:
                plain.append((name, value))
        found += super().writes(plain)
        found += [self._masked(register, bits) for register, bits in masks.items()]
        return found

    def picture(self, answers: Sequence[tuple[Request, tuple[int, ...]]]) -> Mapping[str, Value]:
        """See ``Link.picture``."""
        base = self._profile.base
        for ask, values in answers:
            if isinstance(ask, ReadRegisters):
                self._words.update(enumerate(values, ask.address - base))
        bits = [part for ask, values in answers if isinstance(ask, ReadBits) for part in self._read(ask, values)]
        if bits:
            self._picture.take(bits)
        return super().picture(answers)

    def _masked(self, register: int, bits: Mapping[str, bool]) -> Request:
        self._said.update(bits)
        put = sum(1 << self._bit(name) for name, on in bits.items() if on)
        mask = sum(1 << self._bit(name) for name in bits)
        if register in self._shared:
            return MaskWrite(self._profile.base + register, _WORD & ~mask, put)
        own = {name: on for name, on in self._said.items() if self._places[name].register == register}
        mask = sum(1 << self._bit(name) for name in own)
        word = self._words.get(register, 0) & ~mask | sum(1 << self._bit(name) for name, on in own.items() if on)
        return self._write(2 * register, struct.pack(">H", word))

    def _read(self, ask: ReadBits, values: Sequence[Any]) -> Iterator[tuple[int, bytes]]:
        area = "coil" if ask.function == _FUNCTIONS["coil"] else "discrete"
        for name in self._order:
            where, bit, _ = self._span(name)
            at = bit + self._first(area) - ask.address
            if where == area and 0 <= at < len(values):
                yield self._layout.slots[name].start, struct.pack(">H", bool(values[at]))

    def _span(self, name: str) -> tuple[str, int, int]:
        place: ModbusPlace = self._places[name]
        if place.register is None:
            return place.bits or "coil", place.bit, place.bit + 1
        return "register", place.register, place.register + place.count

    def _first(self, area: str) -> int:
        return self._profile.base_coil if area == "coil" else self._profile.base_discrete

    def _bit(self, name: str) -> int:
        return self._places[name].register_bit or 0

    def _by_bit(self) -> Iterator[tuple[str, int]]:
        for name, place in self._places.items():
            if place.register is not None and place.register_bit is not None:
                yield name, place.register
