"""Puts a new site server in the place of one: what that kept is handed over to it as a document."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from linebench.kernel.streams import Streams
from linebench.levels import LevelSetup, level_maker
from linebench.seats import LevelSeat
from linebench.stack.l3.decisions import L3Decisions
from linebench.stack.l3.handover import succeed
from linebench.stack.mutants import make_decisions
from linebench.wiring.store import LastingStore
from linebench.wiring.world import Identity

__all__ = ["Successor"]

_LEVEL = "l3"


class Successor:
    """The new one. It draws its serial numbers from where the old one drew them, and from their beginning."""

    def __init__(self, setup: LevelSetup, identity: Identity, site: str) -> None:
        self._setup, self._identity, self._site = setup, identity, site

    def take_seat(self, seat: LevelSeat) -> None:
        """Take the place of a level in the bench, which has no power."""
        one = self._identity
        streams = Streams(one.seed, one.test, one.row)
        seat.succeed(level_maker(self._setup, one.mutants, streams.stream), self._taken(seat.kept))

    def take_store(self, file: Path) -> None:
        """Take the place of a level in a process, which has ended, by its store."""
        old = LastingStore(file)
        taken = self._taken(old)
        for key in tuple(old):
            del old[key]
        for key, value in taken.items():
            old[key] = value
        old.commit()
        old.close()

    def _taken(self, kept: Mapping[str, Any]) -> dict[str, Any]:
        decisions = make_decisions(_LEVEL, self._identity.mutants)
        assert isinstance(decisions, L3Decisions)
        return succeed(self._site, kept, decisions)
