"""What is known about every serial number: one integer each, so that a shift of packs fits in little memory.

The low bits say what happened to it, then six bits for each level's claims, then the number of the first pack
it was printed on. Serials of the first GTIN go by the bare serial, others by the whole element string.
"""

from collections.abc import Iterable
from itertools import repeat
from typing import Final

__all__ = ["ALLOCATED", "CLAIM_SHIFT", "COMMISSIONED", "DESTROYED", "DIVERTED", "GIVEN_BACK", "GOOD", "LOST",
           "ORDERED", "PACKED", "PACK_SHIFT", "PRINTED", "READ", "REJECTED", "RETURNED", "SAMPLED", "SAMPLED_CLAIM",
           "SOURCES", "STATUS", "TWICE", "UNSURE", "Serials"]

ALLOCATED: Final = 1
ORDERED: Final = 2
PRINTED: Final = 4
READ: Final = 8
GOOD: Final = 16
"""A good pack with it left the line."""
DIVERTED: Final = 32
SAMPLED: Final = 64
UNSURE: Final = 128
"""Border cases: nothing about this serial is held against anyone."""
LOST: Final = 256
TWICE: Final = 512
"""Ordered again before it was printed."""
GIVEN_BACK: Final = 1024

COMMISSIONED, REJECTED, SAMPLED_CLAIM, DESTROYED, RETURNED, PACKED = (1 << n for n in range(6))
"""What a level claims about a serial, before the shift of its source."""

STATUS = {"commissioned": COMMISSIONED, "rejected": REJECTED, "sampled": SAMPLED_CLAIM, "destroyed": DESTROYED,
          "returned": RETURNED}
SOURCES = ("l2", "l3", "l4")
CLAIM_SHIFT = {source: 12 + 6 * n for n, source in enumerate(SOURCES)}
PACK_SHIFT: Final = 30


class Serials(dict[str, int]):
    """Serial to its state. ``home`` is the start of element strings of the first GTIN."""

    def __init__(self) -> None:
        super().__init__()
        self.home = ""

    def key(self, epc: str) -> str:
        """The ledger's name for an element string ``01…21…``, ``00…`` or a bare serial."""
        return epc[18:] if epc.startswith(self.home) and self.home else epc

    def keys_of(self, epcs: Iterable[str]) -> list[str]:
        """The ledger's names for element strings, as ``key`` gives them one by one."""
        return list(map(str.removeprefix, epcs, repeat(self.home)))

    def states(self, keys: Iterable[str]) -> list[int]:
        """The states of these serials, 0 for those that are not known."""
        return list(map(self.get, keys, repeat(0)))

    def add(self, keys: Iterable[str], states: Iterable[int], flag: int) -> None:
        """Add ``flag`` to the states of these serials; ``states`` are those they have now."""
        self.update(zip(keys, [state | flag for state in states], strict=True))

    def of(self, gtin: str, serial: str) -> str:
        """The ledger's name for a serial of this GTIN."""
        return self.all_of(gtin, (serial,))[0]

    def all_of(self, gtin: str, serials: Iterable[str]) -> list[str]:
        """The ledger's names for serials of this GTIN."""
        start = f"01{gtin}21"
        self.home = self.home or start
        return list(serials) if start == self.home else [start + serial for serial in serials]
