"""Executes every part and puts the pack together."""

import platform
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from linebench.adequacy import clock, installation, replay, rules, traps
from linebench.adequacy.model import Pack, Part, identified, result_of
from linebench.adequacy.standing import installation as fingerprint
from linebench.evidence.audit import wall_clock
from linebench.inventory.tool import tool

__all__ = ["PARTS", "qualify"]


class Execute(Protocol):
    """Executes one part in a folder of its own."""

    def __call__(self, folder: Path, *, quick: bool) -> Part:
        """Return what came of it."""


PARTS: dict[str, Execute] = {
    "installation": installation.part, "traps": traps.part, "rules": rules.part, "replay": replay.part,
    "clock": clock.part}
"""Every part of the qualification, in the order of the pack."""


def qualify(*, quick: bool, told: Callable[[Part], object]) -> Pack:
    """Execute the qualification of this installation and return its pack. ``told`` hears of each part's end."""
    began, done = wall_clock(), []
    with tempfile.TemporaryDirectory(prefix="linebench-qualify-") as name:
        for part, execute in PARTS.items():
            done.append(execute(Path(name) / part, quick=quick))
            told(done[-1])
    return identified(Pack(
        result=result_of(part.result for part in done), extent="quick" if quick else "whole", tool=tool(),
        installation=fingerprint(), host=socket.gethostname(), os=platform.platform(),
        python=platform.python_version(), began=began, ended=wall_clock(), parts=tuple(done)))
