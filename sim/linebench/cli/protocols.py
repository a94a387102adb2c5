"""``linebench run`` and ``demo``: execute protocols, judge them, and leave an evidence package."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linebench.cli.asking import asking
from linebench.cli.failure import USAGE
from linebench.cli.folders import new_folder
from linebench.cli.options import (
    AnswersFile,
    AsJson,
    Ask,
    ContentDir,
    First,
    Mutants,
    Out,
    ScenarioFile,
    Seed,
    Settings,
    StackFile,
    Workers,
    find_content,
    known_mutants,
    read_settings,
    scenario_path,
    words_of,
)
from linebench.cli.output import counted, say
from linebench.cli.sitting import (
    Authoriser,
    Before,
    DeviationId,
    RepeatReason,
    Repeats,
    StopAfter,
    Wanted,
    seated,
)
from linebench.content import Content, ContentError, library
from linebench.scenario.problems import Problem

if TYPE_CHECKING:
    from linebench.bdd.config import RunConfig
    from linebench.evidence.sittings import Sitting

__all__ = ["demo", "run", "usable"]

DEMO_SEED = 7
DEMO_CASES = ("OQ-L1-001", "OQ-L1-003", "OQ-L1-005", "OQ-L1-008", "OQ-L1-012", "OQ-L1-013", "OQ-L1-016",
              "OQ-L1-018", "OQ-L1-030", "OQ-L1-034", "OQ-L2-006", "OQ-L2-009", "OQ-L2-025")
"""The demonstration: codes, rejects, stops, aggregation, balance and recovery, a few cases of each."""


def run(
    context: typer.Context,
    paths: Annotated[list[str] | None, typer.Argument(
        metavar="[PATH]...", help="Feature files or folders; all of the content folder if not given.")] = None,
    *, scenario: ScenarioFile = None, settings: Settings = None, stack: StackFile = None, seed: Seed = 1,
    first: First = 0, workers: Workers = 1,
    keyword: Annotated[str, typer.Option("-k", metavar="EXPR", help="Only titles that match.")] = "",
    tags: Annotated[str, typer.Option("-m", metavar="TAGS", help=(
        "Only tags that match; what is tagged nightly runs only when that is named."))] = "",
    mutant: Mutants = None, real: Annotated[bool, typer.Option(
        "--real", help="Wires of real seats may leave this machine; for a test network only.")] = False,
    ask: Ask = None, answers: AnswersFile = None,
    before: Before = None, repeat: Repeats = None, deviation: DeviationId = "", reason: RepeatReason = "",
    authorised_by: Authoriser = "", stop_after: StopAfter = 0,
    content: ContentDir = None, out: Out = None, as_json: AsJson = False,
) -> int:
    """Execute protocols and leave an evidence package."""
    found = _content(content, paths)
    features = [path for name in paths or [""] for path in _features(found, name)]
    from linebench.bdd.run import RunConfig  # noqa: PLC0415  # pytest is slow, and wrong words need no pytest

    config = RunConfig(
        content=found.roots[0], features=tuple(features), seed=seed, number=first, out=Path(),
        scenario=None if scenario is None else scenario_path(found, scenario),
        stack=None if stack is None else scenario_path(found, stack),
        settings=tuple(read_settings(settings).items()), workers=workers, keyword=keyword, tags=tags,
        mutants=known_mutants(mutant), real=real, answers=answers)
    folder, words = new_folder(out, "run"), words_of(context)
    wanted = Wanted(before, tuple(repeat or ()), deviation, reason, authorised_by)
    config, sitting = seated(config, wanted, found, folder, words)
    with asking(ask, answers, workers) as asker:
        return _execute(found, replace(config, asker=asker), folder, words, as_json=as_json, sitting=sitting,
                        stop_after=stop_after)


def demo(context: typer.Context, *, out: Out = None, workers: Workers = 2) -> int:
    """Run a short protocol on the shipped carton line."""
    from linebench.bdd.run import RunConfig  # noqa: PLC0415  # pytest is slow to import

    content = Content((library(),))
    config = RunConfig(content=content.roots[0], features=tuple(_features(content, "oq")), seed=DEMO_SEED,
                       out=Path(), workers=workers, tags=" or ".join(DEMO_CASES))
    return _execute(content, config, new_folder(out, "demo"), words_of(context), as_json=False)


def _execute(content: Content, config: "RunConfig", folder: Path, words: Sequence[str], *, as_json: bool,
             sitting: "Sitting | None" = None, stop_after: int = 0) -> int:
    from linebench.cli.execution import Execution  # noqa: PLC0415  # pytest is slow to import

    if not usable(config):
        return USAGE
    run = Execution(content, config, folder, words, sitting=sitting, stop_after=stop_after)
    return run.perform(as_json=as_json)


def usable(config: "RunConfig") -> bool:
    """Say what is wrong with a run before it begins, or which real systems it is joined with."""
    from linebench.bdd.run import check  # noqa: PLC0415  # pytest is slow to import
    from linebench.bdd.worlds import real_systems  # noqa: PLC0415  # see above

    if refused := check(config):
        for error in refused:
            say(str(error), error=True)
        say(f"linebench: {counted(len(refused), 'problem')}; nothing was run", error=True)
        return False
    for name in real_systems(config.resolved()):
        say(f"connected to a real system: {name}", error=True)
    return True


def _content(folder: Path | None, paths: list[str] | None) -> Content:
    """Find the content; features outside of it bring their own folder, with nothing but themselves in it."""
    found = find_content(folder)
    typed = [Path(name) for name in paths or [] if Path(name).exists()]
    outside = [path for path in typed if not any(path.resolve().is_relative_to(root) for root in found.roots)]
    if folder is not None or not outside:
        return found
    return find_content(outside[0] if outside[0].is_dir() else outside[0].absolute().parent)


def _features(content: Content, name: str) -> list[Path]:
    typed = Path(name)
    if not name or typed.is_dir():
        found = content.listing("features", "*.feature") if not name else sorted(typed.rglob("*.feature"))
        if not found:
            raise ContentError(Problem(name or content.roots[0].as_posix(), "", "no .feature file", "at least one",
                                       "name a folder with features"))
        return [path.resolve() for path in found]
    if typed.is_file():
        return [typed.resolve()]
    folder = next((root / "features" / name for root in content.roots if (root / "features" / name).is_dir()), None)
    if folder:
        return sorted(folder.rglob("*.feature"))
    return [content.resolve("features", name if name.endswith(".feature") else f"{name}.feature")]
