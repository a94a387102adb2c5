"""The product of another maker is not reset between test cases: like one in iron, it remembers its batches."""

import re
import subprocess
import sys
from contextlib import contextmanager

import msgspec
import pytest

from linebench.bdd.config import RunConfig
from linebench.bdd.judging import read_journal
from linebench.bdd.run import execute
from linebench.binding.whose import OTHERS
from linebench.cli import main
from linebench.content import library
from linebench.evidence.statement.model import Statement
from linebench.records.claim import AnswerClaimed, SerialsClaimed
from linebench.records.protocol import Stimulus
from linebench.records.wire import WireNoted
from tests.foreign.site import copied, sound
from tests.foreign.test_foreign_certify import PROFILE

pytestmark = pytest.mark.slow

LIBRARY = ("OQ-L1-001", "OQ-L1-007", "OQ-L2-006")
SHORT = """\
Feature: F
  Background:
    Given the scenario "carton-line"
"""
CASE = """
  @{test} @positive @URS-TRK-001 @RISK-001
  Scenario: Packs pass {test}
    Given a batch of "product A" is running at maximum speed
    When 3 more packs have passed the exit
    Then the line keeps running
"""
LATE = "05.01.2026 06:00:01,000000;{order};09501101530003;NACHZUEGLER;GUT;\n"


def continuing(folder, *without):
    """The stack file of a system that goes on, without some of its bindings."""
    folder.mkdir(exist_ok=True)
    stack = copied(folder)
    text = stack.read_text(encoding="utf-8").replace('id = "lk-200"\n', 'id = "lk-200"\nworld = "continue"\n', 1)
    for action in ("reset", *without):
        text, found = re.subn(rf'\[\[action\]\]\nid = "{action}"\n(?:(?!\[\[).+\n)*\n', "", text)
        assert found == 1, action
    stack.write_text(text, encoding="utf-8", newline="\n")
    return stack


