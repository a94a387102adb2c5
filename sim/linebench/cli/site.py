"""``linebench site``: the history of a site server handed over to another, and held against that of other sites."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linebench.cli.failure import PASS, SUT_FAILED, UserError
from linebench.cli.options import AsJson
from linebench.cli.output import counted, say, show_json

if TYPE_CHECKING:
    from linebench.stack.l3.conflicts import Conflict
    from linebench.stack.l3.handover import Handover

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, help=(
    "Hand the history of a site server over to another, and find where the histories of sites contradict."))
_STORE = "l3.sqlite"
Store = Annotated[Path, typer.Argument(
    metavar="STORE", help="What linebench stack --store keeps: the folder, or its l3.sqlite.")]
Document = Annotated[Path, typer.Argument(metavar="FILE", help="The document.")]


@app.command("export")
def hand_over(
    store: Store, file: Document, *,
    site: Annotated[str, typer.Option(
        "--site", metavar="NAME", help="Whose it is; as the store's folder is called if not given.")] = "",
) -> int:
    """Write what a site server keeps into a document that another can begin from."""
    from linebench.stack.l3.handover import write_handover  # noqa: PLC0415  # the stack is slow to import
    from linebench.wiring.store import kept_in  # noqa: PLC0415  # as above

    path = _file_in(store)
    if not path.is_file():
        raise UserError(f"{path.as_posix()}: found no store; expected what linebench stack --store keeps")
    kept = kept_in(path)
    file.write_bytes(write_handover(site or path.resolve().parent.name, kept))
    say(f"all that {path.as_posix()} keeps is in {file.as_posix()}")
    return PASS


@app.command("import")
def take_over(file: Document, store: Store) -> int:
    """Make the store of a new site server from a document; nothing is made when it contradicts itself."""
    from linebench.wiring.store import LastingStore  # noqa: PLC0415  # see hand_over()

    path = _file_in(store)
    if path.exists():
        raise UserError(f"{path.as_posix()}: found a store; expected none, for what is in it would be mixed with "
                        "what is taken over")
    handover = _read(file)
    if found := _conflicts({file.as_posix(): handover}):
        _show(found)
        return SUT_FAILED
    path.parent.mkdir(parents=True, exist_ok=True)
    made = LastingStore(path)
    for key, value in handover.kept.items():
        made[key] = value
    made.commit()
    made.close()
    say(f"{path.as_posix()} begins with what site {handover.site} handed over")
    return PASS


@app.command()
def compare(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Documents, one of each site.")], *,
    as_json: AsJson = False,
) -> int:
    """Look for serials given out twice, master data that differ, SSCC ranges that overlap and gaps in documents."""
    found = _conflicts({path.as_posix(): _read(path) for path in files})
    if as_json:
        show_json({"sites": [path.as_posix() for path in files], "conflicts": found})
    else:
        _show(found)
    return SUT_FAILED if found else PASS


def _file_in(store: Path) -> Path:
    return store if store.suffix else store / _STORE


def _read(file: Path) -> "Handover":
    from linebench.stack.l3.handover import HandoverError, read_handover  # noqa: PLC0415  # see hand_over()

    try:
        return read_handover(file.read_bytes())
    except HandoverError as error:
        raise UserError(f"{file.as_posix()}: {error}") from error


def _conflicts(handovers: "dict[str, Handover]") -> "list[Conflict]":
    from linebench.stack.l3.conflicts import conflicts  # noqa: PLC0415  # see hand_over()
    from linebench.stack.l3.history import History  # noqa: PLC0415  # as above

    return conflicts({name: History(each.kept) for name, each in handovers.items()})


def _show(found: "list[Conflict]") -> None:
    for each in found:
        say(f"{' and '.join(each.sites)}: {each.kind}: {each.what}")
    say(counted(len(found), "conflict") if found else "no conflict")
