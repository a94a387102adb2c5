"""What units that speak Codenet do differently."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from linebench.units import Duration
from linebench.wire.codenet.codec import ReplyForm
from linebench.wire.printers.fields import FieldMap
from linebench.wire.printers.options import PrinterProfile

__all__ = ["PRINT_CHARACTERS", "PROFILES", "CodenetProfile"]

PRINT_CHARACTERS = frozenset("1234ABCDEFGHIJKLMNOPQRSTUVWXYZ")
"""What a host may choose to have sent after each print."""
_CODE = 3


class CodenetProfile(PrinterProfile, frozen=True, kw_only=True):
    """A unit's set-up. Records are one string of fields, by delimiter or at fixed places: see ``fields``."""

    reply: ReplyForm = "variable"
    """The setting "response length"; ``bare`` as some A200+ units answer."""
    respond: Literal["processed", "received"] = "processed"
    """The setting "send response". ``received``: accepted before it is looked at; refusals are never told."""
    full: str = "000"
    """The code that refuses a record when the queue is full, as seen on an Ax."""
    depth_query: bool = False
    """The literal ``OE00017`` asks for the records that wait, as on an A200+; else it is the record ``7``."""
    depth_answer: str = "OE{waiting:04d}"
    """Its answer; the bench's own choice."""
    identity: str = "300000"
    """Answer to ``A?``: type, ``30`` for the Ax, and firmware, the bench's own choice."""
    version: str = "0100"
    """Answer to ``}D?``: the bench's own choice."""
    heads: int = 1
    """Print heads, 1 or 2; another is refused. All stand for the one head of the simulated printer."""
    label_size: int = 1_024
    """Characters of a stored label at most; the bench's own choice."""
    labels: Mapping[str, str] = msgspec.field(default_factory=dict[str, str])
    """Jobs by their slot, three digits, for selection by number; a slot not named is the job of its number."""
    ready_led: str = "00"
    """The lamp of a unit that is ready; a live one answered ``01``."""
    reasons: Mapping[str, str] = msgspec.field(
        default_factory=lambda: {"101": "queue empty", "102": "queue full", "103": "offline", "104": "ink out"})
    """Status codes of faults with their reasons; the bench's own choice, for the published list ends at ``012``.
    A fault for another reason is ``011``."""
    low_level: int = 2
    """Ink level, of 0 to 8, from which on an amber lamp is taken for ``ink low``."""
    make_up: int = 8
    """Make-up level, 0 to 8."""
    level_sensor: bool = True
    """Without it levels are told as ``021``, sensor unplugged."""
    stray: str = ""
    """Bytes sent behind every print character, such as ``0``, which real units were seen to send."""

    print_character: str = "2"
    """What the host has sent after each print: 1 to 4 or A to Z."""
    select_by: Literal["name", "number"] = "name"
    """How the host selects a job; by number through ``labels``."""
    look_every: Duration = Duration(1_000_000)
    """How often the host asks for status and levels: the unit tells neither of its own."""

    def __post_init__(self) -> None:
        """Refuse what the protocol cannot say."""
        super().__post_init__()
        if self.print_character not in PRINT_CHARACTERS:
            raise ValueError(f"print_character {self.print_character!r}; expected 1 to 4 or A to Z")
        codes = (self.full, *self.reasons, *self.labels)
        wrong = [code for code in codes if len(code) != _CODE or not code.isdecimal()]
        if wrong:
            raise ValueError(f"codes and slots {', '.join(wrong)}; expected three digits")


PROFILES: Mapping[str, CodenetProfile] = {
    "deep": CodenetProfile(depth=16),
    "ax": CodenetProfile(depth=1),
    "a200": CodenetProfile(depth=3, reply="bare", depth_query=True),
    "bars": CodenetProfile(depth=16, fields=FieldMap(delimiter="|")),
}
"""``deep``: an Ax with its general-purpose configuration; real units can be set to 4 to 1023 records, 16 is the
bench's own choice and fits the queue of the simulated printer. ``ax``: one record, as an Ax without further set-up.
``a200``: three records, bare NAK, as observed on an A200+. ``bars``: ``deep`` with a delimiter that is no character
of GS1; with a comma, serial numbers that hold one are cut, and their packs rejected."""
