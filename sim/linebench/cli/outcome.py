"""Prints how a run came out: for people, for machines, and why nothing ran."""

from pathlib import Path

from linebench.bdd.result import RunOutcome
from linebench.bdd.run import RunConfig
from linebench.cli.failure import PASS, USAGE
from linebench.cli.output import say, show_json, table
from linebench.cli.runs import journals_digest
from linebench.evidence.derived import read_run
from linebench.evidence.files import Source
from linebench.evidence.model import case_name
from linebench.evidence.verdicts import Verdicts

__all__ = ["print_json", "print_text", "refuse"]


def refuse(outcome: RunOutcome, config: RunConfig) -> int:
    """Say why no test case was started and return the exit code."""
    for error in outcome.lint:
        say(f"linebench: {error}", error=True)
    if not outcome.lint:
        asked = (("-k", config.keyword), ("-m", config.tags))
        choice = " ".join(f"{option} {text!r}" for option, text in asked if text)
        say(f"linebench: {choice}: found no test case that matches; expected at least one; nothing was run",
            error=True)
    return USAGE


def print_text(folder: Path, outcome: RunOutcome, verdicts: Verdicts, code: int) -> None:
    """Print the verdict on each test case, why some did not pass, the totals and where the package is."""
    table("", ("test case", "title", "verdict"),
          [(case_name(case.test, case.row), case.title, case.verdict) for case in verdicts.cases])
    for case in verdicts.cases:
        if case.verdict != "pass":
            say(f"{case.verdict}: {case_name(case.test, case.row)}: {case.why}")
    if outcome.message:
        say(f"linebench: bench error: {outcome.message}", error=True)
    totals = verdicts.totals
    say(f"{totals.passed} of {totals.planned} test cases passed, {totals.failed} failed, "
        f"{totals.planned - totals.passed - totals.failed} without verdict; verdict of the run: {verdicts.verdict}")
    say(f"journals sha256 {journals_digest(outcome.results)}")
    say(f"evidence package {folder.as_posix()}" + ("" if code == PASS else f" (exit code {code})"))


def print_json(folder: Path, outcome: RunOutcome, verdicts: Verdicts, code: int) -> None:
    """Print the same for machines, with the nature of everybody who took part."""
    components = [{"seat": one.seat, "nature": one.nature, "truth": one.truth}
                  for one in read_run(Source(folder)).components]
    show_json({
        "package": folder.as_posix(), "verdict": verdicts.verdict, "complete": verdicts.complete,
        "exit_code": code, "journals_sha256": journals_digest(outcome.results), "totals": verdicts.totals,
        "message": outcome.message, "components": components,
        "cases": [{"test": case.test, "row": case.row, "title": case.title, "verdict": case.verdict,
                   "why": case.why} for case in verdicts.cases],
    })
