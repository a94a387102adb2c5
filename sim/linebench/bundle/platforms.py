"""The platforms that a bundle can be made for, as pip (tags) and PEP 508 (variables) name them."""

import platform
import sys
from dataclasses import dataclass

from linebench.bundle.errors import BundleError

__all__ = ["PLATFORMS", "Target", "this_platform"]

_OLDEST, _NEWEST = 5, 39
"""Versions of glibc that wheels name (PEP 600)."""


def _linux(machine: str) -> tuple[str, ...]:
    named = tuple(f"manylinux_2_{minor}_{machine}" for minor in range(_OLDEST, _NEWEST + 1))
    return (*named, *(f"{old}_{machine}" for old in ("manylinux1", "manylinux2010", "manylinux2014")))


@dataclass(frozen=True)
class Target:
    """A platform. ``tags``: of wheels that fit; the others are the variables of PEP 508."""

    name: str
    tags: tuple[str, ...]
    sys_platform: str
    platform_system: str
    platform_machine: str

    def environment(self, python: str) -> dict[str, str]:
        """Return the variables of PEP 508 for a version of Python, such as 3.11."""
        return {"sys_platform": self.sys_platform, "platform_system": self.platform_system,
                "platform_machine": self.platform_machine, "python_version": python,
                "python_full_version": f"{python}.0", "implementation_name": "cpython",
                "platform_python_implementation": "CPython", "extra": "",
                "os_name": "nt" if self.sys_platform == "win32" else "posix"}


PLATFORMS = {each.name: each for each in (
    Target("linux-x86_64", _linux("x86_64"), "linux", "Linux", "x86_64"),
    Target("linux-aarch64", _linux("aarch64"), "linux", "Linux", "aarch64"),
    Target("windows-amd64", ("win_amd64",), "win32", "Windows", "AMD64"),
    Target("macos-arm64", ("macosx_15_0_arm64",), "darwin", "Darwin", "arm64"))}


def this_platform() -> Target:
    """Return the platform that the bench runs on.

    Raises:
        BundleError: no bundle can be made for it.

    """
    here = sys.platform, platform.machine()
    for target in PLATFORMS.values():
        if here == (target.sys_platform, target.platform_machine):
            return target
    raise BundleError(f"this platform is {'-'.join(here)}; expected one of {', '.join(PLATFORMS)}; name another "
                      "with --platform")
