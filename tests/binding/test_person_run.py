"""A run beside a real system whose HMI a person serves: what they say is the answer."""

import json

import pytest

from linebench.bdd.judging import read_journal
from linebench.cli import main
from linebench.records.claim import AnswerClaimed, FileKept, PersonClaimed

STACK = """id = "by-hand"
[[seat]]
id = "l2"
nature = "real"
[allow]
gtins = ["09501101530003", "09501101530010"]
sscc_prefixes = ["39501101"]
endpoints = []
[[action]]
id = "acknowledge"
by = "person"
options = { within = "10 s" }
[[claim]]
id = "screens"
by = "screenshot"
gives = "file"
every = "50 ms"
options = { files = "*.png" }
"""
CASE = """Feature: F
  Background:
    Given the scenario "carton-line"
  @OQ-L1-950 @positive
  Scenario: S
    When the operator acknowledges the alarms
    Then L2 refuses it and names "role"
    And the operator confirms that the HMI shows "no alarm"
"""
ANSWERS = """[[answer]]
action = "acknowledge"
answer = "{}"
who = "A. Meyer"
remark = "wrong role"
[[answer]]
asked = "*no alarm*"
answer = "confirmed"
who = "B. Schulz"
attachment = "s.toml"
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run the case with what a person says of the first question; exit code and records."""
    monkeypatch.chdir(tmp_path)

    def call(answer):
        for name, text in (("s.toml", STACK), ("a.feature", CASE), ("answers.toml", ANSWERS.format(answer))):
            (tmp_path / name).write_text(text, encoding="utf-8")
        code = main(["run", "a.feature", "--stack", "s.toml", "--set", "pace=real:8",
                     "--answers", "answers.toml", "--out", "out"])
        return code, read_journal(tmp_path / "out" / "attempts" / "OQ-L1-950" / "journal.zst")[1]

    return call


def test_what_a_person_says_of_the_system_is_its_answer(run, tmp_path):
    """Refused, with its words; answers are in journal and audit trail as scripted, the attachment with its hash."""
    code, records = run("refused")
    assert [(one.action, one.accepted, one.reason) for one in records if isinstance(one, AnswerClaimed)][:1] == [
        ("acknowledge", False, "wrong role")]
    said = [one for one in records if isinstance(one, PersonClaimed)]
    assert [(one.who, one.answer, one.file, one.scripted) for one in said[:2]] == [
        ("A. Meyer", "refused", "", True), ("B. Schulz", "confirmed", "001-s.toml", True)]
    audit = [json.loads(line) for line in (tmp_path / "out" / "audit.jsonl").read_text("utf-8").splitlines()]
    assert [one["object"] for one in audit if one["action"] == "answer was written before"][:1] == [
        "Please acknowledge alarms"]
    kept = next(one for one in audit if one["object"].endswith("attachments/001-s.toml"))
    assert (kept["action"], kept["new"]) == ("attached", said[1].sha256)
    assert main(["verify", "out"]) == 0
    assert code != 2
    assert not any(isinstance(one, FileKept) for one in records)


@pytest.mark.nightly
def test_what_a_person_could_not_do_blocks(run):
    """It is no refusal by the system: the case says nothing about it."""
    code, records = run("not done")
    assert code == 3
    assert not any(isinstance(one, AnswerClaimed) and one.action == "acknowledge" for one in records)
