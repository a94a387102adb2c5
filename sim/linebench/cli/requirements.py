"""``linebench requirements``: requirements and risks as a table for other systems, and back."""

from pathlib import Path
from typing import Annotated

import typer

from linebench.cli.failure import PASS, UserError
from linebench.cli.options import ContentDir, find_content
from linebench.cli.output import say

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, help=(
    "Requirements, limits and risks of fixtures/requirements.toml as CSV, and CSV as such a file."))
Table = Annotated[Path, typer.Argument(metavar="FILE.csv", help="The table.")]


@app.command()
def export(table: Table, *, content: ContentDir = None) -> int:
    """Write requirements and risks as CSV; what the table cannot hold are comments."""
    from linebench.requirements_table import to_table  # noqa: PLC0415  # few commands need it

    file = find_content(content).read("fixtures", "requirements.toml")
    table.write_bytes(to_table(file.text, file.name, shown=file.shown))
    say(table.as_posix())
    return PASS


@app.command("import")
def take(
    table: Table, *, out: Annotated[Path, typer.Option(
        "--out", metavar="FILE.toml", help="The new requirements file; an existing file is kept.")],
) -> int:
    """Read CSV, also as a spreadsheet saved it, and write it as requirements file; all of it or nothing."""
    from linebench.requirements_table import from_table  # noqa: PLC0415  # see export

    if out.exists():
        raise UserError(f"{out.as_posix()}: found a file there already; expected a new one: requirements are a "
                        "controlled document; name another file and compare")
    text = from_table(table.read_bytes(), table.as_posix())
    out.write_text(text, encoding="utf-8", newline="\n")
    say(out.as_posix())
    return PASS
