"""A Modbus TCP server that shows a tag image: the controller's end."""

import struct
from collections.abc import Sequence

from linebench.wire.modbus.codec import Broken, Frame, FrameDecoder, encode_frame
from linebench.wire.modbus.identity import Identity
from linebench.wire.modbus.layout import ModbusLayout
from linebench.wire.modbus.pdu import (
    ILLEGAL_ADDRESS,
    Exchange,
    Identify,
    MaskWrite,
    ReadBits,
    ReadRegisters,
    Refused,
    Request,
    WriteBits,
    WriteOneBit,
    WriteOneRegister,
    WriteRegisters,
    bits_answer,
    parse_request,
    refused_answer,
    registers_answer,
    written_answer,
)
from linebench.wire.modbus.profile import ModbusProfile
from linebench.wire.side import Effect, Hang, Noted, Setting, Write
from linebench.wire.tags.addresses import Bits
from linebench.wire.tags.device import TagDevice
from linebench.wire.tags.image import TagImage
from linebench.wire.tags.memory import GuardedError, RangeError, Slot, TagMemory

__all__ = ["ModbusDevice"]

_GATEWAY = {"path": 0x0A, "target": 0x0B}
_COILS: dict[int, Bits] = {1: "coil", 2: "discrete"}


class ModbusDevice(TagDevice[FrameDecoder]):
    """The device side. Each request of a segment is answered, in order; all clients see and write one image."""

    def __init__(self, image: TagImage, profile: ModbusProfile, setting: Setting) -> None:
        del setting  # nothing here depends on time or name
        super().__init__(image)
        self._profile = profile
        self._layout = ModbusLayout(image.table, profile)
        self._memory = TagMemory(image, self._layout, gaps=profile.gaps, guarded=profile.guarded)
        self._identity = Identity(profile)

    def session(self, client: int) -> FrameDecoder:  # noqa: ARG002  # all clients alike
        """See ``DeviceBase``."""
        return FrameDecoder()

    def heard(self, client: int, session: FrameDecoder, data: bytes, out: list[Effect]) -> None:
        """See ``DeviceBase``."""
        for item in session.feed(data):
            if isinstance(item, Broken):
                out += [Noted("garbage", item.why), Hang(client, item.why)]
            else:
                self._answer(client, item, out)

    def _answer(self, client: int, frame: Frame, effects: list[Effect]) -> None:
        manner = self._manner(frame.unit)
        if manner == "foreign":
            self._foreign(client, frame, effects)
            return
        pdu = self._carry_out(parse_request(frame.pdu), effects)
        if manner == "own":
            effects.append(_reply(client, frame, pdu))

    def _manner(self, unit: int) -> str:
        if unit == self._profile.unit:
            return "own"
        return {0: self._profile.zero, 255: self._profile.full}.get(unit, "foreign")

    def _foreign(self, client: int, frame: Frame, effects: list[Effect]) -> None:
        effects.append(Noted("foreign", f"unit {frame.unit}; this is unit {self._profile.unit}"))
        if self._profile.foreign != "silent":
            refused = Refused(frame.pdu[0] & 0x7F, _GATEWAY[self._profile.foreign])
            effects.append(_reply(client, frame, refused_answer(refused)))

    def _carry_out(self, request: Request | Refused, effects: list[Effect]) -> bytes:
        """Do what is asked, with all that it means for the controller; the answer."""
        if isinstance(request, Refused):
            effects.append(Noted("refused", f"function {request.function}, exception {request.code}"))
            return refused_answer(request)
        try:
            return self._done(request, effects)
        except (RangeError, GuardedError) as error:
            effects.append(Noted("refused", f"function {request.function}, exception 2: {error}"))
            return refused_answer(Refused(request.function, ILLEGAL_ADDRESS))

    def _done(self, request: Request, effects: list[Effect]) -> bytes:
        match request:
            case ReadBits():
                return bits_answer(request.function, self._bits(request))
            case ReadRegisters(function=function, address=address, count=count):
                return registers_answer(function, self._registers(function, address, count))
            case Exchange():
                self._registers(3, request.read_address, request.read_count)  # refused before anything is written
                self._write(request.address, request.values, effects)
                return registers_answer(23, self._registers(3, request.read_address, request.read_count))
            case Identify():
                return self._identity.answer(request)
        self._change(request, effects)
        return written_answer(request)

    def _change(self, request: WriteOneBit | WriteBits | WriteOneRegister | WriteRegisters | MaskWrite,
                effects: list[Effect]) -> None:
        match request:
            case WriteOneBit(address=address, on=on):
                self._write_bits(address, (on,), effects)
            case WriteBits(address=address, bits=bits):
                self._write_bits(address, bits, effects)
            case WriteOneRegister(address=address, value=value):
                self._write(address, (value,), effects)
            case WriteRegisters(address=address, values=values):
                self._write(address, values, effects)
            case MaskWrite(address=address, keep=keep, put=put):
                present = self._registers(3, address, 1)[0]
                self._write(address, (present & keep | put & ~keep & 0xFFFF,), effects)

    def _registers(self, function: int, address: int, count: int) -> tuple[int, ...]:
        if function == 4 and self._profile.inputs == "none":  # noqa: PLR2004 - input registers
            raise RangeError("no input registers")
        return struct.unpack(f">{count}H", self._memory.read(self._start(address, count), 2 * count))

    def _write(self, address: int, values: Sequence[int], effects: list[Effect]) -> None:
        data = struct.pack(f">{len(values)}H", *values)
        self._memory.put(self._start(address, len(values)), data)
        effects += self._memory.commit()

    def _start(self, address: int, count: int) -> int:
        """The first byte of these registers."""
        first = address - self._profile.base
        if not 0 <= first <= first + count <= self._layout.registers:
            raise RangeError(f"registers {address} to {address + count - 1}; there are {self._layout.registers}")
        return 2 * first

    def _bits(self, request: ReadBits) -> list[bool]:
        names = self._named(_COILS[request.function], request.address, request.count)
        self._image.look({name for name in names if name})
        return [bool(name and self._image.values[name]) for name in names]

    def _write_bits(self, address: int, bits: Sequence[bool], effects: list[Effect]) -> None:
        names = self._named("coil", address, len(bits))
        if self._profile.gaps == "refused" and "" in names:
            raise GuardedError(f"coil {address + names.index('')}, which belongs to no tag")
        for name, on in zip(names, bits, strict=True):
            if name:
                self._put(self._layout.slots[name], on=on)
        effects += self._memory.commit()

    def _put(self, slot: Slot, *, on: bool) -> None:
        if slot.bit is None:
            self._memory.put(slot.start, struct.pack(">H", on))
        else:
            self._memory.put_bit(slot.start, slot.bit, on)

    def _named(self, area: Bits, address: int, count: int) -> Sequence[str]:
        names = self._layout.bits[area]
        first = address - (self._profile.base_coil if area == "coil" else self._profile.base_discrete)
        if not 0 <= first <= first + count <= len(names):
            raise RangeError(f"{area} {address} to {address + count - 1}; there are {len(names)}")
        return names[first:first + count]


def _reply(client: int, frame: Frame, pdu: bytes) -> Write:
    return Write(client, encode_frame(Frame(frame.transaction, frame.unit, pdu)))
