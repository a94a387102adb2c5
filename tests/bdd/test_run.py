"""Protocols are executed, recorded and judged; nothing that goes wrong looks like a pass."""

import json
import xml.etree.ElementTree as ET

import pytest

from linebench.bdd import attempt, plugin, run
from linebench.bdd.attempt import BenchError
from linebench.bdd.judging import read_journal
from linebench.bdd.result import Planned
from linebench.records.protocol import (
    CaseBegan,
    CaseEnded,
    Expectation,
    StepBegan,
    StepEnded,
    Stimulus,
)
from linebench.records.run import Opened

CASE = "  @OQ-L1-001 @negative @URS-REJ-001 @RISK-001\n  Scenario: S\n"


def protocol(path):
    """Return the protocol records of a journal."""
    kinds = (CaseBegan, CaseEnded, Expectation, StepBegan, StepEnded, Stimulus)
    return [record for record in read_journal(path)[1] if isinstance(record, kinds)]


def verdicts(result):
    return result.verdict, [step.verdict for step in result.steps]


@pytest.mark.usefixtures("trial")
def test_a_case_leaves_its_whole_story(execute, tmp_path):
    """Case, steps, stimuli and expectations stand in the journal in order, with keywords resolved."""
    outcome = execute(CASE + "    When time passes\n    Then it is good\n    And it takes 600 ms at most\n")
    sha = outcome.results[0].script_sha256
    assert protocol(tmp_path / "out/attempts/OQ-L1-001/journal.zst") == [
        CaseBegan(0, "OQ-L1-001", "S", "", "negative", ("URS-REJ-001",), ("RISK-001",),
                  "features/a.feature", sha, 5),
        StepBegan(0, 1, "Given", 'the scenario "carton-line"'), StepEnded(0, 1, "pass", ""),
        StepBegan(0, 2, "When", "time passes"), Stimulus(0, 2, "wait", '{"span": 1}'),
        StepEnded(1_000_000, 2, "pass", ""),
        StepBegan(1_000_000, 3, "Then", "it is good"),
        Expectation(1_000_000, 3, "truth", "good", "good", True, "", None, None, None, "", (0,)),
        StepEnded(1_000_000, 3, "pass", ""),
        StepBegan(1_000_000, 4, "Then", "it takes 600 ms at most"),
        Expectation(1_000_000, 4, "truth", "takes max. 600 ms (URS-REJ-007)", "takes 600 ms", True, "URS-REJ-007",
                    600_000, None, 600_000, "us", ()),
        StepEnded(1_000_000, 4, "pass", ""), CaseEnded(1_000_000, "OQ-L1-001"),
    ]
    assert (outcome.exit_code, verdicts(outcome.results[0])) == (0, ("pass", ["pass"] * 4))


@pytest.mark.usefixtures("trial")
@pytest.mark.parametrize(("steps", "verdict", "each", "message"), [
    (["Then it is bad", "Then it is good"], "fail", ["fail", "not_executed"], "expected good; found bad"),
    (["Then it takes 601 ms at most"], "fail", ["fail"],
     "expected takes max. 600 ms (URS-REJ-007); found takes 601 ms"),
    (["Then it breaks", "Then it is good"], "error", ["error", "not_executed"], "ZeroDivisionError: a slip"),
    (["Then it asserts"], "error", ["error"], "AssertionError: a bare assert"),
    (["Then it compares nothing", "Then it is good"], "error", ["error", "not_executed"],
     "the step compared nothing: a Then must record an actual value"),
    (["Then it skips", "Then it is good"], "blocked", ["blocked", "not_executed"],
     "the step did not come back: Skipped: not today"),
    (["Given it cannot be set up", "Then it is good"], "blocked", ["blocked", "not_executed"],
     "the order was refused"),
    (["When there is no such thing", "Then it is good"], "na", ["na", "not_executed"], "no such thing here"),
])
def test_a_step_that_does_not_pass_decides_the_case(execute, steps, verdict, each, message):
    """Mismatch is fail, a missing precondition blocked, all else error; what follows is not executed."""
    text = CASE + "    When time passes\n" + "".join(f"    {step}\n" for step in steps)
    result = execute(text).results[0]
    assert (verdicts(result), result.steps[2].message) == ((verdict, ["pass", "pass", *each]), message)


