"""Verdicts on steps, cases and runs."""

import itertools

import pytest

from linebench.oracle.judge import judge
from linebench.oracle.verdict import exit_code, run_verdict
from linebench.records import protocol
from tests.oracle.story import Story


def expectation(n, *, met=True, value=None, low=None, high=None, limit=""):
    return protocol.Expectation(0, n, "truth", "expected", "actual", met, limit, value, low, high, "us", ())


def case(story, *steps, ended=True):
    """A case around the story; a step is (keyword, verdict, expectations), verdict None: it never ended."""
    t = story.tail + 1_000_000
    story.add(protocol.CaseBegan(1, "OQ-L1-001", "a case", "", "positive", (), (), "a.feature", "0" * 64, 1))
    for n, (keyword, verdict, expected) in enumerate(steps, 1):
        story.add(protocol.StepBegan(t + n * 10, n, keyword, f"step {n}"))
        for one in expected:
            story.add(protocol.Expectation(t + n * 10, n, *[getattr(one, f) for f in one.__struct_fields__[2:]]))
        if verdict is not None:
            story.add(protocol.StepEnded(t + n * 10, n, verdict, ""))
    if ended:
        story.add(protocol.CaseEnded(t + 1000, "OQ-L1-001"))
    return judge(story.records())


MET = [expectation(0)]
UNMET = [expectation(0, met=False)]


@pytest.mark.parametrize(("steps", "verdict"), [
    ([("Given", "pass", []), ("Then", "pass", MET)], "pass"),
    ([("Given", "na", []), ("Then", "pass", MET)], "pass"),
    ([("Given", "na", []), ("Then", "not_executed", [])], "na"),
    ([("Then", "pass", MET), ("When", "na", []), ("Then", "not_executed", [])], "na"),
    ([("Then", "pass", MET), ("Then", "na", [])], "na"),
    ([("Then", "fail", UNMET), ("When", "na", []), ("Then", "not_executed", [])], "fail"),
    ([("When", "na", []), ("When", "pass", []), ("Then", "not_executed", [])], "not_executed"),
    ([("When", "na", []), ("When", "error", []), ("Then", "not_executed", [])], "error"),
    ([("Then", "fail", UNMET), ("Then", "not_executed", [])], "fail"),
    ([("When", "error", []), ("Then", "not_executed", [])], "error"),
    ([("When", "error", []), ("Then", "fail", UNMET)], "error"),
    ([("Then", "fail", UNMET), ("When", "error", [])], "fail"),
    ([("When", "undefined", []), ("Then", "not_executed", [])], "undefined"),
    ([("Given", "blocked", []), ("Then", "not_executed", [])], "blocked"),
    ([("Then", "pass", MET), ("When", "not_executed", [])], "not_executed"),
    ([("Given", "pass", []), ("When", "pass", [])], "error"),
    ([("Then", "pass", [])], "error"),
    ([("Then", "pass", UNMET)], "error"),
    ([("Then", None, MET)], "error"),
    ([("Then", "splendid", MET)], "error"),
    ([("Given", "pass", MET), ("Then", "pass", [])], "error"),
], ids=itertools.count())
def test_the_verdict_of_a_case_follows_from_its_steps(steps, verdict):
    """Each row of steps has the verdict that the rule of section 4 of the evidence sheet gives."""
    said = case(Story(packs=4), *steps)
    assert (said.verdict, said.cases[0].verdict) == (verdict, verdict)


@pytest.mark.parametrize(("value", "low", "high", "met", "verdict"), [
    (500, None, 500, True, "pass"), (501, None, 500, True, "error"), (499, 500, None, True, "error"),
    (500, 500, 500, True, "pass"), (400, None, 500, False, "error"), (501, None, 500, False, "fail"),
])
def test_expectations_are_judged_again_from_their_numbers(value, low, high, met, verdict):
    """A recorder that disagrees with its own numbers is a bench fault, whichever way it errs."""
    one = expectation(0, met=met, value=value, low=low, high=high, limit="URS-STP-001")
    said = case(Story(packs=4), ("Then", "pass" if met else "fail", [one]))
    assert said.verdict == verdict


def test_a_limit_that_record_0_does_not_carry_is_a_bench_fault():
    """Nobody can check such a limit afterwards."""
    said = case(Story(packs=4), ("Then", "pass", [expectation(0, limit="URS-XXX-001")]))
    assert said.cases[0].why == (
        "step 1 (Then step 1): error: the limit of URS-XXX-001 was used, which record 0 does not carry",)


def test_a_finding_fails_a_case_whose_steps_all_pass():
    """The steps saw nothing, the rules did."""
    story = Story(packs=4)
    story.pack(2).readable, story.pack(2).reading = False, "no_read"
    said = case(story, ("Then", "pass", MET))
    assert (said.verdict, said.cases[0].findings) == ("fail", 1)
    assert said.cases[0].why[0].startswith("rule false-accept: 1 finding, the first: 0:00:03.100 pack 2")


def test_a_case_that_did_not_end_is_an_error():
    """The attempt broke off."""
    said = case(Story(packs=4), ("Then", "pass", MET), ended=False)
    assert said.cases[0].why == ("the attempt did not reach the end of the case",)
    assert said.verdict == "error"


def test_findings_belong_to_the_case_of_their_time():
    """In a world that goes on, a case answers only for what happened in it."""
    story = Story(packs=24)
    story.pack(20).readable, story.pack(20).reading = False, "no_read"
    for test, began, ended in (("OQ-L1-001", 1, 3_000_000), ("OQ-L1-002", 3_000_001, 20_000_000)):
        story.add(protocol.CaseBegan(began, test, test, "", "positive", (), (), "a.feature", "0" * 64, 1),
                  protocol.StepBegan(began, 1, "Then", "it is so"),
                  protocol.Expectation(began, 1, "truth", "", "", True, "", None, None, None, "", ()),
                  protocol.StepEnded(began, 1, "pass", ""), protocol.CaseEnded(ended, test))
    said = judge(story.records())
    assert [(one.test, one.verdict, one.findings) for one in said.cases] == [
        ("OQ-L1-001", "pass", 0), ("OQ-L1-002", "fail", 1)]


def test_a_simulation_is_judged_by_the_rules_alone():
    """Without protocol a clean run passes; one that was cut off is an error."""
    story = Story(packs=4)
    assert judge(story.records()).verdict == "pass"
    said = judge(story.records()[:-1])
    assert (said.verdict, said.sealed) == ("error", False)


@pytest.mark.parametrize(("cases", "verdict", "code"), [
    (["pass", "na"], "pass", 0), (["na", "na"], "na", 0),
    (["pass", "fail"], "fail", 1), (["fail", "error"], "fail", 3),
    (["blocked", "pass"], "blocked", 3), (["provisional", "pass"], "provisional", 4),
    (["provisional", "fail"], "fail", 1), (["not_executed"], "not_executed", 3), ([], "error", 3),
])
def test_run_verdicts_and_exit_codes(cases, verdict, code):
    """Exit codes have the precedence 2, 3, 1, 4, 0."""
    assert (run_verdict(cases), exit_code(cases)) == (verdict, code)
    assert exit_code(cases, bad_input=True) == 2
    assert exit_code(cases, complete=False) == 3
