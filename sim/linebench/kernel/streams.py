"""Chance as an input: every source of chance draws from its own stream, named and seeded."""

import hashlib
import random
from statistics import NormalDist

__all__ = ["NORMAL", "NORMAL_BITS", "Streams", "repeat_seed"]

NORMAL_BITS = 12
"""Random bits that choose one of ``NORMAL``."""
_STEPS = 1 << NORMAL_BITS
NORMAL = tuple(round(1000 * NormalDist().inv_cdf((i + 0.5) / _STEPS)) for i in range(_STEPS))
"""Quantiles of the standard normal distribution in thousandths, for draws by index.

A table instead of ``random.gauss``: the same values on every platform and version, and three times as fast.
"""


def repeat_seed(seed: int, attempt: int) -> int:
    """Return the seed of attempt number ``attempt`` of a test case, from 1; the first has the run's own.

    A repeat draws other serials, faults and times than the attempt before, so that what it shows is new: the same
    seed would only play the same attempt again.
    """
    if attempt == 1:
        return seed
    digest = hashlib.sha256(f"{seed}\x1fattempt {attempt}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1


class Streams:
    """The named random streams of one attempt. Equal seed and scope give equal streams, whatever else is drawn."""

    def __init__(self, seed: int, *scope: str) -> None:
        self._root = "\x1f".join((str(seed), *scope))
        self._made: dict[str, random.Random] = {}

    def stream(self, name: str) -> random.Random:
        """Return the stream of this name; the same object each time."""
        if name not in self._made:
            digest = hashlib.sha256(f"{self._root}\x1f{name}".encode()).digest()
            self._made[name] = random.Random(int.from_bytes(digest[:16], "big"))
        return self._made[name]
