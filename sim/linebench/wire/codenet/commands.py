"""What each Codenet command does to a printer, and how it is answered."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from linebench.wire.codenet.codec import Ack, Frame, Nak
from linebench.wire.codenet.memory import Memory
from linebench.wire.codenet.profile import PRINT_CHARACTERS, CodenetProfile
from linebench.wire.codenet.status import level
from linebench.wire.printers.core import Outcome, PrinterCore
from linebench.wire.side import Effect, Noted

__all__ = ["Commands", "Done"]

Done: TypeAlias = tuple[Ack | Nak | Frame, tuple[Effect, ...]]

_LENGTH, _HEAD, _RANGE, _LABEL, _SYNTAX = Nak("001"), Nak("005"), Nak("007"), Nak("008"), Nak("009")
_UNKNOWN, _STORE, _BUFFER, _CHARACTER = Nak("003"), Nak("010"), Nak("011"), Nak("013")
_NO_LABEL, _NOT_DONE, _DISABLED, _NO_FILE = Nak("017"), Nak("020"), Nak("027"), Nak("052")
_LONGEST_RECORD = 1_024


class Commands:
    """The commands of one printer. ``run`` takes a frame's text and the connection it came on."""

    def __init__(self, profile: CodenetProfile, core: PrinterCore, memory: Memory) -> None:
        self._profile, self._core, self._memory = profile, core, memory
        self._exact: Mapping[str, Callable[[], Done]] = {
            "A?": lambda: _frame("A" + profile.identity),
            "}D?": lambda: _frame("}D" + profile.version),
            "O1?": lambda: _frame("O1" + "".join(memory.status())),
            "1C?": lambda: _frame("1C" + memory.report()),
            "1H?": lambda: _frame("1H" + (memory.reports.popleft() if memory.reports else "")),
            "y?": self._levels,
            "R": self._clear_labels,
            "}J0": lambda: (Ack(), ()),
            "}J1": lambda: _done(core.clear()),
            "OS?": lambda: _frame(f"OS{memory.jet:d}"),
            "OS0": lambda: (Ack(), memory.set_jet(on=False)),
            "OS1": lambda: (Ack(), memory.set_jet(on=True)),
        }
        self._heads: Mapping[str, Callable[[str, int], Done]] = {
            "ON": self._select_named, "OM": self._store_named, "OQ": self._download, "OE": self._record,
            "OP": self._set_up, "[1": self._continuous, "T": self._counter, "P": self._select_numbered,
            "S": self._store_numbered, "N": self._print, "Q": self._head, "I": self._character}

    def run(self, text: str, client: int) -> Done:
        """Carry out a command. A refusal always has its code here, whatever the unit is set up to say."""
        act = self._exact.get(text)
        if act is not None:
            return act()
        for size in (2, 1):
            command = self._heads.get(text[:size])
            if command is not None:
                return command(text[size:], client)
        return _UNKNOWN, (Noted("unknown", f"command {text[:40]!r}"),)

    def _levels(self) -> Done:
        make_up = f"{self._profile.make_up:03d}" if self._profile.level_sensor else level(0, self._profile)
        return _frame("y" + level(self._core.state.ink, self._profile) + make_up)

    def _clear_labels(self) -> Done:
        self._core.job = ""
        return Ack(), ()

    def _select_numbered(self, rest: str, client: int) -> Done:  # noqa: ARG002  # all commands alike
        if rest == "1?":
            return _frame("P1" + self._slot())
        if not self._is_head(rest[:1]):
            return _HEAD, ()
        if not _digits(rest, 4):
            return _LABEL, ()
        return _done(self._core.select(self._profile.labels.get(rest[1:], rest[1:])), _NO_LABEL)

    def _slot(self) -> str:
        job = self._core.job
        named = {name: slot for slot, name in self._profile.labels.items()}
        return named.get(job, job if _digits(job, 3) else "000")

    def _select_named(self, rest: str, client: int) -> Done:  # noqa: ARG002  # all commands alike
        if not self._is_head(rest[:1]):
            return _HEAD, ()
        name = _counted(rest[1:], len("05"))
        return (_LENGTH, ()) if name is None else _done(self._core.select(name), _NO_FILE)

    def _store_numbered(self, rest: str, client: int) -> Done:  # noqa: ARG002  # all commands alike
        slot = rest[:3]
        if not _digits(slot, 3):
            return _LABEL, ()
        return self._store(self._profile.labels.get(slot, slot), rest[3:])

    def _store_named(self, rest: str, client: int) -> Done:  # noqa: ARG002  # all commands alike
        size = int(rest[:2]) if _digits(rest[:2], 2) else 0
        name = rest[2:2 + size]
        return self._store(name, rest[2 + size:]) if size and len(name) == size else (_LENGTH, ())

    def _store(self, name: str, data: str) -> Done:
        if len(data) > self._profile.label_size:
            return _STORE, ()
        self._core.store(name)
        return Ack(), ()

    def _download(self, rest: str, client: int) -> Done:  # noqa: ARG002  # all commands alike
        slot = rest[:3]
        if not _digits(slot, 3):
            return _LABEL, ()
        if len(rest) - len(slot) > self._profile.label_size:
            return _BUFFER, ()
        self._core.job = self._profile.labels.get(slot, slot)
        return Ack(), ()

    def _record(self, rest: str, client: int) -> Done:  # noqa: ARG002  # all commands alike
        if rest[:4] == "0000" and len(rest) == len("00000"):
            return self._clear_queue(rest[4])
        if rest == "00017" and self._profile.depth_query:
            return _frame(self._profile.depth_answer.format(waiting=len(self._core.waiting)))
        data = _counted(rest, len("0004"))
        if data is None:
            return _LENGTH, ()
        if len(data) > _LONGEST_RECORD:
            return _RANGE, ()
        if not data.isascii():
            return _CHARACTER, ()
        outcome = self._core.record(self._profile.fields.split_record(data))
        return _done(outcome, Nak(self._profile.full) if outcome.why == "full" else _DISABLED)

    def _clear_queue(self, index: str) -> Done:
        if index == "0":
            return _done(self._core.clear())
        if index == "2":
            self._memory.reports.clear()
        return (Ack(), ()) if index in {"1", "2"} else (_RANGE, ())

    def _set_up(self, rest: str, client: int) -> Done:  # noqa: ARG002  # all commands alike
        """The queue is set up by the profile; what a host sends is acknowledged, and its form is not published."""
        return Ack(), (Noted("ignored", f"set-up of the queue {rest[:40]!r}; the profile says how it is set up"),)

    def _continuous(self, rest: str, client: int) -> Done:  # noqa: ARG002  # all commands alike
        pitch = rest[1:]
        if rest[:1] == "N":
            return Ack(), ()
        if rest[:1] != "Y" or not _digits(pitch, 5):
            return _SYNTAX, ()
        return _NOT_DONE, (Noted("refused", "continuous print; the simulated printer prints on packs"),)

    def _counter(self, rest: str, client: int) -> Done:  # noqa: ARG002  # all commands alike
        head, what = rest[:1], rest[1:]
        if not self._is_head(head):
            return _HEAD, ()
        if what == "?":
            return _frame(f"T{head}{self._core.products % 10**10:010d}")
        if what != "0":
            return _SYNTAX, ()
        self._core.reset_counters()
        return Ack(), ()

    def _print(self, rest: str, client: int) -> Done:  # noqa: ARG002  # all commands alike
        return _done(self._core.print_now(), _DISABLED) if rest and rest in "12" else (_RANGE, ())

    def _head(self, rest: str, client: int) -> Done:  # noqa: ARG002  # all commands alike
        head, what = rest[:1], rest[1:]
        if not self._is_head(head):
            return _HEAD, ()
        if what == "?":
            return _frame(f"Q{head}{'Y' if self._memory.head else 'N'}")
        return (Ack(), self._memory.set_head(on=what == "Y")) if what in {"Y", "N"} else (_SYNTAX, ())

    def _character(self, rest: str, client: int) -> Done:
        if not self._is_head(rest[:1]):
            return _HEAD, ()
        if rest[1:] not in PRINT_CHARACTERS:
            return _RANGE, ()
        self._memory.characters[client] = rest[1:]
        return Ack(), ()

    def _is_head(self, head: str) -> bool:
        return head in {"1", "2"} and int(head) <= self._profile.heads


def _frame(text: str) -> Done:
    return Frame(text), ()


def _done(outcome: Outcome, refusal: Nak = _DISABLED) -> Done:
    return Ack() if outcome.done else refusal, outcome.effects


def _counted(text: str, digits: int) -> str | None:
    """What follows a length, when it is as long as that says and not empty."""
    size, data = text[:digits], text[digits:]
    return data if _digits(size, digits) and int(size) == len(data) > 0 else None


def _digits(text: str, count: int) -> bool:
    return len(text) == count and text.isascii() and text.isdecimal()
