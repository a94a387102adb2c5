"""Defects for the points of the checklist, to be planted into a package that is sound.

Each is planted as a forger would: manifest and seal are made anew over what lies there afterwards, with a key of
the forger's own. So what finds it is the point, and not the seal; but for those that are about the sums themselves.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from linebench.evidence.derived import read_run, results
from linebench.evidence.files import Source
from linebench.evidence.manifest import MANIFEST, SEAL, encode_manifest, hash_files
from linebench.evidence.seal import PUBLIC_KEY, make_seal, public_pem
from linebench.evidence.verdicts import VERDICTS, read_verdicts

__all__ = ["PLANTINGS", "Plant", "Planting", "seal_anew"]

Plant = Callable[[Path], None]
"""Spoils the package in a folder."""
_RUN, _ENVIRONMENT, _MATRIX, _VOLUME = "run.json", "environment.json", "matrix.csv", "volumes/volume-01.pdf"
_FORGER = bytes(range(1, 33))
"""A key that is no secret: forged packages are thrown away."""


@dataclass(frozen=True)
class Planting:
    """A defect. ``point``: the point that must name it; ``what``: the defect in words."""

    point: str
    what: str
    plant: Plant


def _edited(name: str, change: Callable[[Any], object]) -> Plant:
    """Change a JSON file. ``name``: of a file; ``attempt.json``: that of the first attempt."""
    def plant(folder: Path) -> None:
        path = _first(folder) / name if name == "attempt.json" else folder / name
        value = json.loads(path.read_bytes())
        change(value)
        path.write_bytes(json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n")
        seal_anew(folder)
    return plant


def _put(name: str, *way: str | int, to: object) -> Plant:
    """Put a value at the end of a way of keys into a JSON file."""
    def change(value: Any) -> None:  # noqa: ANN401  # JSON
        for key in way[:-1]:
            value = value[key]
        value[way[-1]] = to
    return _edited(name, change)


def _bytes(name: str, change: Callable[[bytes], bytes], *, sealed: bool = True) -> Plant:
    """Change the bytes of a file. ``sealed``: whether the forger seals it anew."""
    def plant(folder: Path) -> None:
        path = _first(folder) / name if name == "journal.zst" else folder / name
        path.write_bytes(change(path.read_bytes()))
        if sealed:
            seal_anew(folder)
    return plant


def _gone(name: str) -> Plant:
    """Take a file away."""
    def plant(folder: Path) -> None:
        (_first(folder) / name if name == "journal.zst" else folder / name).unlink()
        seal_anew(folder)
    return plant


def _without(area: str) -> Plant:
    """Take everything of an area out of the inventory, at the start and at the end."""
    def change(environment: Any) -> None:  # noqa: ANN401  # JSON
        for side in ("start", "end"):
            environment[side]["items"] = [item for item in environment[side]["items"] if item["area"] != area]
    return _edited(_ENVIRONMENT, change)


def _more(**fact: str) -> Plant:
    """Put a fact into the inventory, at the start and at the end."""
    return _edited(_ENVIRONMENT, lambda value: [value[side]["items"].append(fact) for side in ("start", "end")])


def _first(folder: Path) -> Path:
    return min(path for path in (folder / "attempts").iterdir() if path.is_dir())


def seal_anew(folder: Path) -> None:
    """Make manifest and seal anew with the forger's key, so that the files fit together again."""
    key = Ed25519PrivateKey.from_private_bytes(_FORGER)
    (folder / PUBLIC_KEY).write_bytes(public_pem(key))
    source = Source(folder)
    manifest = encode_manifest({name: digest for name, (digest, _) in hash_files(source).items()})
    (folder / MANIFEST).write_bytes(manifest)
    (folder / SEAL).write_bytes(make_seal(key, manifest, results(read_run(source), read_verdicts(source))))


_OVERDUE = {"area": "instruments", "subject": "scale-1", "property": "due on", "value": "2000-01-01",
            "source": "installation.toml"}

