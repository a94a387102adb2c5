"""A seat spoken to over several connections at once, each in a dialect of its own.

A case packer is no single device: a reader looks into the open container, a printer labels it, a scanner reads the
label back, and a controller lets it go. A composite says which connections there are and what usually speaks on
each; its two ends are made of the ends of those dialects. A new one is a module ``composite`` in a folder of
``wire`` that holds ``COMPOSITES``.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import msgspec

from linebench.wire.dialect import Profile, choose, declared
from linebench.wire.side import Setting, Side

__all__ = ["Channel", "Composite", "Join", "Sides", "composites"]

Sides = Mapping[str, Side]
"""One end: the side of each channel, by name. A message is told to all; each says what is its own to say."""

Join = Callable[[Any, str, Setting, Sides], Sides]
"""Makes one end of a profile, for a seat: ``Sides`` that speak the port of the seat, from those of the dialects."""


class Channel(msgspec.Struct, frozen=True, kw_only=True):
    """One connection. ``seat``: whose dialects can be spoken on it.

    ``dialect``, ``profile`` and ``options``: what is spoken unless a stack file says otherwise. Options hold as
    long as neither dialect nor profile is another.
    """

    name: str
    seat: str
    dialect: str
    profile: str = ""
    options: Mapping[str, Any] = {}


class Composite(msgspec.Struct, frozen=True, kw_only=True):
    """Several dialects as one rendering of one seat's port. ``profiles``: as of a ``Dialect``, for what all
    channels have in common.
    """

    name: str
    seats: tuple[str, ...]
    summary: str
    profiles: Mapping[str, Profile]
    channels: tuple[Channel, ...]
    device: Join
    host: Join

    def profile(self, name: str = "", options: Mapping[str, Any] | None = None) -> Profile:
        """See ``Dialect.profile``."""
        return choose(f"dialect {self.name}", self.profiles, name, options)


@cache
def composites() -> dict[str, Composite]:
    """Every composite by name, from the modules ``wire.<folder>.composite``."""
    return {each.name: each for each in declared("composite", "COMPOSITES")}
