"""A backup that is restored for real: the bench's own store is filled, backed up, lost, restored and compared."""

import contextlib
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path

from linebench.bdd.actual import Blocked
from linebench.bdd.attempt import Attempt
from linebench.bdd.seen import each
from linebench.epcis.hashing import event_hash
from linebench.epcis.model import Event
from linebench.ports.l4 import Capture
from linebench.records.wire import Delivered
from linebench.store.opening import open_repository

__all__ = ["back_up", "differing", "fill", "restore"]

_NOTHING = "not there"


def restore(attempt: Attempt) -> Iterator[tuple[str, str, str]]:
    """Rows that compare the restored copy of a store with its original, event by event; at least one.

    Raises:
        Blocked: nothing was captured in this world, so there is nothing to back up.

    """
    events = [event for _, said in each(attempt.records, Delivered) if isinstance(said.message, Capture)
              for event in said.message.events]
    if not events:
        raise Blocked("no event was captured, so there is nothing to back up; run a batch under an enterprise")
    with tempfile.TemporaryDirectory(prefix="linebench-backup-") as name:
        store, backup = Path(name, "store.db"), Path(name, "backup.db")
        fill(store, events)
        back_up(store, backup)
        for part in Path(name).glob("store.db*"):  # the store is lost, with its write-ahead log
            part.unlink()
        shutil.copyfile(backup, store)
        yield "events in the restored copy", str(len(events)), str(sum(1 for _ in _kept(store)))
        yield from differing(events, store)


def fill(store: Path, events: Iterable[Event]) -> None:
    """Put events into a new store of SQLite."""
    with contextlib.closing(open_repository(f"sqlite:///{store}")) as repository:
        repository.add("1", tuple(events))


def back_up(store: Path, backup: Path) -> None:
    """Copy a store that is in use, as the database itself does that: consistent whoever writes meanwhile."""
    with (contextlib.closing(sqlite3.connect(store)) as source,
          contextlib.closing(sqlite3.connect(backup)) as target):
        source.backup(target)


def differing(events: Iterable[Event], store: Path) -> Iterator[tuple[str, str, str]]:
    """Rows of the events that are not in a store as they were, by their event hash, and how many those are."""
    pairs = zip_longest((event_hash(event) for event in events), map(event_hash, _kept(store)), fillvalue=_NOTHING)
    wrong = [(f"event {n}", was, found) for n, (was, found) in enumerate(pairs, 1) if was != found]
    yield "events that differ from the original", "0", str(len(wrong))
    yield from wrong


def _kept(store: Path) -> Iterator[Event]:
    with contextlib.closing(open_repository(f"sqlite:///{store}")) as repository:
        yield from repository.replay()
