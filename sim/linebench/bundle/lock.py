"""The lock: every dependency with its version, where it is needed, and the SHA-256 of each of its files.

The format is that of pip's requirements files with hashes: a requirement (PEP 508), then ``--hash=sha256:<hex>``
for each file of every platform, lines joined by a backslash.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from linebench.bundle.errors import BundleError

__all__ = ["LOCK", "Locked", "needed", "read_lock", "write_lock"]

LOCK = "requirements.lock"
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True)
class Locked:
    """One dependency. ``marker``: where it is needed, empty: everywhere; ``hashes``: SHA-256 of its files."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]


def read_lock(text: str, shown: str = LOCK) -> tuple[Locked, ...]:
    """Read a lock. ``shown``: its name, for messages.

    Raises:
        BundleError: a line is no pinned requirement, or has no hash.

    """
    whole = re.sub(r"\\\r?\n", " ", text)
    return tuple(_read(line, f"{shown}: {line.split(' ')[0]}") for line in whole.splitlines()
                 if line.strip() and not line.lstrip().startswith("#"))


def _read(line: str, shown: str) -> Locked:
    wanted = "expected name==version with a --hash=sha256 of each file; make the lock anew with: make lock"
    try:
        asked = Requirement(line.partition(" --hash")[0].strip())
    except InvalidRequirement as error:
        raise BundleError(f"{shown}: found {line.strip()!r}; {wanted}") from error
    pins = [each.version for each in asked.specifier if each.operator == "=="]
    hashes = tuple(_HASH.findall(line))
    if len(pins) != 1 or len(asked.specifier) != 1 or not hashes:
        raise BundleError(f"{shown}: found {line.strip()[:60]!r}; {wanted}")
    return Locked(canonicalize_name(asked.name), pins[0], str(asked.marker or ""), hashes)


def needed(locked: Iterable[Locked], environment: Mapping[str, str]) -> Iterator[Locked]:
    """Yield what is needed in an environment, given by the variables of PEP 508."""
    for one in locked:
        marker = Requirement(f"x; {one.marker}").marker if one.marker else None
        if marker is None or marker.evaluate(dict(environment)):
            yield one


def write_lock(locked: Iterable[Locked]) -> str:
    """Write a lock without markers, for one platform."""
    rows = ((f"{one.name}=={one.version}", *(f"--hash=sha256:{each}" for each in one.hashes)) for one in locked)
    return "".join(" \\\n    ".join(row) + "\n" for row in rows)
