"""``linebench dossier``: make one, take a sitting in, freeze, sign, revise, and tell how it stands."""

from pathlib import Path
from typing import Annotated

import typer

from linebench.cli.dossier import adding, deciding, exchanging
from linebench.cli.dossier.desks import AsUser, Folder, Reason, desk_for, host, users_of
from linebench.cli.failure import PASS, UserError
from linebench.cli.options import AsJson, ContentDir, find_content
from linebench.cli.output import say, show_json, table
from linebench.cli.passwords import PasswordEnv, certificate_password

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, help=(
    "What people add to the packages of one execution: deviations, remarks, reviews, conclusion and signatures."))
for each in (deciding.deviation, deciding.condition, deciding.conclude, adding.remark, adding.correct,
             adding.review, adding.attach):
    app.command()(each)
app.command("export")(exchanging.export)
app.command("import")(exchanging.take)



@app.command()
def make(
    packages: Annotated[list[Path], typer.Argument(metavar="PACKAGE...", help="Folders of all sittings.")],
    *, out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The dossier's own, new folder.")],
    user: AsUser, protocol: Annotated[Path | None, typer.Option(
        "--protocol", metavar="DIR", help="Folder of the approved protocol that must have been executed.")] = None,
    content: ContentDir = None,
) -> int:
    """Make a dossier over the packages of one execution."""
    from linebench.evidence.dossier.making import make_dossier  # noqa: PLC0415  # the PDF library is slow

    made = make_dossier(packages, out, user, users_of(content), host=host(), protocol_record=_record(protocol))
    say(f"dossier {out.as_posix()}: {len(made.packages)} packages of protocol {made.protocol} revision "
        f"{made.protocol_revision}")
    return PASS


def _record(protocol: Path | None) -> str:
    from linebench.evidence.files import sha256  # noqa: PLC0415  # see make

    if protocol is None:
        return ""
    file = protocol / "protocol.json"
    if not file.is_file():
        raise UserError(f"{file.as_posix()}: found no protocol record; expected the folder of an approved protocol")
    return sha256(file.read_bytes())


@app.command()
def add(
    folder: Folder, package: Annotated[Path, typer.Argument(metavar="PACKAGE", help="Folder of the next sitting.")],
    *, user: AsUser, content: ContentDir = None,
) -> int:
    """Take the package of a later sitting into a dossier."""
    from linebench.evidence.dossier.making import add_package  # noqa: PLC0415  # see make

    made = add_package(desk_for(folder, user, "add", content), package)
    say(f"dossier {folder.as_posix()}: {len(made.packages)} packages")
    return PASS


@app.command()
def freeze(
    folder: Folder, *, user: AsUser, content: ContentDir = None,
    language: Annotated[str, typer.Option("--language", help="Language file in reports/.")] = "en",
) -> int:
    """Derive the record and render the summary that people sign."""
    from linebench.evidence.dossier.freezing import freeze as freeze_dossier  # noqa: PLC0415  # see make

    templates = find_content(content).folder("reports")
    frozen = freeze_dossier(desk_for(folder, user, "freeze", content), templates, language)
    say(f"{(folder / 'summary.pdf').as_posix()}: revision {frozen.revision}, record {frozen.record}")
    return PASS


@app.command()
def sign(
    folder: Folder, *, user: AsUser,
    role: Annotated[str, typer.Option("--role", help="As what, such as reviewer.")],
    certificate: Annotated[Path, typer.Option("--certificate", metavar="FILE.p12", help="What is signed with.")],
    password_env: PasswordEnv = "",
    location: Annotated[str, typer.Option("--location", help="Where it is signed.")] = "",
    content: ContentDir = None,
) -> int:
    """Sign the frozen summary, when it is one's turn."""
    from linebench.evidence.dossier.freezing import sign as sign_dossier  # noqa: PLC0415  # see make
    from linebench.evidence.people.credential import read_credential  # noqa: PLC0415  # see make

    given = sign_dossier(desk_for(folder, user, "sign", content), role,
                         lambda: read_credential(certificate, certificate_password(password_env)),
                         location=location)
    say(f"{given.printed_name} signed as {given.role} at {given.at}: {given.meaning}")
    return PASS


@app.command()
def revise(folder: Folder, *, user: AsUser, reason: Reason, content: ContentDir = None) -> int:
    """Keep the signed revision whole and begin the next."""
    from linebench.evidence.dossier.freezing import revise as revise_dossier  # noqa: PLC0415  # see make

    made = revise_dossier(desk_for(folder, user, "revise", content), reason)
    say(f"dossier {folder.as_posix()}: revision {made.revision}")
    return PASS


@app.command()
def status(folder: Folder, *, as_json: AsJson = False) -> int:
    """Tell how a dossier stands: cases, deviations, conclusion, and who signs next."""
    from linebench.evidence.dossier.standing import standing  # noqa: PLC0415  # see make

    now = standing(folder)
    if as_json:
        show_json(now)
        return PASS
    table("", ("test case", "verdict", "attempts"), [(one.case, one.told, str(one.attempts)) for one in now.cases])
    table("", ("deviation", "test case", "state", "class", "number"),
          [(one.id, one.case, one.state, one.classed, one.number) for one in now.deviations])
    say(f"dossier {now.dossier}, revision {now.revision}, {now.state}; verdict of the execution: {now.verdict}")
    say(f"conclusion: {now.conclusion or 'none yet'}; signed: {', '.join(now.signed) or 'nobody'}; next: "
        f"{now.next or 'nobody'}")
    for reason in now.against:
        say(f"speaks against accepted: {reason}")
    return PASS
