"""A recorded connection as frames of its dialect, in the order of the capture."""

import msgspec

from linebench.wire.captured.streams import Connection
from linebench.wire.witness import Cutter, Ear, Piece

__all__ = ["Cut", "Frame", "Talk", "listen"]

_BLANK = b"\0\r\n "


class Frame(msgspec.Struct, frozen=True, gc=False):
    """A frame and when it was complete. ``number``: the packet that completed it."""

    t: int
    number: int
    by_client: bool
    piece: Piece
    before: int = 0
    """Bytes that the capture lacks before it."""


class Talk(msgspec.Struct, frozen=True):
    """One connection: all frames of both ends. ``cut``: frames that did not come to an end."""

    channel: str
    client: int
    connection: Connection
    frames: tuple[Frame, ...]
    cut: int = 0

    def answers(self) -> list[Frame]:
        """What the device said when asked."""
        return [each for each in self.frames if not each.by_client and not each.piece.pushed]

    def pushes(self) -> list[Frame]:
        """What it said of its own."""
        return [each for each in self.frames if not each.by_client and each.piece.pushed]


class Cut:
    """Cuts one direction. What is cut and what is left is always what came."""

    def __init__(self, cutter: Cutter) -> None:
        self._cutter = cutter
        self.rest = b""

    def feed(self, data: bytes) -> list[Piece]:
        """The frames that ``data`` completes."""
        found: list[Piece] = []
        self.rest += data
        while self.rest and (cut := self._cutter(self.rest)) is not None:
            size, piece = cut
            self.rest = self.rest[size:]
            found.append(piece)
        return found

    def forget(self) -> int:
        """What began cannot be completed: bytes are missing. How many bytes that were."""
        size, self.rest = len(self.rest), b""
        return size


def listen(channel: str, client: int, connection: Connection, ear: Ear) -> Talk:
    """Cut a connection."""
    ways = {True: Cut(ear.host), False: Cut(ear.device)}
    frames: list[Frame] = []
    cut = 0
    for said in connection.said:
        way = ways[said.by_client]
        if said.missing:
            cut += bool(way.forget())
        missing = said.missing
        for piece in way.feed(said.data):
            frames.append(Frame(said.t, said.number, said.by_client, piece, missing))
            missing = 0
    cut += sum(bool(way.rest.strip(_BLANK)) for way in ways.values())
    return Talk(channel, client, connection, tuple(frames), cut)
