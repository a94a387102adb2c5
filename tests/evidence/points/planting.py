"""Defects that only these tests plant, beside the one of each point that the bench itself plants (`PLANTINGS`)."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import builder
import msgspec

from linebench.adequacy.plantings import Plant, seal_anew
from linebench.evidence.audit import GENESIS, AuditEvent, read_audit
from linebench.evidence.files import sha256
from linebench.evidence.model import encode
from linebench.records import AnyRecord
from linebench.records.codec import read_blocks

FIRST = "attempts/OQ-L1-001"
_PLANTS: dict[str, list[Plant]] = {}


def plants(name: str) -> Callable[[Plant], Plant]:
    """Enter a defect for a point; a point may have several."""
    def enter(plant: Plant) -> Plant:
        _PLANTS.setdefault(name, []).append(plant)
        return plant
    return enter


def planted() -> Iterator[tuple[str, Plant]]:
    """Every defect with the point it is of."""
    return ((name, plant) for name in sorted(_PLANTS) for plant in _PLANTS[name])


def edit(folder: Path, name: str, change: Callable[[Any], None]) -> None:
    """Change a JSON file of the package, and seal it anew."""
    path = folder / name
    value = json.loads(path.read_bytes())
    change(value)
    path.write_bytes(json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n")
    seal_anew(folder)


def set_run(folder: Path, **values: object) -> None:
    """Change fields of run.json."""
    edit(folder, "run.json", lambda run: run.update(values))


def set_plan(folder: Path, **values: object) -> None:
    """Change fields of the first planned case."""
    edit(folder, "run.json", lambda run: run["planned"][0].update(values))


def set_attempt(folder: Path, **values: object) -> None:
    """Change fields of the first attempt."""
    edit(folder, f"{FIRST}/attempt.json", lambda attempt: attempt.update(values))


def set_totals(folder: Path, **values: object) -> None:
    """Change the totals."""
    edit(folder, "verdicts.json", lambda verdicts: verdicts["totals"].update(values))


def rewrite(folder: Path, kind: type[AnyRecord], /, **values: object) -> None:
    """Change the records of a kind in the first journal, its chain made anew."""
    path = folder / FIRST / "journal.zst"
    records = [record for block in read_blocks(path.read_bytes()) for record in block.records]
    path.write_bytes(builder.journal([msgspec.structs.replace(each, **values) if isinstance(each, kind) else each
                                      for each in records]))
    seal_anew(folder)


def rechain(folder: Path, change: Callable[[list[AuditEvent]], list[AuditEvent]]) -> None:
    """Change the audit trail, its chain made anew."""
    path, lines, previous = folder / "audit.jsonl", [], GENESIS
    for number, event in enumerate(change(list(read_audit(path.read_bytes()).events)), 1):
        lines.append(encode(msgspec.structs.replace(event, seq=number, prev_sha256=previous)))
        previous = sha256(lines[-1])
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    seal_anew(folder)


def without_rows(folder: Path, holding: str) -> None:
    """Take the lines of the matrix away that hold a text."""
    path = folder / "matrix.csv"
    path.write_bytes(b"".join(line for line in path.read_bytes().splitlines(keepends=True)
                              if holding.encode() not in line))
    seal_anew(folder)
