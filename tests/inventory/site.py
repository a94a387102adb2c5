"""A site for the IQ cases: its content folder, a line controller that people serve, and one case that is run."""

from collections.abc import Callable
from pathlib import Path

from linebench.bdd.config import RunConfig
from linebench.bdd.judging import read_journal
from linebench.bdd.result import AttemptResult
from linebench.bdd.run import execute
from linebench.content import library
from linebench.records.protocol import Expectation

__all__ = ["CONFIRMED", "DENIED", "REAL", "Row", "executed", "written"]

Row = tuple[str, str, bool]
"""What was expected, what was found, whether that is the same."""
REAL = """id = "by-hand"
enterprise = "emulated"
[[seat]]
id = "l2"
nature = "real"
[allow]
gtins = ["09501101530003", "09501101530010"]
sscc_prefixes = ["39501101", "59501101", "69501101"]
endpoints = ["127.0.0.1:*"]
[[action]]
id = "stop_line"
by = "person"
"""
"""A line controller that is not the bench's, at which nothing but a person does anything."""
CONFIRMED = '[[answer]]\nanswer = "confirmed"\nwho = "A. Meyer"\n'
"""Whatever is asked is so."""
DENIED = '[[answer]]\nasked = "*{}*"\nanswer = "not confirmed"\nwho = "A. Meyer"\nremark = "{}"\n'
"""What is asked about something is not so, with what was seen instead."""


def written(folder: Path, **files: str) -> Path:
    """Write fixtures of a site: ``installation`` becomes ``installation.toml``. Returns the content folder."""
    (folder / "fixtures").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / "fixtures" / f"{name}.toml").write_text(text, encoding="utf-8", newline="\n")
    return folder


def executed(folder: Path, case: str, row: str, *, stack: str = "", answers: str = CONFIRMED,
             world: str = "carton-line", before: Callable[[Path], object] = str) -> tuple[AttemptResult, list[Row]]:
    """Run one row of an IQ case at the site in a folder: its result, and everything that was compared.

    ``before``: does something with the folder of the run before it begins.
    """
    (folder / "answers.toml").write_text(answers, encoding="utf-8", newline="\n")
    if stack:
        (folder / "stack.toml").write_text(stack, encoding="utf-8", newline="\n")
    out = folder / "out"
    before(out)
    outcome = execute(RunConfig(
        content=folder / "content" if (folder / "content").is_dir() else library(), out=out, seed=7, tags=case,
        keyword=row, features=(library() / "features" / "iq",), scenario=library() / "scenarios" / f"{world}.toml",
        stack=folder / "stack.toml" if stack else None, settings=(("pace", "real:8"),) if stack else (),
        answers=folder / "answers.toml"))
    (result,) = outcome.results
    records = read_journal(out / result.journal)[1]
    return result, [(one.expected, one.actual, one.met) for one in records if isinstance(one, Expectation)]
