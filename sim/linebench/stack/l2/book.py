"""The serial book of a batch: every allocated serial and what became of it.

A status is a number so that the per-pack path compares and stores small integers: a positive one is the
record under which the serial was sent to the printer, the others are named here.
"""

from types import MappingProxyType

from linebench.product.code_form import Columns, Pairs, pairs_of

__all__ = ["ALLOCATED", "COMMISSIONED", "DESTROYED", "FINAL", "REFUSED", "REJECTED", "RETURNED", "SAMPLED",
           "VERIFIED", "SerialBook"]

ALLOCATED = 0
VERIFIED = -1
REFUSED = -2
"""Read on a pack that was judged bad; its fate is not known yet."""
COMMISSIONED = -3
REJECTED = -4
SAMPLED = -5
DESTROYED = -6
RETURNED = -7

FINAL = MappingProxyType({"commissioned": COMMISSIONED, "rejected": REJECTED, "sampled": SAMPLED,
                          "destroyed": DESTROYED, "returned": RETURNED})
"""End states by the word of the reconciliation."""


class SerialBook:
    """Serials in the order in which they are used: record ``n`` of the printer carries ``serials[n - 1]``.

    ``handed``: how many were sent to the printer. ``reasons``: why a serial was rejected or destroyed.
    ``counts``: serials by end state; a serial is counted in one state at a time. ``beside``: what was given out
    with a serial and stands beside it in the code, where anything was.
    """

    __slots__ = ("beside", "counts", "handed", "reasons", "serials", "status")

    def __init__(self) -> None:
        self.serials: list[str] = []
        self.status: dict[str, int] = {}
        self.reasons: dict[str, str] = {}
        self.counts: dict[int, int] = dict.fromkeys(FINAL.values(), 0)
        self.beside: dict[str, Pairs] = {}
        self.handed = 0

    def allocate(self, serials: tuple[str, ...], extra: Columns = ()) -> None:
        """Take a block of new serials; ``extra``: what was given out with them."""
        self.serials.extend(serials)
        self.status.update(dict.fromkeys(serials, ALLOCATED))
        if extra:
            self.beside.update(zip(serials, pairs_of(extra, len(serials)), strict=True))

    def left(self) -> int:
        """Serials never sent to the printer."""
        return len(self.serials) - self.handed

    def set(self, serials: tuple[str, ...], status: int, reason: str) -> None:
        """Give serials an end state."""
        counts = self.counts
        for serial in serials:
            before = self.status[serial]
            if before in counts:
                counts[before] -= 1
            self.status[serial] = status
            if reason:
                self.reasons[serial] = reason
        counts[status] += len(serials)

    def is_open(self, serial: str) -> bool:
        """Whether the serial is known and has no end state yet."""
        status = self.status.get(serial)
        return status is not None and status not in self.counts

    def between(self, first: int, last: int) -> tuple[str, ...]:
        """Serials of printer records ``first`` to ``last`` that nobody has read."""
        return tuple(serial for serial in self.serials[first - 1:last] if self.status[serial] > 0)
