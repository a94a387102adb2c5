"""What both ends of every connection said, in order: TCP put together again from segments.

A segment may come twice, late, or lie over others; what was told of a byte first stands. A byte that the receiver
acknowledged and the capture lacks is told as missing, and so is one before which something later was seen up to the
end. What was never acknowledged and never seen is nobody's loss.
"""

from collections.abc import Iterable, Iterator

import msgspec

from linebench.wire.captured.packets import packets
from linebench.wire.captured.segments import End, Segment, Skipped, segment

__all__ = ["Connection", "Recording", "Said", "connections", "read"]

_FIN, _SYN, _RST, _ACK = 0x01, 0x02, 0x04, 0x10
_WRAP = 1 << 32
_HELD = 4_194_304
"""Bytes beyond a hole that are held before the hole counts as missing."""


class Said(msgspec.Struct, frozen=True, gc=False):
    """Bytes of one end. ``by_client``: of the end that dialled; ``number``: packet that completed them;
    ``missing``: so many bytes that the capture lacks come before them.
    """

    t: int
    number: int
    by_client: bool
    data: bytes
    missing: int = 0


class Connection(msgspec.Struct, kw_only=True):
    """One connection. ``dialled``: its first packet was seen, so ``client`` is known to have dialled; else the
    lower port is taken for that of the server. ``said``: in the order of the capture.
    """

    client: End
    server: End
    t: int
    number: int
    """Its first packet."""
    dialled: bool
    said: list[Said]
    ended: int | None = None
    """When it ended, ``None``: not within the capture."""
    last: int = 0
    """The packet with which it ended."""
    reset: bool = False
    retransmitted: int = 0
    """Segments that brought nothing new."""
    missing: int = 0
    """Bytes that were said and are not in the capture."""


class Recording(msgspec.Struct, frozen=True):
    """All connections in the order of their beginning, and what is to be told of the file."""

    connections: tuple[Connection, ...]
    notes: tuple[str, ...] = ()


def read(data: bytes) -> Recording:
    """Read a whole capture.

    Raises:
        CaptureError: it is none.

    """
    file = packets(data)
    skipped: dict[str, int] = {}
    found = tuple(connections(_segments(map(segment, file.packets), skipped)))
    told = [f"{count} packets passed over: {why}" for why, count in sorted(skipped.items())]
    return Recording(found, (*file.notes, *told))


def _segments(found: Iterable[Segment | Skipped], skipped: dict[str, int]) -> Iterator[Segment]:
    for each in found:
        if isinstance(each, Segment):
            yield each
        else:
            skipped[each.why] = skipped.get(each.why, 0) + 1


def connections(segments: Iterable[Segment]) -> list[Connection]:
    """Put connections together."""
    open_: dict[frozenset[End], _Pair] = {}
    found: list[Connection] = []
    for each in segments:
        key = frozenset((each.source, each.target))
        pair = open_.get(key)
        if pair is None or pair.is_followed_by(each):
            if pair is not None:
                pair.finish()
            pair = open_[key] = _Pair(each)
            found.append(pair.connection)
        pair.take(each)
    for pair in open_.values():
        pair.finish()
    return found


