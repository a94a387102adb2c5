"""``linebench qualify``: the bench qualifies itself as it is installed, and leaves an adequacy pack."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linebench.cli.failure import BENCH_ERROR, PASS
from linebench.cli.folders import new_folder
from linebench.cli.options import AsJson, Out
from linebench.cli.output import counted, say, show_json, table

if TYPE_CHECKING:
    from linebench.adequacy.model import Pack, Part

__all__ = ["qualify"]


def qualify(
    *, quick: Annotated[bool, typer.Option(
        "--quick", help="A few seconds: some planted defects, one replayed case; the pack says so.")] = False,
    out: Out = None, as_json: AsJson = False,
) -> int:
    """Qualify the bench as installed: traps, planted defects, replay, clocks; every later run names the pack."""
    folder = new_folder(out, "adequacy")
    from linebench.adequacy.qualify import qualify as execute  # noqa: PLC0415  # it loads the runner
    from linebench.adequacy.standing import keep  # noqa: PLC0415  # see above
    from linebench.adequacy.writing import write_pack  # noqa: PLC0415  # see above

    pack = write_pack(folder, execute(quick=quick, told=_silent if as_json else _tell))
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
    say(f"adequacy pack {folder.as_posix()}/adequacy.json")
