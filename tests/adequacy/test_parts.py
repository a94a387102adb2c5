"""Each part of the qualification fails where the bench is not what it claims to be."""

import shutil

import pytest

from linebench.adequacy import cases, clock, points, replay, rules, traps
from linebench.adequacy.model import result_of
from linebench.oracle.rule import rule_types
from linebench.wiring.lateness import Quantiles


def failing(part):
    return [one.id for one in part.rows if one.result == "fail"]


def test_a_linter_that_lets_everything_pass_is_found(tmp_path, monkeypatch):
    """All eight traps that the linter closes fail; those of a running step do not rest on it."""
    monkeypatch.setattr(traps, "lint", lambda *_: ())
    assert failing(traps.part(tmp_path / "traps", quick=True)) == [f"TRAP-{n:02}" for n in range(1, 9)]


def test_a_recorder_that_lets_everything_pass_is_found(tmp_path, monkeypatch):
    """Both traps of a running step fail."""
    monkeypatch.setattr(traps, "verdict_of", lambda _: "pass")
    assert failing(traps.part(tmp_path / "traps", quick=True)) == ["TRAP-09", "TRAP-10"]


def test_a_rule_that_finds_nothing_is_found(tmp_path, monkeypatch):
    """Its row fails, and the row without a planted defect passes."""
    monkeypatch.setattr(rules, "try_cases", lambda *_: cases.Tried({"OQ-L1-013": ("pass",)}, frozenset(), ""))
    part = rules.part(tmp_path, quick=True)
    assert failing(part) == [one.id for one in part.rows[:-1]]


def test_a_rule_that_finds_something_in_a_clean_run_is_found(tmp_path, monkeypatch):
    """The row without a planted defect fails."""
    tried = cases.Tried({"OQ-L1-013": ("fail",)}, frozenset({"false-accept"}), "")
    monkeypatch.setattr(rules, "try_cases", lambda *_: tried)
    assert "none planted" in failing(rules.part(tmp_path, quick=True))


def test_every_rule_has_its_defect():
    """A whole qualification plants a defect for each rule; a quick one for some of them."""
    assert set(rules.plan(quick=False)) == {rule.id for rule in rule_types()}
    assert set(rules.plan(quick=True)) < set(rules.plan(quick=False))


@pytest.mark.parametrize("there", [{"attempts/OQ-L1-001/journal.zst": "cd"}, {}, {"": "it broke"}])
def test_another_journal_is_found(tmp_path, monkeypatch, there):
    """A journal with other bytes, no journal, and a process that broke: the row fails."""
    monkeypatch.setattr(replay, "journals", lambda *_: {"attempts/OQ-L1-001/journal.zst": "ab"})
    monkeypatch.setattr(replay, "_in_another_process", lambda *_: there)
    assert failing(replay.part(tmp_path, quick=True)) == ["OQ-L1-001"]


def test_clocks_that_are_off_are_found():
    """Two that are apart, events that are late, and none at all."""
    assert clock._apart(1_000_000, 1_001_500).result == "pass"
    assert clock._apart(1_000_000, 998_400).result == "fail"
    assert clock._late(Quantiles(100, 10, 9_999, 20_000)).result == "pass"
    assert clock._late(Quantiles(100, 10, 10_001, 20_000)).result == "fail"
    assert clock._late(Quantiles(0, 0, 0, 0)).result == "fail"


def test_results_are_summed_up():
    """One that fails decides; what was not tried counts least."""
    assert [result_of(words) for words in (("pass", "fail", "n/a"), ("n/a", "pass"), ("n/a",), ())] == [
        "fail", "pass", "n/a", "n/a"]


def test_a_run_that_leaves_no_package_is_found(tmp_path, monkeypatch):
    """A process that breaks ends with the exit code of a failed run: the part fails all the same."""
    monkeypatch.setattr(points.sys, "executable", shutil.which("false") or points.sys.executable)
    monkeypatch.setattr(points, "_WORDS", ("no-such-command",))
    part = points.part(tmp_path / "points", quick=False)
    assert [(one.id, one.result) for one in part.rows] == [("package", "fail")]