class _Way:
    """One direction: what was said in order, and what waits for something before it."""

    def __init__(self, *, by_client: bool) -> None:
        self.by_client = by_client
        self.initial: int | None = None
        self.next: int | None = None
        self.acknowledged = -1
        self.ended: int | None = None
        self._last: tuple[int, int] = (0, 0)
        self._held: dict[int, Segment] = {}

    def place(self, number: int) -> int:
        """A sequence number as one that does not wrap, near what is expected next."""
        assert self.next is not None
        near = (number - self.next) % _WRAP
        return self.next + (near - _WRAP if near >= _WRAP // 2 else near)

    def begin(self, number: int) -> None:
        """The next byte has this number."""
        if self.next is None:
            self.next = number

    def take(self, each: Segment, out: Connection) -> None:
        self._last = (each.t, each.number)
        start = self.place(each.sequence + bool(each.flags & _SYN))
        assert self.next is not None
        if each.flags & _FIN:
            self.ended = start + each.length
        if not each.length:
            return
        if start + each.length <= self.next:
            out.retransmitted += 1
            return
        kept = self._held.get(start)
        if kept is not None and len(kept.data) >= len(each.data):
            out.retransmitted += 1
            return
        self._held[start] = each
        self._deliver(out)

    def confirmed(self, number: int, out: Connection) -> None:
        """The other end has everything before this number."""
        if self.next is not None:
            self.acknowledged = max(self.acknowledged, self.place(number))
            if self._held:
                self._deliver(out)

    def finish(self, out: Connection) -> None:
        """Nothing more comes: what is held is behind something that is missing."""
        while self._held:
            self._skip(min(self._held), out)
        if self.next is not None and self.acknowledged > self.next:
            end = self.ended if self.ended is not None and self.acknowledged > self.ended else self.acknowledged
            if end > self.next:
                self._lose(end, out)

    def _deliver(self, out: Connection) -> None:
        assert self.next is not None
        while self._held:
            start = min(self._held)
            if start <= self.next:
                self._say(self._held.pop(start), start, 0, out)
            elif start <= self.acknowledged or self._waiting() > _HELD:
                self._skip(start, out)
            else:
                return

    def _waiting(self) -> int:
        return sum(len(each.data) for each in self._held.values())

    def _skip(self, start: int, out: Connection) -> None:
        assert self.next is not None
        missing = max(start - self.next, 0)
        out.missing += missing
        self.next = max(start, self.next)
        self._say(self._held.pop(start), start, missing, out)

    def _say(self, each: Segment, start: int, missing: int, out: Connection) -> None:
        assert self.next is not None
        data = each.data[self.next - start:]
        end = start + each.length
        if data:
            t, number = max(self._last, (each.t, each.number))
            out.said.append(Said(t, number, self.by_client, data, missing))
            self.next += len(data)
        if self.next < end and not any(place < end for place in self._held):
            self._lose(end, out)  # the capture cut the packet

    def _lose(self, end: int, out: Connection) -> None:
        assert self.next is not None
        missing, self.next = end - self.next, end
        out.missing += missing
        out.said.append(Said(*self._last, self.by_client, b"", missing))


class _Pair:
    """A connection while it is put together."""

    def __init__(self, first: Segment) -> None:
        dialled = bool(first.flags & _SYN)
        client_first = not first.flags & _ACK if dialled else first.source.port > first.target.port
        client, server = (first.source, first.target) if client_first else (first.target, first.source)
        self.connection = Connection(client=client, server=server, t=first.t, number=first.number,
                                     dialled=dialled, said=[])
        self._ways = {client: _Way(by_client=True), server: _Way(by_client=False)}

    def is_followed_by(self, each: Segment) -> bool:
        """Whether a segment begins another connection between the same ends."""
        if not each.flags & _SYN or each.flags & _ACK:
            return False
        initial = self._ways[each.source].initial
        return self.connection.ended is not None or (initial is not None and initial != each.sequence)

    def take(self, each: Segment) -> None:
        """Add a segment."""
        way, back = self._ways[each.source], self._ways[each.target]
        if each.flags & _SYN:
            way.initial = each.sequence
            way.begin(each.sequence + 1)
        way.begin(each.sequence)
        if each.flags & _ACK:
            back.begin(each.acknowledged)
            back.confirmed(each.acknowledged, self.connection)
        way.take(each, self.connection)
        if each.flags & _RST:
            self._ended(each, reset=True)
        elif all(one.ended is not None for one in self._ways.values()):
            self._ended(each, reset=False)

    def finish(self) -> None:
        """No more segments come."""
        for way in self._ways.values():
            way.finish(self.connection)

    def _ended(self, last: Segment, *, reset: bool) -> None:
        if self.connection.ended is None:
            self.connection.ended, self.connection.last, self.connection.reset = last.t, last.number, reset
