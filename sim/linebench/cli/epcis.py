"""``linebench epcis``: anybody's EPCIS documents checked, converted, and their events named by their hash."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linebench.cli.failure import PASS, SUT_FAILED, UserError
from linebench.cli.options import AsJson
from linebench.cli.output import counted, say, show_json

if TYPE_CHECKING:
    from linebench.epcis import Document

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, help="Check, convert and hash EPCIS documents, of 1.2 and 2.0.")
Files = Annotated[list[Path], typer.Argument(metavar="FILE…", help="EPCIS documents, JSON or XML.")]
_SHOWN = 20
"""Problems that are shown of one file; ``--json`` has all."""


@app.command()
def check(files: Files, *, order: Annotated[bool, typer.Option(
        "--order", help="Check as well what cannot be: packed before commissioned, two parents, …")] = False,
        dscsa: Annotated[bool, typer.Option(
            "--dscsa", help="Check as well what partners of the United States have to tell each other.")] = False,
        as_json: AsJson = False) -> int:
    """Check documents as strictly as the standard allows; exit code 1 if one is not to be taken."""
    from linebench.epcis.examining import examined  # noqa: PLC0415  # lxml is slow to import

    found = {path.as_posix(): examined(_bytes(path), order=order, dscsa=dscsa) for path in files}
    if as_json:
        show_json({name: {"version": each.version, "events": each.events,
                          "problems": list(map(str, each.problems))} for name, each in found.items()})
    else:
        for name, each in found.items():
            what = counted(len(each.problems), "problem")
            sound = f"EPCIS {each.version}, {counted(each.events, 'event')}, sound"
            say(f"{name}: {what if each.problems else sound}")
            for problem in each.problems[:_SHOWN]:
                say(f"  {problem}")
            if len(each.problems) > _SHOWN:
                say(f"  … and {len(each.problems) - _SHOWN} more; --json shows all")
    return SUT_FAILED if any(each.problems for each in found.values()) else PASS


@app.command()
def convert(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An EPCIS document, JSON or XML.")], *,
    to: Annotated[str, typer.Option("--to", metavar="FORM", help="json, xml-2.0 or xml-1.2.")],
    out: Annotated[Path | None, typer.Option(
        "--out", metavar="FILE", help="Where to; else to the console.")] = None,
    identifiers: Annotated[str, typer.Option(
        "--identifiers", metavar="KIND", help="links or urns; else as they are.")] = "",
    prefix_length: Annotated[int, typer.Option(
        "--prefix-length", metavar="N", help="With --identifiers urns: digits of the company prefixes.")] = 0,
    dscsa: Annotated[Path | None, typer.Option(
        "--dscsa", metavar="FILE", help="With --to xml-1.2: for a partner of the United States, with the parties "
        "and trade items of this TOML file.")] = None,
) -> int:
    """Write a document in another form; its events keep their hash ids."""
    from linebench.epcis.convert import FORMS, as_links, as_urns, written  # noqa: PLC0415  # see check()

    if to not in FORMS:
        raise UserError(f"--to: found {to!r}; expected one of {', '.join(FORMS)}")
    if identifiers not in ("", "links", "urns") or (identifiers == "urns") != bool(prefix_length):
        raise UserError("expected --identifiers links, or --identifiers urns with --prefix-length, 6 to 12")
    if dscsa is not None and (to != "xml-1.2" or identifiers):
        raise UserError("expected --dscsa FILE with --to xml-1.2 and without --identifiers: it decides on these")
    document = _read(file)
    if dscsa is not None:
        document = _for_partner(document, dscsa)
    elif identifiers:
        document = as_links(document) if identifiers == "links" else as_urns(document, lambda _: prefix_length)
    data = written(document, to)
    if out is None:
        say(data.decode())
    else:
        out.write_bytes(data)
    return PASS


@app.command("hash")
def name_events(
    files: Files, *, pre_hash: Annotated[bool, typer.Option(
        "--pre-hash", help="Show the text that is hashed.")] = False,
    order: Annotated[str, typer.Option(
        "--order", metavar="ORDER", help="published: as the published hashes come about; text: as the text of CBV "
        "2.0 has it. They differ for business transactions, sources and destinations.")] = "published",
) -> int:
    """Print the hash id of each event (GS1 CBV 2.0, 8.9), one for each line."""
    from linebench.epcis import hashing  # noqa: PLC0415  # see check()

    if order not in ("published", "text"):
        raise UserError(f"--order: found {order!r}; expected published or text")
    says = hashing.pre_hash if pre_hash else hashing.event_hash
    for path in files:
        for event in _read(path).events:
            say(says(event, hashing.Order(order)))
    return PASS


def _for_partner(document: "Document", file: Path) -> "Document":
    from linebench.epcis import EpcisError  # noqa: PLC0415  # see check()
    from linebench.epcis.dscsa import dscsa_document, read_exchange  # noqa: PLC0415  # see check()

    try:
        return dscsa_document(document, read_exchange(_bytes(file).decode(errors="replace"), file.as_posix()))
    except EpcisError as error:
        raise UserError(str(error)) from error


def _bytes(path: Path) -> bytes:
    return path.read_bytes()


def _read(path: Path) -> "Document":
    from linebench.epcis import EpcisError  # noqa: PLC0415  # see check()
    from linebench.epcis.reading import read  # noqa: PLC0415  # see check()

    try:
        return read(_bytes(path))
    except EpcisError as error:
        raise UserError(f"{path.as_posix()}: {error}; linebench epcis check shows all") from error
