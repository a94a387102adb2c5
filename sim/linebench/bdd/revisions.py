"""The revisions of steps, and the guard that nobody changes a step, a rule or a record type unnoticed.

``revisions.json`` beside this file says of each one its revision and the SHA-256 of its source. A test compares it
with the bench. After a change, ``python -m linebench.bdd.revisions`` writes it anew: it takes what has a higher
revision, and refuses what changed under its old one, unless ``--confirm NAME`` says that no verdict changes by it.
"""

import inspect
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import msgspec

from linebench.bdd.document import Document, render
from linebench.bdd.lookup import Lookup
from linebench.bdd.phrase import Definition, definitions
from linebench.bdd.steps import modules
from linebench.evidence.model import CaseKey, case_name
from linebench.evidence.revisions import (
    Revised,
    Revisions,
    StepRevised,
    record_revisions,
    rule_revisions,
    this_bench,
)
from linebench.evidence.source import source_of

__all__ = ["TABLE", "changed", "current", "known", "revisions_of", "steps_of", "unconfirmed"]

TABLE = Path(__file__).with_name("revisions.json")


def revisions_of(used: Mapping[str, Iterable[tuple[str, str]]] | None = None) -> Revisions:
    """Return the revisions of this bench, steps included.

    ``used``: the steps of each test case, as (keyword, text), so that each step names the cases that use it.
    """
    found = modules()
    steps = definitions()
    cases = _cases(steps, used or {})
    return msgspec.structs.replace(
        this_bench(), steps=tuple(_step(step, cases.get(step, ())) for step in steps),
        helpers=tuple(_helper(module) for module in found))


def _cases(steps: Sequence[Definition],
           used: Mapping[str, Iterable[tuple[str, str]]]) -> dict[Definition, list[str]]:
    lookup, found = Lookup(steps), dict[Definition, list[str]]()
    for case, texts in used.items():
        for step in dict.fromkeys(each for keyword, text in texts for each in lookup.matching(keyword, text)):
            found.setdefault(step, []).append(case)
    return found


def _step(step: Definition, cases: Sequence[str]) -> StepRevised:
    return StepRevised(keyword=step.keyword, phrase=step.pattern, file=step.file, revision=step.revision,
                       sha256=source_of(inspect.getfile(step.function)).of(step.function), cases=tuple(cases))


def _helper(module: ModuleType) -> Revised:
    """What a file of steps holds beside its steps: imports, and functions that several of them call."""
    own = (step.function for step in definitions() if step.function.__module__ == module.__name__)
    path = inspect.getfile(module)
    return Revised(name=Path(path).name, sha256=source_of(path).without(own))


def current() -> dict[str, tuple[int, str]]:
    """Return revision and hash of every step, rule and record type of this bench, by a name of its own."""
    whole = revisions_of()
    steps = {f"step {one.keyword} {one.phrase}": (one.revision, one.sha256) for one in whole.steps}
    return steps | {f"{kind} {one.name}{f'.{one.revision}' if kind == 'record' else ''}": (one.revision, one.sha256)
                    for kind, some in (("rule", rule_revisions()), ("record", record_revisions())) for one in some}


def known(table: Path = TABLE) -> dict[str, tuple[int, str]]:
    """Return what the table says."""
    return msgspec.json.decode(table.read_bytes(), type=dict[str, tuple[int, str]])


def changed(said: Mapping[str, tuple[int, str]], found: Mapping[str, tuple[int, str]]) -> Iterator[str]:
    """Say what is not as the table says, and what to do."""
    for name in unconfirmed(said, found):
        yield (f"{name}: its source changed, and it still is revision {said[name][0]}; raise its revision if a "
               "verdict can change by it (a record type: add one with the next version), then run python -m "
               f'linebench.bdd.revisions; if none can, run it with --confirm "{name}"')
    rest = {name for name in {*said, *found} if said.get(name) != found.get(name)} - set(unconfirmed(said, found))
    for name in sorted(rest):
        what = "is not in the table" if name not in said else "is in the table alone" if name not in found else (
            f"is revision {found[name][0]}, the table has {said[name][0]}")
        yield f"{name}: {what}; run python -m linebench.bdd.revisions"


def unconfirmed(said: Mapping[str, tuple[int, str]], found: Mapping[str, tuple[int, str]]) -> list[str]:
    """Return what changed although its revision did not rise."""
    return sorted(name for name in said.keys() & found.keys()
                  if said[name][1] != found[name][1] and found[name][0] <= said[name][0])


def steps_of(documents: Iterable[Document], planned: Collection[CaseKey]) -> dict[str, list[tuple[str, str]]]:
    """Return the steps of planned test cases, as (keyword, text with the values of their row), by case."""
    rows = ((case, row) for document in documents for case in document.cases for row in case.rows)
    return {case_name(case.test, row.text): [(step.keyword, render(step.text, dict(row.values)))
                                             for step in case.steps]
            for case, row in rows if (case.test, row.text) in planned}


def _write(words: Sequence[str]) -> int:
    confirmed = {name for word, name in pairwise(words) if word == "--confirm"}
    said, found = (known() if TABLE.is_file() else {}), current()
    bad = [name for name in unconfirmed(said, found) if name not in confirmed]
    if bad:
        sys.stderr.write("".join(f"{line}\n" for line in changed({name: said[name] for name in bad},
                                                                 {name: found[name] for name in bad})))
        return 2
    rows = ",\n".join(f"{msgspec.json.encode(name).decode()}: {msgspec.json.encode(found[name]).decode()}"
                      for name in sorted(found))
    TABLE.write_text("{\n" + rows + "\n}\n", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(_write(sys.argv[1:]))
