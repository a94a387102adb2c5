"""What machines that speak WSI do differently, and how their host behaves."""

from collections.abc import Mapping

import msgspec

from linebench.units import Duration
from linebench.wire.printers.fields import FieldMap
from linebench.wire.printers.options import PrinterProfile
from linebench.wire.wsi.codec import CHECK_SIZE, Packet, checksum
from linebench.wire.wsi.errors import ERRORS, ErrorBit

__all__ = ["PROFILES", "WsiProfile"]

_CONTROLS = frozenset("\x02\x03")
_BASE_LOW, _BASE_HIGH = 0x10, 0xF0


def _user_fields() -> FieldMap:
    return FieldMap(gtin="01", lot="02", expiry="03", serial="04", order=("01", "02", "03", "04"))


class WsiProfile(PrinterProfile, frozen=True, kw_only=True):
    """A machine's set-up and its host. User fields are named by two characters in front of their value: the bench's
    own choice, as every form of data here that does not say otherwise.

    The field that holds the serial, or the whole code, makes a record when it is updated; the others keep.
    """

    fields: FieldMap = msgspec.field(default_factory=_user_fields)
    field_width: int = 2
    """Characters of a user field's name."""
    accept: str = "\x06{checksum}"
    """The check sequence that accepts a packet, with {type} and {checksum} of the packet. That it has three
    characters is published, what they are is not."""
    refuse: str = "\x15{checksum}"
    """The check sequence that refuses one."""
    query_checked: bool = True
    """A query is answered by a check sequence and then by a packet of its type; else by the packet alone."""
    errors: tuple[ErrorBit, ...] = ERRORS
    """What the bits of the error status mean."""
    error_base: int = 0x30
    """What is added to each byte of the error status, which could not be told from STX and ETX without."""
    part_number: str = "LINEBENCH"
    """Answer to ``H``."""
    counter_digits: int = 8
    """Digits of the product counter, behind which it begins again."""
    supply: str = "I"
    """Type of a query for the ink level in percent, which the published list lacks; empty: there is none."""
    print_now: str = "N"
    """Type of a packet that prints at once, which the published list lacks; empty: there is none."""
    clear_faults: str = "F"
    """Type of a packet that clears faults, which the published list lacks; empty: there is none."""

    look_every: Duration = Duration(100_000)
    """How often the host reads counter and error status: the machine says nothing of its own."""

    def __post_init__(self) -> None:
        """Refuse what cannot work."""
        super().__post_init__()
        checks = [self.check(Packet("U", "x"), ok=ok) for ok in (True, False)]
        if any(len(check) != CHECK_SIZE or _CONTROLS & set(check) for check in checks) or checks[0] == checks[1]:
            raise ValueError(f"accept {self.accept!r}, refuse {self.refuse!r}; expected three characters each, "
                             "no STX or ETX, and not the same")
        if not _BASE_LOW <= self.error_base <= _BASE_HIGH:
            raise ValueError(f"error_base {self.error_base}; expected {_BASE_LOW} to {_BASE_HIGH}")
        if any(len(name) != self.field_width for name in self.fields.names):
            raise ValueError(f"fields {sorted(self.fields.names)}; expected {self.field_width} characters each")
        if not 1 <= self.counter_digits <= 12:  # noqa: PLR2004  # counters of real machines have 6 to 10
            raise ValueError(f"counter_digits {self.counter_digits}; expected 1 to 12")
        if any(len(kind) > 1 for kind in (self.supply, self.print_now, self.clear_faults)):
            raise ValueError("supply, print_now and clear_faults; expected one character each, or none")

    def check(self, packet: Packet, *, ok: bool) -> str:
        """The check sequence that answers ``packet``."""
        shape = self.accept if ok else self.refuse
        return shape.replace("{type}", packet.kind).replace("{checksum}", checksum(packet))

    @property
    def record_field(self) -> str:
        """The user field whose update makes a record."""
        return self.fields.code or self.fields.serial


PROFILES: Mapping[str, WsiProfile] = {
    "buffered": WsiProfile(depth=16),
    "single": WsiProfile(depth=1, when_full="replace", look_every=Duration(20_000)),
    "echo": WsiProfile(depth=16, accept="{type}{checksum}", refuse="?{checksum}", query_checked=False),
}
"""``buffered``: updates of the serial wait for one print each; that a machine of the line does so is the bench's
own choice. ``single``: it holds the data of the next print alone, and an update takes their place, so that the host
has to see each print before the next pack comes. ``echo``: another check sequence, and queries without one."""
