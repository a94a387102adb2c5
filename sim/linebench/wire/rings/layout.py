"""What both ends of a ring wire share: its options, and its tag table with the tags that every one has."""

import zlib
from collections.abc import Sequence

import msgspec

from linebench.units import Duration
from linebench.wire.dialect import Profile
from linebench.wire.rings.ring import Ring
from linebench.wire.tags.tag import Tag, TagTable

__all__ = ["BEAT", "HOST_BEAT", "HOST_INCARNATION", "HOST_ORDER", "INCARNATION", "LAYOUT", "LIVES", "Layout",
           "RingOptions", "version"]

LAYOUT = "Link.Layout"
"""The version of the table, first of all tags: a host with another table finds it where its own would be."""
LIVES = ("Link.Incarnation", "Link.IncarnationStill", "Link.IncarnationAgain")
"""The incarnation before the present values, before the counts and behind the slots."""
INCARNATION = LIVES[1]
"""The one beside the counts."""
BEAT = ("Link.Heartbeat", "Link.HeartbeatBit")
HOST_INCARNATION, HOST_ORDER = "Host.Incarnation", "Host.Order"
HOST_BEAT = ("Host.Heartbeat", "Host.HeartbeatBit")


class RingOptions(Profile, frozen=True, kw_only=True):
    """Options of both ends. None is published: projects agree on them, and these are the bench's own choice."""

    beat_every: Duration = Duration(500_000)
    """How often each end changes its heartbeat."""
    beat_within: Duration = Duration(2_000_000)
    """An end whose heartbeat stands still for this long is lost. Must be longer than the host looks apart."""
    running: tuple[str, ...] = ()
    """Rings of the controller that wait for nobody, for a foreign host that reads them without acknowledging; the
    bench's own host side does not take such rings."""
    echo: bool = True
    """The host must write ``Host.Incarnation`` before anything else that it writes into rings counts. Without, a
    write that was under way while the controller started again is taken for a new one."""
    held: int = 4096
    """Rows that each end holds for the other; one more and it starts anew (controller) or forgets (host)."""
    answer_within: Duration = Duration(2_000_000)
    """Host: how long the controller may take to show that it took what was written; then it is written again."""
    command_within: Duration = Duration(10_000_000)
    """Host: a command that could not be delivered for this long is not given any more: a line that starts must not
    come as a surprise."""


class Layout(msgspec.Struct, frozen=True):
    """The tags of one wire. ``live``: tags beside the rings; ``out``: rings that the controller fills; ``into``:
    rings that the host fills.

    The order is that of addresses and is part of the rules: version, incarnation and present values, then the head
    (the incarnation once more, heartbeats and counts), then slots, then the incarnation again. A picture read in
    this order never counts a row whose slot is older. What the host writes lies together in the head, so that
    acknowledging is one write; the head alone tells a host whether there is anything new.
    """

    live: Sequence[Tag]
    out: Sequence[Ring]
    into: Sequence[Ring]

    def table(self) -> TagTable:
        """The table of all tags."""
        return TagTable((
            Tag(name=LAYOUT, kind="uint32", summary="version of this table: a sum over all its tags; 0: not told"),
            Tag(name=LIVES[0], kind="uint32", summary="another number after each start of the controller: its "
                                                      "counts began anew; 0 before it speaks"),
            *self.live,
            *self.head(),
            *(tag for ring in (*self.out, *self.into) for tag in ring.slots()),
            Tag(name=LIVES[2], kind="uint32", summary="the incarnation again: three that are not alike mean a "
                                                      "picture of two lives, which says nothing"),
        ))

    def head(self) -> tuple[Tag, ...]:
        """Heartbeats and counts, those of the controller first."""
        counts = [tag for ring in (*self.out, *self.into) for tag in ring.counts()]
        return (
            Tag(name=LIVES[1], kind="uint32", summary="the incarnation again, beside the counts"),
            *_BEATS, *(tag for tag in counts if not tag.writable),
            *_HOST, *(tag for tag in counts if tag.writable))


_BEATS = (
    Tag(name=BEAT[0], kind="uint16", summary="the controller's heartbeat: counts on"),
    Tag(name=BEAT[1], kind="bool", summary="the controller's heartbeat: toggles"),
)
_HOST = (
    Tag(name=HOST_BEAT[0], kind="uint16", writable=True, summary="the host's heartbeat: counts on"),
    Tag(name=HOST_BEAT[1], kind="bool", writable=True, summary="the host's heartbeat: toggles; either will do"),
    Tag(name=HOST_INCARNATION, kind="uint32", writable=True, summary="the incarnation that the host speaks to"),
    Tag(name=HOST_ORDER, kind="uint32", writable=True, summary="order number of the last row that the host read, "
                                                               "for itself after a start"),
)


def version(table: TagTable) -> int:
    """The version of a table: CRC-32 over name, type, size and direction of its tags in their order, never 0."""
    rows = (f"{tag.name} {tag.kind} {tag.size} {tag.writable:d}\n" for tag in table)
    return zlib.crc32("".join(rows).encode()) or 1
