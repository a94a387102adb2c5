"""``linebench qualify``: the bench qualifies itself as it is installed, and leaves an adequacy pack."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linebench.cli.failure import BENCH_ERROR, PASS, UserError
from linebench.cli.folders import new_folder
from linebench.cli.options import AsJson, ContentDir, Out, find_content
from linebench.cli.output import counted, say, show_json, table

if TYPE_CHECKING:
    from linebench.adequacy.model import Pack, Part

__all__ = ["platforms", "qualify"]


def qualify(
    *, quick: Annotated[bool, typer.Option(
        "--quick", help="A few seconds: some planted defects, one replayed case; the pack says so.")] = False,
    language: Annotated[str, typer.Option("--language", metavar="TAG", help="Language of the document.")] = "en",
    content: ContentDir = None, out: Out = None, as_json: AsJson = False,
) -> int:
    """Qualify the bench as installed: traps, planted defects, replay, clocks; every later run names the pack."""
    folder, found = new_folder(out, "adequacy"), find_content(content)
    from linebench.adequacy.qualify import qualify as execute  # noqa: PLC0415  # it loads the runner
    from linebench.adequacy.standing import keep  # noqa: PLC0415  # see above
    from linebench.adequacy.writing import write_pack  # noqa: PLC0415  # see above

    pack, files = execute(quick=quick, told=_silent if as_json else _tell)
    write_pack(folder, pack, files, found.folder("reports"), language)
    keep(pack)
    if as_json:
        show_json(pack)
    else:
        _show(pack, folder)
    return PASS if pack.result == "pass" else BENCH_ERROR


def _silent(part: "Part") -> None:
    """Say nothing: a machine reads along."""


def _tell(part: "Part") -> None:
    say(f"{part.result}: {part.title}, {counted(len(part.rows), 'row')}")


def _show(pack: "Pack", folder: Path) -> None:
    bad = [(part.id, one.id, one.expected, one.found) for part in pack.parts for one in part.rows
           if one.result == "fail"]
    if bad:
        table(counted(len(bad), "row") + " not as it must be", ("part", "row", "expected", "found"), bad)
    say(f"{pack.id} ({pack.extent}): {pack.result}")
    say(f"adequacy pack {folder.as_posix()}/adequacy.pdf")


def platforms(
    *, record: Annotated[Path | None, typer.Option(
        "--record", metavar="PACK", help="Add the platform of an adequacy pack, a folder that qualify left, to "
        "fixtures/platforms.toml of --content.")] = None,
    content: ContentDir = None, as_json: AsJson = False,
) -> None:
    """List the platforms that the bench was qualified on; all others are untested."""
    from linebench.adequacy.recording import read_pack  # noqa: PLC0415  # see qualify()
    from linebench.adequacy.recording import record as add  # noqa: PLC0415  # see qualify()
    from linebench.adequacy.stated import platforms as known  # noqa: PLC0415  # see qualify()

    if record is not None:
        if content is None:
            raise UserError("--record: found no --content; name the content folder whose fixtures/platforms.toml "
                            "it goes into: the library of an installed bench is never written")
        add(read_pack(record), find_content(content))
    found = known(find_content(content))
    if as_json:
        show_json(found)
    else:
        table("platforms", ("system", "machine", "python", "state", "pack", "on"),
              [(one.os, one.machine, one.python, one.state, one.pack, one.on) for one in found])
