"""Replay: the same seed gives the same bytes, in another process, another time zone and with other hashes too."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec

from linebench.adequacy.cases import journals
from linebench.adequacy.model import Part, Row, row

__all__ = ["part"]

_QUICK = ("OQ-L1-001",)
_WHOLE = ("OQ-L1-001", "OQ-L1-005", "OQ-L1-013", "OQ-L2-009", "OQ-L2-025", "OQ-L3-001", "OQ-L3-011")
"""Codes, serials, rejects, aggregation, a lost link, orders and reports: what draws chance in different ways."""
_LIMIT_S = 600
_ELSEWHERE = {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati"}
"""Fourteen hours before UTC, so that it is another day there for most of the time."""


def part(folder: Path, *, quick: bool) -> Part:
    """Execute test cases twice and compare their journals byte by byte."""
    tests = _QUICK if quick else _WHOLE
    here, there = journals(folder / "here", tests), _in_another_process(folder / "there", tests)
    rows = tuple(_compared(name, digest, there.get(name, there.get("", "no journal")))
                 for name, digest in sorted(here.items()))
    return Part(id="replay", title="The same seed gives the same bytes", rows=rows,
                left_out=f"{len(_WHOLE) - len(tests)} test cases" if quick else "")


def _compared(name: str, here: str, there: str) -> Row:
    return row(name.removeprefix("attempts/").removesuffix("/journal.zst"),
               "journal made again in another process, with another hash seed and time zone", f"SHA-256 {here}",
               f"SHA-256 {there}", met=here == there)


def _in_another_process(out: Path, tests: tuple[str, ...]) -> dict[str, str]:
    try:
        done = subprocess.run([sys.executable, "-m", "linebench.adequacy.again", str(out), *tests],  # noqa: S603  # our own module
                              capture_output=True, env=os.environ | _ELSEWHERE, timeout=_LIMIT_S, check=True)
    except subprocess.SubprocessError as error:
        return {"": f"the process did not end well: {error}"}
    return msgspec.json.decode(done.stdout, type=dict[str, str])
