"""``linebench serve`` and ``linebench stack``: a line that waits for a stack, and a stack that visits a line."""

from pathlib import Path
from typing import Annotated

import typer

from linebench.cli.failure import PASS, UserError
from linebench.cli.options import (
    AsJson,
    ContentDir,
    Mutants,
    Settings,
    StackFile,
    find_content,
    known_mutants,
    read_limit,
    read_settings,
    scenario_path,
)

__all__ = ["serve", "stack"]

_SEED = Annotated[int, typer.Option("--seed", min=0, max=2**63 - 1, help="Seed of every chance.")]
_FOR = Annotated[str | None, typer.Option(
    "--for", metavar="TIME", help='Stop after so much simulated time, such as "90 s"; until stopped if not given.')]


def serve(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="A file, or a name in scenarios/.")],
    *, stack: StackFile = "stacks/open.toml", settings: Settings = None, seed: _SEED = 1,
    content: ContentDir = None, tags: Annotated[Path | None, typer.Option(
        "--tags", metavar="FILE.csv", help="Write the tag map of the PLC for the integrator.")] = None,
    start: Annotated[bool, typer.Option(
        "--start", help="Ask at the HMI for the first order once the stack is there.")] = False,
    limit: _FOR = None, real: Annotated[bool, typer.Option(
        "--real", help="Serve other machines too, as the stack file says; for a test network only.")] = False,
    as_json: AsJson = False,
) -> int:
    """Bring the simulated line up and serve its devices until stopped."""
    from linebench.cli.served import Session  # noqa: PLC0415  # the line's rooms are slow to import

    found = find_content(content)
    Session(found, scenario_path(found, scenario), seats=str(scenario_path(found, stack)) if stack else None,
            settings=read_settings(settings), seed=seed, real=real).serve(
        tags=tags, start=start, limit=read_limit(limit), as_json=as_json)
    return PASS


def stack(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="A file, or a name in scenarios/.")],
    *, endpoints: Annotated[str, typer.Option(
        "--endpoints", metavar="FILE", help="What linebench serve --json printed; - for standard input.")],
    level: Annotated[list[str] | None, typer.Option(
        "--level", metavar="LEVEL", help="Level to run (repeatable); every one served if not given.")] = None,
    mutant: Mutants = None, settings: Settings = None, seed: _SEED = 1, content: ContentDir = None,
    store: Annotated[Path | None, typer.Option(
        "--store", metavar="DIR", help="Where the levels keep what outlives them; forgotten if not given.")] = None,
    limit: _FOR = None, real: Annotated[bool, typer.Option(
        "--real", help="Endpoints of the document may be real devices on other machines; for a test network only."),
    ] = False,
) -> int:
    """Run the emulated control levels against a served line, in a process of their own."""
    from linebench.cli.served import visit  # noqa: PLC0415  # the stack is slow to import

    found = find_content(content)
    visit(found, scenario_path(found, scenario), endpoints, levels=_levels(level), mutants=known_mutants(mutant),
          settings=read_settings(settings), seed=seed, store=store, limit=read_limit(limit), real=real)
    return PASS


def _levels(names: list[str] | None) -> tuple[str, ...]:
    from linebench.levels import LEVELS  # noqa: PLC0415  # see above

    if wrong := next((name for name in names or () if name not in LEVELS), None):
        raise UserError(f"--level: found {wrong!r}; expected one of {', '.join(sorted(LEVELS))}")
    return tuple(names or ())
