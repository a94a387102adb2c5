"""Plants defects into a package as a forger would, with a key of their own: the files fit together again."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import builder
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from linebench.evidence.audit import GENESIS, AuditEvent, read_audit
from linebench.evidence.derived import read_run, results
from linebench.evidence.files import Source, sha256
from linebench.evidence.manifest import encode_manifest, hash_files
from linebench.evidence.model import encode
from linebench.evidence.seal import make_seal, public_pem
from linebench.evidence.verdicts import Verdicts
from linebench.records import AnyRecord
from linebench.records.codec import read_blocks

Plant = Callable[[Path], None]
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
    seal(folder)


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
    seal(folder)


def rechain(folder: Path, change: Callable[[list[AuditEvent]], list[AuditEvent]]) -> None:
    """Change the audit trail, its chain made anew."""
    path, lines, previous = folder / "audit.jsonl", [], GENESIS
    for number, event in enumerate(change(list(read_audit(path.read_bytes()).events)), 1):
        lines.append(encode(msgspec.structs.replace(event, seq=number, prev_sha256=previous)))
        previous = sha256(lines[-1])
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    seal(folder)


def without_rows(folder: Path, holding: str) -> None:
    """Take the lines of the matrix away that hold a text."""
    path = folder / "matrix.csv"
    path.write_bytes(b"".join(line for line in path.read_bytes().splitlines(keepends=True)
                              if holding.encode() not in line))
    seal(folder)


def seal(folder: Path) -> None:
    """Make manifest and seal anew over what lies there now."""
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    (folder / "seal-public-key.pem").write_bytes(public_pem(key))
    manifest = encode_manifest({name: digest for name, (digest, _) in hash_files(Source(folder)).items()})
    (folder / "manifest-sha256.txt").write_bytes(manifest)
    verdicts = msgspec.json.decode((folder / "verdicts.json").read_bytes(), type=Verdicts)
    (folder / "seal.json").write_bytes(make_seal(key, manifest, results(read_run(Source(folder)), verdicts)))
