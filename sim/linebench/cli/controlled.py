"""``linebench protocol``: make a protocol out of feature files, sign it, and say how it stands."""

import socket
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linebench.cli.failure import PASS, USAGE, UserError
from linebench.cli.options import AsJson, ContentDir, find_content
from linebench.cli.output import counted, say, show_json
from linebench.cli.passwords import PasswordEnv, certificate_password
from linebench.content import Content, ContentError

if TYPE_CHECKING:
    from linebench.evidence.audit import AuditTrail
    from linebench.evidence.controlled import Person
    from linebench.evidence.protocol.approval import Standing
    from linebench.evidence.protocol.record import ProtocolRecord

__all__ = ["app", "people_of"]

app = typer.Typer(name="protocol", help="Protocols as controlled documents: make, sign, status.")

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the protocol.")]


@app.command()
def make(
    paths: Annotated[list[str] | None, typer.Argument(
        metavar="[FEATURES]...", help="Feature files or folders; all of the content folder if not given.")] = None,
    *, out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder of the protocol.")],
    content: ContentDir = None,
    language: Annotated[str, typer.Option("--language", help="Language file in reports/.")] = "en",
) -> int:
    """Make the protocol: its record as JSON, and the document to be signed."""
    from linebench.bdd.controlled.recording import record_of  # noqa: PLC0415  # the linter loads every step
    from linebench.bdd.linter import read_documents  # noqa: PLC0415  # see above
    from linebench.cli.protocols import content_for, features_of  # noqa: PLC0415  # see above

    found = content_for(content, paths)
    features = [path for name in paths or [""] for path in features_of(found, name)]
    if not _lintable(features, found):
        return USAGE
    documents, _ = read_documents(features, found)
    with _trail(out) as trail:
        _unsigned(out, trail)
        _write(out, record_of(documents, found), found, language, trail)
    return PASS


def _lintable(features: list[Path], content: Content) -> bool:
    from linebench.bdd.run import RunConfig, check  # noqa: PLC0415  # pytest is slow to import

    refused = check(RunConfig(content=content.roots[0], features=tuple(features), out=Path()))
    for error in refused:
        say(str(error), error=True)
    if refused:
        say(f"linebench: {counted(len(refused), 'problem')}; no protocol was made", error=True)
    return not refused


def _unsigned(out: Path, trail: "AuditTrail") -> None:
    """Refuse a folder whose protocol somebody has signed."""
    from linebench.evidence.people.signing import check  # noqa: PLC0415  # the PDF libraries are slow to import
    from linebench.evidence.protocol.approval import PROTOCOL_PDF  # noqa: PLC0415  # see above

    document = out / PROTOCOL_PDF
    signed = check(document.read_bytes()) if document.exists() else ()
    if signed:
        roles = ", ".join(each.role for each in signed)
        reason = f"the protocol in it is signed by {roles}, and does not change any more"
        trail.add("refused", subject=PROTOCOL_PDF, reason=f"make: {reason}")
        raise UserError(f"{out}: {reason}; make the new revision in another folder")


def _write(out: Path, record: "ProtocolRecord", content: Content, language: str, trail: "AuditTrail") -> None:
    from linebench.evidence.files import sha256, write_whole  # noqa: PLC0415  # with the rest of the renderer
    from linebench.evidence.protocol.approval import PROTOCOL_PDF  # noqa: PLC0415  # see above
    from linebench.evidence.protocol.document import make_document  # noqa: PLC0415  # see above
    from linebench.evidence.protocol.record import PROTOCOL_JSON, encode_record  # noqa: PLC0415  # see above
    from linebench.evidence.report.language import load_language  # noqa: PLC0415  # typst is slow to import

    templates = content.folder("reports")
    document = make_document(record, templates, load_language(templates, language))
    for name, data in ((PROTOCOL_JSON, encode_record(record)), (PROTOCOL_PDF, document)):
        old = sha256((out / name).read_bytes()) if (out / name).exists() else ""
        write_whole(out / name, data)
        trail.add("made", subject=name, old=old, new=sha256(data))
    protocol, rows = record.protocol, sum(len(case.rows) for case in record.cases)
    say(f"{protocol.number} revision {protocol.revision}: {counted(len(record.cases), 'test case')}, "
        f"{counted(rows, 'row')}, {len(protocol.left_out)} left out")
    say(f"record sha256 {sha256(encode_record(record))}")
    say((out / PROTOCOL_PDF).as_posix())


@app.command()
def sign(
    folder: Folder,
    *, user: Annotated[str, typer.Option("--as", metavar="USER", help="Who signs, as the users file has it.")],
    role: Annotated[str, typer.Option("--role", metavar="ROLE", help="In which role.")],
    certificate: Annotated[Path, typer.Option("--certificate", metavar="FILE.p12", help=(
        "The person's certificate with its key."))],
    password_env: PasswordEnv = "",
    location: Annotated[str, typer.Option("--location", metavar="TEXT", help="Site or place of signing.")] = "",
    content: ContentDir = None,
) -> int:
    """Sign the protocol in the next open field; what is refused stands in the audit trail too."""
    from linebench.evidence.people.credential import read_credential  # noqa: PLC0415  # slow to import
    from linebench.evidence.protocol.approval import PROTOCOL_PDF, kept_record  # noqa: PLC0415  # see above
    from linebench.evidence.protocol.giving import give  # noqa: PLC0415  # see above

    kept_record(folder)  # a folder without a protocol gets no audit trail either
    found = find_content(content)
    with _trail(folder) as trail:
        try:
            credential = read_credential(certificate, certificate_password(password_env))
            given = give(folder, people_of(found), credential, user=user, role=role, location=location,
                         at=datetime.now().astimezone())
        except Exception as error:
            trail.add("refused", subject=PROTOCOL_PDF, reason=found.plain(f"{user} as {role}: {error}", folder))
            raise
        trail.add("signed", subject=PROTOCOL_PDF, old=given.old, new=given.new,
                  reason=f"{user} as {role}, certificate {credential.thumbprint}")
    say(f"signed by {given.name} as {role}; next: {given.due or 'nobody, everybody has signed'}")
    return PASS


@app.command()
def status(folder: Folder, content: ContentDir = None, *, as_json: AsJson = False) -> int:
    """Say whether a protocol is approved, still a draft, or what changed since."""
    from linebench.bdd.controlled.recording import record_again  # noqa: PLC0415  # loads Gherkin
    from linebench.evidence.protocol.approval import (  # noqa: PLC0415  # the PDF libraries are slow to import
        kept_record,
        read_standing,
        standing_with,
    )

    found = find_content(content)
    record = kept_record(folder)
    standing = standing_with(read_standing(folder, people_of(found)), record, record_again(record, found))
    if as_json:
        show_json(standing)
    else:
        _print(standing)
    return PASS


def _print(standing: "Standing") -> None:
    say(f"{standing.number} revision {standing.revision}: {standing.state}")
    say(f"record sha256 {standing.record}")
    for each in standing.signed:
        say(f"signed: {each.role}: {each.printed_name} ({each.user_id}), {each.at}: {each.meaning}")
    for line in standing.why:
        say(f"open: {line}")


def people_of(content: Content) -> "tuple[Person, ...]":
    """Read the users file of the content; empty when there is none.

    Raises:
        PeopleError: it is wrong; one line for each problem.

    """
    from linebench.evidence.people.users import USERS, read_users  # noqa: PLC0415  # with its callers

    try:
        file = content.read("fixtures", USERS)
    except ContentError:
        return ()
    return read_users(file.text, file.shown)


def _trail(folder: Path) -> "AuditTrail":
    from linebench.cli.runs import account  # noqa: PLC0415  # loads pytest
    from linebench.evidence.audit import AuditTrail  # noqa: PLC0415  # with its callers
    from linebench.evidence.files import writing  # noqa: PLC0415  # see above
    from linebench.evidence.protocol.approval import AUDIT  # noqa: PLC0415  # see above

    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    return AuditTrail.reopen(folder / AUDIT, host=socket.gethostname(), actor=account())
