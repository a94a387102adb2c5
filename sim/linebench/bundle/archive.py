"""Writes the archive: files by name, all of the same time and mode, so that equal files give equal bytes."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

from linebench.evidence.files import PART, writing

__all__ = ["write_archive"]

_TIME = (2020, 1, 1, 0, 0, 0)
_MODE = 0o644 << 16
_UNIX = 3


def write_archive(path: Path, files: Mapping[str, bytes | Path]) -> None:
    """Write a ZIP archive. ``files``: bytes, or the file that holds them, by name in the archive.

    Raises:
        PackageError: it cannot be written; nothing is left then.

    """
    part = path.with_name(path.name + PART)
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with zipfile.ZipFile(part, "w") as archive:
                for name, data in sorted(files.items()):
                    archive.writestr(_entry(name), data if isinstance(data, bytes) else data.read_bytes())
            part.replace(path)
        except OSError:
            part.unlink(missing_ok=True)
            raise


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _TIME)
    # the system that writes it would be told otherwise; wheels are compressed already
    entry.create_system, entry.external_attr = _UNIX, _MODE
    entry.compress_type = zipfile.ZIP_STORED if name.endswith(".whl") else zipfile.ZIP_DEFLATED
    return entry
