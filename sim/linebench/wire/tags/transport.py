"""What a protocol that carries tags declares: its name, its profiles and its two ends.

A new one is a new folder in ``wire`` with a module ``transport`` that holds ``TRANSPORTS``; nothing else changes.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import msgspec

from linebench.wire.dialect import Profile, choose, declared
from linebench.wire.side import Setting, Side
from linebench.wire.tags.image import TagHost, TagImage

__all__ = ["TRANSPORTS", "Transport", "transports"]


class Transport(msgspec.Struct, frozen=True, kw_only=True):
    """One protocol as a carrier of tag images, whatever the tags mean."""

    name: str
    """As stack files and ``linebench serve`` call it, such as ``modbus``."""
    port: int
    """Where real devices listen; the bench takes any."""
    summary: str
    profiles: Mapping[str, Profile]
    """Named sets of options; the first is the default."""
    device: Callable[[TagImage, Any, Setting], Side]
    """Make the controller's end of a profile, which shows the image to all its clients."""
    host: Callable[[TagHost, Any, Setting], Side]
    """Make the host's end of a profile, which looks for the table of its face."""

    def profile(self, name: str = "", options: Mapping[str, Any] | None = None) -> Profile:
        """Return a profile with single options replaced.

        Raises:
            LookupError: no such profile.
            ValueError: no such option, or its value does not fit.

        """
        return choose(f"transport {self.name}", self.profiles, name, options)


@cache
def transports() -> dict[str, Transport]:
    """Every transport by name, from the modules ``wire.<folder>.transport``."""
    return {each.name: each for each in declared("transport", "TRANSPORTS")}


TRANSPORTS: tuple[Transport, ...] = ()
"""None: this folder, which is looked through like any other, carries nothing by itself."""
