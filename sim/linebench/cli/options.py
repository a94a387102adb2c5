"""Options that several commands have, written once so that they are the same everywhere."""

import re
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from linebench.cli.failure import UserError
from linebench.content import Content

__all__ = ["AnswersFile", "AsJson", "Ask", "ContentDir", "First", "Mutants", "Out", "ScenarioFile", "Seed",
           "Settings", "StackFile", "Workers", "find_content", "known_key", "known_mutants", "read_limit",
           "read_pairs", "read_settings", "scenario_path", "words_of"]

AnswersFile: TypeAlias = Annotated[Path | None, typer.Option(
    "--answers", metavar="FILE.toml", help="Answers of people written before, for a run that nobody attends.")]
Ask: TypeAlias = Annotated[str | None, typer.Option(
    "--ask", metavar="WHERE", help="Where people are asked what only they can do or see: page or terminal.")]
AsJson: TypeAlias = Annotated[bool, typer.Option("--json", help="Print JSON for a machine.")]
ContentDir: TypeAlias = Annotated[Path | None, typer.Option(
    "--content", metavar="DIR", help="The site's content folder; what it lacks comes from the shipped library.")]
First: TypeAlias = Annotated[int, typer.Option("--first", min=0, metavar="N", help=(
    'Number of this run in the names of orders, where a stack file has world = "continue"; '
    "one that grows by the second if not given."))]
Mutants: TypeAlias = Annotated[list[str] | None, typer.Option(
    "--mutant", metavar="NAME", help="Switch a planted defect on (repeatable); see: linebench mutants.")]
Out: TypeAlias = Annotated[Path | None, typer.Option(
    "--out", metavar="DIR", help="Where results go; a new folder below evidence/ if not given.")]
ScenarioFile: TypeAlias = Annotated[str | None, typer.Option(
    "--scenario", metavar="FILE", help="The world for features that name none: a file, or a name in scenarios/.")]
Seed: TypeAlias = Annotated[int, typer.Option("--seed", min=0, max=2**63 - 1, help="Seed of every chance.")]
Workers: TypeAlias = Annotated[int, typer.Option(
    "-n", "--workers", min=1, metavar="WORKERS", help="Worker processes; the result does not depend on it.")]
StackFile: TypeAlias = Annotated[str | None, typer.Option(
    "--stack", metavar="FILE", help="Stack file that wins over the scenario's: a file, or a name in scenarios/.")]
Settings: TypeAlias = Annotated[list[str] | None, typer.Option(
    "--set", metavar="KEY=VALUE", help='Change one value of the scenario (repeatable): --set "stack.scan=10 ms".')]


def find_content(folder: Path | None) -> Content:
    """Find the content folders for a command.

    Raises:
        ContentError: the folder does not exist.

    """
    return Content.find(folder)


def words_of(context: typer.Context) -> tuple[str, ...]:
    """Return the words of the command line as typed; ``app.run`` leaves them in the context."""
    return tuple(context.find_root().obj)


def scenario_path(content: Content, name: str) -> Path:
    """Find a scenario: a file as the user typed it, else a name in the content's ``scenarios``.

    Raises:
        ContentError: there is neither.

    """
    typed = Path(name)
    return typed.resolve() if typed.is_file() else content.resolve("scenarios", name)


def known_key(text: str) -> str:
    """Read the fingerprint of a key; ``""`` for none.

    Raises:
        UserError: it is no fingerprint.

    """
    plain = text.strip().lower()
    if plain and not re.fullmatch("[0-9a-f]{64}", plain):
        raise UserError(f"--key: found {text!r}; expected a fingerprint of 64 hex digits, as "
                        'linebench verify --json tells it under "seal_key"')
    return plain


def read_settings(texts: list[str] | None) -> dict[str, str]:
    """Read ``key=value`` texts.

    Raises:
        UserError: one has no ``=``.

    """
    found = read_pairs("--set", texts, 'KEY=VALUE, such as "stack.scan=10 ms"')
    return {key.strip(): value.strip() for key, value in found.items()}


def read_pairs(word: str, texts: list[str] | None, expected: str) -> dict[str, str]:
    """Read what an option that comes again and again gives: names and values with ``=`` between them.

    Raises:
        UserError: one has no ``=``, or no name; ``expected`` tells what it should be.

    """
    pairs = [text.partition("=") for text in texts or []]
    wrong = next((name for name, equals, _ in pairs if not equals or not name), None)
    if wrong is not None:
        raise UserError(f"{word}: found {wrong!r}; expected {expected}")
    return {name: value for name, _, value in pairs}


def known_mutants(names: list[str] | None) -> tuple[str, ...]:
    """Read the names of planted defects.

    Raises:
        UserError: there is no such defect.

    """
    if not names:
        return ()
    from linebench.stack.mutants import all_mutants  # noqa: PLC0415  # the stack is slow to import

    known = sorted(mutant.name for mutant in all_mutants())
    if wrong := next((name for name in names if name not in known), None):
        raise UserError(f"--mutant: found {wrong!r}; expected one of {', '.join(known)}")
    return tuple(names)


def read_limit(text: str | None) -> int | None:
    """Read what ``--for`` says, in microseconds; ``None`` where nothing was said.

    Raises:
        UserError: it is no duration.

    """
    from linebench.units import Duration, UnitError  # noqa: PLC0415  # only who waits needs it

    try:
        return None if text is None else int(Duration.parse(text))
    except UnitError as error:
        raise UserError(f"--for: {error}") from error
