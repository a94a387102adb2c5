"""``linebench stack``: runs the emulated levels, or with ``check`` looks at how a real system is bound."""

import asyncio
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from linebench.cli import serving
from linebench.cli.failure import PASS, SUT_FAILED
from linebench.cli.options import AsJson, ContentDir, find_content, scenario_path
from linebench.cli.output import counted, say, show_json, table

__all__ = ["app"]

_USUAL = "run"
"""What is meant where the first word is none of the sub-commands."""


class _Stacks(TyperGroup):
    """``linebench stack SCENARIO …`` runs, as it always did; a scenario called ``check`` is ``./check``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401  # Typer carries click inside or not
        """Read the words; see ``Command``."""
        if args and args[0] not in (*self.commands, "--help"):
            args = [_USUAL, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=_Stacks, add_completion=False, rich_markup_mode=None, help=(
    "SCENARIO --endpoints FILE: run the emulated control levels against a served line. "
    "check FILE: tell how a real system is bound."))
app.command(name=_USUAL)(serving.stack)


@app.command()
def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A stack file, or a name in scenarios/.")],
    *, scenario: Annotated[str, typer.Option(
        "--scenario", metavar="NAME", help="The world it is used in: a file, or a name.")] = "carton-line",
    power: Annotated[bool, typer.Option(
        "--power", help="Give the system power first, as power_on is bound, and take it away afterwards.")] = False,
    real: Annotated[bool, typer.Option(
        "--real", help="Bindings and wires may leave this machine; for a test network only.")] = False,
    content: ContentDir = None, as_json: AsJson = False,
) -> int:
    """Tell of every action, claim and wire how it is bound, what is missing, and what cannot be reached."""
    from linebench.line.kinds import KINDS  # noqa: PLC0415  # the line's rooms are slow to import
    from linebench.scenario.load import load  # noqa: PLC0415  # see above
    from linebench.surveying import survey  # noqa: PLC0415  # see above

    found = find_content(content)
    loaded = load(str(scenario_path(found, scenario)), found, KINDS, stack=str(scenario_path(found, file)))
    rows = asyncio.run(survey(loaded, real=real, power=power))
    bad = [row for row in rows if row.state not in ("ok", "not there")]
    if as_json:
        show_json({"stack": loaded.scenario.stack.id, "usable": not bad, "bindings": rows})
    else:
        table(f"stack {loaded.scenario.stack.id}", ("", "name", "state", "bound to", "remark"),
              [(row.what, row.name, row.state, row.how, row.why) for row in rows])
        say(f"{counted(len(bad), 'problem')}" if bad else "everything is bound and reachable")
    return SUT_FAILED if bad else PASS
