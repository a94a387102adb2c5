"""The error status: a bit map of six bytes that says what stops a machine, or will soon."""

from collections.abc import Iterable
from typing import Literal

import msgspec

from linebench.ports.printer import PrinterState
from linebench.wire.printers.states import Seen

__all__ = ["ERRORS", "SIZE", "ErrorBit", "decode_errors", "encode_errors", "seen_of"]

SIZE = 6
_UNKNOWN = (5, 3)
"""The bit for what the table does not know."""


class ErrorBit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One bit. ``byte``: 0 to 5; ``bit``: 0 to 3, 0 the lowest; ``reason``: the port's word for it."""

    byte: int
    bit: int
    reason: str
    kind: Literal["fault", "offline", "warning"] = "fault"


_NAMES = (("charge or pump", "cabinet hot", "gutter", "core empty"),
          ("phase maximum", "auto modulation", "trim", "phase minimum"),
          ("raster overflow", "valve", "core not filling", "modulation"),
          ("clock not set", "core mismatch", "EHT calibration", "ink low"),
          ("viscosity", "temperature sensor"),
          ("fatal firmware",))
_WARNINGS = frozenset({"cabinet hot", "clock not set", "ink low", "viscosity"})
ERRORS = (
    *(ErrorBit(byte, bit, name, "warning" if name in _WARNINGS else "fault")
      for byte, names in enumerate(_NAMES) for bit, name in enumerate(names)),
    ErrorBit(4, 2, "queue empty"), ErrorBit(4, 3, "queue full"), ErrorBit(5, 1, "offline", "offline"),
    ErrorBit(5, 2, "ink out"),
)
"""The default table. Published: which names share a byte. The order of their bits, which of them are warnings, and
the last four are the bench's own choice."""


def encode_errors(state: PrinterState, table: Iterable[ErrorBit], base: int) -> str:
    """The data of an answer: each byte of the map above ``base``."""
    found = [0] * SIZE
    known = {(each.kind == "warning", each.reason): (each.byte, each.bit) for each in table}
    reasons = [(False, state.reason)] if state.state != "ready" else []
    reasons += [(True, state.warning)] if state.warning else []
    for reason in reasons:
        byte, bit = known.get(reason, _UNKNOWN)
        found[byte] |= 1 << bit
    return "".join(chr(base + value) for value in found)


def decode_errors(data: str, table: Iterable[ErrorBit], base: int) -> tuple[ErrorBit, ...] | None:
    """The bits that are set, in the order of the table; ``None``: that is no error status."""
    values = [ord(character) - base for character in data]
    if len(values) != SIZE or not all(0 <= value < 1 << 4 for value in values):
        return None
    table = tuple(table)
    found = [each for each in table if values[each.byte] >> each.bit & 1]
    for each in table:
        values[each.byte] &= ~(1 << each.bit)
    if any(values):
        found.append(ErrorBit(*_UNKNOWN, f"bits {''.join(f'{value:X}' for value in values)}"))
    return tuple(found)


def seen_of(bits: Iterable[ErrorBit]) -> Seen:
    """What set bits mean on the port; of several the first gives the reason."""
    stops = [each for each in bits if each.kind != "warning"]
    warns = [each.reason for each in bits if each.kind == "warning"]
    state, reason = (stops[0].kind, stops[0].reason) if stops else ("ready", "")
    return Seen(state=state, reason=reason, warning=warns[0] if warns else "")