@contextmanager
def switched_on(folder):
    """The product, started by somebody else."""
    process = subprocess.Popen([sys.executable, "-m", "product", "anlage.ini"], cwd=folder,
                               stdout=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        assert process.stdout is not None
        assert "bereit" in process.stdout.readline()
        yield process
        assert process.poll() is None
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def short(folder, *tests):
    """A content folder with short test cases of these ids."""
    features = folder / "content" / "features"
    features.mkdir(parents=True)
    text = SHORT + "".join(CASE.format(test=test) for test in tests)
    (features / "short.feature").write_text(text, encoding="utf-8", newline="\n")
    return {"content": folder / "content"}


def ran(out, stack, **options):
    """The results of a run, by test id."""
    options = {"content": library(), **options}
    outcome = execute(RunConfig(out=out, stack=stack, seed=7, settings=(("stack.report_every", "1 s"),), **options))
    assert not outcome.lint
    for result in outcome.results:
        print(result.test, result.verdict, result.message, *result.findings, *result.steps, sep="\n")  # noqa: T201 - shown where a test fails
    return {result.test: result for result in outcome.results}


def records(out, result):
    return read_journal(out / result.journal)[1]


def tidied(found):
    """What the bench had done that no step asked for."""
    return [re.search(r'"action": "(\w+)"', one.detail)[1] for one in found
            if isinstance(one, Stimulus) and one.what == "tidying"]


@pytest.mark.nightly
def test_a_batch_is_tidied_up_and_a_late_report_of_it_is_no_finding_of_the_next(tmp_path):
    """Nobody resets or switches it; an outsider adds a line about the first order when that has ended. What has no
    binding is not asked for: here a batch can only be ended with a reason.
    """
    stack = continuing(tmp_path / "site", "power_on", "power_off", "end_batch")

    def late(result, done, total):
        with (tmp_path / "site" / "daten" / "meldungen.csv").open("a", encoding="utf-8", newline="") as reports:
            reports.write(LATE.format(order=result.traces.orders[0]))

    with switched_on(tmp_path / "site"):
        found = ran(tmp_path / "out", stack, number=5, progress=late,
                    **short(tmp_path, "OQ-L1-001", "OQ-L1-002"))
    first, second = found.values()
    assert sound(first)
    assert sound(second)
    assert (first.traces.orders[0], second.traces.orders[0]) == ("PO-1001-501", "PO-1001-502")
    told = records(tmp_path / "out", second)
    assert [one.detail for one in told if isinstance(one, WireNoted) and one.what == OTHERS] == [
        "meldungen: 1 statement, of order PO-1001-501"]
    assert not any("NACHZUEGLER" in epc for one in told if isinstance(one, SerialsClaimed) for epc in one.epcs)
    for done in (records(tmp_path / "out", first), told):
        assert tidied(done)[-2:] == ["stop_line", "force_end_batch"]
        ends = [one for one in done if isinstance(one, AnswerClaimed) and "end_batch" in one.action]
        assert [one.accepted for one in ends] == [True]


@pytest.mark.nightly
def test_cases_of_the_library_pass_in_two_runs_against_one_product(tmp_path):
    """Unedited, a reject and the end of a batch among them; it never restarts, and each run has its own orders."""
    stack, ids = continuing(tmp_path / "site", "power_on", "power_off"), " or ".join(LIBRARY)
    orders = []
    with switched_on(tmp_path / "site"):
        for out in (tmp_path / "one", tmp_path / "two"):
            found = ran(out, stack, features=(library() / "features" / "oq",), tags=ids,
                        keyword="not minimum and not maximum")
            assert {*found} == {*LIBRARY}
            assert all(map(sound, found.values()))
            orders += [result.traces.orders[0] for result in found.values()]
    assert len({*orders}) == 2 * len(LIBRARY)


@pytest.mark.nightly
def test_power_is_given_once_and_a_loss_in_a_case_is_survived(tmp_path):
    """What power_on is bound to is done at the first test case, and again where a step gives it back."""
    stack = continuing(tmp_path / "site")
    found = ran(tmp_path / "out", stack, features=(library() / "features" / "oq",), tags="OQ-L1-007 or OQ-L2-021",
                keyword="not minimum and not maximum")
    assert {*found} == {"OQ-L1-007", "OQ-L2-021"}
    assert all(map(sound, found.values()))


@pytest.mark.nightly
def test_a_case_that_cannot_be_tidied_up_blocks_those_behind_it(tmp_path):
    """They are blocked and say why, and none has failed."""
    stack = continuing(tmp_path / "site", "end_batch", "force_end_batch")
    first, *rest = ran(tmp_path / "out", stack, number=5,
                       **short(tmp_path, "OQ-L1-001", "OQ-L1-002", "OQ-L1-003")).values()
    assert sound(first)
    assert [result.verdict for result in rest] == ["blocked", "blocked"]
    why = "the system cannot go on: order PO-1001-501 of OQ-L1-001 is still open: end_batch was not asked: action"
    for result in rest:
        assert [step.verdict for step in result.steps] == ["pass", "blocked", "not_executed", "not_executed"]
        assert result.steps[1].message.startswith(why)


@pytest.mark.nightly
def test_a_system_that_goes_on_is_certified(tmp_path):
    """It is asked for its version before the first test case, and keeps its power from then on."""
    profiles = tmp_path / "features" / "profiles"
    profiles.mkdir(parents=True)
    (profiles / "lost-answers.toml").write_text(PROFILE, encoding="utf-8", newline="\n")
    stack = continuing(tmp_path / "site")
    code = main(["certify", "lost-answers", "--stack", str(stack), "--content", str(tmp_path), "--seed", "7",
                 "--out", str(tmp_path / "out")])
    assert main(["verify", str(tmp_path / "out")]) == 0
    one = msgspec.json.decode((tmp_path / "out" / "statement.json").read_bytes(), type=Statement)
    assert (one.told.answer, one.result, code) in {
        ("Beispiel Anlagenbau LK-200 4.1", "conforms", 0),
        ("Beispiel Anlagenbau LK-200 4.1", "conforms with exceptions", 4)}


@pytest.mark.nightly
def test_report_and_audit_trail_tell_that_the_world_continued(tmp_path):
    """The package verifies like any other; page and trail name the orders of each test case."""
    stack = continuing(tmp_path / "site")
    words = short(tmp_path, "OQ-L1-001")
    code = main(["run", "--content", str(words["content"]), "--stack", str(stack), "--first", "5", "--seed", "7",
                 "--out", str(tmp_path / "out")])
    assert code in {0, 4}
    assert main(["verify", str(tmp_path / "out")]) == 0
    trail = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").glob("audit*"))
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "world continued" in trail
    for text in (trail, page):
        assert "PO-1001-501" in text
    assert "it was not reset between test cases and remembered them" in page
