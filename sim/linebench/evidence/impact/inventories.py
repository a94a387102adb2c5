"""What the items of an inventory say of kinds that packages show as well."""

from collections.abc import Iterable

from linebench.evidence.environment import MEASURED, Item
from linebench.evidence.impact.model import Facts

__all__ = ["bench_of", "content_of", "installation_of", "libraries_of"]

_BENCH = "linebench"
_CONTENT = "content folder"
_PYTHON = ("python", "host")
_RECORD = "SHA-256 of RECORD"
_APART = frozenset({"licence"})
"""Properties that say nothing of what is executed."""


def bench_of(items: Iterable[Item]) -> Facts:
    """Version and package hash of the bench."""
    return {item.property: item.value for item in items
            if item.area == "bench" and item.subject == _BENCH and item.property in ("version", "package hash")}


def libraries_of(items: Iterable[Item]) -> Facts:
    """Version of every library."""
    return {item.subject: item.value for item in items if _is_library(item)}


def content_of(items: Iterable[Item]) -> Facts:
    """SHA-256 of every file of the content folder."""
    return {item.subject: item.value for item in items if _is_content(item)}


def installation_of(items: Iterable[Item]) -> Facts:
    """Everything else, but for what is another number at every look."""
    return {f"{item.area}, {item.subject}, {item.property}": item.value for item in items
            if not (_is_library(item) or _is_content(item) or item.area == "bench"
                    or item.property in MEASURED | _APART)
            and not (item.property == _RECORD and item.subject == _BENCH)}


def _is_library(item: Item) -> bool:
    return (item.area == "software" and item.property == "version"
            and item.subject not in (_BENCH, *_PYTHON))


def _is_content(item: Item) -> bool:
    return item.area == "configuration" and item.source == _CONTENT
