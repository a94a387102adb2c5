"""Executes test cases of the shipped library into a folder of their own, and judges what they left."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from linebench.bdd.config import RunConfig
from linebench.bdd.linter import read_documents
from linebench.bdd.result import AttemptResult
from linebench.bdd.run import execute
from linebench.content import Content, library
from linebench.evidence.files import sha256
from linebench.oracle.judge import judge_blocks

__all__ = ["SEED", "WORLD", "Tried", "journals", "try_cases"]

SEED = 7
WORLD = "carton-line.toml"
"""The world of features that name none."""


@dataclass(frozen=True)
class Tried:
    """What came of test cases: verdicts by test id, rules with findings, and what went wrong in the bench."""

    verdicts: dict[str, tuple[str, ...]]
    rules: frozenset[str]
    trouble: str


def try_cases(out: Path, tests: Iterable[str], mutants: tuple[str, ...] = ()) -> Tried:
    """Execute test cases with planted defects, or none, into the new folder ``out``."""
    results, trouble = _execute(out, tuple(tests), mutants)
    verdicts: dict[str, tuple[str, ...]] = {}
    for result in results:
        verdicts[result.test] = (*verdicts.get(result.test, ()), result.verdict)
    return Tried(verdicts, frozenset(rule for result in results for rule in _found(out, result)), trouble)


def journals(out: Path, tests: Iterable[str]) -> dict[str, str]:
    """Execute test cases and return the SHA-256 of every journal by its path in ``out``."""
    results, trouble = _execute(out, tuple(tests), ())
    if trouble:
        return {"": trouble}
    return {each.journal: sha256((out / each.journal).read_bytes()) for each in results}


def _found(out: Path, result: AttemptResult) -> list[str]:
    if not result.journal:
        return []
    return [each.rule for each in judge_blocks((out / result.journal).read_bytes()).outcomes if each.findings]


def _execute(out: Path, tests: tuple[str, ...], mutants: tuple[str, ...]) -> tuple[tuple[AttemptResult, ...], str]:
    places = _places()
    root = library()
    outcome = execute(RunConfig(
        content=root, out=out, seed=SEED, scenario=root / "scenarios" / WORLD, mutants=mutants,
        features=tuple(dict.fromkeys(places[test] for test in tests)), tags=" or ".join(tests)))
    refused = "; ".join(map(str, outcome.lint))
    return outcome.results, refused or outcome.message


@cache
def _places() -> dict[str, Path]:
    """Where each test case of the library stands."""
    documents, _ = read_documents([library() / "features"], Content((library(),)))
    return {case.test: document.file for document in documents for case in document.cases}
