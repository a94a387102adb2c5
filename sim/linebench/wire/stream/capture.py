"""What went over a link as a pcapng file, at simulated time, for any protocol analyser.

Blocks: section header, interface description (time in microseconds), enhanced packets, and an interface
statistics block when packets were left out.
"""

import struct
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from linebench.wire.stream.segments import ACK, FIN, HEADERS, PSH, RST, SYN, Flow, segment

__all__ = ["Capture"]

_SECTION, _INTERFACE, _PACKET, _STATISTICS = 0x0A0D0D0A, 1, 6, 5
_ETHERNET = 1
_NAME, _RESOLUTION, _DROPPED = 2, 9, 5
_SEGMENT = 1_460
_BUFFER = 65_536


class Capture:
    """One file. It holds what really went over sockets: what a fault kept back is not in it.

    Attributes:
        left_out: packets that did not fit into ``most`` bytes; zero is the rule.
        problem: why nothing more is written, such as a full disk; empty is the rule.

    """

    def __init__(self, path_or_file: Path | str | BinaryIO, epoch: str, *, name: str = "",
                 most: int = 268_435_456) -> None:
        """``epoch``: UTC of time 0, ``2026-01-05T06:00:00Z``; ``name``: the link; ``most``: bytes of the file.

        Raises:
            ValueError: ``epoch`` is no time with an offset.
            OSError: the file cannot be made.

        """
        self.left_out = 0
        self.problem = ""
        self._epoch = _microseconds(epoch)
        self._room = most
        self._flows: dict[int, Flow] = {}
        self._own = isinstance(path_or_file, Path | str)
        self._file: BinaryIO | None = _opened(path_or_file)
        self._write(_block(_SECTION, struct.pack("<LHHq", 0x1A2B3C4D, 1, 0, -1)))
        options = _option(_NAME, name.encode()) if name else b""
        self._write(_block(_INTERFACE, struct.pack("<HHL", _ETHERNET, 0, 0) + options
                           + _option(_RESOLUTION, b"\x06") + _option(0, b"")))

    def opened(self, t: int, client_port: int, server_port: int) -> None:
        """A connection stands; ``client_port`` names it from now on."""
        flow = self._flows[client_port] = Flow(client_port, server_port, client_port << 8, client_port << 16)
        self._packet(t, flow, SYN, from_client=True)
        self._packet(t, flow, SYN | ACK, from_client=False)
        self._packet(t, flow, ACK, from_client=True)

    def data(self, t: int, client_port: int, data: bytes, *, from_client: bool) -> None:
        """Bytes left one end; nothing is written for a connection that is not open."""
        flow = self._flows.get(client_port)
        if flow is None:
            return
        for start in range(0, len(data), _SEGMENT):
            self._packet(t, flow, PSH | ACK, data[start:start + _SEGMENT], from_client=from_client)

    def closed(self, t: int, client_port: int, *, by_client: bool, reset: bool = False) -> None:
        """A connection ended; ``by_client``: the client's end began it; ``reset``: with RST instead of FIN."""
        flow = self._flows.pop(client_port, None)
        if flow is None:
            return
        if reset:
            self._packet(t, flow, RST | ACK, from_client=by_client)
            return
        self._packet(t, flow, FIN | ACK, from_client=by_client)
        self._packet(t, flow, FIN | ACK, from_client=not by_client)
        self._packet(t, flow, ACK, from_client=by_client)

    def close(self) -> None:
        """Write what is left, and close the file if it was opened here; a second time does nothing."""
        if self._file is None:
            return
        if self.left_out:
            self._room = _BUFFER
            stamp = struct.pack("<LLL", 0, *divmod(self._epoch, 1 << 32))
            self._write(_block(_STATISTICS, stamp + _option(_DROPPED, struct.pack("<Q", self.left_out))
                               + _option(0, b"")))
        file, self._file = self._file, None
        try:
            file.close() if self._own else file.flush()
        except OSError as error:
            self.problem = self.problem or _told(error)

    def _packet(self, t: int, flow: Flow, flags: int, data: bytes = b"", *, from_client: bool) -> None:
        if self._room < HEADERS + len(data) + 36 or self.problem:
            self.left_out += 1
            self._room = 0  # a dialogue with holes misleads: the file ends where the first packet is missing
            return
        frame = segment(flow, flags, data, from_client=from_client)
        stamp = struct.pack("<LLL", 0, *divmod(self._epoch + t, 1 << 32))
        padded = frame + b"\0" * (-len(frame) % 4)
        self._write(_block(_PACKET, stamp + struct.pack("<LL", len(frame), len(frame)) + padded))
        self.left_out += bool(self.problem)

    def _write(self, block: bytes) -> None:
        if self._file is None or self.problem:
            return
        self._room -= len(block)
        try:
            self._file.write(block)
        except OSError as error:
            self.problem = _told(error)


def _opened(path_or_file: Path | str | BinaryIO) -> BinaryIO:
    if isinstance(path_or_file, Path | str):
        return Path(path_or_file).open("wb", _BUFFER)
    return path_or_file


def _told(error: OSError) -> str:
    return f"the capture ends early: {error.strerror or error}"


def _microseconds(epoch: str) -> int:
    moment = datetime.fromisoformat(epoch)
    if moment.tzinfo is None:
        raise ValueError(f"epoch {epoch!r} has no offset; write UTC, such as 2026-01-05T06:00:00Z")
    return int(moment.timestamp()) * 1_000_000 + moment.microsecond


def _block(kind: int, body: bytes) -> bytes:
    length = struct.pack("<L", len(body) + 12)
    return struct.pack("<L", kind) + length + body + length


def _option(code: int, value: bytes) -> bytes:
    return struct.pack("<HH", code, len(value)) + value + b"\0" * (-len(value) % 4)
