"""Executes every part and puts the pack together."""

import platform
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from linebench.adequacy import clock, installation, points, replay, rules, traps
from linebench.adequacy.components import installed_components
from linebench.adequacy.fidelity import statements
from linebench.adequacy.model import FileSum, Pack, Part, identified, result_of
from linebench.adequacy.standing import installation as fingerprint
from linebench.adequacy.stated import clauses, limits, platforms, requirements
from linebench.bundle.sbom import SBOM
from linebench.content import Content, library
from linebench.evidence.audit import wall_clock
from linebench.evidence.files import sha256
from linebench.inventory.tool import tool

__all__ = ["PARTS", "Execute", "qualify"]


class Execute(Protocol):
    """Executes one part in a folder of its own."""

    def __call__(self, folder: Path, *, quick: bool) -> Part:
        """Return what came of it."""


PARTS: dict[str, Execute] = {
    "installation": installation.part, "traps": traps.part, "rules": rules.part, "points": points.part,
    "replay": replay.part, "clock": clock.part}
"""Every part of the qualification, in the order of the pack."""


def qualify(*, quick: bool, told: Callable[[Part], object]) -> tuple[Pack, dict[str, bytes]]:
    """Execute the qualification of this installation.

    ``told`` hears of each part's end. Returns the pack, and the files that belong to it by name.
    """
    began, content, done = wall_clock(), Content((library(),)), []
    with tempfile.TemporaryDirectory(prefix="linebench-qualify-") as name:
        for part, execute in PARTS.items():
            done.append(execute(Path(name) / part, quick=quick))
            told(done[-1])
        fidelity = statements(Path(name))
    files = {SBOM: installed_components()}
    pack = Pack(
        result=result_of(part.result for part in done), extent="quick" if quick else "whole", tool=tool(),
        installation=fingerprint(), host=socket.gethostname(), os=platform.platform(),
        python=platform.python_version(),
        system=platform.system(), machine=platform.machine(), began=began, ended=wall_clock(), parts=tuple(done),
        requirements=requirements(content, done), limits=limits(content), fidelity=fidelity,
        clauses=clauses(content), platforms=platforms(content),
        files=tuple(FileSum(name=name, sha256=sha256(data)) for name, data in sorted(files.items())))
    return identified(pack), files
