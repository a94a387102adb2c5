"""``linebench certify``: runs the cases of a profile against a stack and states whether its product conforms."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linebench.cli.asking import asking
from linebench.cli.failure import BENCH_ERROR, PASS, PROVISIONAL, SUT_FAILED, USAGE
from linebench.cli.folders import new_folder
from linebench.cli.options import (
    AnswersFile,
    AsJson,
    Ask,
    ContentDir,
    First,
    Mutants,
    Out,
    Seed,
    Workers,
    find_content,
    known_mutants,
    scenario_path,
    words_of,
)
from linebench.cli.output import say, show_json, table
from linebench.cli.protocols import usable
from linebench.content import Content, as_typed
from linebench.evidence.model import FileHash

if TYPE_CHECKING:
    from linebench.bdd.continued import Continued
    from linebench.cli.execution import Execution
    from linebench.evidence.statement.model import Chosen, Statement
    from linebench.scenario.load import Loaded

__all__ = ["certify"]

_WORLD = "carton-wired"
"""The world in which a stack file is read before any case has named its own."""
_CODES = {"conforms": PASS, "conforms with exceptions": PROVISIONAL, "does not conform": SUT_FAILED}


def certify(
    context: typer.Context,
    profile: Annotated[str, typer.Argument(metavar="PROFILE", help="A profile of features/profiles, by its id.")],
    *, stack: Annotated[str, typer.Option(
        "--stack", metavar="FILE", help="Stack file with the table [product]: a file, or a name in scenarios/.")],
    seed: Seed = 1, first: First = 0, workers: Workers = 1, mutant: Mutants = None,
    real: Annotated[bool, typer.Option(
        "--real", help="Wires of real seats may leave this machine; for a test network only.")] = False,
    ask: Ask = None, answers: AnswersFile = None,
    content: ContentDir = None, out: Out = None, as_json: AsJson = False,
) -> int:
    """Run the cases of a profile against a stack and write the conformance statement, as PDF and JSON, sealed."""
    found = find_content(content)
    file = scenario_path(found, stack)
    loaded, chosen, features = _choose(found, profile, file)
    folder = new_folder(out, f"certify-{profile}")
    from linebench.bdd.config import RunConfig  # noqa: PLC0415  # pytest is slow, and wrong words need no pytest
    from linebench.certifying import rows_of  # noqa: PLC0415  # see above

    config = RunConfig(content=found.roots[0], features=features, seed=seed, number=first, out=Path(), stack=file,
                       workers=workers, mutants=known_mutants(mutant), real=real, answers=answers,
                       rows=rows_of(chosen), continued=_continued(loaded, first))
    if not usable(config):
        return USAGE
    with asking(ask, answers, workers) as asker:
        from linebench.cli.execution import Execution  # noqa: PLC0415  # see above

        try:
            told = _asked(loaded, config.continued, real=real)
            run = Execution(found, replace(config, asker=asker), _package(folder), words_of(context), told)
            return _perform(run, chosen, folder, found.folder("reports"), as_json=as_json)
        finally:
            if config.continued is not None:
                config.continued.close()


def _choose(content: Content, profile: str, file: Path) -> tuple["Loaded", "Chosen", tuple[Path, ...]]:
    """Return the stack in a world, what is chosen for it, and the features that this stands in."""
    from linebench.bdd.linter import read_documents  # noqa: PLC0415  # pytest is slow to import
    from linebench.certifying import choose, features_of, maker_of, rows_of, seated  # noqa: PLC0415  # see above
    from linebench.line.kinds import KINDS  # noqa: PLC0415  # see above
    from linebench.profiles import read_profile  # noqa: PLC0415  # see above
    from linebench.scenario.load import load  # noqa: PLC0415  # see above

    wanted = read_profile(content, profile)
    loaded = load(_WORLD, content, KINDS, stack=str(file))
    plan, shown = loaded.scenario.stack, as_typed(file)
    seated(plan, wanted, shown)
    maker_of(plan, shown)
    documents, _ = read_documents(features_of(content), content)
    stored = content.open(file)
    chosen = choose(wanted, documents, loaded, FileHash(path=stored.name, sha256=stored.sha256, role="stack file"))
    tests = {test for test, _ in rows_of(chosen)}
    return loaded, chosen, tuple(each.file for each in documents if tests & {case.test for case in each.cases})


def _continued(loaded: "Loaded", number: int) -> "Continued | None":
    """What outlives the test cases of a system that goes on: it is asked before the first; ``None``: nothing."""
    from linebench.bdd.continued import Continued, goes_on, run_number  # noqa: PLC0415  # see certify

    return Continued(run_number(number)) if goes_on(loaded) else None


def _asked(loaded: "Loaded", continued: "Continued | None", *, real: bool) -> tuple[tuple[str, str], ...]:
    from linebench.certifying import ask_version  # noqa: PLC0415  # see certify
    from linebench.wiring.thread import LoopThread  # noqa: PLC0415  # see certify

    asked = ask_version(loaded, real=real, continued=continued)
    # a program that goes on lives in the loop in which the run speaks to it
    told = asyncio.run(asked) if continued is None else LoopThread.shared().run(asked)
    return () if told is None else (told,)


def _package(folder: Path) -> Path:
    """Where the evidence of a statement lies: beside it, named after the run."""
    return folder / f"{folder.resolve().name}-evidence"


def _perform(run: "Execution", chosen: "Chosen", folder: Path, templates: Path, *, as_json: bool) -> int:
    from linebench.evidence.statement.writing import write_statement  # noqa: PLC0415  # typst is slow to import

    outcome, verdicts = run.carry_out()
    if verdicts is None:
        return run.refused(outcome)
    statement = write_statement(folder, chosen, _package(folder), templates)
    if outcome.message:
        say(f"linebench: bench error: {outcome.message}", error=True)
    code = _CODES[statement.result] if verdicts.complete else BENCH_ERROR
    if as_json:
        show_json(statement)
    else:
        _print(statement, folder, code)
    return code


def _print(statement: "Statement", folder: Path, code: int) -> None:
    table("", ("case", "title", "asked as", "verdict"),
          [(case.test, case.title, "required" if case.required else "optional", case.verdict)
           for case in statement.cases])
    for ground in statement.grounds:
        say(f"{ground.weight}: {ground.case + ': ' if ground.case else ''}{ground.what}")
    for remark in statement.remarks:
        say(remark)
    say(statement.sentence)
    say(f"conformance statement {folder.as_posix()}/statement.pdf" + (f" (exit code {code})" if code else ""))
