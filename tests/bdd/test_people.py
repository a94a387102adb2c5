"""A person is asked by a step: their word is recorded as theirs, and nobody's word is nobody's."""

import pytest

from linebench.bdd import attempt
from linebench.bdd.judging import read_journal
from linebench.records.claim import PersonClaimed
from tests.bdd.fake_bench import FakeBench

CASE = ('  @OQ-L2-901 @positive\n  Scenario: S\n'
        '    Then the operator confirms that the HMI shows "36 good"\n')
ANSWER = '[[answer]]\nasked = "*36 good*"\nanswer = "{}"\nwho = "A. Meyer"\nremark = "{}"\n'


@pytest.fixture
def answered(execute, tmp_path, monkeypatch):
    """Run the case with a file of answers, or without."""
    monkeypatch.setattr(attempt, "Bench", FakeBench)

    def run(text):
        if text is None:
            return execute(CASE).results[0]
        (tmp_path / "answers.toml").write_text(text, encoding="utf-8")
        return execute(CASE, answers=tmp_path / "answers.toml").results[0]

    return run


@pytest.mark.parametrize(("text", "verdict", "message"), [
    (ANSWER.format("confirmed", ""), "pass", ""),
    (ANSWER.format("not confirmed", "it says 35"), "fail",
     'expected a person confirms: the HMI shows "36 good"; found not confirmed (A. Meyer, scripted): it says 35'),
    (ANSWER.format("not done", "the screen is dark"), "blocked",
     'the HMI shows "36 good": could not be looked at: not done (A. Meyer, scripted): the screen is dark'),
    (ANSWER.format("done", ""), "blocked", (
        'the HMI shows "36 good": could not be looked at: not done (nobody, scripted): no answer to '
        """'Is it so that the HMI shows "36 good"?' in answers.toml""")),
    (None, "blocked", ('a person has to confirm that the HMI shows "36 good", and nobody can be asked; use '
                       "--ask page, --ask terminal or --answers FILE")),
])
def test_what_a_person_says_decides(answered, text, verdict, message):
    """Yes is pass, no is fail, all else blocks; nothing passes without somebody's word."""
    step = answered(text).steps[1]
    assert (step.verdict, step.message) == (verdict, message)


def test_the_record_says_who_and_that_it_was_scripted(answered, tmp_path):
    """The journal holds the words that were asked and answered; the file of answers is among the files read."""
    result = answered(ANSWER.format("confirmed", "seen"))
    _, records = read_journal(tmp_path / "out" / result.journal)
    assert [record for record in records if isinstance(record, PersonClaimed)] == [PersonClaimed(
        0, "operator 1", "A. Meyer", 'Is it so that the HMI shows "36 good"?', "confirmed", "seen", "", "", True)]
    assert "answers.toml" in [name for name, _ in records[0].files]
