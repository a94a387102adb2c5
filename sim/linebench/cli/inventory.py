"""``linebench inventory``: what is installed, as a table, as a baseline to approve, or against an approved one."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linebench.cli.failure import PASS, SUT_FAILED, UserError
from linebench.cli.options import AsJson, ContentDir, find_content, scenario_path
from linebench.cli.output import counted, say, show_json, table
from linebench.content import Content

if TYPE_CHECKING:
    from linebench.evidence.environment import Difference, Inventory, Item
    from linebench.scenario.stack import StackPlan

__all__ = ["inventory"]


def inventory(
    *, stack: Annotated[str | None, typer.Option(
        "--stack", metavar="FILE", help="Look at its endpoints too: a stack file, or a name in scenarios/.",
    )] = None,
    scenario: Annotated[str, typer.Option(
        "--scenario", metavar="NAME", help="The world of the stack file: a file, or a name.")] = "carton-line",
    out: Annotated[Path | None, typer.Option(
        "--out", metavar="FILE.toml", help="Write a baseline for approval; an existing file is kept.")] = None,
    against: Annotated[Path | None, typer.Option(
        "--against", metavar="FILE.toml", help="Tell what differs from an approved baseline.")] = None,
    real: Annotated[bool, typer.Option(
        "--real", help="Endpoints may be outside this machine; for a test network only.")] = False,
    content: ContentDir = None, as_json: AsJson = False,
) -> int:
    """Tell what is installed: computer, packages, bench, clock, endpoints, files, and what the site says of it."""
    from linebench.inventory.collecting import collect  # noqa: PLC0415  # hashes are slow to import and to make
    from linebench.inventory.given import read_installation  # noqa: PLC0415  # see above

    found = find_content(content)
    plan = _stack(found, stack, scenario) if stack else None
    approved = _approved(found, against)
    listed = collect(found, Path.cwd(), stack=plan, given=read_installation(found), real=real)
    if out is not None:
        _write(out, listed)
    if approved is not None:
        return _compared(approved, listed, itself=_name(found, against), as_json=as_json)
    if as_json:
        show_json(listed)
    elif out is None:
        table("inventory", ("area", "subject", "property", "value"),
              [(item.area, item.subject, item.property, item.value) for item in listed.items])
    return PASS


def _stack(content: Content, name: str, scenario: str) -> "StackPlan":
    from linebench.line.kinds import KINDS  # noqa: PLC0415  # the line's rooms are slow to import
    from linebench.scenario.load import load  # noqa: PLC0415  # see above

    world = str(scenario_path(content, scenario))
    return load(world, content.fresh(), KINDS, stack=str(scenario_path(content, name))).scenario.stack


def _approved(content: Content, file: Path | None) -> "tuple[Item, ...] | None":
    from linebench.inventory.given import read_baseline  # noqa: PLC0415  # see above

    return None if file is None else read_baseline(content.fresh().open(file))


def _write(out: Path, listed: "Inventory") -> None:
    from linebench.inventory.baseline import write_baseline  # noqa: PLC0415  # see above

    try:
        with out.open("x", encoding="utf-8", newline="\n") as file:
            file.write(write_baseline(listed))
    except FileExistsError as error:
        raise UserError(f"--out: found {out}, which exists; a baseline is never overwritten, name another file"
                        ) from error
    except OSError as error:
        raise UserError(f"--out: {out} cannot be written: {error.strerror}; name a file in a folder that there is"
                        ) from error
    say(f"{out}: {counted(len(listed.items), 'fact')}; have it approved before it is compared with")


def _name(content: Content, file: Path | None) -> str:
    """What a file is called in the content folder that it lies in; empty where it lies in none."""
    whole = Path() if file is None else file.resolve()
    inside = (root.resolve() for root in content.roots if whole.is_relative_to(root.resolve()))
    return next((whole.relative_to(root).as_posix() for root in inside), "")


def _compared(approved: "tuple[Item, ...]", listed: "Inventory", *, itself: str, as_json: bool) -> int:
    from linebench.inventory.baseline import against  # noqa: PLC0415  # see above

    found = against(approved, listed.items, itself=itself)
    if as_json:
        show_json({"at": listed.at, "differences": found})
    else:
        _tell(found)
    return SUT_FAILED if found else PASS


def _tell(found: "Sequence[Difference]") -> None:
    if not found:
        say("nothing differs from the baseline")
        return
    table(counted(len(found), "difference"), ("area", "subject", "property", "approved", "found"),
          [(each.item.area, each.item.subject, each.item.property, each.before, each.after) for each in found])
