"""The commands and their common frame: options before the command, errors, exit codes."""

import sys
import traceback
from typing import Annotated

import typer

from linebench import __version__
from linebench.cli import (
    bindings,
    bundle,
    certify,
    checking,
    compare,
    enterprise,
    exports,
    impact,
    inventory,
    lists,
    new,
    packages,
    pool,
    protocols,
    qualify,
    serving,
    simulation,
)
from linebench.cli.controlled import app as protocol
from linebench.cli.dashboard import app as dashboard
from linebench.cli.dossier.app import app as dossier
from linebench.cli.epcis import app as epcis
from linebench.cli.failure import USAGE, explain
from linebench.cli.folder_files import app as folders
from linebench.cli.image.app import app as image
from linebench.cli.output import prepare, say
from linebench.cli.products import app as products
from linebench.cli.requirements import app as requirements
from linebench.cli.site import app as site
from linebench.cli.stacks import app as stacks

__all__ = ["app", "run"]

_USAGE_ERROR: type[Exception] = next(
    each for each in typer.BadParameter.__mro__ if each.__name__ == "ClickException")
"""Typer carries click inside or uses the installed one, depending on its version; this is the right one."""

app = typer.Typer(
    name="linebench", add_completion=False, rich_markup_mode=None,
    pretty_exceptions_enable=False, help="Test bench for product serialization. Exit codes: 0 pass, "
    "1 the system under test failed, 2 bad input, 3 bench error, 4 provisional.",
)
for each in (protocols.demo, protocols.run, certify.certify, simulation.simulate, serving.serve,
             enterprise.enterprise, pool.pool, checking.check, packages.verify, packages.report, exports.export,
             compare.compare, qualify.qualify, qualify.platforms, bundle.bundle, lists.steps, lists.faults,
             lists.mutants, bindings.bindings, inventory.inventory, impact.impact, new.new):
    app.command()(each)
app.add_typer(dashboard, name="dashboard")
app.add_typer(dossier, name="dossier")
app.add_typer(epcis, name="epcis")
app.add_typer(folders, name="folders")
app.add_typer(image, name="image")
app.add_typer(products, name="products")
app.add_typer(protocol, name="protocol")
app.add_typer(requirements, name="requirements")
app.add_typer(site, name="site")
app.add_typer(stacks, name="stack")


def _version(wanted: bool) -> None:
    if wanted:
        say(f"linebench {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True,
                                          help="Print the version and exit.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of a bench error.")] = False,
) -> None:
    """Options before the command."""


def run(arguments: list[str] | None = None) -> int:
    """Run the command line; never lets an exception through."""
    prepare()
    words = sys.argv[1:] if arguments is None else arguments
    try:
        return _invoke(words)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  # the frame turns every error into one message
        if "--debug" in words:
            traceback.print_exception(error)
        message, code = explain(error)
        say(f"linebench: {message}", error=True)
        return code


def _invoke(words: list[str]) -> int:
    command = typer.main.get_command(app)
    try:
        result = command.main(words or ["--help"], prog_name="linebench", standalone_mode=False,
                              obj=tuple(words))
    except _USAGE_ERROR as error:
        say(f"linebench: {_message(error)}; see linebench --help", error=True)
        return USAGE
    except typer.Abort:
        raise KeyboardInterrupt from None
    return result if isinstance(result, int) else 0


def _message(error: Exception) -> str:
    text = getattr(error, "format_message", error.__str__)()
    return str(text).rstrip(".")
