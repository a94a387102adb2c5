"""What comes of questions: answers, problems, and what was not asked."""

from collections.abc import Iterable
from pathlib import Path

import builder

from linebench.evidence.files import PackageError
from linebench.evidence.questions import Check, Problem, Question, Questions, tell_checks
from linebench.evidence.verify import verify


class Asked(Questions):
    def questions(self) -> Iterable[tuple[str, Question]]:
        return [("good", lambda: "2 files"), ("bad", self.bad), ("broken", self.broken), ("again", self.broken),
                ("nameless", self.nameless), ("left", lambda: None)]

    def bad(self) -> str:
        self.problem("a.json", "was changed")
        self.problem("a.json", "was changed")
        return "1 file"

    def broken(self) -> str:
        raise PackageError("b.json: is damaged: at 3: it ends")

    def nameless(self) -> str:
        raise PackageError("no package was named")


def test_every_question_has_its_answer_and_problems_are_noted_once() -> None:
    """A question that cannot be answered is never well, though its problem was known before."""
    asked = Asked()
    assert asked.ask() == (
        Check(name="good", ok=True, detail="2 files"), Check(name="bad", ok=False, detail="1 file"),
        Check(name="broken", ok=False, detail="cannot be answered"),
        Check(name="again", ok=False, detail="cannot be answered"),
        Check(name="nameless", ok=False, detail="cannot be answered"),
        Check(name="left", ok=None, detail="not asked: there is nothing to look at"))
    assert asked.problems == [Problem(file="a.json", what="was changed"),
                              Problem(file="b.json", what="is damaged: at 3: it ends"),
                              Problem(file="no package was named", what="no package was named")]


def test_answers_problems_and_remarks_are_told() -> None:
    checks = [Check(name="files", ok=True, detail="2 files"), Check(name="seal", ok=False, detail="broken"),
              Check(name="record", ok=None, detail="not asked")]
    assert list(tell_checks(checks, [Problem(file="a.json", what="is gone")], ["of another key"])) == [
        "  ok    files: 2 files", "  FAIL  seal: broken", "  -     record: not asked", "  problem: a.json: is gone",
        "  remark: of another key"]


def test_verdicts_that_cannot_be_derived_are_not_well(package: Path) -> None:
    """A damaged attempt keeps two questions from being answered; both fail."""
    (package / "attempts/OQ-L1-001/attempt.json").write_bytes(b"{}")
    report = verify(package, judge=builder.judge)
    unanswered = {check.name: check.ok for check in report.checks if check.detail == "cannot be answered"}
    assert unanswered == {"planned set": False, "verdicts": False}
