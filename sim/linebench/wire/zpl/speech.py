"""How a host speaks ZPL."""

import zlib
from collections.abc import Mapping, Sequence

import msgspec

from linebench.ports import Message
from linebench.ports.packer import LabelOrder
from linebench.ports.printer import PrintJob
from linebench.product.pack_code import PackCode
from linebench.wire.printers.asking import Answer, Request
from linebench.wire.printers.host import PrinterHost
from linebench.wire.printers.speech import Complete, Identified, Item
from linebench.wire.printers.states import Seen
from linebench.wire.side import Effect, Noted, Setting, Write
from linebench.wire.zpl.alerts import ALERT, DONE, RAISED, AlertLines, letter_of
from linebench.wire.zpl.codec import Command, SetGetDo, encode_command, encode_set_get_do
from linebench.wire.zpl.conditions import Condition, holding, named, seen_of
from linebench.wire.zpl.counting import Countdown
from linebench.wire.zpl.field_data import to_hex
from linebench.wire.zpl.profile import ZplProfile
from linebench.wire.zpl.replies import Block, Errors, HostStatus, Line, Quoted, Reply, ReplyStream
from linebench.wire.zpl.template import Template

__all__ = ["ZplHost", "ZplSpeech", "zpl_host"]

_STATUS, _ERRORS, _VARIABLE, _IDENTITY = "~HS", "~HQES", "getvar", "~HI"
_LONGEST_NAME = 16


class ZplSpeech:
    """A ``Speech``. Nothing but questions is answered, so a clearing is followed by one: its answer says that all
    before was carried out.
    """

    def __init__(self, profile: ZplProfile) -> None:
        self._profile = profile
        self.template = Template(profile.label)
        self._lines = AlertLines(profile)
        self._polls = profile.complete == "polls"
        self._held: tuple[Condition, ...] = ()
        self._paused = False
        self.reset()

    def reset(self) -> None:
        """See ``Speech``."""
        self._replies = ReplyStream(self._profile.max_frame)
        self._blocks: list[str] = []
        self._naming = False
        self._errors = Errors()
        self._count = Countdown()
        self._ink: int | None = None

    def read(self, data: bytes) -> Sequence[Item]:
        """See ``Speech``."""
        return [item for reply in self._replies.feed(data) for item in self._items(reply)]

    def greet(self) -> Sequence[Request]:
        """See ``Speech``."""
        if self._polls:
            return ()
        target = f",{self._profile.alert_target}" if self._profile.alert_target else ""
        done, everything = letter_of(DONE, self._profile), letter_of("*", self._profile)
        commands = [Command("^XA"), Command("^SX", f"{done},D,Y,N{target}"),
                    Command("^SX", f"{everything},D,Y,Y{target}"), Command("^XZ")]
        return (_said("alerts", b"".join(map(encode_command, commands)) + b"\r\n"),)

    def identify(self) -> Sequence[Request]:
        """See ``Speech``: model, firmware, dots per millimetre and memory."""
        self._naming = True
        return (Request("identification", encode_command(Command(_IDENTITY)), expects=_IDENTITY, question=True,
                        optional=True),)

    def status(self) -> Sequence[Request]:
        """See ``Speech``. The status comes last: its answer tells all as one state. See ``Countdown`` as well."""
        self._count.asked()
        return (*self._ask_ink(), *self._asks())

    def told(self, answer: Answer) -> Sequence[Seen | Complete | Identified | Noted]:
        """See ``Speech``."""
        if answer.kind == _IDENTITY:
            return (Identified(answer.data.replace(",", " ")),)
        if answer.kind == _ERRORS:
            self._errors = Errors.read(answer.data) or Errors()
            return ()
        if answer.kind == _VARIABLE:
            self._ink = int(answer.data[:9]) if answer.data.isascii() and answer.data.isdigit() else None
            return ()
        if answer.kind == _STATUS:
            status = HostStatus.read(*answer.data.split("|", 1))
            return self._state(status) if status else ()
        return self._state(HostStatus()) if answer.why == "silent" else ()

    def select(self, job: PrintJob) -> Sequence[Request]:
        """See ``Speech``."""
        if not self._profile.stored:
            return ()
        stored = self.template.stored(_object_name(job.job), _values(job, ""), f"job={to_hex(job.job)}")
        return (_said(f"job {job.job}", stored),)

    def record(self, job: PrintJob, serial: str) -> Request:
        """See ``Speech``."""
        values = _values(job, serial)
        data = (self.template.recall(_object_name(job.job), values) if self._profile.stored
                else self.template.whole(values, f"job={to_hex(job.job)}"))
        self._count.given()
        return _said(f"record of serial {serial}", data)

    def clear(self, job: PrintJob | None) -> Sequence[Request]:  # noqa: ARG002  # the command needs no job
        """See ``Speech``. Where prints are counted, they are once more before, so that none is forgotten."""
        self._naming = False
        last: Sequence[Request] = ()
        if self._polls and self._count.going:
            self._count.asked()
            last = self._asks()
        self._count.cleared()
        self._count.passed()
        return (*last, _said("clearing of the queue", encode_command(Command("~JA"))), self._ask_errors())

    def print_now(self) -> Sequence[Request]:
        """See ``Speech``."""
        return self._do("print now", self._profile.print_now)

    def enable(self, *, on: bool) -> Sequence[Request]:
        """See ``Speech``."""
        self._paused = not on
        return (_said("head", encode_command(Command("~PS" if on else "~PP"))),)

    def clear_faults(self) -> Sequence[Request]:
        """See ``Speech``."""
        return self._do("clearing of faults", self._profile.clear_faults)

    def _asks(self) -> Sequence[Request]:
        silent = self._profile.silent_status
        status = Request("status", encode_command(Command("~HS")), expects=_STATUS, question=not self._polls,
                         optional=silent)
        return (self._ask_errors(), status)

    def _ask_errors(self) -> Request:
        # Where answers count prints, no question is asked twice: its second answer would count as the next one's
        return Request("errors", encode_command(Command("~HQ", "ES")), expects=_ERRORS, question=not self._polls)

    def _ask_ink(self) -> Sequence[Request]:
        name = self._profile.ink_variable
        if not name:
            return ()
        data = encode_set_get_do(SetGetDo("getvar", name))
        return (Request("supply", data, expects=_VARIABLE, question=not self._polls),)

    def _do(self, what: str, name: str) -> Sequence[Request]:
        return (_said(what, encode_set_get_do(SetGetDo("do", name))),) if name else ()

    def _items(self, reply: Reply) -> Sequence[Item]:
        match reply:
            case Block(text=text):
                return self._block(text)
            case Quoted(text=text):
                return (Answer(ok=True, kind=_VARIABLE, data=text),)
            case Line(text=text):
                return self._line(text)
            case _:
                return (Noted("oversized", f"an answer of more than {reply.size} bytes"),)

    def _line(self, text: str) -> Sequence[Item]:
        alert = self._lines.read(text)
        if not alert:
            return (Noted("garbage", f"line {text[:80]!r}; expected an alert or an answer"),)
        kind, words = alert
        if kind == ALERT:
            return (Complete(),) if words == self._profile.done_text and not self._polls else ()
        condition = named(words, self._profile.conditions)
        others = tuple(each for each in self._held if each.words != condition.words)
        self._held = (*others, condition) if kind == RAISED else others
        return (seen_of(self._held),)

    def _block(self, text: str) -> Sequence[Item]:
        if Errors.read(text):
            self._blocks.clear()
            self._count.synchronised()
            return (Answer(ok=True, kind=_ERRORS, data=text),)
        if self._naming:
            self._naming = False
            return (Answer(ok=True, kind=_IDENTITY, data=text),)
        self._blocks.append(text)
        if len(self._blocks) < len(HostStatus().blocks()):
            return ()
        first, second, _ = self._blocks
        self._blocks.clear()
        status = HostStatus.read(first, second)
        if status is None:
            return (Noted("garbage", f"blocks {first[:40]!r}, {second[:40]!r}; expected the lines of ~HS"),)
        prints = self._count.left(status.formats + status.remaining) if self._polls else 0
        return (*((Complete(prints),) if prints else ()), Answer(ok=True, kind=_STATUS, data=f"{first}|{second}"))

    def _state(self, status: HostStatus) -> Sequence[Seen]:
        found = holding(status, self._errors, self._profile.conditions, self._held)
        # A pause that the host ordered itself is no state of the printer
        self._held = tuple(each for each in found if not (self._paused and each.flag == "paused"))
        return (msgspec.structs.replace(seen_of(self._held), ink=self._ink),)


