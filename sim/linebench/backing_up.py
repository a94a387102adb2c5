"""Backups of what a level keeps: taken while it runs, and put back when it has no power."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from linebench.seats import LevelSeat
from linebench.stack.l2.restoring import BACKUP
from linebench.wiring.store import LastingStore, kept_in

__all__ = ["Backup"]


class Backup:
    """One backup; a later one takes its place. It says of itself that it is one."""

    def __init__(self) -> None:
        self._copy: Mapping[str, Any] | None = None

    def take(self, seat: LevelSeat) -> None:
        """Copy what a level in the bench keeps."""
        self._copy = {**seat.kept, BACKUP: True}

    def take_file(self, file: Path) -> None:
        """Copy what a level in a process keeps, which may be writing."""
        self._copy = {**kept_in(file), BACKUP: True}

    def put_back(self, seat: LevelSeat) -> None:
        """Let a level without power begin from the copy.

        Raises:
            LookupError: there is none.

        """
        seat.replace(self._there())

    def put_back_file(self, file: Path) -> None:
        """Let a level whose process has ended begin from the copy; raises as ``put_back``."""
        store = LastingStore(file)
        for key in tuple(store):
            del store[key]
        for key, value in self._there().items():
            store[key] = value
        store.commit()
        store.close()

    def _there(self) -> Mapping[str, Any]:
        if self._copy is None:
            raise LookupError("found no backup; expected one to be taken before it is put back")
        return self._copy
