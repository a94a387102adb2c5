"""Frames of a reader's dialect from a stream of bytes: between an optional header and an end. No I/O."""

import msgspec

__all__ = ["Bad", "Frames"]

_SHOWN = 60


class Bad(msgspec.Struct, frozen=True, gc=False):
    """Bytes that are no frame. ``what``: ``oversized`` or ``garbage``; ``detail``: what was found and expected."""

    what: str
    detail: str


class Frames:
    """Frames from a stream in pieces of any size; never holds more than ``most`` bytes and one piece.

    ``end``: what ends a frame, such as CR LF. ``start``: what begins one, such as STX; with it, bytes between
    frames are garbage, but for those in ``between``. Without it those in ``between`` are skipped before a frame, as
    the LF that some hosts send behind CR. ``clears``: a byte that makes a reader forget what it has of a frame.
    A frame longer than ``most`` is skipped up to its end.
    """

    def __init__(self, end: bytes, *, most: int, start: bytes = b"", between: bytes = b"",
                 clears: bytes = b"") -> None:
        self._end = end
        self._start = start
        self._between = between
        self._clears = clears
        self._most = most
        self._bytes = bytearray()
        self._looked = 0
        self._skipping = False

    def __len__(self) -> int:
        """How many bytes of a frame are held that is not complete yet."""
        return len(self._bytes)

    def held(self) -> bytes:
        """What was received of a frame that is not complete."""
        return bytes(self._bytes)

    def clear(self) -> None:
        """Forget what was received of a frame that is not complete."""
        self._bytes.clear()
        self._looked = 0
        self._skipping = False

    def feed(self, data: bytes) -> list[bytes | Bad]:
        """The frames that ``data`` completes, without start and end, and what was none, in order."""
        found: list[bytes | Bad] = []
        first, *others = data.split(self._clears) if self._clears else (data,)
        self._take(first, found)
        for part in others:
            self.clear()
            self._take(part, found)
        return found

    def _take(self, data: bytes, found: list[bytes | Bad]) -> None:
        self._bytes += data
        while (place := self._bytes.find(self._end, self._looked)) >= 0:
            body = bytes(self._bytes[:place])
            del self._bytes[:place + len(self._end)]
            self._looked = 0
            self._complete(body, found)
        self._looked = max(0, len(self._bytes) - len(self._end) + 1)
        if len(self._bytes) > self._most + len(self._start):
            self._overflow(found)

    def _complete(self, body: bytes, found: list[bytes | Bad]) -> None:
        skipping, self._skipping = self._skipping, False
        body = body.lstrip(self._between) if self._between else body
        if self._start:
            before, start, body = body.rpartition(self._start)
            if not skipping and (before or not start):
                found.append(self._garbage(before if start else body))
            skipping = not start
        if not skipping:
            found.append(body if len(body) <= self._most else self._too_long(len(body)))

    def _overflow(self, found: list[bytes | Bad]) -> None:
        """Keep the beginning of a frame behind garbage; else only what may be the beginning of the end."""
        if self._between and not self._skipping:
            self._bytes = self._bytes.lstrip(self._between)
        place = self._bytes.rfind(self._start) if self._start else 0
        if place > 0:
            found.append(self._garbage(bytes(self._bytes[:place])))
            del self._bytes[:place]
            self._looked = max(0, len(self._bytes) - len(self._end) + 1)
        if len(self._bytes) <= self._most + len(self._start):
            return
        if not self._skipping:
            found.append(self._garbage(bytes(self._bytes)) if place < 0 else self._too_long(len(self._bytes)))
        self._skipping = True
        del self._bytes[:len(self._bytes) - len(self._end) + 1]
        self._looked = 0

    def _garbage(self, data: bytes) -> Bad:
        return Bad("garbage", f"{data[:_SHOWN]!r}; expected {self._start!r} first")

    def _too_long(self, length: int) -> Bad:
        return Bad("oversized", f"{length} bytes or more in a frame; expected {self._most} at most")

