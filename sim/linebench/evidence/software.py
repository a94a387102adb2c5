"""The software a run was made with: the bench's own dependencies as installed, for the inventory of the record."""

import re
from importlib.metadata import PackageNotFoundError, distribution

from packaging.utils import canonicalize_name

__all__ = ["installed_software"]

_NAME = re.compile(r"[A-Za-z0-9._-]+")


def installed_software(root: str = "linebench") -> tuple[str, ...]:
    """Return ``name version`` of ``root`` and all it needs to run, sorted; what is not installed is left out."""
    found: dict[str, str] = {}
    waiting = [root]
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name not in found:
            found[name], needs = _look_up(name)
            waiting += needs
    return tuple(f"{name} {version}" for name, version in sorted(found.items()) if version)


def _look_up(name: str) -> tuple[str, list[str]]:
    try:
        there = distribution(name)
    except PackageNotFoundError:
        return "", []  # a dependency of another platform or Python
    needs = (need for need in there.requires or () if "extra ==" not in need.partition(";")[2])
    return there.version, [match[0] for need in needs if (match := _NAME.match(need))]
