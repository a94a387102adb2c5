"""What stops a printer, or will soon, and where ZPL shows it: alerts, flags of ``~HS``, bits of ``~HQES``."""

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from linebench.ports.printer import PrinterState
from linebench.wire.printers.states import Seen
from linebench.wire.zpl.replies import Errors, HostStatus

__all__ = ["CONDITIONS", "OLD_LETTERS", "Condition", "conditions_of", "holding", "named", "seen_of", "show"]


class Condition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One condition. ``reason``: the port's word for it, in ``PrinterState.reason`` or ``.warning``."""

    reason: str
    kind: Literal["fault", "offline", "warning"] = "fault"
    letter: str = "*"
    """Which alert tells it, of the current table; ``*``: only who asked for all hears of it."""
    text: str = ""
    """What the alert says; empty: the reason in capital letters."""
    flag: Literal["", "paper_out", "ribbon_out", "head_up", "paused", "under_temp", "over_temp"] = ""
    """The flag of ``~HS`` that shows it."""
    bits: int = 0
    """Its bits in ``~HQES``, nibble 1 lowest; in the line of warnings for a warning, else in that of errors."""
    silences: bool = False
    """Whether a unit that leaves ``~HS`` unanswered in some states does so in this one."""

    @property
    def words(self) -> str:
        """What its alert says."""
        return self.text or self.reason.upper()


CONDITIONS = (
    Condition(reason="media out", letter="A", text="PAPER OUT", flag="paper_out", bits=0x1, silences=True),
    Condition(reason="ink out", letter="B", text="RIBBON OUT", flag="ribbon_out", bits=0x2, silences=True),
    Condition(reason="head open", letter="E", text="HEAD OPEN", flag="head_up", bits=0x4, silences=True),
    Condition(reason="cutter fault", letter="I", text="CUTTER JAMMED", bits=0x8),
    Condition(reason="head too hot", letter="C", text="HEAD TOO HOT", flag="over_temp", bits=0x10, silences=True),
    Condition(reason="motor too hot", bits=0x20),
    Condition(reason="head element out", letter="M", text="HEAD ELEMENT BAD", bits=0x40),
    Condition(reason="head detection", bits=0x80),
    Condition(reason="head too cold", letter="D", text="HEAD TOO COLD", flag="under_temp"),
    Condition(reason="media jam", bits=0x1000),
    Condition(reason="offline", kind="offline", letter="J", text="PRINTER PAUSED", flag="paused"),
    Condition(reason="queue empty", bits=0x0100_0000_0000),
    Condition(reason="queue full", bits=0x0200_0000_0000),
    Condition(reason="ink low", kind="warning", letter="S", text="RIBBON LOW", bits=0x0100_0000_0000),
    Condition(reason="media low", kind="warning", letter="R", text="MEDIA LOW", bits=0x0200_0000_0000),
)
"""The default table. Letters, flags and the bits up to nibble 5 are published; the bits above, the conditions
they stand for, and the texts of alerts are the bench's own choice."""
OLD_LETTERS = {**{letter: letter for letter in "ABCDEFGH"},
               "I": "J", "J": "K", "K": "L", "M": "N", "P": "Q", "*": "R"}
"""Letters of alerts in older firmware, by those of the current table; conditions it did not know are missing."""

_UNKNOWN = 1 << 63


def conditions_of(state: PrinterState, table: Iterable[Condition]) -> tuple[Condition, ...]:
    """What holds in ``state``. A reason that the table does not know is a condition with the highest bit."""
    known = {(each.kind == "warning", each.reason): each for each in table}
    found = []
    if state.state != "ready":
        kind: Literal["fault", "offline"] = "offline" if state.state == "offline" else "fault"
        condition = known.get((False, state.reason))
        found.append(condition if condition and condition.kind == kind else _unknown(kind, state.reason))
    if state.warning:
        found.append(known.get((True, state.warning)) or _unknown("warning", state.warning))
    return tuple(found)


def show(conditions: Iterable[Condition], status: HostStatus) -> tuple[HostStatus, Errors]:
    """``status`` with the flags of ``conditions``, and their bits."""
    flags, errors, warnings = {}, 0, 0
    for condition in conditions:
        if condition.flag:
            flags[condition.flag] = True
        if condition.kind == "warning":
            warnings |= condition.bits
        else:
            errors |= condition.bits
    return msgspec.structs.replace(status, **flags), Errors(errors, warnings)


def holding(status: HostStatus, errors: Errors, table: Sequence[Condition],
            before: Sequence[Condition]) -> tuple[Condition, ...]:
    """The conditions that flags and bits say. ``before``: those known before, which name what the bits cannot."""
    found = [each for each in table if _holds(each, status, errors)]
    warns = [each for each in found if each.kind == "warning"]
    stops = [each for each in found if each.kind != "warning"]
    strange = [each for each in before if each not in table]
    if left := _unexplained(errors.errors, stops):
        stops += [each for each in strange if each.kind != "warning"] or [_unknown("fault", f"bits {left:016X}")]
    if left := _unexplained(errors.warnings, warns):
        warns += [each for each in strange if each.kind == "warning"] or [_unknown("warning", f"bits {left:016X}")]
    return (*stops, *warns)


def seen_of(conditions: Iterable[Condition]) -> Seen:
    """What ``conditions`` mean on the port; of several the first gives the reason."""
    stops = [each for each in conditions if each.kind != "warning"]
    warns = [each.reason for each in conditions if each.kind == "warning"]
    state, reason = (stops[0].kind, stops[0].reason) if stops else ("ready", "")
    return Seen(state=state, reason=reason, warning=warns[0] if warns else "")


def named(text: str, table: Iterable[Condition]) -> Condition:
    """The condition whose alert says ``text``."""
    return next((each for each in table if each.words == text), None) or _unknown("fault", text.lower())


def _unexplained(bits: int, conditions: Iterable[Condition]) -> int:
    for condition in conditions:
        bits &= ~condition.bits
    return bits


def _unknown(kind: Literal["fault", "offline", "warning"], reason: str) -> Condition:
    return Condition(reason=reason, kind=kind, bits=_UNKNOWN)


def _holds(condition: Condition, status: HostStatus, errors: Errors) -> bool:
    bits = errors.warnings if condition.kind == "warning" else errors.errors
    return bool(condition.flag and getattr(status, condition.flag)) or bool(condition.bits & bits)
