"""The attempt that wires are made for."""

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from random import Random

import msgspec

from linebench.binding.binder import Binder
from linebench.kernel.engine import Engine
from linebench.levels import LevelSetup
from linebench.line.faults import FaultBook
from linebench.records import AnyRecord
from linebench.scenario.kinds import LINKS
from linebench.scenario.model import Scenario
from linebench.wiring.maps import WireMap
from linebench.wiring.units import Outsider

__all__ = ["ALONE", "Identity", "Outside", "World", "peers_of"]


class Identity(msgspec.Struct, frozen=True):
    """What a level's chances depend on, as ``Streams`` has it, and its planted defects."""

    seed: int
    test: str
    row: str
    mutants: tuple[str, ...]


class Outside(msgspec.Struct, frozen=True, kw_only=True):
    """What an attempt has to do with the world outside.

    ``captures``: folder for the bytes on each wire, if they are kept; ``real``: wires may leave this machine;
    ``binder``: hands and eyes on a level that is not ours; ``maps``: the tags of wires that a project has named, by
    the wire's id.
    """

    captures: Path | None = None
    real: bool = False
    binder: Binder | None = None
    maps: Mapping[str, WireMap] = {}


ALONE = Outside()
"""Nothing to do with it."""


class World(msgspec.Struct, frozen=True, kw_only=True):
    """The attempt that wires are made for.

    ``settle`` writes what has been recorded, in the thread of the wires; ``sync`` makes it last, in any other.
    ``encoder``: its count at the present time; ``units``: what stands on the line for devices that are not ours, by
    seat.
    """

    scenario: Scenario
    engine: Engine
    write: Callable[[AnyRecord], None]
    setups: Mapping[str, LevelSetup]
    identity: Identity
    faults: FaultBook
    stream: Callable[[str], Random]
    encoder: Callable[[], int]
    outside: Outside
    settle: Callable[[], None]
    sync: Callable[[], None]
    units: Mapping[str, Outsider] = {}


def peers_of(level: str, absent: Collection[str] = ()) -> tuple[str, ...]:
    """Every seat a level talks with, in the order of the links, but those where nobody sits."""
    pairs = (link.split(">") for link in LINKS)
    return tuple(dict.fromkeys(peer for pair in pairs if level in pair for peer in pair
                               if peer != level and peer not in absent))
