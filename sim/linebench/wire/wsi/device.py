"""The device side of WSI: a continuous ink jet printer."""

from collections.abc import Sequence

from linebench.ports import Message
from linebench.ports.printer import PrintDone, PrinterState
from linebench.wire.printers.core import Outcome, PrinterCore
from linebench.wire.printers.door import Door
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


class WsiDevice:
    """A ``Side``. Each packet is answered by a check sequence, a query by a packet too; all else is silence."""

    def __init__(self, profile: WsiProfile, setting: Setting) -> None:
        self._profile = profile
        self.core = PrinterCore(profile, setting)
        self._memory = Memory(self.core)
        self._door = Door(profile.clients)
        self._streams: dict[int, PacketStream] = {}

    def opened(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        refused = self._door.enter(client)
        if not refused:
            self._streams[client] = PacketStream(self._profile.max_frame)
        return refused

    def received(self, client: int, data: bytes) -> Sequence[Effect]:
        """See ``Side``."""
        stream = self._streams.get(client)
        out: list[Effect] = []
        for item in stream.feed(data) if stream else ():
            self._take(item, client, out)
        return out

    def closed(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        self._streams.pop(client, None)
        return self.core.lost() if self._door.leave(client) else ()

    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``Side``. It is kept until somebody asks."""
        if not isinstance(message, PrintDone | PrinterState):
            return (Noted("unsaid", f"{type(message).__name__}: nothing a printer says"),)
        self.core.tell(message)
        return ()

    def expired(self, name: str) -> Sequence[Effect]:  # noqa: ARG002  # it arms no timer
        """See ``Side``."""
        return ()

    def poll(self) -> Sequence[Effect]:
        """See ``Side``."""
        return ()

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
