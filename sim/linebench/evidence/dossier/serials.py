"""Serials that one execution printed twice, where attempts draw from one pool.

A case has a world and a pool of its own, which begin anew for each attempt; so its attempts are compared with each
other. Where a real system goes on from case to case there is one pool, so all its attempts are compared.
"""

from collections.abc import Iterator

from linebench.evidence.components import own_orders
from linebench.evidence.dossier.merging import Merged
from linebench.evidence.dossier.model import Reused
from linebench.evidence.story import read_story
from linebench.oracle.printed import printed_serials
from linebench.records.codec import JournalError

__all__ = ["reused_serials"]

_SHARED = ("",)


def reused_serials(merged: Merged) -> tuple[Reused, ...]:
    """Return every serial that was printed again, with the first attempt and the later one."""
    seen: dict[tuple[tuple[str, ...], str, str], str] = {}
    found = []
    for folder, pool, stored in _journals(merged):
        for gtin, serial in sorted(printed_serials(stored)):
            first = seen.setdefault((pool, gtin, serial), folder)
            if first != folder:
                found.append(Reused(gtin=gtin, serial=serial, first=first, again=folder))
    return tuple(found)


def _journals(merged: Merged) -> Iterator[tuple[str, tuple[str, ...], bytes]]:
    """Yield folder, pool and journal of every attempt that left a whole one, in order of the sittings."""
    for part in merged.parts:
        for one in part.verdicts.attempts:
            if not one.journal:
                continue
            stored = part.source.read(f"{one.folder}/journal.zst")
            try:
                opened = read_story(stored).opened
            except JournalError:  # its verdict says that it is damaged
                continue
            shared = opened is not None and own_orders(opened)
            yield f"{part.run.id}/{one.folder}", _SHARED if shared else (one.test, one.row), stored