PLANTINGS = tuple(Planting(*each) for each in (
    ("EC-01", "a protocol without a number", _put(_RUN, "protocol", "number", to="")),
    ("EC-02", "no revision history", _put(_RUN, "protocol", "history", to=[])),
    ("EC-03", "nothing said of the approval", _put(_RUN, "approval", to=None)),
    ("EC-10", "a component of unknown nature", _put(_RUN, "components", 0, "nature", to="virtual")),
    ("EC-11", "no hash of the bench", _put(_RUN, "tool", "sha256", to="")),
    ("EC-13", "scripts without their hashes", _put(_RUN, "features", to=[])),
    ("EC-14", "a test case without an objective", _put(_RUN, "planned", 0, "objective", to=" ")),
    ("EC-15", "a test case without a requirement", _put(_RUN, "planned", 0, "requirements", to=[])),
    ("EC-16", "a test case without a kind", _put(_RUN, "planned", 0, "kind", to="")),
    ("EC-17", "another seed than was used", _put(_RUN, "seed", to=8)),
    ("EC-20", "nobody started the run", _put(_RUN, "started_by", to="unknown")),
    ("EC-21", "a time without offset", _put("attempt.json", "start", to="2026-11-20T10:00:01.000")),
    ("EC-22", "a step left blank", _put("attempt.json", "steps", 0, "text", to="")),
    ("EC-23", "better verdicts than were earned",
     _edited(VERDICTS, lambda value: [case.update(verdict="pass") for case in value["cases"]])),
    ("EC-26", "no state of the clock", _put(_RUN, "clock_state", to=None)),
    ("EC-27", "a first attempt that is gone", _put("attempt.json", "n", to=2)),
    ("EC-28", "a planned test case that is not reported",
     _edited(_RUN, lambda run: run["planned"].append(run["planned"][0] | {"test": "OQ-L1-099"}))),
    ("EC-30", "a run that has no end", _put(_RUN, "end", to="")),
    ("EC-31", "a journal cut short", _bytes("journal.zst", lambda data: data[:-40], sealed=False)),
    ("EC-32", "an event of the audit trail changed",
     _bytes("audit.jsonl", lambda data: data.replace(b"run started", b"run planned"))),
    ("EC-35", "no pace", _put(_RUN, "pace", to="unknown")),
    ("EC-36", "a pace of no clock", _put(_RUN, "pace", to="quick")),
    ("EC-38", "no software in the inventory", _without("software")),
    ("EC-39", "no configuration in the inventory", _without("configuration")),
    ("EC-41", "an instrument that is overdue", _more(**_OVERDUE)),
    ("EC-46", "no inventory", _gone(_ENVIRONMENT)),
    ("EC-47", "a deviation that says of no test case",
     _edited(VERDICTS, lambda value: [case.update(test="") for case in value["cases"]])),
    ("EC-53", "a test case without a row of the matrix",
     _bytes(_MATRIX, lambda data: b"".join(line for line in data.splitlines(keepends=True)
                                            if b"OQ-L1-001" not in line))),
    ("EC-55", "a requirement met although its test failed",
     _edited(VERDICTS, lambda value: [one.update(outcome="met") for one in value["requirements"]])),
    ("EC-57", "totals that do not add up", _put(VERDICTS, "totals", "pass", to=99)),
    ("EC-58", "no acceptance criterion", _put(_RUN, "protocol", "acceptance", to=[])),
    ("EC-67", "a seal of nobody", _bytes(SEAL, lambda data: data.replace(b"A", b"B", 3), sealed=False)),
    ("EC-72", "a volume that was changed", _bytes(_VOLUME, lambda data: data + b"\n")),
    ("EC-73", "a file changed after the seal", _bytes(_MATRIX, lambda data: data + b"\n", sealed=False)),
))
"""One defect for a point. Points on printed pages, attachments and what people add need a package made for them."""
