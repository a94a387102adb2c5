"""How a host speaks WSI."""

import re
from collections.abc import Sequence

import msgspec

from linebench.ports.printer import PrintJob
from linebench.wire.printers.asking import Answer, Request
from linebench.wire.printers.host import PrinterHost
from linebench.wire.printers.speech import Complete, Identified, Item
from linebench.wire.printers.states import Seen
from linebench.wire.side import Effect, Noted, Setting
from linebench.wire.wsi.codec import BadSum, Check, Oversized, Packet, PacketStream, encode_packet
from linebench.wire.wsi.codec import Item as Frame
from linebench.wire.wsi.errors import ErrorBit, decode_errors, seen_of
from linebench.wire.wsi.profile import WsiProfile

__all__ = ["WsiHost", "WsiSpeech", "wsi_host"]

_COUNTER, _ERRORS, _PART = "G", "E", "H"
_WRAP = 1_000_000
"""Prints that a counter can have made between two looks when it began again from 0."""


class WsiSpeech:
    """A ``Speech``. Prints are what the product counter grew by since it was read last on the same connection."""

    def __init__(self, profile: WsiProfile) -> None:
        self._profile = profile
        self._refusal = re.compile(re.escape(profile.refuse).replace(r"\{type\}", "(?s:.)")
                                   .replace(r"\{checksum\}", "[0-9A-F]{2}"))
        self.reset()

    def reset(self) -> None:
        """See ``Speech``."""
        self._stream = PacketStream(self._profile.max_frame, checks=True)
        self._count: int | None = None
        self._ink: int | None = None

    def read(self, data: bytes) -> Sequence[Item]:
        """See ``Speech``."""
        return [self._item(frame) for frame in self._stream.feed(data)]

    def greet(self) -> Sequence[Request]:
        """See ``Speech``."""
        return self.count()

    def identify(self) -> Sequence[Request]:
        """See ``Speech``: the part number."""
        return [msgspec.structs.replace(each, optional=True) for each in self._query("part number", _PART)]

    def count(self) -> Sequence[Request]:
        """Read the counter."""
        return self._query("product counter", _COUNTER)

    def status(self) -> Sequence[Request]:
        """See ``Speech``."""
        supply = self._query("supply", self._profile.supply) if self._profile.supply else ()
        return (*self.count(), *supply, *self._query("errors", _ERRORS))

    def told(self, answer: Answer) -> Sequence[Seen | Complete | Identified | Noted]:
        """See ``Speech``."""
        if not answer.ok:
            return ()
        if answer.kind == _PART:
            return (Identified(answer.data),)
        if answer.kind == _COUNTER:
            return self._counted(answer.data)
        if answer.kind == _ERRORS:
            bits = decode_errors(answer.data, self._profile.errors, self._profile.error_base)
            return (_strange("error status", answer.data),) if bits is None else (self._seen(bits),)
        if answer.kind == self._profile.supply:
            return self._supplied(answer.data)
        return ()

    def select(self, job: PrintJob) -> Sequence[Request]:
        """See ``Speech``. The fields that stay the same for the batch are filled with it."""
        values = self._profile.fields.write(job, "")
        return (self._command(f"job {job.job}", "M", job.job),
                *(self._command(f"field {name}", "U", name + value) for name, value in values.items()
                  if name != self._profile.record_field))

    def record(self, job: PrintJob, serial: str) -> Request:
        """See ``Speech``. A refusal gives no reason: it is taken for want of a place."""
        name = self._profile.record_field
        packet = Packet("U", name + self._profile.fields.write(job, serial)[name])
        request = self._command(f"record of serial {serial}", packet.kind, packet.data)
        return msgspec.structs.replace(request, full=(_refusal(self._profile.check(packet, ok=False)),))

    def clear(self, job: PrintJob | None) -> Sequence[Request]:  # noqa: ARG002  # the packet needs no job
        """See ``Speech``."""
        return (self._command("clearing of the queue", "D", self._profile.record_field),)

    def print_now(self) -> Sequence[Request]:
        """See ``Speech``."""
        kind = self._profile.print_now
        return (self._command("print now", kind),) if kind else ()

    def enable(self, *, on: bool) -> Sequence[Request]:
        """See ``Speech``."""
        return (self._command("head", "O", f"{on:d}"),)

    def clear_faults(self) -> Sequence[Request]:
        """See ``Speech``."""
        kind = self._profile.clear_faults
        return (self._command("clearing of faults", kind),) if kind else ()

    def _supplied(self, data: str) -> Sequence[Noted]:
        """Keep the ink level: it is told with the errors, which follow, as one state."""
        if not data.isascii() or not data.isdigit():
            return (_strange("supply", data),)
        self._ink = int(data[:9])
        return ()

    def _seen(self, bits: Sequence[ErrorBit]) -> Seen:
        return msgspec.structs.replace(seen_of(bits), ink=self._ink)

    def _command(self, what: str, kind: str, data: str = "") -> Request:
        packet = Packet(kind, data)
        return Request(what, encode_packet(packet), expects=self._profile.check(packet, ok=True))

    def _query(self, what: str, kind: str) -> Sequence[Request]:
        """Ask, and wait for the check sequence and then for the packet, where the machine sends both.

        The counter is never asked for twice: its second answer would be taken for that of a later look.
        """
        again = kind != _COUNTER
        packet = Packet(kind)
        data = encode_packet(packet)
        if not self._profile.query_checked:
            return (Request(what, data, expects=kind, question=again),)
        check = self._profile.check(packet, ok=True)
        return (Request(what, data, expects=check, question=again), Request(what, b"", expects=kind))

    def _counted(self, data: str) -> Sequence[Complete | Noted]:
        if not data.isascii() or not data.isdigit() or len(data) != self._profile.counter_digits:
            return (_strange("product counter", data),)
        before, self._count = self._count, int(data)
        if before is None or before == self._count:
            return ()
        grown = (self._count - before) % 10**self._profile.counter_digits
        if self._count < before and grown > _WRAP:
            return (Noted("counter", f"it fell from {before} to {self._count}; expected it to grow: it was reset"),)
        return (Complete(grown),)

    def _item(self, frame: Frame) -> Item:
        match frame:
            case Check(text=text):
                if self._refusal.fullmatch(text):
                    return Answer(ok=False, why=_refusal(text), data=text)
                return Answer(ok=True, kind=text)
            case Packet(kind=kind, data=data):
                return Answer(ok=True, kind=kind, data=data)
            case BadSum():
                return Noted("checksum", f"packet {frame.kind!r} with {frame.found!r}; expected {frame.expected}")
            case Oversized():
                return Noted("oversized", f"a packet of more than {self._profile.max_frame} bytes")
            case _:
                return Noted("garbage", f"{frame.data!r}; expected a check sequence or a packet")


class WsiHost(PrinterHost):
    """A ``Side``. Behind a clearing it reads the counter before it gives records: what the machine printed of those
    cleared is not taken for prints of new ones.
    """

    def __init__(self, profile: WsiProfile, setting: Setting) -> None:
        self._wsi = WsiSpeech(profile)
        super().__init__(profile, setting, self._wsi, int(profile.look_every))

    def expired(self, name: str) -> Sequence[Effect]:
        """See ``Side``."""
        if name != "settle" or not self._open:
            return super().expired(name)
        out: list[Effect] = []
        self._ask(self._wsi.count(), out)
        self._asker.mark(self._settled, out)
        return out

    def _settled(self, answer: Answer, out: list[Effect]) -> None:  # noqa: ARG002  # a mark is always reached well
        out.extend(super().expired("settle"))


def wsi_host(profile: WsiProfile, setting: Setting) -> WsiHost:
    """Make the host side."""
    return WsiHost(profile, setting)


def _refusal(check: str) -> str:
    return f"check {check!r}"


def _strange(what: str, data: str) -> Noted:
    return Noted("garbage", f"{what} {data[:40]!r}; expected its published form")
