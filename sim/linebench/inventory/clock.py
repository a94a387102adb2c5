"""The clock of the host: what keeps it right, whether that works, and how far it is off.

Whether it is synchronised is read as each system tells it. The offset is asked of a time server only where a site
names one, by one question of SNTP (RFC 5905): a bench opens no connection that nobody asked for.
"""

import platform
import re
import socket
import struct
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from linebench.evidence.environment import Item
from linebench.evidence.model import UNKNOWN, ClockState

__all__ = ["ADRIFT", "CLOCK", "NOT_ASKED", "ClockError", "Offset", "ask_offset", "clock_items", "clock_state",
           "offset_ms", "synchronised"]

CLOCK = "clock"
NOT_ASKED = "not asked"
SYNCHRONISED, ADRIFT = "synchronised", "not synchronised"
_LIMIT_S = 5.0
_PORT = 123
_EPOCH_1900 = 2_208_988_800
"""Seconds from the epoch of NTP to that of Unix."""
_CLIENT = 0x23
"""Version 4, mode 3: a client."""
_SERVER = 4
_PACKET = struct.Struct("!4B11I")
_FRACTION = 1 << 32
_UNSYNCHRONISED = 3
"""Leap indicator of a server whose own clock nobody has set."""


class ClockError(OSError):
    """A time server that does not answer, or whose answer cannot be used."""


@dataclass(frozen=True)
class Offset:
    """By how much a server's clock is ahead of the host's, and how long the question took, in microseconds."""

    ahead_us: int
    round_trip_us: int

    def __str__(self) -> str:
        """Write it in milliseconds."""
        return f"{self.ahead_us / 1000:+.1f} ms ± {self.round_trip_us / 2000:.1f} ms"


def clock_items(server: str = "") -> Iterator[Item]:
    """Yield what is known of the clock. ``server``: the time server that a site names; empty: none is asked."""
    source, state = synchronised()
    yield Item(area="instruments", subject=CLOCK, property="source", value=source, source="operating system")
    yield Item(area="instruments", subject=CLOCK, property="state", value=state, source=source)
    yield Item(area="instruments", subject=CLOCK, property="offset", value=_offset(server), source=server)


def clock_state(server: str = "") -> ClockState:
    """How the clock stands as a run begins; ``server`` as in ``clock_items``."""
    source, state = synchronised()
    told = source if source != UNKNOWN else "clock of the host"
    synced = {SYNCHRONISED: True, ADRIFT: False}.get(state)
    return ClockState(source=f"{told}, {server}" if server else told, synced=synced,
                      start_offset_ms=offset_ms(server))


def offset_ms(server: str) -> float | None:
    """How far the clock is off, in milliseconds; ``None`` where nobody is asked, or nobody answers."""
    if not server:
        return None
    try:
        return ask_offset(server).ahead_us / 1000
    except ClockError:
        return None


def _offset(server: str) -> str:
    if not server:
        return NOT_ASKED
    try:
        return str(ask_offset(server))
    except OSError as error:
        return f"{UNKNOWN}: {error}"


def ask_offset(server: str, *, now: Callable[[], float] = time.time) -> Offset:
    """Ask a time server, ``host`` or ``host:port``, by how much this clock is off.

    Raises:
        ClockError: it does not answer in time, or it is not synchronised itself.

    """
    host, _, port = server.partition(":")
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
            line.settimeout(_LIMIT_S)
            line.connect((host, int(port or _PORT)))
            sent = now()
            line.send(_question(sent))
            answer = line.recv(512)
            return _read(answer, sent, now())
    except (OSError, ValueError) as error:
        raise ClockError(f"time server {server}: {error}") from error


def _question(sent: float) -> bytes:
    seconds, fraction = divmod(sent + _EPOCH_1900, 1)
    return _PACKET.pack(_CLIENT, 0, 0, 0, *(0,) * 9, int(seconds), int(fraction * _FRACTION))


def _read(answer: bytes, sent: float, came: float) -> Offset:
    if len(answer) < _PACKET.size:
        raise ValueError(f"an answer of {len(answer)} bytes, expected {_PACKET.size}")
    head, stratum, *rest = _PACKET.unpack_from(answer)
    if head & 7 != _SERVER or head >> 6 == _UNSYNCHRONISED or not stratum:
        raise ValueError("an answer that is no time: the server is not synchronised itself")
    arrived, left = (rest[at] - _EPOCH_1900 + rest[at + 1] / _FRACTION for at in (9, 11))
    ahead = ((arrived - sent) + (left - came)) / 2
    return Offset(round(ahead * 1e6), round(((came - sent) - (left - arrived)) * 1e6))


def synchronised() -> tuple[str, str]:
    """What keeps the clock right, and whether it is ``synchronised``, ``not synchronised`` or ``unknown``."""
    source, words, yes, no = _ASKED.get(platform.system(), ("", (), "", ""))
    said = _said(*words) if words else ""
    if not said:
        return UNKNOWN, UNKNOWN
    return source, SYNCHRONISED if re.search(yes, said) else ADRIFT if re.search(no, said) else UNKNOWN


_ASKED: dict[str, tuple[str, tuple[str, ...], str, str]] = {
    "Linux": ("timedatectl", ("timedatectl", "show", "--property=NTPSynchronized"), "=yes", "=no"),
    "Windows": ("w32time", ("w32tm", "/query", "/status"), r"\b0\(", r"\b3\("),
    "Darwin": ("timed", ("systemsetup", "-getusingnetworktime"), ": On", ": Off"),
}
"""By system: what keeps the time, what is asked of it, and what stands in an answer of yes and in one of no.

Windows is asked for its leap indicator, which has the same number in every language: 0, or 3 without a source.
"""


def _said(*words: str) -> str:
    try:
        done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", errors="replace",  # noqa: S603  # fixed words
                              timeout=_LIMIT_S, check=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout
