"""An approved protocol for a package: its record, and the document that two people signed before the run."""

import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import builder
from tests import certificates

from linebench.evidence.controlled import Approval, Person, Protocol
from linebench.evidence.files import sha256
from linebench.evidence.model import FileHash, Planned
from linebench.evidence.people.credential import read_credential
from linebench.evidence.people.signed import printed_name
from linebench.evidence.people.signing import sign
from linebench.evidence.protocol.document import make_document
from linebench.evidence.protocol.record import ProtocolCase, ProtocolRecord, encode_record
from linebench.evidence.report.language import load_language

SIGNED = (("2026-11-19T15:00:00+01:00", Person(id="a.author", name="A. Author", roles=("author",))),
          ("2026-11-19T16:00:00+01:00", Person(id="q.quality", name="Q. Quality", roles=("qa",))))


def approved(protocol: Protocol, planned: Sequence[Planned], script: FileHash) -> tuple[Approval, dict[str, bytes]]:
    """Return the approval of a protocol and its files by name in the package; its approvals are author and qa."""
    record = ProtocolRecord(protocol=protocol, cases=tuple(map(_case, planned)), requirements=builder.REQUIREMENTS,
                            files=(script,))
    stored = encode_record(record)
    document = make_document(record, builder.TEMPLATES, load_language(builder.TEMPLATES, "en"))
    for n, (at, person) in enumerate(SIGNED, 1):
        document = _signed(document, n, at, person)
    by = tuple(f"{person.name}, {person.roles[0]}" for _, person in SIGNED)
    return (Approval(state="approved", record=sha256(stored), at=SIGNED[-1][0], by=by),
            {"protocol/protocol.json": stored, "protocol/protocol.pdf": document, "protocol/audit.jsonl": b""})


def _case(plan: Planned) -> ProtocolCase:
    return ProtocolCase(test=plan.test, revision=plan.revision or "1", title=plan.title, kind=plan.kind,
                        script=plan.script, requirements=plan.requirements, risks=plan.risks, rows=(plan.row,),
                        steps=())


def _signed(document: bytes, n: int, at: str, person: Person) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        credential = read_credential(certificates.make(Path(folder), person.id), certificates.PASSWORD)
    return sign(document, f"{n} {person.roles[0]}", credential, reason="Approval", name=printed_name(person),
                location="", at=datetime.fromisoformat(at))
