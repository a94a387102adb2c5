"""Sensors that an engineer may bypass for a while, because they tell what is not so."""

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["BYPASSES", "TIMER", "Bypass"]

TIMER = "bypass:"
"""Begin of the name of the timer that ends a bypass; the command follows."""


class Bypass:
    """A bypass: the ``signal`` that is left out, and the ``alarm`` that is on as long as it is."""

    __slots__ = ("alarm", "signal")

    def __init__(self, signal: str, alarm: str) -> None:
        self.signal = signal
        self.alarm = alarm


BYPASSES: Mapping[str, Bypass] = MappingProxyType({
    "bypass_bin_full": Bypass("bin_full", "bypass of bin full"),
    "bypass_bin_door": Bypass("bin_door", "bypass of bin door"),
})
"""By command. Nothing that protects people, and nothing that decides on a pack, can be bypassed."""
