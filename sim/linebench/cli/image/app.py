"""The commands below ``linebench image``."""

import typer

from linebench.cli.image import dataset, fault, feed, grade, make, read, sheet, table
from linebench.cli.output import say

__all__ = ["app"]

app = typer.Typer(rich_markup_mode=None, help="Code images: draw, grade, read; data sets, feeds.")
for each in (make.make, fault.fault, grade.grade, read.read, sheet.sheet, dataset.dataset, feed.feed,
             table.table):
    app.command()(each)


@app.callback(invoke_without_command=True)
def image(context: typer.Context) -> None:
    """Code images: draw, grade, read; data sets, feeds."""
    if context.invoked_subcommand is None:
        say(context.get_help())
