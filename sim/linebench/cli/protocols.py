"""``linebench run`` and ``demo``: execute protocols, judge them, and leave an evidence package."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linebench.cli.asking import asking
from linebench.cli.failure import USAGE
from linebench.cli.folders import new_folder
from linebench.cli.impact import Only, chosen_by
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
from linebench.translated import untranslated

if TYPE_CHECKING:
    from linebench.bdd.config import RunConfig

__all__ = ["content_for", "demo", "features_of", "run", "usable"]

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
    protocol: Annotated[Path | None, typer.Option("--protocol", metavar="DIR", help=(
        "Folder of the approved protocol; what was changed since is refused."))] = None,
    draft: Annotated[str, typer.Option("--draft", metavar="REASON", help=(
        "Run although the protocol is not approved or was changed; every page of the report says so."))] = "",
    executor: Annotated[str, typer.Option("--executor", metavar="USER", help=(
        "Who executes, as the users file has it; the account if not given."))] = "",
    ask: Ask = None, answers: AnswersFile = None,
    only: Only = None,
    before: Before = None, repeat: Repeats = None, deviation: DeviationId = "", reason: RepeatReason = "",
    authorised_by: Authoriser = "", stop_after: StopAfter = 0,
    language: Annotated[str, typer.Option("--language", metavar="TAG", help=(
        "Language of the reports, such as de; that of the test cases if not given."))] = "",
    content: ContentDir = None, out: Out = None, as_json: AsJson = False,
) -> int:
    """Execute protocols and leave an evidence package."""
    found = content_for(content, paths)
    _refuse_unknown(language, found)
    features = _planned(found, paths, protocol)
    from linebench.bdd.run import RunConfig  # noqa: PLC0415  # pytest is slow, and wrong words need no pytest
    from linebench.cli.governing import govern  # noqa: PLC0415  # see above

    config = RunConfig(
        content=found.roots[0], features=tuple(features), seed=seed, number=first, out=Path(),
        scenario=None if scenario is None else scenario_path(found, scenario),
        stack=None if stack is None else scenario_path(found, stack),
        settings=tuple(read_settings(settings).items()), workers=workers, keyword=keyword, tags=tags,
        mutants=known_mutants(mutant), real=real, answers=answers)
    if not usable(config):
        return USAGE
    governed = govern(found, features, folder=protocol, draft=draft, user=executor)
    folder, words = new_folder(out, "run"), words_of(context)
    wanted = Wanted(before, tuple(repeat or ()), deviation, reason, authorised_by)
    config, sitting = seated(replace(config, rows=chosen_by(only, governed.rows)), wanted, found, folder, words)
    with asking(ask, answers, workers) as asker:
        from linebench.cli.execution import Execution  # noqa: PLC0415  # see above

        return Execution(found, replace(config, asker=asker), folder, words, governed=governed, sitting=sitting,
                         stop_after=stop_after, language=language).perform(as_json=as_json)


def _refuse_unknown(language: str, content: Content) -> None:
    """Refuse a language that no report can be written in, before anything runs."""
    if language:
        from linebench.evidence.report.language import load_language  # noqa: PLC0415  # typst is slow to import

        load_language(content.folder("reports"), language)


def _planned(content: Content, paths: list[str] | None, protocol: Path | None) -> list[Path]:
    """Return the feature files of a run: those that are named, else those of its protocol, else all."""
    if protocol is not None and not paths:
        from linebench.cli.governing import scripts_of  # noqa: PLC0415  # it loads the runner

        return scripts_of(content, protocol)
    return [path for name in paths or [""] for path in features_of(content, name)]


def demo(context: typer.Context, *, out: Out = None, workers: Workers = 2) -> int:
    """Run a short protocol on the shipped carton line."""
    from linebench.bdd.run import RunConfig  # noqa: PLC0415  # pytest is slow to import

    content = Content((library(),))
    config = RunConfig(content=content.roots[0], features=tuple(features_of(content, "oq")), seed=DEMO_SEED,
                       out=Path(), workers=workers, tags=" or ".join(DEMO_CASES))
    return _execute(content, config, new_folder(out, "demo"), words_of(context), as_json=False)


def _execute(content: Content, config: "RunConfig", folder: Path, words: Sequence[str], *, as_json: bool) -> int:
    from linebench.cli.execution import Execution  # noqa: PLC0415  # pytest is slow to import

    return Execution(content, config, folder, words).perform(as_json=as_json) if usable(config) else USAGE


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


def content_for(folder: Path | None, paths: list[str] | None) -> Content:
    """Find the content; features outside of it bring their own folder, with nothing but themselves in it."""
    found = find_content(folder)
    typed = [Path(name) for name in paths or [] if Path(name).exists()]
    outside = [path for path in typed if not any(path.resolve().is_relative_to(root) for root in found.roots)]
    if folder is not None or not outside:
        return found
    return find_content(outside[0] if outside[0].is_dir() else outside[0].absolute().parent)


def features_of(content: Content, name: str) -> list[Path]:
    """Find feature files by a path as typed, or by a name in the content's ``features``; all for ``""``."""
    typed = Path(name)
    if not name or typed.is_dir():
        found = untranslated(content.listing("features", "*.feature") if not name else
                             sorted(typed.rglob("*.feature")), [*content.roots] if not name else [typed])
        if not found:
            raise ContentError(Problem(name or content.roots[0].as_posix(), "", "no .feature file", "at least one",
                                       "name a folder with features"))
        return [path.resolve() for path in found]
    if typed.is_file():
        return [typed.resolve()]
    folder = next((root / "features" / name for root in content.roots if (root / "features" / name).is_dir()), None)
    if folder:
        return untranslated(sorted(folder.rglob("*.feature")), [folder])
    return [content.resolve("features", name if name.endswith(".feature") else f"{name}.feature")]
