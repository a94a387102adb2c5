"""The Python packages that the bench runs with: version, licence, and the hash of what was installed.

A wheel's RECORD names each of its files with its SHA-256 (PEP 376, PEP 427). The hash of RECORD stands for all of
them at the cost of one small file; whether the files still are what it says is looked at only where that is asked.
"""

import base64
import hashlib
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, PackagePath, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from linebench.evidence.environment import Item
from linebench.evidence.model import UNKNOWN

__all__ = ["BENCH", "asked_for", "changed_files", "distribution_items", "installed", "installed_software",
           "licence"]

BENCH = "linebench"
_RECORD = "RECORD"
_LONG = 60
"""A licence field that is longer holds the text of the licence and not its name."""
_CLASSIFIER = "License :: "


@cache
def installed() -> dict[str, Distribution]:
    """The bench's distribution and all that it needs to run, by plain name; found once in a process.

    What is meant for another platform or Python is left out.
    """
    found: dict[str, Distribution] = {}
    waiting = [BENCH]
    while waiting:
        name = canonicalize_name(waiting.pop())
        there = None if name in found else _look_up(name)
        if there is not None:
            found[name] = there
            waiting += [each.name for each in _needs(there)]
    return dict(sorted(found.items()))


@cache
def asked_for() -> dict[str, str]:
    """Which versions the distributions ask of each other, by plain name: ``>=4.1.1,<5``; empty: any."""
    asked: dict[str, list[str]] = {}
    for there in installed().values():
        for need in _needs(there):
            asked.setdefault(canonicalize_name(need.name), []).extend(str(each) for each in need.specifier)
    return {name: ",".join(sorted(set(words))) for name, words in asked.items()}


def installed_software() -> tuple[str, ...]:
    """Return ``name version`` of the bench and of all that it needs to run, sorted."""
    return tuple(f"{name} {_stated(name)[0]}" for name in installed())


def distribution_items() -> Iterator[Item]:
    """Yield Python, and of every distribution its version, its licence and the hash of its RECORD."""
    yield Item(area="software", subject="python", property="version", value=sys.version.split()[0],
               source=sys.implementation.name)
    for name in installed():
        version, named = _stated(name)
        for what, value, source in (("version", version, "METADATA"), ("licence", named, "METADATA"),
                                    ("SHA-256 of RECORD", _record_hash(name), _RECORD)):
            yield Item(area="software", subject=name, property=what, value=value, source=source)


@cache
def _stated(name: str) -> tuple[str, str]:
    """Version and licence in the metadata; as `installed` and the hash of RECORD, found once in a process."""
    there = installed()[name]
    return there.version, licence(there)


@cache
def changed_files(name: str) -> tuple[str, ...]:
    """Return the files of a distribution that are not as its RECORD says: missing, or of another hash.

    Files without a hash there, such as RECORD itself and compiled modules, are passed over.
    """
    return tuple(file.as_posix() for file in installed()[name].files or () if _changed(file))


def _changed(file: PackagePath) -> bool:
    known = file.hash
    return known is not None and known.mode == "sha256" and _digest(Path(str(file.locate()))) != known.value


def licence(there: Distribution) -> str:
    """The name of a distribution's licence: an expression (PEP 639), else what older metadata say."""
    stated = there.metadata  # read and parsed at each look
    for field in ("License-Expression", "License"):
        text = next(iter(stated.get_all(field) or ()), "")
        if text and len(text) <= _LONG and "\n" not in text:
            return str(text)
    named = [each.rpartition(" :: ")[2] for each in stated.get_all("Classifier") or ()
             if each.startswith(_CLASSIFIER)]
    return ", ".join(named) or UNKNOWN


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return ""
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


@cache
def _record_hash(name: str) -> str:
    text = installed()[name].read_text(_RECORD)
    return UNKNOWN if text is None else hashlib.sha256(text.encode()).hexdigest()


def _look_up(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _needs(there: Distribution) -> Iterator[Requirement]:
    for text in there.requires or ():
        need = Requirement(text)
        if need.marker is None or need.marker.evaluate({"extra": ""}):
            yield need
