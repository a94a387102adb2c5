"""What a pool keeps where power loss does not reach: every request that changed it, with its answer."""

from typing import TypeAlias

import msgspec

from linebench.ports.serials import Draw, Drawn, Move, Moved

__all__ = ["SECRET", "Given", "Heeded", "Kept", "key_of"]

SECRET = "secret"  # noqa: S105  # a name, no password
"""The key under which the key of the crypto codes is kept."""


class Given(msgspec.Struct, frozen=True):
    """Serials that were given out. ``number``: the how-manieth change; ``position``: of the source, behind it."""

    number: int
    pool: str
    asked: Draw
    answer: Drawn
    position: int


class Heeded(msgspec.Struct, frozen=True):
    """Serials that came into another state. ``moved``: which."""

    number: int
    pool: str
    asked: Move
    answer: Moved
    moved: tuple[str, ...]


Kept: TypeAlias = Given | Heeded


def key_of(kept: Kept) -> str:
    """Where it is kept. A token stands for one draw and one move: they are different requests."""
    return f"{'drawn' if isinstance(kept, Given) else 'moved'}:{kept.asked.request}"
