"""Numbers that people need at the desk: serials of new labels, and SSCCs of new cases."""

from collections.abc import Mapping
from typing import Any

from linebench.ports.l3 import Order
from linebench.product.keys import sscc
from linebench.stack.l3.pool import Draw
from linebench.stack.machine import Effect, Store

__all__ = ["Numbers"]

_SSCC = "desk SSCCs"
_SSCC_AI = "00"
_GTIN = slice(2, 16)
_SERIAL_AT = len("01") + 14 + len("21")
_LONGEST = 16
"""Digits of an SSCC between its extension digit and its check digit."""


class Numbers:
    """Sets numbers aside, none twice: an SSCC that was set aside is stored as used before it is told.

    Serial references that begin with 9 are the desk's; those of lines lie far below.
    """

    def __init__(self, orders: Mapping[str, Order], draw: Draw, restored: Mapping[str, Any]) -> None:
        self._orders, self._draw = orders, draw
        self._used: int = restored.get(_SSCC, 0)

    def fresh(self, of: str, out: list[Effect]) -> str:
        """A new number: an SSCC for ``00``, else another serial of the pack's GTIN; both as element strings."""
        if of != _SSCC_AI:
            return of[:_SERIAL_AT] + self._draw(1, of[_GTIN])[0]
        extension, company = _parted(next(iter(self._orders.values())).sscc_prefix)
        self._used += 1
        out.append(Store(_SSCC, self._used))
        first = 9 * 10 ** (_LONGEST - len(company) - 1)
        return _SSCC_AI + sscc(company, first + self._used, extension=extension)


def _parted(prefix: str) -> tuple[int, str]:
    return int(prefix[0]), prefix[1:]
