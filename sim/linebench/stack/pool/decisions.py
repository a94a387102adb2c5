"""The decisions the pool takes by name, each of which a mutant can replace."""

from linebench.ports.serials import Draw, Move
from linebench.product.serial_states import FOLLOWING

__all__ = ["PoolDecisions"]

_LEAST_ODDS = 10_000
"""Regulation (EU) 2016/161, Article 4(c): the probability to guess a serial is lower than one in ten thousand."""


class PoolDecisions:
    """What a right pool decides. One object serves one pool, so a mutant may remember things in it."""

    def is_repeat(self, asked: Draw | Move, before: Draw | Move) -> bool:
        """Whether a request of the same token as one ``before`` is that one again."""
        return asked.request == before.request

    def allots(self, taken: tuple[str, ...]) -> tuple[str, ...]:
        """The serials given out for a new request, of those that were taken for it."""
        return taken

    def least_odds(self) -> int:
        """One guess in more than so many may hit a serial that was given out."""
        return _LEAST_ODDS

    def may_follow(self, before: str, after: str) -> bool:
        """Whether a serial in the state ``before`` may come into ``after``."""
        return after in FOLLOWING[before]

    def refuses(self, unknown: tuple[str, ...]) -> tuple[str, ...]:
        """For which of the serials that nobody was given a move is refused."""
        return unknown

    def moves(self, serials: tuple[str, ...], refused: tuple[str, ...]) -> tuple[str, ...]:
        """Which serials of a move come into the new state when ``refused`` cannot."""
        return () if refused else serials

    def is_kept(self, request: str) -> bool:
        """Whether a request and its answer are stored before the answer is sent."""
        return bool(request)

    def fits(self, criteria: frozenset[tuple[str, str]], pool: frozenset[tuple[str, str]]) -> bool:
        """Whether a request with these criteria gets from a pool with those."""
        return pool <= criteria

    def counted(self, states: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
        """How many serials are in which state, as it is told."""
        return states
