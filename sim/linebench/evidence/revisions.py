"""revisions.json: by which rules, steps and record types a run was made and judged, each with its revision.

A revision says that the meaning changed, and people raise it. The SHA-256 beside it is over the source and says
that something changed at all. Rooms are the folders of the bench, so that a change of one is told from all others.
"""

import hashlib
import inspect
from functools import cache
from pathlib import Path
from typing import Any, get_args

import msgspec

from linebench import __version__
from linebench.evidence.source import source_of
from linebench.evidence.stored import Stored
from linebench.oracle.rule import rule_types
from linebench.records import record_types

__all__ = ["REVISIONS", "Revised", "Revisions", "StepRevised", "record_revisions", "room_revisions",
           "rule_revisions", "this_bench"]

REVISIONS = "revisions.json"
"""Its name in a package."""
_BENCH = Path(__file__).resolve().parents[1]
_APART = ("bdd/steps/", "oracle/rules/", "bdd/revisions.json")
"""Folders whose files are revised one by one, and the table of what they are."""
_SPLIT = ("wire", "bdd", "oracle")
"""Rooms whose folders are rooms of their own."""


class Revised(Stored, frozen=True, kw_only=True):
    """A rule, a record type or a room with its revision and the SHA-256 over what it is. A room has no revision."""

    name: str
    revision: int = 0
    sha256: str


class StepRevised(Stored, frozen=True, kw_only=True):
    """A step definition by keyword and phrase. ``file`` declares it; ``cases``: names of those that use it."""

    keyword: str
    phrase: str
    file: str
    revision: int
    sha256: str
    cases: tuple[str, ...] = ()


class Revisions(Stored, frozen=True, kw_only=True):
    """What revisions.json holds. ``helpers``: of each file of steps, what is in it beside its steps."""

    schema: str = "linebench/revisions"
    version: int = 1
    bench: str
    rules: tuple[Revised, ...]
    records: tuple[Revised, ...]
    rooms: tuple[Revised, ...]
    steps: tuple[StepRevised, ...] = ()
    helpers: tuple[Revised, ...] = ()


def this_bench() -> Revisions:
    """Return the revisions of this bench but for its steps, which the runner knows."""
    return Revisions(bench=__version__, rules=rule_revisions(), records=record_revisions(), rooms=room_revisions())


def rule_revisions() -> tuple[Revised, ...]:
    """Every rule; its hash is over its whole file."""
    return tuple(Revised(name=rule.id, revision=rule.revision,
                         sha256=source_of(inspect.getfile(rule)).sha256)
                 for rule in rule_types())


def record_revisions() -> tuple[Revised, ...]:
    """Every record type; the last part of its tag is its revision, its hash is over its fields in order."""
    return tuple(_record(kind.__struct_config__.tag, kind) for kind in record_types())


def _record(tag: Any, kind: type[msgspec.Struct]) -> Revised:  # noqa: ANN401  # as msgspec has it
    fields = "\n".join(f"{field.name}: {_form(field.type)}" for field in msgspec.structs.fields(kind))
    name, _, revision = str(tag).rpartition(".")
    return Revised(name=name, revision=int(revision), sha256=hashlib.sha256(fields.encode()).hexdigest())


def _form(kind: Any) -> str:  # noqa: ANN401  # as msgspec has it
    """The type of a field; a message that is carried is one of many, and another one is no change of the record."""
    some = get_args(kind)
    carried = some and all(isinstance(one, type) and issubclass(one, msgspec.Struct) for one in some)
    return "message" if carried else str(kind)


@cache
def room_revisions(bench: Path = _BENCH) -> tuple[Revised, ...]:
    """Every room of the bench; its hash is over its files by name and content. Line ends do not count."""
    rooms: dict[str, list[str]] = {}
    for path in sorted(bench.rglob("*"), key=lambda each: each.relative_to(bench).as_posix()):
        name = path.relative_to(bench).as_posix()
        apart = name.startswith(_APART)
        if path.is_file() and "__pycache__" not in path.parts and not apart:
            digest = hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
            rooms.setdefault(_room(name), []).append(f"{digest}  {name}\n")
    return tuple(Revised(name=room, sha256=hashlib.sha256("".join(lines).encode()).hexdigest())
                 for room, lines in sorted(rooms.items()))


def _room(name: str) -> str:
    first, *rest = name.split("/")
    if len(rest) > 1 and first in _SPLIT:
        return f"{first}/{rest[0]}"
    return first
