"""Files that are kept as evidence of an attempt: photos of people, screenshots of a system."""

import hashlib
import re
from pathlib import Path

import msgspec

__all__ = ["Keeper", "KeepingError", "Kept"]

_MOST = 64 * 1024 * 1024
_NAME = 80


class KeepingError(ValueError):
    """A file that cannot be kept. The message says which and why."""


class Kept(msgspec.Struct, frozen=True):
    """A file that was kept: its name among the attachments of the attempt, and SHA-256."""

    file: str
    sha256: str


class Keeper:
    """Copies files into the folder of an attempt, each under a name of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._number = folder, 0

    def keep(self, path: Path) -> Kept:
        """Keep a copy of a file.

        Raises:
            KeepingError: it cannot be read, is larger than 64 MiB, or cannot be written.

        """
        try:
            if path.stat().st_size > _MOST:
                raise KeepingError(f"{path.name}: is larger than {_MOST >> 20} MiB and is not kept")
            data = path.read_bytes()
            self._number += 1
            return self.put(f"{self._number:03}-{_plain(path.name)}", data)
        except OSError as error:
            raise KeepingError(f"{path.name}: {error.strerror}; it is not kept") from error

    def put(self, name: str, data: bytes) -> Kept:
        """Keep a file that is in memory, under a name of its own.

        Raises:
            OSError: it cannot be written.

        """
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / name).write_bytes(data)
        return Kept(name, hashlib.sha256(data).hexdigest())


def _plain(name: str) -> str:
    """A name that every system takes."""
    return re.sub(r"[^A-Za-z0-9._-]", "_", name).lstrip(".")[-_NAME:] or "file"
