"""Waiting until nothing is under way on the wires of a level: what one end sent the other has taken."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from linebench.wiring.control import Bytes, Counts

__all__ = ["Counted", "QuietError", "Watch", "caught_up", "taken"]

_PATIENCE_S = 20.0
"""How long bytes may take over loopback before the bench is taken to be broken."""


class QuietError(RuntimeError):
    """Bytes that were sent did not arrive: a fault of the bench, not of the system under test."""


class Counted(Protocol):
    """One end of a wire that counts its bytes."""

    def counts(self) -> Counts:
        """Bytes sent and taken on each open connection."""


class Watch:
    """Wakes a waiter whenever something happened on a wire.

    Attributes:
        changed: to be called then; in the thread of the loop.

    """

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self.changed = self._event.set

    async def until(self, reached: Callable[[], bool], what: Callable[[], str]) -> None:
        """Wait until ``reached`` answers true.

        Raises:
            QuietError: it does not within reason; ``what`` tells what was waited for.

        """
        while not reached():
            self._event.clear()
            try:
                await asyncio.wait_for(self._event.wait(), _PATIENCE_S)
            except TimeoutError:
                raise QuietError(f"{what()} did not come to rest within {_PATIENCE_S:.0f} s") from None


def caught_up(mine: Counts, theirs: Counts, known: Iterable[int]) -> bool:
    """Whether everything they sent is taken here, and connections they have no more are gone here too.

    ``known``: connections ever seen here. One they list that was never seen here is still being accepted.
    """
    seen = set(known)
    return (all(port in seen for port in theirs)
            and all(port in theirs and taken >= theirs[port][0] for port, (_, taken) in mine.items()))


def taken(ends: Mapping[str, Counted], theirs: Bytes) -> bool:
    """Whether they have taken everything that was sent here."""
    return all(theirs.get(peer, {}).get(port, (0, 0))[1] >= sent
               for peer, end in ends.items() for port, (sent, _) in end.counts().items())
