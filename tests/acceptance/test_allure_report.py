"""Allure, as npm brings it, builds its report from a package, and every Gherkin step is in it."""

import json

import pytest

from tests.allure_report import build, steps, told

STATUS = {"pass": "passed", "fail": "failed", "not_executed": "skipped"}


@pytest.fixture(scope="module")
def report(package, tmp_path_factory):
    """What the report of the small package says of each result."""
    return told(build(package / "allure-results", tmp_path_factory.mktemp("allure") / "report"))


def test_every_step_of_every_case_is_in_the_report(package, report):
    """By name, in order and with its status; so are those behind a failure, which were not executed."""
    attempts = [json.loads(path.read_text(encoding="utf-8")) for path in package.glob("attempts/*/attempt.json")]
    wanted = [(f"{one['test']} {one['title']}",
               [(f"{step['keyword']} {step['text']}", STATUS[step["verdict"]]) for step in one["steps"]])
              for one in attempts]
    assert len(wanted) == 4
    assert sum(len(each) for _, each in wanted) == 24
    assert sorted((one["name"], steps(one)) for one in report) == sorted(wanted)


def test_a_failed_case_is_failed_in_the_report(report):
    """Its state is told, and what went wrong in the words of the step."""
    assert [one["status"] for one in report] == ["passed", *["failed"] * 3]
    assert all("expected" in one["error"]["message"] for one in report[1:])
