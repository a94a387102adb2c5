"""Files of a package: written whole or not at all, read from a folder or from what is about to be written."""

import errno
import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

__all__ = ["PART", "PackageError", "Source", "sha256", "sha256_file", "write_whole", "writing"]

PART = ".part"
"""Suffix of a file that is still being written. One left behind belongs to a run that was killed."""

_CHUNK = 1 << 20
_CAUSES = {
    errno.ENOSPC: "the disk is full; free some space and run again",
    errno.EDQUOT: "the disk quota is used up; free some space and run again",
    errno.EACCES: "writing is not allowed; check the rights of the folder",
    errno.EPERM: "writing is not allowed; check the rights of the folder",
    errno.EROFS: "the disk is read-only; name another folder",
    errno.ENAMETOOLONG: "the name is too long for this disk; use shorter test ids or another folder",
}


class PackageError(Exception):
    """An evidence package cannot be written or read. The message says where, what, and what to do."""


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what the operating system says about writing ``path`` into one clear message.

    Raises:
        PackageError: instead of the OSError.

    """
    try:
        yield
    except OSError as error:
        cause = _CAUSES.get(error.errno or 0, error.strerror or str(error))
        raise PackageError(f"cannot write the evidence file {path}: {cause}") from error


def write_whole(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path``, flushed to disk, so that nobody ever sees half of it.

    Raises:
        PackageError: the disk is full or the folder cannot be written; the old file is then unchanged.

    """
    part = path.with_name(path.name + PART)
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except OSError:
            part.unlink(missing_ok=True)
            raise


def sha256(data: bytes) -> str:
    """Return the SHA-256 of ``data`` in lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def sha256_file(path: Path) -> tuple[str, int]:
    """Return SHA-256 and size of a file without holding all of it in memory."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size


class Source:
    """The files of a package, by path relative to it with forward slashes.

    ``pending`` are files that are ready but not written yet; they cover those in the folder. So a report is
    made from the finished run's data before anything on disk says that the run is finished.
    """

    def __init__(self, folder: Path, pending: Mapping[str, bytes] | None = None) -> None:
        self.folder = folder
        self.pending = dict(pending or {})

    def names(self) -> list[str]:
        """Every file, sorted; files still being written are left out. A symbolic link counts as a file."""
        found = (path for path in self.folder.rglob("*") if path.is_symlink() or not path.is_dir())
        names = {path.relative_to(self.folder).as_posix() for path in found if not path.name.endswith(PART)}
        return sorted(names | self.pending.keys())

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        return name in self.pending or (self.folder / name).is_file()

    def read(self, name: str) -> bytes:
        """Return a file's bytes.

        Raises:
            PackageError: there is no such file, or it cannot be read.

        """
        if name in self.pending:
            return self.pending[name]
        try:
            return (self.folder / name).read_bytes()
        except OSError as error:
            raise PackageError(f"{name}: cannot be read: {error.strerror}") from error

    def digest(self, name: str) -> tuple[str, int]:
        """Return SHA-256 and size of a file. A symbolic link has none: its target is outside the package.

        Raises:
            PackageError: the file is a link, is missing or cannot be read.

        """
        if name in self.pending:
            return sha256(self.pending[name]), len(self.pending[name])
        path = self.folder / name
        if path.is_symlink():
            raise PackageError(f"{name}: is a symbolic link; a package holds plain files only")
        try:
            return sha256_file(path)
        except OSError as error:
            raise PackageError(f"{name}: cannot be read: {error.strerror}") from error
