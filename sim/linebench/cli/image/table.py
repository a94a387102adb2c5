"""``linebench image table``: how often each fault makes a code unreadable, derived from pictures."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from linebench.cli.failure import UserError
from linebench.cli.image.options import check_file
from linebench.cli.output import counted, progress, say

__all__ = ["table"]

_FILE = Path("fixtures/images/model.toml")


def table(*,
          seed: Annotated[int, typer.Option(min=0, help="Seed of serials, lots and camera noise.")] = 1,
          shots: Annotated[int, typer.Option(min=1, help="Pictures per severity of each fault.")] = 40,
          date: Annotated[str, typer.Option(metavar="YYYY-MM-DD",
                                            help="Date of the derivation; today if not given.")] = "",
          out: Annotated[Path, typer.Option(help="The table that protocols with model fidelity use.")] = _FILE,
          ) -> None:
    """Derive the table of the model fidelity from pictures of every fault of print and camera."""
    from linebench.imaging.measure import measure_table  # noqa: PLC0415  # loads the decoders
    from linebench.imaging.table import table_text  # noqa: PLC0415  # see above

    day = _day(date)
    check_file(out, "--out")
    with progress("drawing and reading") as advance:
        found = measure_table(seed, day, shots=shots, advance=advance)
    out.write_text(table_text(found), encoding="utf-8", newline="\n")
    made = f"{len(found.unreadable)} faults, {counted(shots, 'picture')} for each severity"
    say(f"{out.as_posix()}: {made}, seed {seed}, {day}")


def _day(text: str) -> str:
    if not text:
        return dt.datetime.now(tz=dt.UTC).date().isoformat()
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        raise UserError(f"--date {text!r}: expected a date such as 2026-01-31") from None
