"""What Logix controllers and projects do differently, one option each."""

from typing import Annotated, Literal

import msgspec

from linebench.units import Duration
from linebench.wire.dialect import Profile
from linebench.wire.tags.memory import Manner

__all__ = ["PROFILES", "EnipProfile"]

_AROUND = 64
"""What a frame has around a message, and more."""
Word = Annotated[int, msgspec.Meta(ge=0, le=0xFFFF)]
Byte = Annotated[int, msgspec.Meta(ge=0, le=0xFF)]
Text = Annotated[str, msgspec.Meta(max_length=32)]
Route = Annotated[str, msgspec.Meta(pattern=r"^\s*(\d{1,3}\s*,\s*\d{1,3}(\s*,\s*\d{1,3}\s*,\s*\d{1,3})*)?\s*$")]


class EnipProfile(Profile, frozen=True, kw_only=True):
    """Options of both ends. What a controller says of itself is invented; only its form is that of real ones."""

    names: Literal["flat", "members"] = "flat"
    """Host: asks for ``Result_3_Trigger``, or for the member ``Result[3].Trigger`` of a structure. A device
    answers to both, and lists the flat ones.
    """
    strings: Literal["logix", "own"] = "logix"
    """Device: texts of up to 82 bytes are of the controller's type STRING, and longer ones of a type of their own;
    or all are of types as long as their room. Host: what it believes until it has read a tag.
    """
    unsigned: Literal["native", "signed"] = "native"
    """Device: UINT and UDINT as such, or as INT and DINT of the same bits, for controllers that lack them."""
    guarded: Manner = "refused"
    """Device: writes of what the controller alone writes: status ``read_only``, or done and without effect, as
    where a program writes its outputs again in every cycle.
    """
    read_only: Byte = 0x0F
    """Device: general status of such a write. Unsure: published is what the access means, not what is answered."""
    trailing: Manner = "ignored"
    """Device: bytes behind the values of a write. Public clients send a single write twice in one message, and real
    controllers take it.
    """
    too_long: Byte = 0x15
    """Device: general status of a text that says to be longer than the tag's room. The bench's own choice."""
    size: Annotated[int, msgspec.Meta(ge=100, le=65_511)] = 4000
    """Longest message on a connection: what the device takes, and what the host asks for by Large Forward Open."""
    large: bool = True
    """Device: knows Large Forward Open; else connections have 500 bytes at most. Host: tries it first."""
    unconnected: Annotated[int, msgspec.Meta(ge=100, le=4000)] = 504
    """Longest message without a connection. The bench's own choice."""
    connections: Annotated[int, msgspec.Meta(ge=1)] = 32
    """Device: connections at a time, of all clients; one more is refused."""
    sessions: Annotated[int, msgspec.Meta(ge=1)] = 32
    """Device: clients at a time; one more is hung up on. The bench's own choice."""
    longest: Annotated[int, msgspec.Meta(ge=1000, le=65_535)] = 8192
    """Longest frame that this end takes, but never shorter than ``size`` needs. The device answers a longer one
    with status 65 and passes it over.
    """
    route: Route = "1,0"
    """Way to the controller, pairs of port and address: port 1 is the backplane, with the slot. Empty: none."""
    routing: Literal["strict", "any"] = "strict"
    """Device: refuses another way than its own, or takes any. None at all it always takes."""
    messaging: Literal["connected", "unconnected"] = "connected"
    """Host: opens a connection, or sends each request by itself."""
    services: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 1000
    """Host: most services in one message; 1 for devices that know no Multiple Service Packet."""
    write_services: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 1000
    """Host: most tags written by one message."""
    interval: Duration = Duration(2_000_000)
    """Host: the packet interval that it asks for. Silence of 512 of them ends the connection."""
    overlap: bool = False
    """Host: a write does not wait for the answer to a read. Controllers take one message at a time."""
    answer_within: Duration = Duration(500_000)
    """Host: how long an answer may take."""
    retries: Annotated[int, msgspec.Meta(ge=0)] = 1
    """Host: how often a request is repeated before it gives the connection up."""
    identify: bool = True
    """Host: asks the Identity object who is there."""
    supported: tuple[str, ...] = ()
    """Host: how the identities begin that it serves (product name and revision); none: all."""
    vendor: Word = 1
    """Device: number of its maker; 1 is Rockwell Automation."""
    device_type: Word = 14
    """Device: 14 is a programmable controller."""
    product_code: Word = 166
    """Device: number of the product."""
    revision: Annotated[str, msgspec.Meta(pattern=r"^\d{1,3}\.\d{1,3}$")] = "33.11"
    """Device: major and minor. Clients look at the major one for what they may ask."""
    serial: Annotated[int, msgspec.Meta(ge=0, le=0xFFFFFFFF)] = 0x00B0_0001
    """Device: serial number."""
    product: Text = "1756-L83E/B"
    """Device: name of the product."""
    program: Text = "linebench"
    """Device: name of the controller's project."""

    @property
    def most(self) -> int:
        """Bytes of a frame behind its head that are taken."""
        return max(self.longest, self.size + _AROUND)


PROFILES = {
    "controllogix": EnipProfile(),
    "compactlogix": EnipProfile(unsigned="signed", connections=16, product_code=107, revision="20.19",
                                product="1769-L24ER-QBFC1B/A", large=False, size=500),
    "unconnected": EnipProfile(messaging="unconnected"),
    "simple": EnipProfile(messaging="unconnected", services=1, write_services=1, routing="any", route=""),
}
"""``controllogix``: one of the newer ones, with long messages. ``compactlogix``: an older one, with short messages
and without unsigned numbers. ``unconnected``: no connection is opened. ``simple``: for libraries and their servers.
"""
