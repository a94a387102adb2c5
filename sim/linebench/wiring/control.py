"""The control channel: how the bench and a process that runs a level agree about time.

A process that takes part is *time-aware*: it does nothing until it is granted an instant, and when it has done
everything there is to do at that instant it says so, with what it said to whom and when it next has to act. How
many bytes each has sent and taken on every wire is told both ways, so that both know when nothing is under way any
more; no other trick is needed for any protocol that answers what it is asked.
"""

import struct
from typing import TypeAlias

import msgspec

from linebench.levels import LevelSetup

__all__ = ["Begin", "Bytes", "Counts", "End", "Failed", "Forget", "FrameDecoder", "Grant", "Idle", "Said",
           "Started", "ToBench", "ToStation", "Wake", "WireTo", "encode"]

Counts: TypeAlias = dict[int, tuple[int, int]]
"""Bytes sent and bytes taken on each open connection, by the port number of the end that dialled."""

Bytes: TypeAlias = dict[str, Counts]
"""``Counts`` of each wire, by peer."""

_LENGTH = struct.Struct(">I")


class WireTo(msgspec.Struct, frozen=True):
    """One wire of a level: where its peer listens and how it is spoken to. ``name``: the device's name.

    ``channels``: the wires it is made of, by name, where it takes several connections. ``real``: it may leave this
    machine. ``tls``: options of ``wire.tls``; empty: in clear.
    """

    name: str
    dialect: str
    profile: str
    options: dict[str, str]
    host: str
    port: int
    channels: dict[str, "WireTo"] = {}
    real: bool = False
    tls: dict[str, str] = {}


class Begin(msgspec.Struct, frozen=True, tag="begin"):
    """Bench to process: run this level, from what is stored in ``store``, and dial its wires.

    ``stepped``: time is granted; else it is the wall's, ``factor`` times as fast, and ``t`` is now.
    """

    setup: LevelSetup
    mutants: tuple[str, ...]
    seed: int
    test: str
    row: str
    wires: dict[str, WireTo]
    store: str
    epoch: str
    stepped: bool
    factor: int
    t: int

    @property
    def level(self) -> str:
        """The level's name."""
        return str(self.setup.__struct_config__.tag)


class Grant(msgspec.Struct, frozen=True, tag="grant"):
    """Bench to process: it is ``t``. Take what was sent, as ``bytes`` counts it; look at the peers of ``look``,
    which cannot push; let the timer ``wake`` run out (0: none); begin, when ``start``.
    """

    t: int
    bytes: Bytes
    look: tuple[str, ...] = ()
    wake: int = 0
    start: bool = False


class End(msgspec.Struct, frozen=True, tag="end"):
    """Bench to process: the attempt is over; close every wire and wait for the next."""


class Wake(msgspec.Struct, frozen=True, array_like=True, tag="wake"):
    """Process to bench: wake me as ``number`` at ``due``."""

    number: int
    due: int


class Forget(msgspec.Struct, frozen=True, array_like=True, tag="forget"):
    """Process to bench: do not wake me as ``number``."""

    number: int


class Said(msgspec.Struct, frozen=True, array_like=True, tag="said"):
    """Process to bench: a message went to ``peer``."""

    peer: str


class Started(msgspec.Struct, frozen=True, tag="started"):
    """Process to bench: the wires stand."""

    bytes: Bytes


class Idle(msgspec.Struct, frozen=True, tag="idle"):
    """Process to bench: nothing is left to do at this instant. ``done``: in the order in which it was decided."""

    done: tuple[Wake | Forget | Said, ...]
    bytes: Bytes


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """Process to bench: it cannot go on, and why. A fault of the bench's own."""

    why: str


ToStation: TypeAlias = Begin | Grant | End
ToBench: TypeAlias = Started | Idle | Failed


def encode(message: ToStation | ToBench) -> bytes:
    """One message with its length before it."""
    body = msgspec.msgpack.encode(message)
    return _LENGTH.pack(len(body)) + body


class FrameDecoder:
    """Bodies of messages from a stream in pieces of any size. Both ends are the bench's own and trusted."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """The bodies that ``data`` completes."""
        self._rest += data
        found = []
        while len(self._rest) >= _LENGTH.size:
            end = _LENGTH.size + _LENGTH.unpack_from(self._rest)[0]
            if len(self._rest) < end:
                break
            found.append(bytes(self._rest[_LENGTH.size:end]))
            del self._rest[:end]
        return found
