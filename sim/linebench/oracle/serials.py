"""What is known about every serial number: one integer each, so that a shift of packs fits in little memory.

The low bits say what happened to it, then six bits for each level's claims, then the number of the first pack
it was printed on. Serials of the first GTIN go by the bare serial, others by the whole element string.
"""

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

    def of(self, gtin: str, serial: str) -> str:
        """The ledger's name for a serial of this GTIN."""
        if not self.home:
            self.home = f"01{gtin}21"
        return self.key(f"01{gtin}21{serial}")
