"""The files that a run reads: scenarios, protocols, requirements, templates, each by its hash."""

import hashlib
from collections.abc import Iterable, Iterator

from linebench.content import AREAS, Content
from linebench.evidence.environment import Item

__all__ = ["content_items", "read_items"]

_HASH = "SHA-256"
_CONTENT = "content folder"
_PATTERNS = ("*.toml", "*.feature")
"""What decides on what is run, and how it is judged."""


def content_items(content: Content) -> Iterator[Item]:
    """Yield every scenario, protocol, requirement file and settings file of the content with its hash.

    Where a site's folder has a file of the same name as the library's, the site's counts.
    """
    found: dict[str, str] = {}
    for root in content.roots:
        for area in AREAS:
            for path in (each for pattern in _PATTERNS for each in (root / area).rglob(pattern)):
                name = path.relative_to(root).as_posix()
                if name not in found:
                    found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return read_items(sorted(found.items()))


def read_items(files: Iterable[tuple[str, str]]) -> Iterator[Item]:
    """Yield files of which the hash is known: (path in its content folder, SHA-256)."""
    return (Item(area="configuration", subject=name, property=_HASH, value=value, source=_CONTENT)
            for name, value in files)
