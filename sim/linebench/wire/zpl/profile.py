"""What units that speak ZPL do differently, and the label their host prints."""

from collections.abc import Mapping
from typing import Literal

from linebench.units import Duration
from linebench.wire.printers.options import PrinterProfile
from linebench.wire.zpl.conditions import CONDITIONS, Condition
from linebench.wire.zpl.template import Template

__all__ = ["CASE_LABEL", "PACK_LABEL", "PROFILES", "ZplProfile"]

PACK_LABEL = ("^XA^FO30,30^BXN,8,200,,,,_^FD{code}^FS"
              "^FO260,30^A0N,28,28^FD(01){gtin}^FS^FO260,70^A0N,28,28^FD(21){serial}^FS"
              "^FO260,110^A0N,28,28^FD(10){lot}^FS^FO260,150^A0N,28,28^FD(17){expiry}^FS^XZ")
"""A GS1 DataMatrix with its four data beside it."""
CASE_LABEL = ("^XA^FXtrigger={trigger}^FS^FO60,60^BY3^BCN,240,N,N,N^FD>;>800{sscc}^FS"
              "^FO60,330^A0N,40,40^FD(00){sscc}^FS^XZ")
"""A GS1-128 with the SSCC. The comment carries the number of the container; the bench's own choice."""


class ZplProfile(PrinterProfile, frozen=True, kw_only=True):
    """A unit's set-up and its host. Of ``fields``, only the names count: a label's data are found in its code."""

    complete: Literal["alerts", "polls"] = "alerts"
    """How the host learns of prints: by the alert "PQ job completed", or by how ``~HS`` counts down."""
    alert: str = "{kind}: {text}"
    """Shape of an alert, a line on the connection of every client; the bench's own choice. Kinds:
    ``ERROR CONDITION``, ``ERROR CLEARED`` and ``ALERT``."""
    done_text: str = "PQ JOB COMPLETED"
    """What the alert of a finished job says; the bench's own choice."""
    letters: Literal["current", "old"] = "current"
    """Which table of alert letters the firmware has."""
    alert_target: str = ""
    """Address and port behind the host's ``^SX``, such as ``10.1.2.3,9200``; a unit of the bench needs none."""
    conditions: tuple[Condition, ...] = CONDITIONS
    """What can be wrong, and where it shows."""
    silent_status: bool = False
    """``~HS`` gets no answer while a condition with ``silences`` holds; the host then goes by ``~HQES``."""
    identity: str = "ZT411-300dpi,V92.21.39Z,12,65536KB"
    """Answer to ``~HI``: model, firmware, dots per millimetre, memory; the bench's own choice."""
    buffer: int = 200
    """Formats that wait beside those in the queue; beyond, a real unit stops taking bytes and this one loses the
    label with a note."""
    escape: str = "_"
    """Escape character of a ``^BX`` that names none."""
    text: Literal["ignored", "compared"] = "ignored"
    """Whether text fields must state the data of the code; if not, that is noted."""
    container: Literal["", "case", "pallet"] = ""
    """A label with an SSCC is a label order for this container; empty: it is unreadable."""
    ink_variable: str = "bench.ink"
    """The variable that ``getvar`` tells the supply of, in percent; empty: not asked. The bench's own choice."""
    clear_faults: str = "bench.clear_faults"
    """The ``do`` that clears faults; empty: there is none. The bench's own choice."""
    print_now: str = "bench.print_now"
    """The ``do`` that prints at once; empty: there is none. The bench's own choice."""

    label: str = PACK_LABEL
    """The host's label: ZPL with {gtin} {lot} {expiry} {serial} {code} {sscc} {trigger} in its field data. The only
    symbols that {code} is escaped for are ``^BX``, ``^BC`` and ``^BQ``."""
    stored: bool = True
    """The label is stored once for a job and recalled for each record; else each record is a whole format."""
    look_every: Duration = Duration(1_000_000)
    """How often the host asks for the state, and with ``polls`` for prints."""

    def __post_init__(self) -> None:
        """Refuse what cannot work."""
        super().__post_init__()
        Template(self.label)
        if self.alert.count("{kind}") != 1 or self.alert.count("{text}") != 1 or not self.alert.isprintable():
            raise ValueError(f"alert {self.alert!r}; expected one line with {{kind}} and {{text}}, each once")
        if len(self.escape) != 1 or self.escape in "^~,":
            raise ValueError(f"escape {self.escape!r}; expected one character, no prefix and no comma")
        if self.buffer < 0:
            raise ValueError(f"buffer {self.buffer}; expected 0 or more")


PROFILES: Mapping[str, ZplProfile] = {
    "zt411": ZplProfile(depth=16),
    "polling": ZplProfile(depth=16, complete="polls", look_every=Duration(100_000)),
    "silent-hs": ZplProfile(depth=16, complete="polls", look_every=Duration(100_000), silent_status=True),
    "case-label": ZplProfile(depth=16, label=CASE_LABEL, stored=False, container="case"),
}
"""``zt411``: prints and states by alerts. ``polling``: no alerts, ``~HS`` ten times a second. ``silent-hs``: as
``polling``, and the unit does not answer ``~HS`` while it is open, empty or too hot. ``case-label``: the printer of
a case packer, which puts SSCCs on cases."""
