"""How a host speaks Videojet text communications."""

from collections.abc import Mapping, Sequence

from linebench.ports.printer import PrintJob
from linebench.wire.printers.asking import Answer, Request
from linebench.wire.printers.host import PrinterHost
from linebench.wire.printers.speech import Complete, Item, Look
from linebench.wire.printers.states import Seen
from linebench.wire.side import Noted, Setting
from linebench.wire.videojet.codec import Garbage, Line, LineDecoder, encode_line
from linebench.wire.videojet.profile import NOTICES, VideojetProfile
from linebench.wire.videojet.status import OFFLINE, RUNNING, seen

__all__ = ["VideojetSpeech", "videojet_host"]

_STATUS_SIZE = 5
_PERCENT = 100
_DIGITS = 18


class VideojetSpeech:
    """A ``Speech``."""

    def __init__(self, profile: VideojetProfile) -> None:
        self._profile = profile
        self._words: Mapping[str, Sequence[Item]] = {
            **dict.fromkeys(NOTICES, ()), "PRC": (Complete(),), "ERS": (Look(),), "STS": (Look(),),
            profile.accepted: (Answer(ok=True),), profile.refused: (Answer(ok=False, why=profile.refused),)}
        self.reset()

    def reset(self) -> None:
        """See ``Speech``."""
        self._decoder = LineDecoder(self._profile.max_frame)
        self._numbers = (RUNNING, 0)
        self._faults = ""
        self._total: int | None = None

    def read(self, data: bytes) -> Sequence[Item]:
        """See ``Speech``."""
        return [item for line in self._decoder.feed(data) for item in self._items(line)]

    def greet(self) -> Sequence[Request]:
        """See ``Speech``."""
        cleared = Request("clearing of the parser", b"\r", answered=False)
        if self._profile.prints_by == "counter":
            return (cleared, _question("status", "GST", "STS"))
        return (cleared, *(_command(f"notice {word}", "SNO", word, "1") for word in ("PRC", "STS", "ERS")))

    def identify(self) -> Sequence[Request]:
        """See ``Speech``: there is no published question for it."""
        return ()

    def status(self) -> Sequence[Request]:
        """See ``Speech``."""
        asked = (_question("status", "GST", "STS"),)
        if not self._profile.lists_faults:
            return asked
        return (*asked, _question("faults", "GFT", "GFT"), _question("warnings", "GWN", "GWN"))

    def told(self, answer: Answer) -> Sequence[Seen | Complete | Noted]:
        """See ``Speech``."""
        values = answer.data.split("|") if answer.data else []
        match answer.kind:
            case "STS":
                return self._stated(values)
            case "GFT":
                self._faults = ", ".join(values)
            case "GWN":
                return self._warned(values)
        return ()

    def select(self, job: PrintJob) -> Sequence[Request]:
        """See ``Speech``."""
        return (_command(f"job {job.job}", "SEL" if self._profile.fill == "ordered" else "SLA", job.job),)

    def record(self, job: PrintJob, serial: str) -> Request:
        """See ``Speech``."""
        fields, refused = self._profile.fields, (self._profile.refused,)
        if self._profile.fill == "ordered":
            return _command(f"record of serial {serial}", "JDU", *fields.write_ordered(job, serial), full=refused)
        named = (f"{name}={value}" for name, value in fields.write(job, serial).items())
        return _command(f"record of serial {serial}", "JDA", *named, full=refused)

    def clear(self, job: PrintJob | None) -> Sequence[Request]:
        """See ``Speech``."""
        if self._profile.clear_by == "command":
            return (_command("clearing of the queue", "CQI"),)
        return () if job is None else self.select(job)

    def print_now(self) -> Sequence[Request]:
        """See ``Speech``."""
        return (_command("print", "PRN"),)

    def enable(self, *, on: bool) -> Sequence[Request]:
        """See ``Speech``."""
        return (_command("state", "SST", str(RUNNING if on else OFFLINE)),)

    def clear_faults(self) -> Sequence[Request]:
        """See ``Speech``."""
        return (_command("clearing of faults", "CAF"),)

    def _items(self, line: Line | Garbage) -> Sequence[Item]:
        if isinstance(line, Garbage):
            return (Noted(line.what, line.detail),)
        if line.word in {"STS", "GFT", "GWN"} and not _is_state_notice(line):
            return (Answer(ok=True, kind=line.word, data="|".join(line.values)),)
        known = self._words.get(line.word)
        return known if known is not None else (
            Noted("garbage", f"line {line.fields!r:.80}; expected a known word"),)

    def _stated(self, values: list[str]) -> Sequence[Seen | Complete | Noted]:
        numbers = [int(value) for value in (*values[:2], *values[3:]) if _is_number(value)]
        if len(values) != _STATUS_SIZE or len(numbers) != _STATUS_SIZE - 1:
            return (Noted("garbage", f"status {values!r:.80}; expected state, error, job, batch and total"),)
        self._numbers = (numbers[0], numbers[1])
        told: list[Seen | Complete | Noted] = []
        if not self._profile.lists_faults:
            told.append(seen(*self._numbers, "", "", None))
        return (*told, *self._counted(numbers[3]))

    def _counted(self, total: int) -> Sequence[Complete | Noted]:
        before, self._total = self._total, total
        if self._profile.prints_by != "counter" or before is None or before == total:
            return ()
        if total < before:
            return (Noted("unexpected", f"total {total}; expected {before} or more"),)
        return (Complete(total - before),)

    def _warned(self, values: list[str]) -> Sequence[Seen]:
        levels = [value[4:] for value in values if value.startswith("ink=")]
        ink = min(int(levels[0]), _PERCENT) if levels and _is_number(levels[0]) else None
        warnings = ", ".join(value for value in values if not value.startswith("ink="))
        return (seen(*self._numbers, self._faults, warnings, ink),)


def videojet_host(profile: VideojetProfile, setting: Setting) -> PrinterHost:
    """Make the host side."""
    every = profile.count_every if profile.prints_by == "counter" else profile.look_every
    return PrinterHost(profile, setting, VideojetSpeech(profile), int(every))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _DIGITS


def _is_state_notice(line: Line) -> bool:
    return line.word == "STS" and len(line.values) == 1


def _command(what: str, word: str, *values: str, full: tuple[str, ...] = ()) -> Request:
    return Request(what, encode_line(word, values), full=full)


def _question(what: str, word: str, kind: str) -> Request:
    return Request(what, encode_line(word), expects=kind, question=True)