@pytest.mark.usefixtures("trial")
def test_a_case_that_does_not_apply_is_neither_passed_nor_failed(execute, tmp_path):
    """The run ends with exit code 0, and readers of JUnit see the case as skipped, with the reason."""
    text = CASE + "    When there is no such thing\n    Then it is good\n"
    outcome = execute(text, junit=tmp_path / "junit.xml")
    suite = ET.parse(tmp_path / "junit.xml").getroot().find("testsuite")
    found = {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")}
    assert (outcome.exit_code, found) == (0, {"tests": "1", "failures": "0", "errors": "0", "skipped": "1"})
    assert "no such thing here" in suite.find("testcase/skipped").get("message")


@pytest.mark.usefixtures("trial")
def test_an_undefined_step_never_runs(execute, tmp_path):
    """The linter refuses the whole run before anything is written."""
    outcome = execute(CASE + "    When the moon rises\n    Then it is good\n")
    assert (outcome.exit_code, [error.rule for error in outcome.lint], outcome.results) == (2, ["undefined"], ())
    assert not (tmp_path / "out").exists()


OUTLINE = ("  @OQ-L1-001 @negative\n  Scenario Outline: S\n    When time passes\n    Then it is <what>\n"
           "    Examples:\n      | what |\n      | good |\n      | bad |\n")


@pytest.mark.usefixtures("trial")
def test_every_row_is_an_attempt_of_its_own(execute, tmp_path):
    """A row has its own journal whose record 0 names it, and the run lists what was planned and left out."""
    outcome = execute(OUTLINE, keyword="bad")
    node = "features/a.feature::OQ-L1-001 S[{}]"
    assert outcome.planned == (Planned("OQ-L1-001", "what=bad", "S", "features/a.feature", 11, node.format("bad")),)
    assert outcome.deselected == (
        Planned("OQ-L1-001", "what=good", "S", "features/a.feature", 10, node.format("good")),)
    assert [(each.row, each.verdict, each.journal) for each in outcome.results] == [
        ("what=bad", "fail", "attempts/OQ-L1-001-bad/journal.zst")]
    opened = read_journal(tmp_path / "out/attempts/OQ-L1-001-bad/journal.zst")[1][0]
    assert isinstance(opened, Opened)
    assert (opened.test, opened.row, opened.seed) == ("OQ-L1-001", "what=bad", 1)


@pytest.mark.usefixtures("trial")
@pytest.mark.parametrize(("tags", "rows"), [
    ("", ["what=good", "what=bad"]), ("OQ-L1-001", ["what=good", "what=bad"]), ("nightly", ["what=good again"]),
    ("nightly or not nightly", ["what=good", "what=bad", "what=good again"]),
])
def test_what_takes_a_night_runs_only_when_it_is_asked_for(execute, tags, rows):
    """Rows tagged so are listed as left out, unless the expression on tags names them."""
    night = "    @nightly\n    Examples: At night\n      | what |\n      | good again |\n"
    outcome = execute(OUTLINE + night, tags=tags)
    assert ([case.row for case in outcome.planned], len(outcome.deselected)) == (rows, 3 - len(rows))


@pytest.mark.usefixtures("trial")
def test_tags_select_cases(execute):
    """A tag expression works on every tag, and everything else is listed as deselected."""
    other = "  @OQ-L1-002 @positive @smoke\n  Scenario: T\n    Then it is good\n"
    outcome = execute(OUTLINE + other, tags="smoke and not OQ-L1-001")
    assert ([case.test for case in outcome.planned], [case.row for case in outcome.deselected]) == (
        ["OQ-L1-002"], ["what=good", "what=bad"])


@pytest.mark.usefixtures("trial")
def test_an_attempt_is_never_overwritten(execute, content):
    """A second run into the same folder is an error of the bench, and the journal stays."""
    first = execute(OUTLINE, keyword="good").results[0]
    second = execute(OUTLINE, keyword="good")
    assert (second.exit_code, second.results[0].verdict, second.results[0].journal) == (3, "error", "")
    assert "exists; an attempt is never overwritten: use a new folder" in second.results[0].steps[1].message
    assert first.head == read_journal(content.parent / "out" / first.journal)[0]


@pytest.mark.usefixtures("trial")
def test_a_world_that_cannot_be_found_is_an_error(content, tmp_path, execute):
    """A case without a scenario is an error that says how to name one; there is no journal."""
    text = "Feature: F\n" + CASE + "    When time passes\n    Then it is good\n"
    (content / "features" / "b.feature").write_text(text, encoding="utf-8")
    outcome = execute("", features=(content / "features" / "b.feature",))
    result = outcome.results[0]
    assert (verdicts(result), result.journal, result.message) == (
        ("error", ["error", "not_executed"]), "", "no world came into being, so there is no journal")
    assert result.steps[0].message == (
        'no scenario: name one with Given the scenario "…" in the Background, or --scenario')


@pytest.mark.usefixtures("trial")
def test_a_scenario_that_does_not_exist_is_refused(content, execute):
    """The line that names it, what was looked for and what there is; nothing runs."""
    text = CASE + '    Then it is good\n  Rule: R\n    Background:\n      Given the scenario "moon"\n'
    outcome = execute(text + "    @OQ-L1-002 @negative\n    Scenario: T\n      Then it is good\n")
    assert [(error.line, error.rule, error.found.partition(";")[0]) for error in outcome.lint] == [
        (9, "scenario", "scenario 'moon', which cannot be used: found no file 'moon'")]


@pytest.mark.usefixtures("trial")
def test_a_selection_that_is_no_expression_is_bad_usage(execute):
    """Nothing runs, and the message names the expression."""
    outcome = execute(OUTLINE, keyword="and and")
    assert (outcome.exit_code, outcome.results, outcome.lint[0].path) == (2, (), "")
    assert str(outcome.lint[0]).startswith("found Wrong expression passed to '-k': and and")


@pytest.mark.usefixtures("trial")
def test_a_file_outside_the_content_folder_is_known_by_its_name(execute, tmp_path):
    """Records never show where on a machine a protocol was."""
    text = "Feature: F\n" + CASE + '    Given the scenario "carton-line"\n    Then it is good\n'
    (tmp_path / "b.feature").write_text(text, encoding="utf-8")
    outcome = execute("", features=(tmp_path / "b.feature",))
    assert [(each.script, each.verdict) for each in outcome.results] == [("b.feature", "pass")]
    opened = read_journal(tmp_path / "out/attempts/OQ-L1-001/journal.zst")[1][0]
    assert [name for name, _ in opened.files] == sorted(name for name, _ in opened.files)
    assert "b.feature" in dict(opened.files)


@pytest.mark.usefixtures("trial")
def test_a_world_that_cannot_be_built_leaves_no_journal(execute, monkeypatch, tmp_path):
    """The case is an error with the cause in its own words, and no empty file pretends to be a journal."""
    def refuse(*_, **__):
        raise BenchError("no such mutant: x")

    monkeypatch.setattr(attempt, "Bench", refuse)
    result = execute(CASE + "    When time passes\n    Then it is good\n").results[0]
    assert (verdicts(result), result.steps[1].message, result.journal) == (
        ("error", ["pass", "error", "not_executed"]), "no such mutant: x", "")
    assert list((tmp_path / "out").rglob("journal.zst")) == []


@pytest.mark.usefixtures("trial")
def test_progress_is_told_after_each_attempt(execute):
    """The caller learns each result with how many are done and planned."""
    seen = []
    execute(OUTLINE, progress=lambda result, done, planned: seen.append((result.row, done, planned)))
    assert seen == [("what=good", 1, 2), ("what=bad", 2, 2)]


@pytest.mark.usefixtures("trial")
def test_the_planned_set_is_told_before_anything_runs(execute, tmp_path):
    """The caller learns what will run and what was left out while no attempt has begun."""
    seen = []
    execute(OUTLINE, keyword="bad", started=lambda *sets: seen.append(
        ([[case.row for case in cases] for cases in sets], (tmp_path / "out").exists())))
    assert seen == [([["what=bad"], ["what=good"]], False)]


@pytest.mark.usefixtures("trial")
@pytest.mark.parametrize(("when", "attempts"), [("started", 0), ("progress", 1)])
def test_what_the_caller_raises_ends_the_run(execute, tmp_path, when, attempts):
    """A caller that cannot go on, such as one whose disk is full, gets its own exception back."""
    def full(*_):
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        execute(OUTLINE, **{when: full})
    assert len(list((tmp_path / "out").rglob("journal.zst"))) == attempts


@pytest.mark.usefixtures("trial")
def test_what_breaks_in_the_runner_is_not_lost(execute, monkeypatch):
    """A defect of the plugin comes out as it was raised, not as a report that reads like a result."""
    def slip(*_):
        raise ZeroDivisionError("a slip")

    monkeypatch.setattr(plugin, "_planned", slip)
    with pytest.raises(ZeroDivisionError, match="a slip"):
        execute(OUTLINE)


@pytest.mark.usefixtures("trial")
def test_an_interrupted_run_says_what_is_missing(execute):
    """What ran keeps its result; the interrupted case and those behind it have none, and the run is incomplete."""
    rest = "  @OQ-L1-002 @negative\n  Scenario: T\n    Then somebody interrupts\n"
    last = "  @OQ-L1-003 @negative\n  Scenario: U\n    Then it is good\n"
    outcome = execute(CASE + "    Then it is good\n" + rest + last)
    assert (outcome.aborted, [each.test for each in outcome.results], [case.test for case in outcome.missing],
            outcome.exit_code) == (True, ["OQ-L1-001"], ["OQ-L1-002", "OQ-L1-003"], 3)


@pytest.mark.usefixtures("trial")
def test_coroutines_are_refused_even_where_nobody_linted(execute, monkeypatch):
    """A coroutine step is an error when it is called: pytest-bdd alone would never run it and pass."""
    monkeypatch.setattr(run, "lint", lambda *_: ())
    result = execute(CASE + "    Then somebody waits for it\n").results[0]
    assert (verdicts(result), result.steps[1].message) == (
        ("error", ["pass", "error"]), "the step is a coroutine and would never run; make it a plain function")


@pytest.mark.usefixtures("trial")
def test_undefined_steps_are_told_even_where_nobody_linted(execute, monkeypatch):
    """The step is undefined, the rest not executed, and the case is no pass."""
    monkeypatch.setattr(run, "lint", lambda *_: ())
    result = execute(CASE + "    When the moon rises\n    Then it is good\n").results[0]
    assert verdicts(result) == ("undefined", ["pass", "undefined", "not_executed"])
    assert result.journal == "attempts/OQ-L1-001/journal.zst"


@pytest.mark.usefixtures("trial")
def test_junit_carries_the_ids(execute, tmp_path):
    """JUnit readers find test key, requirements and tags, and no internal text."""
    execute(CASE + "    Then it is good\n", junit=tmp_path / "junit.xml")
    case = next(ET.parse(tmp_path / "junit.xml").iter("testcase"))
    assert {each.get("name"): each.get("value") for each in case.iter("property")} == {
        "test_key": "OQ-L1-001", "requirements": "URS-REJ-001", "tags": "OQ-L1-001,negative,URS-REJ-001,RISK-001"}


@pytest.mark.usefixtures("trial")
def test_allure_shows_every_step(execute, tmp_path):
    """Steps with their outcome, tables and texts attached, steps not reached included."""
    table = '    When these come\n      | a |\n      | b |\n      """\n      said\n      """\n'
    steps = table.replace('      """\n      said\n      """\n', "")
    outcome = execute(CASE + steps + "    Then it is bad\n    And it is good\n", allure=tmp_path / "allure")
    assert outcome.results[0].verdict == "error"  # the step asks for a text block it does not get
    outcome = execute("  @OQ-L1-002 @negative\n  Scenario: T\n    Then it is bad\n    And it is good\n",
                      allure=tmp_path / "second")
    files = list((tmp_path / "second").glob("*-result.json"))
    report = json.loads(files[0].read_text(encoding="utf-8"))
    assert (report["name"], [(step["name"], step["status"]) for step in report["steps"]]) == ("OQ-L1-002 T", [
        ('Given the scenario "carton-line"', "passed"), ("Then it is bad", "failed"),
        ("Then it is good", "skipped")])
