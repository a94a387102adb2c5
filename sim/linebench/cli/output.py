"""How the command line prints: tables for people, JSON for machines, progress on a terminal only."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import msgspec

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["Advance", "console", "counted", "prepare", "progress", "say", "show_json", "table"]


class Advance(Protocol):
    """Moves a progress bar."""

    def __call__(self, done: int, total: int, text: str) -> None:
        """Show ``done`` of ``total``, and what is being done."""


def prepare() -> None:
    """Make both streams UTF-8: a console or pipe with a narrower code page must not end a run."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)  # absent where a test has put its own stream
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")


def say(text: str = "", *, error: bool = False) -> None:
    """Print plain text and flush it, so that it stands before what a child process prints."""
    print(text, file=sys.stderr if error else sys.stdout, flush=True)  # printing is its purpose


def counted(number: int, what: str) -> str:
    """Write a number of things: ``1 problem``, ``3 problems``."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def show_json(value: object) -> None:
    """Print a value as indented JSON."""
    say(msgspec.json.format(msgspec.json.encode(value, enc_hook=str), indent=2).decode())


def console(*, error: bool = False) -> "Console":
    """Return a rich console that writes no markup and keeps long words whole."""
    from rich.console import Console  # noqa: PLC0415  # rich is slow to import; --help does not need it

    # the stream itself: while protocols run, pytest has put its own in the place of sys.stderr
    return Console(file=sys.stderr if error else sys.stdout, markup=False, highlight=False, emoji=False)


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table; on a pipe as wide as its content, so that no cell is cut."""
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415  # see console()
    from rich.table import Table  # noqa: PLC0415  # see console()
    from rich.text import Text  # noqa: PLC0415  # see console()

    out = console()
    grid = Table(title=title or None, title_justify="left", header_style="bold", box=SIMPLE_HEAD)
    for column in columns:
        grid.add_column(column, overflow="fold")
    for row in rows:
        grid.add_row(*(Text(cell, style=_STYLES.get(cell, "")) for cell in row))
    if not out.is_terminal:
        out.width = max(out.width, 160)
    out.print(grid)


_STYLES = {"pass": "green", "fail": "bold red", "error": "bold magenta", "caught": "green", "finding": "bold red"}


@contextmanager
def progress(text: str) -> Iterator[Advance]:
    """Show a progress bar on stderr while the block runs, if stderr is a terminal; else nothing.

    Until the first call of what it yields, the bar only shows that something moves, and for how long.
    """
    out = console(error=True)
    if not out.is_terminal:
        yield lambda done, total, text: None  # noqa: ARG005  # nobody is looking
        return
    from rich import progress as rich  # noqa: PLC0415  # see console()

    columns = (rich.TextColumn("{task.description}"), rich.BarColumn(), rich.TextColumn("{task.fields[of]}"),
               rich.TimeElapsedColumn())
    with rich.Progress(*columns, console=out, transient=True, redirect_stdout=False, redirect_stderr=False) as bar:
        task = bar.add_task(text, total=None, of="")

        def advance(done: int, total: int, text: str) -> None:
            bar.update(task, completed=done, total=total, description=text, of=f"{done} of {total}")

        yield advance
