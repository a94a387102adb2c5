"""The device side of WSI: a continuous ink jet printer."""

from linebench.wire.printers.core import Outcome
from linebench.wire.printers.device import DeviceSide
from linebench.wire.side import Effect, Noted, Setting, Write
from linebench.wire.wsi.codec import (
    BadSum,
    Check,
    Item,
    Oversized,
    Packet,
    PacketStream,
    Stray,
    WsiError,
    encode_packet,
)
from linebench.wire.wsi.errors import encode_errors
from linebench.wire.wsi.memory import Memory
from linebench.wire.wsi.profile import WsiProfile

__all__ = ["WsiDevice"]


class WsiDevice(DeviceSide[PacketStream]):
    """A ``Side``. Each packet is answered by a check sequence, a query by a packet too; all else is silence."""

    def __init__(self, profile: WsiProfile, setting: Setting) -> None:
        super().__init__(profile, setting)
        self._profile = profile
        self._memory = Memory(self.core)

    def session(self, client: int) -> PacketStream:  # noqa: ARG002  # all clients alike
        """See ``DeviceBase``."""
        return PacketStream(self._profile.max_frame)

    def heard(self, client: int, session: PacketStream, data: bytes, out: list[Effect]) -> None:
        """See ``DeviceBase``."""
        for item in session.feed(data):
            self._take(item, client, out)

    def _take(self, item: Item, client: int, out: list[Effect]) -> None:
        match item:
            case Packet():
                self._packet(item, client, out)
            case BadSum():
                out.append(Noted("checksum", f"packet {item.kind!r} with {item.found!r}; expected {item.expected}"))
                self._check(Packet(item.kind), client, out, ok=False)
            case Oversized():
                out.append(Noted("oversized", f"packet {item.kind!r} of more than {self._profile.max_frame} bytes"))
                self._check(Packet(item.kind), client, out, ok=False)
            case Stray() | Check():
                out.append(Noted("garbage", f"{item}; expected STX"))

    def _packet(self, packet: Packet, client: int, out: list[Effect]) -> None:
        answer = self._answer(packet)
        if answer is not None:
            if self._profile.query_checked:
                self._check(packet, client, out, ok=True)
            out.append(Write(client, _encoded(Packet(packet.kind, answer))))
            return
        outcome = self._run(packet)
        self._check(packet, client, out, ok=outcome.done)
        out.extend(outcome.effects)

    def _check(self, packet: Packet, client: int, out: list[Effect], *, ok: bool) -> None:
        out.append(Write(client, self._profile.check(packet, ok=ok).encode("latin-1", "replace")))

    def _answer(self, packet: Packet) -> str | None:
        """What a query is answered; ``None``: it is none."""
        core, profile = self.core, self._profile
        match packet.kind:
            case "E":
                return encode_errors(core.state, profile.errors, profile.error_base)
            case "G":
                return str(core.prints % 10**profile.counter_digits).zfill(profile.counter_digits)
            case "Q":
                return core.job
            case "H":
                return profile.part_number
            case kind if kind == profile.supply:
                return str(core.state.ink)
            case _:
                return None

    def _run(self, packet: Packet) -> Outcome:
        commands = {"U": self._update, "M": self.core.select, "D": self._clear, "O": self._memory.switch,
                    "R": self._reset}
        if packet.kind in commands:
            return commands[packet.kind](packet.data)
        if packet.kind in Memory.types:
            return self._memory.run(packet)
        return self._extra(packet)

    def _reset(self, data: str) -> Outcome:  # noqa: ARG002  # the machine has one counter
        self.core.reset_counters()
        return Outcome()

    def _extra(self, packet: Packet) -> Outcome:
        if packet.kind == self._profile.print_now:
            return self.core.print_now()
        if packet.kind == self._profile.clear_faults:
            return self.core.clear_faults()
        return Outcome("unknown", (Noted("refused", f"packet of type {packet.kind!r}; nothing known"),))

    def _update(self, data: str) -> Outcome:
        """Fill a user field; the one with the serial makes a record."""
        name, value = data[:self._profile.field_width], data[self._profile.field_width:]
        if name not in self._profile.fields.names:
            return Outcome("field", (Noted("refused", f"user field {name!r}; there is none"),))
        if name == self._profile.record_field:
            return self.core.record({name: value})
        return self.core.assign({name: value})

    def _clear(self, name: str) -> Outcome:
        """Empty a user field; without the one that makes records, none waits any more."""
        if name not in self._profile.fields.names:
            return Outcome("field", (Noted("refused", f"user field {name!r}; there is none"),))
        outcome = self.core.assign({name: ""})
        if name != self._profile.record_field:
            return outcome
        return Outcome("", (*outcome.effects, *self.core.clear().effects))


def _encoded(packet: Packet) -> bytes:
    """``packet`` as bytes; what cannot be carried is left out: it came from a host that sent no such thing."""
    try:
        return encode_packet(packet)
    except WsiError:
        return encode_packet(Packet(packet.kind))
