"""What a run leaves for reports."""

from dataclasses import replace

import pytest

from linebench.bdd.config import RunConfig
from linebench.bdd.result import AttemptResult, LintError, Planned, RunOutcome, attempt_name


def result(verdict, test="OQ-L1-001"):
    return AttemptResult(test, "", "t", "negative", "a.feature", "0", 1, (), (), (), verdict, ())


PLANNED = Planned("OQ-L1-001", "", "t", "a.feature", 1, "a.feature::OQ-L1-001 t")


@pytest.mark.parametrize(("outcome", "code"), [
    (RunOutcome(planned=(PLANNED,), results=(result("pass"),)), 0),
    (RunOutcome(planned=(PLANNED,), results=(result("na"),)), 0),
    (RunOutcome(planned=(PLANNED,), results=(result("fail"),)), 1),
    (RunOutcome(planned=(PLANNED,), results=(result("provisional"),)), 4),
    (RunOutcome(planned=(PLANNED,) * 2, results=(result("provisional"), result("fail"))), 1),
    (RunOutcome(lint=(LintError("a", 1, "tag", "x", "y"),)), 2),
    (RunOutcome(), 2),
    (RunOutcome(planned=(PLANNED,), results=(result("error"),)), 3),
    (RunOutcome(planned=(PLANNED,), results=(result("blocked"),)), 3),
    (RunOutcome(planned=(PLANNED,)), 3),
    (RunOutcome(planned=(PLANNED,), results=(result("fail"),), aborted=True), 3),
    (RunOutcome(planned=(PLANNED,), results=(result("pass"),), message="worker died"), 3),
])
def test_the_exit_code_follows_precedence(outcome, code):
    """Bad input before bench error before failure before provisional; a missing result is a bench error."""
    assert outcome.exit_code == code


def test_what_has_no_result_is_missing():
    """The planned set is compared with what was reported."""
    assert RunOutcome(planned=(PLANNED,)).missing == (PLANNED,)
    assert RunOutcome(planned=(PLANNED,), results=(result("pass"),)).missing == ()


@pytest.mark.parametrize(("row", "name"), [
    ("", "OQ-L1-001"), ("speed=minimum", "OQ-L1-001-minimum"), ("a=x y, b=1.5 s", "OQ-L1-001-x_y-1_5_s"),
    ("who=Ü/..", "OQ-L1-001-____"),
])
def test_attempt_folders_have_portable_names(row, name):
    """Only ASCII letters, digits, - and _ whatever the row says."""
    assert attempt_name("OQ-L1-001", row) == name


def test_a_worker_gets_the_same_run(tmp_path):
    """What travels to workers is all they need; progress and reports stay with the controller."""
    sent = RunConfig(content=tmp_path, out=tmp_path / "out", seed=7, scenario=tmp_path / "s.toml",
                     stack=tmp_path / "k.toml", settings=(("stack.scan", "10 ms"),), mutants=("l1-silent-alarm",))
    run = replace(sent, workers=2, keyword="k", progress=print, started=print).resolved()
    assert RunConfig.from_text(run.to_text()) == replace(sent, features=(tmp_path / "features",))
