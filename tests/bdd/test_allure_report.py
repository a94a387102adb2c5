"""Whatever becomes of a step, the report that Allure builds shows it."""

import pytest

from linebench.bdd import run
from tests.allure_report import build, steps, told

HEAD = "  @OQ-L1-00{n} @negative\n  Scenario: S{n}\n    When time passes\n    {step}\n    Then it is good\n"
STEPS = ("Then it is bad", "Then it breaks", "Given it cannot be set up", "When there is no such thing",
         "When the moon rises")
STATUS = {"pass": "passed", "fail": "failed", "error": "broken", "undefined": "broken", "blocked": "broken",
          "na": "skipped", "not_executed": "skipped"}


@pytest.mark.usefixtures("trial")
def test_failed_undefined_and_not_executed_steps_are_shown(execute, monkeypatch, tmp_path):
    """Each step of each case by name, in order and with its status, as the runner recorded them."""
    monkeypatch.setattr(run, "lint", lambda *_: [])  # what is undefined is refused before it runs, mostly
    text = "".join(HEAD.format(n=n, step=step) for n, step in enumerate(STEPS, 1))
    outcome = execute(text, allure=tmp_path / "allure-results")
    wanted = [[(f"{step.keyword} {step.text}", STATUS[step.verdict]) for step in result.steps]
              for result in outcome.results]
    assert [result.verdict for result in outcome.results] == ["fail", "error", "blocked", "na", "undefined"]
    report = told(build(tmp_path / "allure-results", tmp_path / "report"))
    assert [steps(one) for one in report] == wanted
    assert [one["status"] for one in report] == ["failed", "broken", "broken", "skipped", "broken"]