class ZplHost(PrinterHost):
    """A ``Side``: the host of a printer, and of the label printer of a packer, which is told ``LabelOrder``."""

    def __init__(self, profile: ZplProfile, setting: Setting) -> None:
        self._zpl = ZplSpeech(profile)
        super().__init__(profile, setting, self._zpl, int(profile.look_every))

    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``Side``."""
        if not isinstance(message, LabelOrder):
            return super().tell(message)
        if not self._served:
            return (Noted("unsaid", f"LabelOrder {message.trigger}: there is no connection that serves"),)
        return (Write(1, self._zpl.template.whole({"sscc": message.sscc, "trigger": str(message.trigger)})),)


def zpl_host(profile: ZplProfile, setting: Setting) -> ZplHost:
    """Make the host side."""
    return ZplHost(profile, setting)


def _said(what: str, data: bytes) -> Request:
    return Request(what, data, answered=False)


def _values(job: PrintJob, serial: str) -> Mapping[str, str]:
    code = PackCode(job.gtin, job.expiry, job.lot, serial).content()
    return {"gtin": job.gtin, "lot": job.lot, "expiry": job.expiry, "serial": serial, "code": code}


def _object_name(job: str) -> str:
    """What the printer calls the stored format: the job's own name where that is allowed."""
    if job.isascii() and job.isalnum() and len(job) <= _LONGEST_NAME:
        return job
    return f"J{zlib.crc32(job.encode()):08X}"
