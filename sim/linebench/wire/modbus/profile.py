"""What Modbus servers and projects do differently, one option each."""

from typing import Annotated, Literal

import msgspec

from linebench.units import Duration
from linebench.wire.dialect import Profile
from linebench.wire.modbus.pdu import MAX_READ, MAX_WRITE
from linebench.wire.tags.memory import Manner

__all__ = ["PROFILES", "ModbusProfile"]

Unit = Annotated[int, msgspec.Meta(ge=0, le=255)]


class ModbusProfile(Profile, frozen=True, kw_only=True):
    """Options of both ends. The specification leaves all of them to the device or the project."""

    unit: Unit = 1
    """The unit id that the device has and the host asks for."""
    foreign: Literal["silent", "path", "target"] = "silent"
    """Device, asked for another unit: no answer, or as a gateway does exception 0A or 0B."""
    zero: Literal["own", "broadcast", "foreign"] = "own"
    """Device, asked for unit 0: answers as for its own, carries writes out without an answer, or as ``foreign``."""
    full: Literal["own", "foreign"] = "own"
    """Device, asked for unit 255, which the TCP guide recommends for servers without a serial line behind them."""
    base: Annotated[int, msgspec.Meta(ge=0, le=65_535)] = 0
    """Address of the first register on the wire; 40001 of the old notation is 0."""
    base_coil: Annotated[int, msgspec.Meta(ge=0, le=65_535)] = 0
    """Address of the first coil on the wire."""
    base_discrete: Annotated[int, msgspec.Meta(ge=0, le=65_535)] = 0
    """Address of the first discrete input on the wire."""
    words: Literal["high_first", "low_first"] = "high_first"
    """Order of the two registers of 32 bits; a choice of each project."""
    text: Literal["high_first", "low_first"] = "high_first"
    """Which byte of a register holds the first of two characters; a choice of each project."""
    inputs: Literal["mirror", "none"] = "mirror"
    """Device: function 4 reads the same registers as function 3, or none. The bench's own choice."""
    gaps: Manner = "ignored"
    """Device whose tags are placed by a map: writes of registers and coils between tags. The bench's own choice."""
    guarded: Manner = "refused"
    """Device: writes of what the controller alone writes: exception 2, or answered and without effect, as where a
    program writes its outputs again in every cycle.
    """
    registers: Annotated[int, msgspec.Meta(ge=0, le=65_536)] = 0
    """Device whose tags are placed by a map: how many registers there are at least; else up to the last tag."""
    read_function: Literal[3, 4] = 3
    """Host: the function that it reads with."""
    single_write: bool = True
    """Host: write a single register with function 6, else always with 16."""
    max_read: Annotated[int, msgspec.Meta(ge=1, le=MAX_READ)] = MAX_READ
    """Host: most registers read at once; some devices take fewer than the specification allows."""
    max_write: Annotated[int, msgspec.Meta(ge=1, le=MAX_WRITE)] = MAX_WRITE
    """Host: most registers written at once."""
    overlap: bool = True
    """Host: a write does not wait for the answer to a read; not for servers that take one request at a time."""
    answer_within: Duration = Duration(500_000)
    """Host: how long an answer may take."""
    retries: Annotated[int, msgspec.Meta(ge=0)] = 1
    """Host: how often a request is repeated before it gives the connection up."""
    identify: bool = True
    """Host: asks who is there by function 43/14; not for servers that fall silent at functions they do not know."""
    supported: tuple[str, ...] = ()
    """Host: how the identities begin that it serves (maker, product and revision); none: all."""
    vendor: str = "linebench"
    """Device, function 43/14: object 0."""
    product: str = "LB-L1"
    """Device, function 43/14: object 1."""
    revision: str = "1.0"
    """Device, function 43/14: object 2."""
    name: str = "Line controller"
    """Device, function 43/14: object 4, the product's name."""


PROFILES = {
    "standard": ModbusProfile(),
    "gateway": ModbusProfile(foreign="target", zero="broadcast", full="foreign", overlap=False),
    "low_word_first": ModbusProfile(words="low_first"),
    "one_at_a_time": ModbusProfile(overlap=False),
}
"""``gateway``: a serial line behind it, one request at a time. ``low_word_first``: as many small controllers.
``one_at_a_time``: for servers that drop a request that comes before the last was answered.
"""
