"""What is in a wheel: its name, its licence with the texts, and the content folders of the bench's own."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PathDistribution
from pathlib import Path

from packaging.utils import parse_wheel_filename

from linebench.bundle.errors import BundleError
from linebench.evidence.files import sha256_file
from linebench.inventory.distributions import licence

__all__ = ["Distributed", "content_of", "read_wheel", "texts_of"]

_TEXTS = ("licen", "copying", "notice", "authors")
"""How the names of licence texts begin."""
_CONTENT = "linebench/content/"


@dataclass(frozen=True)
class Distributed:
    """A distribution in a bundle. ``licence``: as its metadata state it; ``unknown`` where they do not."""

    name: str
    version: str
    licence: str
    file: str
    sha256: str


def read_wheel(path: Path) -> Distributed:
    """Read what a wheel says of itself.

    Raises:
        BundleError: it is damaged, or its metadata are.

    """
    name, version, _, _ = parse_wheel_filename(path.name)
    try:
        with zipfile.ZipFile(path) as wheel:
            about = zipfile.Path(wheel, f"{_about(wheel)}/")
            stated = licence(PathDistribution(about))  # a path into a zip file reads as one of a folder
    except (OSError, zipfile.BadZipFile, KeyError) as error:
        raise BundleError(f"{path.name}: cannot be read: {error}; gather the wheels anew") from error
    return Distributed(str(name), str(version), stated, path.name, sha256_file(path)[0])


def texts_of(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the licence texts that a wheel carries: name without folders, and bytes."""
    with zipfile.ZipFile(path) as wheel:
        about = _about(wheel)
        for name in sorted(wheel.namelist()):
            plain = name.rpartition("/")[2]
            if name.startswith(f"{about}/") and plain.lower().startswith(_TEXTS):
                yield name.removeprefix(f"{about}/").replace("licenses/", "", 1).replace("/", "-"), wheel.read(name)


def content_of(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the content folders of the bench's wheel: path in the content folder, and bytes."""
    with zipfile.ZipFile(path) as wheel:
        for name in sorted(wheel.namelist()):
            if name.startswith(_CONTENT) and not name.endswith("/"):
                yield name.removeprefix(_CONTENT), wheel.read(name)


def _about(wheel: zipfile.ZipFile) -> str:
    found = {name.partition("/")[0] for name in wheel.namelist() if name.partition("/")[0].endswith(".dist-info")}
    if len(found) != 1:
        raise KeyError("it has no folder .dist-info, or several")
    return found.pop()
