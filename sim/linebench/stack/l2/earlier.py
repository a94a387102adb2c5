"""Serials of the batches that this line made before: none of them is good on another pack."""

from collections.abc import Mapping
from typing import Any

from linebench.stack.l2.batch import Batch
from linebench.stack.machine import Effect, Store

__all__ = ["Earlier"]

_KEPT = "before:"
"""Before the number of an order that is over, in the store."""


class Earlier:
    """Serials that went to the printer, by GTIN; kept over a loss of power."""

    __slots__ = ("_serials",)

    def __init__(self, restored: Mapping[str, Any]) -> None:
        self._serials: dict[str, set[str]] = {}
        for gtin, serials in (kept for key, kept in restored.items() if key.startswith(_KEPT)):
            self.of(gtin).update(serials)

    def keep(self, batch: Batch, out: list[Effect]) -> None:
        """A batch is over."""
        used = tuple(batch.book.serials[:batch.book.handed])
        out.append(Store(f"{_KEPT}{batch.order.order}", (batch.order.gtin, used)))
        self.of(batch.order.gtin).update(used)

    def of(self, gtin: str) -> set[str]:
        """The serials of a GTIN; the same set for ever."""
        return self._serials.setdefault(gtin, set())
