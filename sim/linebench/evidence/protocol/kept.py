"""The approved protocol inside a package, held against what the run says of it (EC-03, EC-13)."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from linebench.evidence.controlled import Approval
from linebench.evidence.files import Source, sha256
from linebench.evidence.model import Run, case_name
from linebench.evidence.people.errors import PeopleError
from linebench.evidence.people.signed import signed_in
from linebench.evidence.people.signing import check, unsound
from linebench.evidence.protocol.approval import APPROVED, AUDIT, PROTOCOL_PDF, attached_record
from linebench.evidence.protocol.record import PROTOCOL_JSON, ProtocolRecord, decode_record, keys

__all__ = ["FOLDER", "KEPT", "protocol_problems"]

FOLDER = "protocol"
"""Folder of a package that holds the protocol it was executed under."""
KEPT = (PROTOCOL_JSON, PROTOCOL_PDF, AUDIT)
"""What is kept of a protocol."""

_RECORD, _DOCUMENT = f"{FOLDER}/{PROTOCOL_JSON}", f"{FOLDER}/{PROTOCOL_PDF}"


def protocol_problems(source: Source, run: Run, approval: Approval) -> Iterator[tuple[str, str]]:
    """Yield the file and what is wrong with it.

    The record is the one that was approved, its document carries sound signatures of those whom the run names, all
    older than the run; and what an approved run executed is what the record plans.

    Raises:
        PackageError: the record is damaged, or a file is missing.

    """
    record, stored, document = decode_record(source.read(_RECORD)), source.read(_RECORD), source.read(_DOCUMENT)
    if sha256(stored) != approval.record:
        yield _RECORD, f"is not the record that the run names, {approval.record[:16]}…"
    try:
        yield from ((_DOCUMENT, what) for what in _signatures(document, stored, run, approval))
    except PeopleError as error:
        yield _DOCUMENT, str(error)
    if approval.state == APPROVED:
        yield from _executed(record, run)


def _signatures(document: bytes, stored: bytes, run: Run, approval: Approval) -> Iterator[str]:
    if attached_record(document) != stored:
        yield f"does not hold the record of {_RECORD}"
    if problem := unsound(check(document)):
        yield problem
    signed = signed_in(document, approval.record)
    if (by := tuple(f"{each.printed_name}, {each.role}" for each in signed)) != approval.by:
        yield f"is signed by {'; '.join(by) or 'nobody'}, the run names {'; '.join(approval.by) or 'nobody'}"
    if approval.state == APPROVED and any(_time(each.at) > _time(run.start) for each in signed):
        yield f"was signed after the run began at {run.start}"


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _executed(record: ProtocolRecord, run: Run) -> Iterator[tuple[str, str]]:
    if record.protocol != run.protocol:
        yield "run.json", "states another protocol than the approved record"
    hashes: Mapping[str, str] = {file.path: file.sha256 for file in record.files}
    for file in run.features:
        if hashes.get(file.path) != file.sha256:
            yield "run.json", f"{file.path} was executed in a form that is not the approved one"
    approved = set(keys(record))
    for plan in run.planned:
        if (plan.test, plan.row) not in approved:
            yield "run.json", f"{case_name(plan.test, plan.row)} was planned, but the approved protocol has it not"
