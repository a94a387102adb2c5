"""How time passes for an engine in an event loop: granted step by step, or with the wall's."""

from collections.abc import Callable, Sequence
from typing import Protocol

from linebench.kernel.engine import Engine

__all__ = ["Settling", "run_stepped"]


class Settling(Protocol):
    """A seat elsewhere that may have something to do at this instant."""

    @property
    def pending(self) -> bool:
        """Whether it has."""

    async def settle(self) -> None:
        """Have it done."""


async def run_stepped(engine: Engine, seats: Sequence[Settling], limit: int,
                      after: Callable[[], bool] | None = None) -> bool:
    """Execute everything booked up to and including ``limit``; after each entry every seat elsewhere comes to rest.

    As ``Engine.run_to``: ``after`` is asked after each entry, and ends the run where the clock then stands.
    """
    while (due := engine.due) is not None and due <= limit:
        engine.execute()
        await settle(seats)
        if after is not None and after():
            return True
    engine.pass_to(limit)
    return False


async def settle(seats: Sequence[Settling]) -> None:
    """Let every seat come to rest; one may wake another at the same instant."""
    while any(seat.pending for seat in seats):
        for seat in seats:
            if seat.pending:
                await seat.settle()
