"""What a machine keeps: its messages by name, its date, its jet; and the packets that change only these."""

import re

from linebench.wire.printers.core import Outcome, PrinterCore
from linebench.wire.side import Noted
from linebench.wire.wsi.codec import Packet

__all__ = ["Memory"]

_LINE = re.compile(r"[0-9]{2}[0-9]{4}[^\n]*")
"""Font, horizontal position, text."""
_DATE = re.compile(r"[0-9]{12}")
_MESSAGES = 250


class Memory:
    """Messages, date and jet of one machine. Parameters, logos and bar code widths change only how a print looks,
    which nothing here can see: they are taken as they are.
    """

    types = frozenset("TCPLBZJK")

    def __init__(self, core: PrinterCore) -> None:
        self._core = core
        self._messages: dict[str, tuple[str, ...]] = {}
        self._printing = self._jet = True

    def run(self, packet: Packet) -> Outcome:
        """Carry out a packet of ``types``."""
        match packet.kind:
            case "T":
                return self._store(packet.data)
            case "C":
                return self._delete(packet.data)
            case "Z":
                return _refused(f"date {packet.data!r}") if not _DATE.fullmatch(packet.data) else Outcome()
            case "J" | "K":
                self._jet = packet.kind == "J"
                return self._head()
            case _:
                return Outcome()

    def switch(self, data: str) -> Outcome:
        """Print on, ``1``, or off, ``0``."""
        if data not in {"0", "1"}:
            return _refused(f"print {data!r}; expected 0 or 1")
        self._printing = data == "1"
        return self._head()

    def _head(self) -> Outcome:
        on = self._printing and self._jet
        return Outcome() if on == self._core.enabled else self._core.enable(on=on)

    def _store(self, data: str) -> Outcome:
        """Take a name and lines of text, separated by line feeds."""
        name, *lines = data.split("\n")
        if not name or not lines or not all(map(_LINE.fullmatch, lines)):
            return _refused(f"text {data[:40]!r}; expected a name, and lines of font, position and text")
        if name not in self._messages and len(self._messages) >= _MESSAGES:
            return _refused(f"message {name!r}; {_MESSAGES} are stored, which fills the memory")
        self._messages[name] = tuple(lines)
        self._core.store(name)
        return Outcome()

    def _delete(self, name: str) -> Outcome:
        if name not in self._messages:
            return _refused(f"deletion of {name!r}; there is no such message")
        del self._messages[name]
        self._core.jobs.discard(name)
        return Outcome()


def _refused(what: str) -> Outcome:
    return Outcome("refused", (Noted("refused", what),))
