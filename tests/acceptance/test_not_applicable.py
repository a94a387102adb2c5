"""Protocols about wires in a world without wires: they do not apply, which is told and never counted as passed."""

import contextlib
import io
import json
import xml.etree.ElementTree as ET

import pytest

from linebench.cli import main
from tests.conftest import Done


def linebench(*arguments):
    """The command line in this process."""
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
        code = main([str(argument) for argument in arguments])
    return Done(code, out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def direct(tmp_path_factory):
    """One case that every world serves, and nine rows that need a wire."""
    folder = tmp_path_factory.mktemp("direct") / "run"
    done = linebench("run", "features/oq", "--stack", "scenarios/stacks/emulated.toml", "--seed", "7",
                     "--scenario", "scenarios/carton-line.toml", "-m", "OQ-L2-003 or OQ-L2-912", "--out", folder)
    return folder, done


def test_the_run_passes_by_the_cases_that_apply(direct):
    """Exit code 0; each case has its own verdict, with the reason where there is nothing to test."""
    folder, done = direct
    assert done.code == 0, done.out + done.err
    verdicts = json.loads((folder / "verdicts.json").read_text(encoding="utf-8"))
    totals = verdicts["totals"]
    assert (verdicts["verdict"], verdicts["complete"]) == ("pass", True)
    assert {key: totals[key] for key in ("planned", "executed", "pass", "na", "not_executed")} == {
        "planned": 10, "executed": 1, "pass": 1, "na": 9, "not_executed": 0}
    why = next(case["why"] for case in verdicts["cases"] if case["row"] == "device=printer, speed=nominal")
    assert "L2 speaks to printer without a wire in the world 'carton-wired' with the stack 'emulated'" in why


def test_a_requirement_is_not_met_by_what_does_not_apply(direct):
    """A requirement that only such cases serve has no test; one that another case serves is judged by that."""
    verdicts = json.loads((direct[0] / "verdicts.json").read_text(encoding="utf-8"))
    outcomes = {one["id"]: one["outcome"] for one in verdicts["requirements"]}
    assert (outcomes["URS-COM-002"], outcomes["URS-ORD-001"]) == ("no_test", "met")


def test_a_case_that_does_not_apply_is_no_deviation(direct):
    """Nothing went wrong; for readers of JUnit it was skipped."""
    suite = ET.parse(direct[0] / "junit.xml").getroot().find("testsuite")
    assert {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "10", "failures": "0", "errors": "0", "skipped": "9"}


def test_the_verdicts_follow_from_the_journals_again(direct):
    """Who checks the package offline comes to the same verdicts."""
    done = linebench("verify", direct[0])
    assert done.code == 0, done.out + done.err


def test_a_world_that_the_stack_does_not_fit_is_not_applicable(tmp_path):
    """The run goes on with the worlds that it does fit; the reason names what the stack lacks.

    Ten days of polls over wires are not waited for either.
    """
    done = linebench("run", "features/oq/site", "features/oq/batch.feature", "--seed", "7",
                     "--out", tmp_path / "run", "--stack", "scenarios/stacks/wired.toml",
                     "--scenario", "scenarios/carton-line.toml", "-m", "OQ-L3-931 or OQ-L3-064 or OQ-L2-003")
    assert done.code == 0, done.out + done.err
    verdicts = json.loads((tmp_path / "run" / "verdicts.json").read_text(encoding="utf-8"))
    cases = {case["test"]: (case["verdict"], case["why"]) for case in verdicts["cases"]}
    assert {test: verdict for test, (verdict, _) in cases.items()} == {
        "OQ-L2-003": "pass", "OQ-L3-064": "na", "OQ-L3-931": "na"}
    assert "wired.toml does not fit the world 'carton-planned'" in cases["OQ-L3-931"][1]
    assert "over wires" in cases["OQ-L3-064"][1]
    assert linebench("verify", tmp_path / "run").code == 0


def test_a_stack_that_fits_no_world_is_refused(tmp_path):
    """Nothing runs: what is wrong then is the stack file, which would else leave nothing to test."""
    done = linebench("run", "features/oq/site/orders.feature", "--stack", "scenarios/stacks/wired.toml",
                     "--out", tmp_path / "run")
    assert (done.code, (tmp_path / "run").exists()) == (2, False)
    assert "found scenario 'carton-planned', which cannot be used" in done.err
