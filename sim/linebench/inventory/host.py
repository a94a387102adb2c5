"""The computer on which the bench runs: its operating system, its processor, its memory and its disk."""

import os
import platform
import shutil
from collections.abc import Iterator
from pathlib import Path

import psutil

from linebench.evidence.environment import Item
from linebench.evidence.model import UNKNOWN

__all__ = ["GIB", "HOST", "free_gib", "host_items", "memory_gib", "processors"]

HOST = "host"
"""The subject of these facts."""
GIB = 1 << 30
_SYSTEM = "operating system"


def host_items(folder: Path) -> Iterator[Item]:
    """Yield what is known of this computer. ``folder``: the free space counts of the disk on which it lies."""
    for name, value in (("operating system", platform.system()), ("release", platform.release()),
                        ("build", platform.version())):
        yield Item(area="software", subject=HOST, property=name, value=value or UNKNOWN, source=_SYSTEM)
    facts = (("machine", platform.machine() or UNKNOWN), ("processors", str(processors() or UNKNOWN)),
             ("memory", f"{memory_gib()} GiB"), ("free disk space", f"{free_gib(folder)} GiB"))
    for name, value in facts:
        yield Item(area="hardware", subject=HOST, property=name, value=value, source=_SYSTEM)


def processors() -> int:
    """How many logical processors it has; 0 where it does not tell."""
    return os.cpu_count() or 0


def memory_gib() -> int:
    """Its memory in whole GiB, rounded: part of it is kept back by firmware."""
    return round(psutil.virtual_memory().total / GIB)


def free_gib(folder: Path) -> int:
    """What is free on the disk of a folder, in whole GiB, rounded down."""
    return shutil.disk_usage(folder).free // GIB
