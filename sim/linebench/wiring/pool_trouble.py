"""The schedule's faults of a pool that are a matter of bytes, given to the face that serves it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from linebench.line.faults import FaultBook
from linebench.line.pool_faults import POOL
from linebench.stack.pool.nasty import CATALOGUE
from linebench.wire.serials.trouble import Trouble

__all__ = ["BY_BYTES", "pool_trouble"]

BY_BYTES: Mapping[str, str] = MappingProxyType({
    name.replace("-", "_"): nasty.size for name, nasty in CATALOGUE.items()
    if nasty.hint in ("half", "error", "earlier")})
"""Faults that the faces of HTTP do, each with the parameter that says how much; the pool does all others itself."""


def pool_trouble(book: FaultBook, now: Callable[[], int]) -> Callable[[], Trouble | None]:
    """Return what tells, at each answer of the pool, the trouble that it is in."""
    def trouble() -> Trouble | None:
        for fault in [*book.on(POOL.name)]:
            if fault.kind in BY_BYTES and book.strikes(fault, now(), 0):
                size = BY_BYTES[fault.kind]
                return Trouble(CATALOGUE[fault.kind.replace("_", "-")].hint,  # type: ignore[arg-type]  # one of these
                               fault.number_of(size) if size else 0)
        return None

    return trouble
