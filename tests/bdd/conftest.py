"""A content folder and a way to run protocols on the fake bench with the trial vocabulary."""

import importlib.util
from pathlib import Path

import pytest

from linebench.bdd import attempt, phrase, plugin, run
from linebench.bdd.config import RunConfig
from tests.bdd.fake_bench import FakeBench

HERE = Path(__file__).parent
HEAD = 'Feature: F\n  Background:\n    Given the scenario "carton-line"\n'


@pytest.fixture
def content(tmp_path):
    """A site's content folder without anything; what it lacks comes from the library."""
    (tmp_path / "content" / "features").mkdir(parents=True)
    return tmp_path / "content"


@pytest.fixture
def trial(monkeypatch):
    """Replace world and vocabulary."""
    monkeypatch.setattr(phrase, "_DEFINITIONS", [])
    spec = importlib.util.spec_from_file_location("trial_steps", HERE / "trial_steps.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for user in (plugin, run):
        monkeypatch.setattr(user, "modules", lambda: (module,))
    monkeypatch.setattr(attempt, "Bench", FakeBench)


@pytest.fixture
def execute(content, tmp_path):
    """Write a protocol and run it."""

    def call(text, **options):
        (content / "features" / "a.feature").write_text(HEAD + text, encoding="utf-8", newline="\n")
        outcome = run.execute(RunConfig(content=content, out=tmp_path / "out", **options))
        print(outcome)  # noqa: T201 - pytest shows it where a test fails
        return outcome

    return call
