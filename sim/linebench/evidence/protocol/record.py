"""The record of a protocol: everything that is approved before the first step, as one JSON file.

Its SHA-256 is what people sign. Annex 15, 2.4 to 2.6; EC-02 to EC-12, EC-14 to EC-16, EC-22.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from linebench.evidence.controlled import Protocol
from linebench.evidence.files import PackageError, sha256
from linebench.evidence.model import CaseKey, FileHash, encode_pretty
from linebench.evidence.stored import Stored
from linebench.records.requirement import Requirement, Risk

__all__ = ["PROTOCOL_JSON", "ProtocolCase", "ProtocolRecord", "ProtocolStep", "changes", "decode_record",
           "encode_record", "keys", "record_sha256"]

PROTOCOL_JSON = "protocol.json"


class ProtocolStep(Stored, frozen=True, kw_only=True):
    """A step as its feature file has it, with ``<places>`` for the values of rows."""

    keyword: str
    text: str
    table: tuple[tuple[str, ...], ...] = ()
    docstring: str = ""


class ProtocolCase(Stored, frozen=True, kw_only=True):
    """A test case that is planned, with its rows; ``("",)`` for a case without Examples.

    ``script``: path of its feature file; ``requirements``: ids, whose revisions stand in the record.
    """

    test: str
    revision: str
    title: str
    objective: str = ""
    kind: str
    script: str
    requirements: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    rows: tuple[str, ...]
    steps: tuple[ProtocolStep, ...]


class ProtocolRecord(Stored, frozen=True, kw_only=True):
    """What is approved. ``files``: the feature files and the requirements file, each with its SHA-256."""

    schema: str = "linebench/protocol"
    version: int = 1
    protocol: Protocol
    cases: tuple[ProtocolCase, ...]
    requirements: tuple[Requirement, ...]
    risks: tuple[Risk, ...] = ()
    files: tuple[FileHash, ...]


def encode_record(record: ProtocolRecord) -> bytes:
    """Write the record; equal records are equal bytes."""
    return encode_pretty(record)


def decode_record(stored: bytes) -> ProtocolRecord:
    """Read a record.

    Raises:
        PackageError: it is damaged, or not written the way the bench writes it.

    """
    try:
        record = msgspec.json.decode(stored, type=ProtocolRecord)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise PackageError(f"{PROTOCOL_JSON}: is no protocol record: {error}") from error
    if encode_record(record) != stored:
        raise PackageError(f"{PROTOCOL_JSON}: is not written the way the bench writes it; take the original file")
    return record


def record_sha256(record: ProtocolRecord) -> str:
    """Return the hash that is approved."""
    return sha256(encode_record(record))


def keys(record: ProtocolRecord) -> Iterator[CaseKey]:
    """Yield test id and row of everything that is planned."""
    return ((case.test, row) for case in record.cases for row in case.rows)


def changes(old: ProtocolRecord, new: ProtocolRecord) -> tuple[str, ...]:
    """Name what differs between two records: document, files, test cases and requirements, in that order."""
    return (*_fields(old.protocol, new.protocol, "protocol.toml"),
            *_listed({file.path: file for file in old.files}, {file.path: file for file in new.files}, "file"),
            *_listed(_by_id(old.cases), _by_id(new.cases), "test case"),
            *_listed(_named(old.requirements), _named(new.requirements), "requirement"),
            *_listed(_named(old.risks), _named(new.risks), "risk"))


def _by_id(cases: Iterable[ProtocolCase]) -> dict[str, msgspec.Struct]:
    return {case.test: case for case in cases}


def _named(rows: Sequence[Requirement] | Sequence[Risk]) -> dict[str, msgspec.Struct]:
    return {row.id: row for row in rows}


def _fields(old: msgspec.Struct, new: msgspec.Struct, where: str) -> Iterator[str]:
    pairs = {name: (getattr(old, name), getattr(new, name)) for name in old.__struct_fields__}
    said = [f"revision ({was}, now {now})" if name == "revision" else name
            for name, (was, now) in pairs.items() if was != now]
    if said:
        yield f"{where}: differs in {', '.join(said)}"


def _listed(old: Mapping[str, msgspec.Struct], new: Mapping[str, msgspec.Struct], what: str) -> Iterator[str]:
    for name, mine in old.items():
        if name not in new:
            yield f"{what} {name}: is gone"
        elif mine != new[name]:
            yield from _fields(mine, new[name], f"{what} {name}")
    yield from (f"{what} {name}: is new" for name in new if name not in old)
