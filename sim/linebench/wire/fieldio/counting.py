"""Encoder counts of any size on tags of 32 bits."""

from linebench.wire.rings.ring import ORDER, later

__all__ = ["far", "near"]

_HALF = 1 << 31


def near(shown: int, to: int) -> int:
    """The count that shows as ``shown`` in 32 bits and is nearest to the count ``to``."""
    ahead = later(shown, to, ORDER)
    return to + (ahead if ahead < _HALF else ahead - (ORDER + 1))


def far(count: int, at: int) -> int:
    """``count``, or the farthest one that can still be told from others when the encoder is about ``at``.

    What is behind by more than half of 32 bits has been passed all the same, and what is ahead by as much has not.
    """
    reach = _HALF // 2
    return max(at - reach, min(at + reach, count))
