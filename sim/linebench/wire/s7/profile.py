"""What S7 CPUs and projects do differently, one option each."""

from typing import Annotated, Literal

import msgspec

from linebench.units import Duration
from linebench.wire.dialect import Profile
from linebench.wire.tags.memory import Manner

__all__ = ["PROFILES", "S7Profile"]

Small = Annotated[int, msgspec.Meta(ge=0, le=31)]
Text = Annotated[str, msgspec.Meta(max_length=24)]


class S7Profile(Profile, frozen=True, kw_only=True):
    """Options of both ends. What a CPU says of itself is invented; only its form is that of real ones."""

    db: Annotated[int, msgspec.Meta(ge=1, le=65_535)] = 1
    """The data block that holds all tags, unless a map places them; in the CPU one without optimised access."""
    rack: Annotated[int, msgspec.Meta(ge=0, le=7)] = 0
    """Where the CPU sits; the second half of the called TSAP."""
    slot: Small = 1
    """Host: the slot that it calls. 2 for S7-300; 1 for S7-1200 and S7-1500."""
    slots: tuple[Small, ...] = (0, 1)
    """Device: the slots under which it answers."""
    tsap: Literal["strict", "any"] = "strict"
    """Device: refuses a called TSAP that is not its own, or takes any."""
    calling: Literal[1, 2, 3] = 1
    """Host: as what it connects: 1 engineering tool, 2 panel, 3 other."""
    local_tsap: Annotated[str, msgspec.Meta(pattern="^([0-9A-Fa-f]{2})*$")] = "0100"
    """Host: its own TSAP, hexadecimal."""
    remote_tsap: Annotated[str, msgspec.Meta(pattern="^([0-9A-Fa-f]{2})*$")] = ""
    """Host: the called TSAP, hexadecimal; empty: from ``calling``, ``rack`` and ``slot``."""
    pdu: Annotated[int, msgspec.Meta(ge=112, le=960)] = 960
    """Longest PDU that this end takes; both ends agree on the shorter. CPUs have 240, 480 or 960."""
    jobs: Annotated[int, msgspec.Meta(ge=1, le=16)] = 8
    """Requests under way at once that this end takes; both ends agree on the smaller."""
    connections: Annotated[int, msgspec.Meta(ge=1)] = 16
    """Device: clients at a time; one more is refused."""
    gaps: Manner = "ignored"
    """Device: writes of bytes between tags. The bench's own choice."""
    guarded: Manner = "refused"
    """Device: writes of what the controller alone writes: result 03, or done and without effect, as where a program
    writes its outputs again in every cycle.
    """
    length: Annotated[int, msgspec.Meta(ge=0, le=65_536)] = 0
    """Device whose tags are placed by a map: bytes of each data block at least; else up to the last tag."""
    bare_read: Literal["empty", "refuse"] = "empty"
    """Device, asked to read without any list of items, as python-snap7 3 asks for the CPU's state, where it takes
    any answer without an error for RUN: no items, or the error of a wrong frame. The bench's own choice.
    """
    cpu: Literal["run", "stop"] = "run"
    """Device: what it tells of its CPU's state."""
    write_items: Annotated[int, msgspec.Meta(ge=1, le=20)] = 20
    """Host: most tags written by one request; 1 for servers that carry out only the first."""
    overlap: bool = True
    """Host: a write does not wait for the answer to a read where both ends agreed on two requests or more."""
    answer_within: Duration = Duration(500_000)
    """Host: how long an answer may take."""
    retries: Annotated[int, msgspec.Meta(ge=0)] = 1
    """Host: how often a request is repeated before it gives the connection up."""
    identify: bool = True
    """Host: asks who is there by system status lists; not for servers that fall silent at them."""
    supported: tuple[str, ...] = ()
    """Host: how the identities begin that it serves (module type, order number and firmware); none: all."""
    order_code: Annotated[str, msgspec.Meta(max_length=20)] = "6ES7 515-2AM02-0AB0"
    """Device: its order number."""
    firmware: Annotated[str, msgspec.Meta(pattern=r"^\d{1,2}\.\d{1,2}\.\d{1,2}$")] = "2.9.2"
    """Device: version of its firmware."""
    station: Text = "linebench"
    """Device: name of the station."""
    module: Text = "L1"
    """Device: name of the module."""
    module_type: Text = "CPU 1515-2 PN"
    """Device: type of the module."""
    serial: Text = "S LB000000001"
    """Device: serial number."""


PROFILES = {
    "s7-1500": S7Profile(),
    "s7-1200": S7Profile(pdu=240, jobs=3, connections=8, order_code="6ES7 214-1AG40-0XB0", firmware="4.5.0",
                         module_type="CPU 1214C DC/DC/DC"),
    "s7-300": S7Profile(slot=2, slots=(2,), pdu=240, jobs=1, connections=8, order_code="6ES7 315-2EH14-0AB0",
                        firmware="3.2.6", module_type="CPU 315-2 PN/DP"),
    "s7-400": S7Profile(slot=3, slots=(3,), pdu=480, jobs=4, order_code="6ES7 414-3EM07-0AB0", firmware="7.0.3",
                        module_type="CPU 414-3 PN/DP"),
    "simple": S7Profile(tsap="any", jobs=1, write_items=1),
}
"""By family, with the sizes that they are known for. ``simple``: for libraries and their servers."""
