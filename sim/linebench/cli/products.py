"""``linebench products``: what products and markets are as files, before a scenario names them."""

from pathlib import Path
from typing import Annotated

import typer

from linebench.cli.failure import PASS, USAGE
from linebench.cli.options import AsJson, ContentDir, find_content
from linebench.cli.output import counted, say, show_json
from linebench.content import Content
from linebench.scenario.problems import Problem

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, help="Products and the markets they are made for.")


@app.callback()
def products() -> None:
    """Products and the markets they are made for."""


@app.command()
def check(
    paths: Annotated[list[Path] | None, typer.Argument(
        metavar="[FILE]...", help="Files of products and markets; all of the content folder if not given.")] = None,
    *, content: ContentDir = None, as_json: AsJson = False,
) -> int:
    """Check products against their markets, and markets by themselves; exit code 2 if one cannot be used."""
    found = find_content(content)
    files = paths or [path for folder in ("products", "markets")
                      for path in found.listing("scenarios", f"{folder}/*.toml")]
    problems = {path.as_posix(): _problems(path, found) for path in files}
    if as_json:
        show_json({name: list(map(str, each)) for name, each in problems.items()})
    else:
        _print(problems)
    return USAGE if any(problems.values()) else PASS


def _problems(path: Path, content: Content) -> tuple[Problem, ...]:
    from linebench.scenario.product_file import read_part  # noqa: PLC0415  # as other commands load their rooms

    return read_part(path, content.fresh(), Path.cwd())[1]


def _print(problems: dict[str, tuple[Problem, ...]]) -> None:
    for each in problems.values():
        for problem in each:
            say(str(problem), error=True)
    total, files = sum(map(len, problems.values())), counted(len(problems), "file")
    say(f"{counted(total, 'problem')} in {files}" if total else f"{files}: nothing wrong")
