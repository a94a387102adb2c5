"""Every planted defect is caught by the rules and test cases it declares, and by nothing it leaves alone.

Each mutant runs its declared cases and one control case in the process of the test; by day one of each rule, by
night all. One goes through the command line, as a user would start it, to its sealed package. The full cross
product of mutants and cases is a nightly target (``make mutants``).
"""

import json
import re
from functools import cache

import pytest

from linebench.bdd.config import RunConfig
from linebench.bdd.run import execute
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


@cache
def places():
    """Where each test case stands: the feature file, by test id."""
    return {case: path for path in sorted((library() / "features").rglob("*.feature"))
            for case in re.findall(r"@((?:IQ|OQ|PQ|IOP)-[A-Z0-9-]+)", path.read_text(encoding="utf-8"))}


def files_of(cases):
    """The features in which cases stand."""
    return tuple(dict.fromkeys(places()[case] for case in cases))


def by_case(pairs):
    """The verdicts of each test case over all its rows."""
    found = {}
    for case, verdict in pairs:
        found.setdefault(case, set()).add(verdict)
    return found


def agrees(mutant, verdicts, rules):
    """Assert that what a mutant declares is what caught it, and that the control case passed."""
    assert set(mutant.rules) <= rules
    assert {case for case, found in verdicts.items() if "fail" in found} == set(mutant.cases)
    assert verdicts[CONTROL] == {"pass"}


@pytest.mark.parametrize("name", RUNS)
def test_a_mutant_is_caught_by_what_it_declares(name, tmp_path):
    """Exit 1; each declared case fails, each declared rule finds something; the control case passes."""
    mutant, cases = MUTANTS[name], (*MUTANTS[name].cases, CONTROL)
    done = execute(RunConfig(content=library(), features=files_of(cases), tags=" or ".join(cases), seed=7,
                             scenario=library() / "scenarios" / "carton-line.toml", out=tmp_path, mutants=(name,)))
    assert done.exit_code == 1, (done.message, done.lint)
    agrees(mutant, by_case((each.test, each.verdict) for each in done.results),
           {finding.partition(":")[0] for each in done.results for finding in each.findings})


def test_a_mutant_is_caught_through_the_command_line(linebench, tmp_path):
    """Exit 1, and the sealed package says of the mutant what the run in this process says."""
    mutant, folder = MUTANTS["l1-no-confirm-check"], tmp_path / "run"
    cases = (*mutant.cases, CONTROL)
    done = linebench("run", *files_of(cases), "-m", " or ".join(cases), "--seed", "7", "--out", folder,
                     "--scenario", library() / "scenarios" / "carton-line.toml", "--mutant", mutant.name)
    verdicts = json.loads((folder / "verdicts.json").read_text(encoding="utf-8"))
    assert done.code == 1, done.out + done.err
    agrees(mutant, by_case((case["test"], case["verdict"]) for case in verdicts["cases"]),
           {rule["rule"] for attempt in verdicts["attempts"] for rule in attempt["rules"] if rule["findings"]})


def test_every_rule_has_a_mutant():
    """No rule is without a defect that proves it."""
    declared = {rule for mutant in MUTANTS.values() for rule in mutant.rules}
    assert {rule.id for rule in rule_types()} - declared == set()


UNPROVEN = {"OQ-L2-003": "the control case, which no mutant touches"}
"""Negative cases of OQ without a defect of their own, and why."""


def test_every_negative_case_has_a_mutant():
    """What is refused or rejected has a defect that lets it through, but for those named here."""
    kinds = {case: text for path in sorted((library() / "features" / "oq").rglob("*.feature"))
             for case, text in re.findall(r"@(OQ-[A-Z0-9-]+)(.*)", path.read_text(encoding="utf-8"))}
    negative = {case for case, tags in kinds.items() if "@negative" in tags}
    assert negative - {case for mutant in MUTANTS.values() for case in mutant.cases} == set(UNPROVEN)


def test_a_delivery_that_comes_twice_has_a_defect_of_its_own(tmp_path):
    """The other wrong deliveries are still refused, so nothing but this row tells of it."""
    done = execute(RunConfig(content=library(), features=files_of(("OQ-L2-028",)), tags="OQ-L2-028", seed=7,
                             scenario=library() / "scenarios" / "carton-line.toml", out=tmp_path,
                             mutants=("l2-takes-delivery-twice",)))
    assert {each.row for each in done.results if each.verdict == "fail"} == {"wrong=comes twice"}


def test_names_say_the_level():
    """A mutant's name begins with its level, and its level is one of five."""
    assert all(name.startswith(f"{mutant.level}-") and mutant.level in ("l1", "l2", "l3", "l4", "pool")
               for name, mutant in MUTANTS.items())
