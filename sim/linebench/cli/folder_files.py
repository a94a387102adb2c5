"""``linebench folders``: anybody's orders, products, serial lists and reports in files, checked and converted."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linebench.cli.failure import PASS, SUT_FAILED, UserError
from linebench.cli.options import AsJson
from linebench.cli.output import counted, say, show_json

if TYPE_CHECKING:
    from linebench.wire.folders.document import FileDocument
    from linebench.wire.folders.file_map import FileMap

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, help="Check and convert files of orders, products, serials and reports.")
Map = Annotated[Path | None, typer.Option(
    "--map", metavar="MAP", help="The project's names, forms and words; else those of the bench.")]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SHOWN = 20
"""Problems that are shown of one file; ``--json`` has all."""


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="CSV, B2MML, SNX or EPCIS.")], *,
    file_map: Map = None, as_json: AsJson = False,
) -> int:
    """Tell what files say, and everything that is wrong with them; exit code 1 if one is not to be taken."""
    from linebench.wire.folders.document import FileError  # noqa: PLC0415  # lxml is slow to import

    read = _reader(file_map)
    found: dict[str, FileDocument | FileError] = {}
    for path in files:
        try:
            found[path.as_posix()] = read(path.read_bytes())
        except FileError as error:
            found[path.as_posix()] = error
    wrong = {name: each.problems for name, each in found.items() if isinstance(each, FileError)}
    if as_json:
        show_json({name: {"problems": list(map(str, wrong.get(name, ()))), **_told(each)}
                   for name, each in found.items()})
        return SUT_FAILED if wrong else PASS
    for name, each in found.items():
        if not isinstance(each, FileError):
            say(f"{name}: {counted(len(each.messages), 'message')} of {each.kind}"
                f"{f', document {each.id}' if each.id else ''}, sound")
            continue
        say(f"{name}: {counted(len(each.problems), 'problem')}")
        for problem in each.problems[:_SHOWN]:
            say(f"  {problem}")
        if len(each.problems) > _SHOWN:
            say(f"  … and {len(each.problems) - _SHOWN} more; --json shows all")
    return SUT_FAILED if wrong else PASS


@app.command()
def convert(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, B2MML or SNX.")], *,
    to: Annotated[str, typer.Option("--to", metavar="FORM", help="csv or b2mml.")],
    file_map: Map = None,
    as_map: Annotated[Path | None, typer.Option(
        "--as", metavar="MAP", help="The map of what is written; else that of --map.")] = None,
    out: Annotated[Path | None, typer.Option(
        "--out", metavar="FILE", help="Where to; else to the console.")] = None,
) -> int:
    """Write what a file says in another form, or by another map."""
    from linebench.wire.folders.document import FileError  # noqa: PLC0415  # see check()
    from linebench.wire.folders.forms import FORMS, write_file  # noqa: PLC0415  # see check()

    form = next((each for each in FORMS if each == to), None)
    if form is None:
        raise UserError(f"--to: found {to!r}; expected one of {', '.join(FORMS)}")
    read = _reader(file_map)
    now = int((datetime.now(UTC) - _EPOCH).total_seconds()) * 1_000_000
    try:
        document = read(file.read_bytes())
        data = write_file(document, form, _map(as_map or file_map), _EPOCH.isoformat(), now).data
    except FileError as error:
        raise UserError(f"{file.as_posix()}: {error.problems[0]}; linebench folders check shows all") from error
    if out is not None:
        out.write_bytes(data)
    else:
        say(data.decode(_map(as_map or file_map).encoding if form == "csv" else "utf-8").rstrip("\n"))
    return PASS


def _reader(path: Path | None) -> "Callable[[bytes], FileDocument]":
    """What reads files by a map, with times since 1970."""
    from linebench.wire.folders.forms import read_file  # noqa: PLC0415  # see check()

    file_map = _map(path)
    return lambda data: read_file(data, file_map, _EPOCH.isoformat())


def _map(path: Path | None) -> "FileMap":
    from linebench.wire.folders.document import FileError  # noqa: PLC0415  # see check()
    from linebench.wire.folders.file_map import OWN, read_file_map  # noqa: PLC0415  # see check()

    if path is None:
        return OWN
    try:
        return read_file_map(path.read_bytes(), path.as_posix())
    except FileError as error:
        raise UserError("\n".join(map(str, error.problems))) from error


def _told(found: "FileDocument | Exception") -> dict[str, object]:
    kind, number = getattr(found, "kind", ""), getattr(found, "id", "")
    return {"kind": kind, "document": number, "messages": len(getattr(found, "messages", ()))}
