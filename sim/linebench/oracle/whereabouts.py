"""Where every pack that lives physically is, as whoever recalls it has to find it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linebench.oracle.serials import GOOD, LOST, SAMPLED, UNSURE
from linebench.oracle.stored import Node, Places

if TYPE_CHECKING:
    from linebench.oracle.book import Book

__all__ = ["chain_of", "gtin_of", "living", "lots_of"]

_HEAD = 18
"""Where the serial begins in an element string."""
_ENDED = ("sample", "destroyed", "lost")


def living(book: "Book") -> Iterator[tuple[str, bool]]:
    """The key of each good pack that lives, and whether that is sure: a border case may or may not."""
    stored = book.stored
    places = stored.places()
    for key, state in book.serials.items():
        if not state & GOOD or key in stored.ended:
            continue
        if state & (LOST | SAMPLED) or stored.why_away(key, places) in _ENDED:
            continue
        yield key, not state & UNSURE or key in stored.touched


def chain_of(book: "Book", key: str, places: Places) -> tuple[str, ...]:
    """A pack and what it is in, innermost first, by the ledger's keys."""
    found, node = [key], places.get(key)
    while node is not None:
        found.append(book.stored.label(node))
        above: Node = node
        node = places.get(above)
    return tuple(found)


def lots_of(book: "Book", key: str) -> set[str]:
    """The lots of which packs of this GTIN were made."""
    gtin = gtin_of(book, key)
    return {batch.lot for batch in book.batches if batch.gtin == gtin}


def gtin_of(book: "Book", key: str) -> str:
    """The GTIN of a pack: the home one where its key is a bare serial."""
    whole = len(key) > _HEAD and key.startswith("01") and key[16:_HEAD] == "21"
    return (key if whole else book.serials.home)[2:16]
