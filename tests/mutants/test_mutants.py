"""Every planted defect is caught by the rules and test cases it declares, and by nothing it leaves alone.

Each mutant runs its declared cases and one control case through the command line, as a user would; by day one of
each rule, by night all. The full cross product of mutants and cases is a nightly target (``make mutants``).
"""

import json
import re
import subprocess
import sys

import pytest

from linebench.content import library
from linebench.oracle.rule import rule_types
from linebench.stack.mutants import all_mutants

CONTROL = "OQ-L2-003"
"""A case no mutant touches: an order without released master data is refused before anything moves."""
MUTANTS = {mutant.name: mutant for mutant in all_mutants()}


def by_day():
    """Of each rule one mutant, the first that declares it; the others run by night."""
    found = {}
    for mutant in MUTANTS.values():
        for rule in mutant.rules:
            found.setdefault(rule, mutant.name)
    return set(found.values())


RUNS = [name if name in by_day() else pytest.param(name, marks=pytest.mark.nightly) for name in MUTANTS]


FEATURES = sorted((library() / "features").rglob("*.feature"))


def files_of(cases):
    """The features in which cases stand."""
    return [str(path) for path in FEATURES
            if any(re.search(rf"@{case}\b", path.read_text(encoding="utf-8")) for case in cases)]


def run(folder, cases, *options):
    command = [sys.executable, "-m", "linebench", "run", *files_of(cases), "-m", " or ".join(cases),
               "--scenario", "scenarios/carton-line.toml", "--seed", "7", "--out", str(folder), *options]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    verdicts = json.loads((folder / "verdicts.json").read_text(encoding="utf-8"))
    cases = {}
    for case in verdicts["cases"]:
        cases.setdefault(case["test"], set()).add(case["verdict"])
    found = {rule["rule"] for attempt in verdicts["attempts"] for rule in attempt["rules"] if rule["findings"]}
    return done, cases, found


@pytest.mark.parametrize("name", RUNS)
def test_a_mutant_is_caught_by_what_it_declares(name, tmp_path):
    """Exit 1; each declared case fails, each declared rule finds something; the control case passes."""
    mutant = MUTANTS[name]
    done, cases, found = run(tmp_path / "run", (*mutant.cases, CONTROL), "--mutant", name)
    assert done.returncode == 1, done.stdout + done.stderr
    assert set(mutant.rules) <= found
    assert {case for case, verdicts in cases.items() if "fail" in verdicts} == set(mutant.cases)
    assert cases[CONTROL] == {"pass"}


def test_every_rule_has_a_mutant():
    """No rule is without a defect that proves it."""
    declared = {rule for mutant in MUTANTS.values() for rule in mutant.rules}
    assert {rule.id for rule in rule_types()} - declared == set()


def test_names_say_the_level():
    """A mutant's name begins with its level, and its level is one of five."""
    assert all(name.startswith(f"{mutant.level}-") and mutant.level in ("l1", "l2", "l3", "l4", "pool")
               for name, mutant in MUTANTS.items())
