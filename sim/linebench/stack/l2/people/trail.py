"""The audit trail of the line controller: chained entries that are added and read, and never changed."""

from collections.abc import Mapping
from typing import Any

import msgspec

from linebench.ports.people import TrailLine
from linebench.product.trail import FIRST, linked
from linebench.stack.l2.people.clock import Clock
from linebench.stack.l2.people.decisions import PeopleDecisions
from linebench.stack.machine import Effect, Send, Store

__all__ = ["Trail"]


class Trail:
    """Entries in order (21 CFR 11.10 (e), EU GMP annex 11, 9). ``off``: who switched it off; nobody can."""

    __slots__ = ("_clock", "_decisions", "lines", "off")

    def __init__(self, clock: Clock, decisions: PeopleDecisions, restored: Mapping[str, Any]) -> None:
        self._clock, self._decisions = clock, decisions
        self.off = ""
        self.lines: list[TrailLine] = []
        while (line := restored.get(f"trail:{len(self.lines) + 1}")) is not None:
            self.lines.append(line)

    @property
    def time(self) -> str:
        """Now, as entries state it."""
        return self._clock.text()

    def add(self, who: str, what: str, out: list[Effect], *, old: str = "", new: str = "", why: str = "",
            signed: str = "", meaning: str = "") -> None:
        """Write an entry, keep it and show it."""
        if self.off and not self._decisions.keeps_writing(self.off):
            return
        number = len(self.lines) + 1
        previous = self.lines[-1].digest if self.lines else FIRST
        said = (number, self._clock.text(), who, what, old, new, why, signed, meaning)
        line = TrailLine(*said, previous, linked(previous, *said))
        self.lines.append(line)
        out.extend((Store(f"trail:{number}", line), Send("hmi", line)))

    def rewrite(self, number: int, wanted: str) -> None:
        """Somebody wants an entry to say something else; what it then says is decided, and not by them."""
        if 0 < number <= len(self.lines):
            line = self.lines[number - 1]
            kept = self._decisions.entry_kept(line.what, wanted)
            self.lines[number - 1] = msgspec.structs.replace(line, what=kept)
