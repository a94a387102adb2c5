"""Alerts: which are wanted by whom (``^SX``), kept over a restart (``^JU``), and the lines they are."""

import re
from collections.abc import Sequence

import msgspec

from linebench.wire.zpl.codec import Command
from linebench.wire.zpl.conditions import OLD_LETTERS, Condition
from linebench.wire.zpl.profile import ZplProfile

__all__ = ["ALERT", "CLEARED", "DONE", "RAISED", "AlertLines", "AlertTable", "letter_of"]

RAISED, CLEARED, ALERT = "ERROR CONDITION", "ERROR CLEARED", "ALERT"
DONE = "K"
"""The letter of "PQ job completed" in the current table."""
_TCP = "D"
_DESTINATIONS = "ABCDEF"


def letter_of(letter: str, profile: ZplProfile) -> str:
    """A letter of the current table in the table of the firmware; empty when that has none for it."""
    return letter if profile.letters == "current" else OLD_LETTERS.get(letter, "")


class _Row(msgspec.Struct, frozen=True):
    raised: bool
    cleared: bool
    target: str


class AlertTable:
    """The alerts of one printer: one row for each letter and destination."""

    def __init__(self, profile: ZplProfile) -> None:
        self._profile = profile
        self._rows: dict[tuple[str, str], _Row] = {}
        self._saved: dict[tuple[str, str], _Row] = {}

    def route(self, command: Command) -> bool:
        """Take a ``^SX``; whether it was understood."""
        letter, destination, raised, cleared, *target = (*command.parts(), "", "", "", "")[:6]
        if len(letter) != 1 or len(destination) != 1 or destination not in _DESTINATIONS:
            return False
        if not (letter == "*" or (letter.isascii() and letter.isupper())):
            return False
        self._rows[letter, destination] = _Row(raised != "N", cleared == "Y", ",".join(target).strip(","))
        return True

    def configure(self, how: str) -> None:
        """Take a ``^JU``: ``S`` saves the rows, ``R`` goes back to those saved, ``F`` and ``N`` forget them."""
        if how == "S":
            self._saved = dict(self._rows)
        elif how == "R":
            self._rows = dict(self._saved)
        elif how == "F":
            self._rows = {}

    def lines(self) -> list[str]:
        """The answer to ``~HU``: a line for each row, none without rows."""
        return [f"{letter},{destination},{'Y' if row.raised else 'N'},{'Y' if row.cleared else 'N'},"
                f"{row.target or ',0'}" for (letter, destination), row in self._rows.items()]

    def wants(self, condition: Condition, *, raised: bool) -> bool:
        """Whether TCP clients are told that a condition came or went."""
        rows = [self._row(condition.letter), self._row("*")]
        return any(row and (row.raised if raised else row.cleared) for row in rows)

    def wants_done(self) -> bool:
        """Whether TCP clients are told of finished jobs; "all errors" is not enough for that."""
        row = self._row(DONE)
        return row is not None and row.raised

    def _row(self, letter: str) -> _Row | None:
        return self._rows.get((letter_of(letter, self._profile), _TCP))


class AlertLines:
    """Writes and reads alerts in the shape that the profile gives them."""

    def __init__(self, profile: ZplProfile) -> None:
        self._shape = profile.alert
        pattern = re.escape(profile.alert).replace(r"\{kind\}", "(?P<kind>[A-Z ]+)")
        self._pattern = re.compile(pattern.replace(r"\{text\}", "(?P<text>.+)"))

    def write(self, kind: str, text: str) -> str:
        """The line of an alert."""
        return self._shape.replace("{kind}", kind).replace("{text}", text)

    def read(self, line: str) -> Sequence[str]:
        """Kind and text of a line; empty when it is no alert."""
        found = self._pattern.fullmatch(line)
        if not found or found["kind"] not in {RAISED, CLEARED, ALERT}:
            return ()
        return found["kind"], found["text"]
