"""How the protocol of a folder stands: approved, still a draft, or changed since people signed it.

A protocol is approved when everybody it names has signed, in order, the very record that the files give now.
21 CFR 211.100 (a); Annex 15, 2.4, 2.7; EC-03, EC-68.
"""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import pikepdf

from linebench.evidence.closing import Signed
from linebench.evidence.controlled import Approval, Person
from linebench.evidence.files import PackageError, Source, sha256
from linebench.evidence.people.signed import signed_in
from linebench.evidence.people.signing import check, unsound
from linebench.evidence.protocol.record import PROTOCOL_JSON, ProtocolRecord, changes, decode_record
from linebench.evidence.stored import Stored

__all__ = ["APPROVED", "AUDIT", "CHANGED", "DRAFT", "NONE", "PROTOCOL_PDF", "Standing", "approval",
           "attached_record", "kept_record",
           "read_standing", "standing_with"]

APPROVED, DRAFT, CHANGED, NONE = "approved", "draft", "changed", "none"
PROTOCOL_PDF = "protocol.pdf"
AUDIT = "audit.jsonl"


class Standing(Stored, frozen=True, kw_only=True):
    """How a protocol stands. ``state``: approved, draft or changed; ``why``: what keeps it from being approved.

    ``record``: SHA-256 of the record that was signed, or is to be; ``due``: the role that signs next.
    """

    state: str
    number: str
    revision: str
    record: str
    signed: tuple[Signed, ...]
    due: str
    why: tuple[str, ...]


def kept_record(folder: Path) -> ProtocolRecord:
    """Read the record that a protocol folder holds.

    Raises:
        PackageError: the folder is no protocol folder, or the record is damaged.

    """
    source = Source(folder)
    if not source.has(PROTOCOL_JSON) or not source.has(PROTOCOL_PDF):
        raise PackageError(f"{folder}: found no protocol in it; expected a folder with {PROTOCOL_JSON} and "
                           f"{PROTOCOL_PDF}; make one with: linebench protocol make --out DIR")
    return decode_record(source.read(PROTOCOL_JSON))


def read_standing(folder: Path, people: Sequence[Person]) -> Standing:
    """Say how the protocol of a folder stands, by itself. ``people``: of the users file.

    Raises:
        PackageError: as ``kept_record``.

    """
    record = kept_record(folder)
    source = Source(folder)
    stored, pdf = source.read(PROTOCOL_JSON), source.read(PROTOCOL_PDF)
    digest, plan = sha256(stored), record.protocol.approvals
    signed = signed_in(pdf, digest)
    due = plan[len(signed)].role if len(signed) < len(plan) else ""
    why = tuple(_against(record, stored, pdf, signed, people))
    return Standing(state=DRAFT if why else APPROVED, number=record.protocol.number,
                    revision=record.protocol.revision, record=digest, signed=signed, due=due, why=why)


def _against(record: ProtocolRecord, stored: bytes, pdf: bytes, signed: Sequence[Signed],
             people: Sequence[Person]) -> Iterator[str]:
    plan = [each.role for each in record.protocol.approvals]
    if not plan:
        yield "the protocol names nobody who approves it"
    if attached_record(pdf) != stored:
        yield f"{PROTOCOL_PDF} does not hold the record of {PROTOCOL_JSON}"
    if problem := unsound(check(pdf)):
        yield problem
    if [each.role for each in signed] != plan[:len(signed)]:
        yield f"signed in the order {', '.join(each.role for each in signed)} instead of {', '.join(plan)}"
    yield from (f"not signed by {role}" for role in plan[len(signed):])
    yield from filter(None, (_stranger(each, people) for each in signed))


def attached_record(pdf: bytes) -> bytes:
    """Return the record that a protocol document holds inside, empty when it holds none."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        held = document.attachments.get(PROTOCOL_JSON)
        return held.get_file().read_bytes() if held is not None else b""


def _stranger(signed: Signed, people: Sequence[Person]) -> str:
    known = {person.id: person for person in people}
    person = known.get(signed.user_id)
    if person is None:
        return f"{signed.printed_name} is nobody of the users file"
    if signed.role not in person.roles:
        return f"{person.id} has not the role {signed.role}"
    if person.thumbprint and person.thumbprint != signed.thumbprint:
        return f"the signature as {signed.role} is not made with the certificate of {person.id}"
    return ""


def standing_with(standing: Standing, record: ProtocolRecord, now: ProtocolRecord) -> Standing:
    """Return how the protocol stands beside what its files give ``now``."""
    differing = changes(record, now)
    if not differing:
        return standing
    return Standing(state=CHANGED, number=standing.number, revision=standing.revision, record=standing.record,
                    signed=standing.signed, due=standing.due, why=(*differing, *standing.why))


def approval(standing: Standing, began: datetime, draft: str) -> Approval:
    """Return how a run's protocol stood when it began. ``draft``: the reason to run without approval, or ``""``.

    An approval counts only when its last signature is older than the run.
    """
    by = tuple(f"{each.printed_name}, {each.role}" for each in standing.signed)
    last = standing.signed[-1].at if standing.signed else ""
    why = standing.why
    if last and datetime.fromisoformat(last) > began:
        why = (*why, f"the last signature is of {last}, after the run began")
    said = f"{draft} (protocol {standing.state}: {'; '.join(why)})" if why else draft
    state = DRAFT if why or draft else APPROVED
    return Approval(state=state, record=standing.record, at=last, by=by, why=said if state == DRAFT else "")
