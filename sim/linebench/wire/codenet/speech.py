"""How a host speaks Codenet."""

from collections.abc import Sequence

from linebench.ports.printer import PrintJob
from linebench.wire.codenet.codec import Ack, Character, Frame, Nak, Reply, ReplyDecoder, encode_frame
from linebench.wire.codenet.profile import CodenetProfile
from linebench.wire.codenet.status import ink_seen, status_seen
from linebench.wire.printers.asking import Answer, Request
from linebench.wire.printers.host import PrinterHost
from linebench.wire.printers.speech import Complete, Identified, Item
from linebench.wire.printers.states import Seen
from linebench.wire.side import Noted, Setting

__all__ = ["CodenetSpeech", "codenet_host"]

_LEVELS, _STATUS = "y", "O1"
_TYPE, _PROTOCOL = "A", "}D"
_LONGEST_NAME = 99
_STATUS_SIZE = len("00102")


class CodenetSpeech:
    """A ``Speech``. Clearing of faults has no command: a person clears them at the unit."""

    def __init__(self, profile: CodenetProfile) -> None:
        self._profile = profile
        self._ink: int | None = None
        self._slots = {job: slot for slot, job in profile.labels.items()}
        self._full = ("NAK",) if profile.reply == "bare" else ("NAK", f"NAK {profile.full}")
        self.reset()

    def reset(self) -> None:
        """See ``Speech``."""
        self._decoder = ReplyDecoder(self._profile.max_frame, self._profile.reply)

    def read(self, data: bytes) -> Sequence[Item]:
        """See ``Speech``."""
        return [self._item(reply) for reply in self._decoder.feed(data)]

    def greet(self) -> Sequence[Request]:
        """See ``Speech``."""
        return (_command("choice of the print character", f"I1{self._profile.print_character}"),)

    def identify(self) -> Sequence[Request]:
        """See ``Speech``: type with firmware, and the version of the protocol."""
        return (_query("type and firmware", _TYPE, optional=True),
                _query("version of the protocol", _PROTOCOL, optional=True))

    def status(self) -> Sequence[Request]:
        """See ``Speech``."""
        return (_query("levels", _LEVELS), _query("status", _STATUS))

    def told(self, answer: Answer) -> Sequence[Seen | Complete | Identified | Noted]:
        """See ``Speech``."""
        if not answer.ok or not answer.kind:
            return ()
        if answer.kind in (_TYPE, _PROTOCOL):
            return (Identified(answer.data if answer.kind == _TYPE else f"protocol {answer.data}"),)
        if answer.kind == _LEVELS:
            self._ink = ink_seen(answer.data)
            return ()  # told with the status, which says whether that level is low
        if len(answer.data) != _STATUS_SIZE:
            return (Noted("garbage", f"status {answer.data[:40]!r}; expected 3 digits and 2 for the lamp"),)
        return (status_seen(answer.data[:3], answer.data[3:], self._ink, self._profile),)

    def select(self, job: PrintJob) -> Sequence[Request]:
        """See ``Speech``."""
        if not 0 < len(job.job) <= _LONGEST_NAME:
            raise ValueError(f"a name of {len(job.job)} characters; expected 1 to {_LONGEST_NAME}")
        text = f"ON1{len(job.job):02d}{job.job}"
        if self._profile.select_by == "number":
            text = f"P1{self._slots.get(job.job, job.job.zfill(3))}"
        return (_command(f"job {job.job}", text),)

    def record(self, job: PrintJob, serial: str) -> Request:
        """See ``Speech``."""
        record = self._profile.fields.write_record(job, serial)
        return _command(f"record of serial {serial}", f"OE{len(record):04d}{record}", self._full)

    def clear(self, job: PrintJob | None) -> Sequence[Request]:  # noqa: ARG002  # the command needs no job
        """See ``Speech``."""
        return (_command("clearing of the queue", "OE00000"),)

    def print_now(self) -> Sequence[Request]:
        """See ``Speech``."""
        return (_command("print go", "N1"),)

    def enable(self, *, on: bool) -> Sequence[Request]:
        """See ``Speech``."""
        return (_command("head", f"Q1{'Y' if on else 'N'}"),)

    def clear_faults(self) -> Sequence[Request]:
        """See ``Speech``."""
        return ()

    def _item(self, reply: Reply) -> Item:
        match reply:
            case Ack():
                return Answer(ok=True)
            case Nak(code=code):
                return Answer(ok=False, why=f"NAK {code}".rstrip(), data=code)
            case Frame(text=text):
                return _framed(text)
            case Character(byte=byte) if chr(byte) == self._profile.print_character:
                return Complete()
            case Character(byte=byte):
                return Noted("garbage", f"a stray byte {byte:02X}; expected an answer or the print character")
            case _:
                return Noted(reply.what, reply.detail)


def codenet_host(profile: CodenetProfile, setting: Setting) -> PrinterHost:
    """Make the host side."""
    return PrinterHost(profile, setting, CodenetSpeech(profile), int(profile.look_every))


def _framed(text: str) -> Answer:
    kind = next((each for each in (_STATUS, _LEVELS, _TYPE, _PROTOCOL) if text.startswith(each)), "")
    return Answer(ok=True, kind=kind or text[:2], data=text[len(kind):])


def _command(what: str, text: str, full: tuple[str, ...] = ()) -> Request:
    return Request(what, encode_frame(text), full=full)


def _query(what: str, kind: str, *, optional: bool = False) -> Request:
    return Request(what, encode_frame(kind + "?"), expects=kind, question=True, optional=optional)
