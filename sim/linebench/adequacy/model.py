"""What an adequacy pack holds. Texts are those of the bench; times are RFC 3339 with offset."""

from collections.abc import Iterable

import msgspec

from linebench.evidence.files import sha256
from linebench.evidence.model import Tool, encode
from linebench.evidence.stored import Stored

__all__ = ["FAIL", "NA", "PASS", "Clause", "Fidelity", "FileSum", "KnownLimit", "Pack", "Part", "Platform", "Row",
           "Stated", "identified", "result_of", "row"]

PASS, FAIL, NA = "pass", "fail", "n/a"


class Row(Stored, frozen=True, kw_only=True):
    """One thing that was tried. ``what``: in words; ``result``: pass, fail or n/a, with ``why``."""

    id: str
    what: str
    expected: str
    found: str
    result: str
    why: str = ""


class Part(Stored, frozen=True, kw_only=True):
    """One part of the qualification. ``left_out``: what an execution with ``--quick`` did not try."""

    id: str
    title: str
    rows: tuple[Row, ...]
    left_out: str = ""

    @property
    def result(self) -> str:
        """``fail`` when a row fails; ``n/a`` when no row was tried."""
        return result_of(row.result for row in self.rows)


class Stated(Stored, frozen=True, kw_only=True):
    """A requirement of the bench and what shows that it is met: parts of this pack, tests, planted defects."""

    id: str
    title: str
    text: str
    parts: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    mutants: tuple[str, ...] = ()
    result: str = NA


class KnownLimit(Stored, frozen=True, kw_only=True):
    """What the bench cannot show, why, and what to do instead."""

    id: str
    limit: str
    reason: str
    instead: str


class Fidelity(Stored, frozen=True, kw_only=True):
    """What a stand-in of the bench does not show. ``nature``: simulated or emulated."""

    seat: str
    nature: str
    statement: str


class Clause(Stored, frozen=True, kw_only=True):
    """A clause of a regulation, and what answers it. ``by_site``: what no tool can do for a site."""

    regulation: str
    clause: str
    asks: str
    feature: str = ""
    tests: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    by_site: str = ""


class Platform(Stored, frozen=True, kw_only=True):
    """A platform. ``state``: ``tested`` when a run is recorded, with pack and day; else ``untested``."""

    os: str
    machine: str
    python: str
    state: str
    pack: str = ""
    on: str = ""


class FileSum(Stored, frozen=True, kw_only=True):
    """A file of the pack with its SHA-256."""

    name: str
    sha256: str


class Pack(Stored, frozen=True, kw_only=True):
    """An adequacy pack. ``id``: ``AP-<version>-`` and 12 digits of the SHA-256 over all else that it says.

    ``installation``: SHA-256 over what the pack is of: the bench's files, its packages, Python and the computer.
    ``extent``: ``quick`` or ``whole``; ``system``, ``machine``: the platform, as PEP 508 names it.
    """

    schema: str = "linebench/adequacy"
    version: int = 1
    id: str = ""
    result: str
    extent: str
    tool: Tool
    installation: str
    host: str
    os: str
    python: str
    system: str = ""
    machine: str = ""
    began: str
    ended: str
    parts: tuple[Part, ...]
    requirements: tuple[Stated, ...] = ()
    limits: tuple[KnownLimit, ...] = ()
    fidelity: tuple[Fidelity, ...] = ()
    clauses: tuple[Clause, ...] = ()
    platforms: tuple[Platform, ...] = ()
    files: tuple[FileSum, ...] = ()


def row(name: str, what: str, expected: str, found: str, *, met: bool, why: str = "") -> Row:
    """Make a row of something that was tried."""
    return Row(id=name, what=what, expected=expected, found=found, result=PASS if met else FAIL, why=why)


def result_of(results: Iterable[str]) -> str:
    """Sum up results: one that fails decides, and one that passes counts more than what was not tried."""
    words = set(results)
    return next((word for word in (FAIL, PASS) if word in words), NA)


def identified(pack: Pack) -> Pack:
    """Return the pack with its id, made from everything else in it."""
    digest = sha256(encode(msgspec.structs.replace(pack, id="")))
    return msgspec.structs.replace(pack, id=f"AP-{pack.tool.version}-{digest[:12]}")
