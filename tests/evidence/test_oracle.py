"""Packages are judged by the oracle, when they are written and again when they are verified."""

from pathlib import Path

import builder
import msgspec

from linebench.evidence.judging import Judged, StepJudged, Value, oracle
from linebench.evidence.verify import verify
from linebench.oracle.rule import rule_types
from linebench.records.protocol import Expectation


def test_the_oracle_judges_a_package_and_verify_agrees(tmp_path: Path) -> None:
    """Written with the oracle, a package verifies without saying which judge to use."""
    writer = builder.begin(tmp_path / "run")
    writer.plan((builder.plan("OQ-L1-001"), builder.plan("OQ-L1-002")))
    for test, good in (("OQ-L1-001", True), ("OQ-L1-002", False)):
        builder.put_journal(tmp_path / "run", test, builder.journal(builder.records(test, good=good)))
        writer.attempt(test, builder.attempt(test))
    verdicts = builder.finish(writer, by=oracle)
    assert [(case.test, case.verdict) for case in verdicts.cases] == [("OQ-L1-001", "pass"), ("OQ-L1-002", "fail")]
    assert {len(attempt.rules) for attempt in verdicts.attempts} == {len(rule_types())}
    report = verify(tmp_path / "run")
    assert (report.exit_code, report.verdict, report.problems) == (0, "fail", ())


def test_what_the_oracle_says_is_kept_in_plain_values() -> None:
    """Verdict, reason, steps, every rule and the key figures come over as they are; unmeasured is said so."""
    said = oracle(builder.journal(builder.records("OQ-L1-001", good=False)))
    assert (said.verdict, said.why) == (
        "fail", "step 3 (Then pack 40 is rejected within the limit of URS-REJ-007): fail: pack 40 was not diverted")
    assert said.steps[2] == StepJudged(n=3, verdict="fail", message="pack 40 was not diverted")
    assert [rule.rule for rule in said.rules] == [rule.id for rule in rule_types()]
    assert Value(name="good", value="119") in said.metrics
    assert Value(name="decision", value="not measured") in said.metrics


def test_a_recorder_that_lies_is_found_by_the_oracle() -> None:
    """A step recorded as met against its own numbers is judged again and is an error of the bench."""
    records = builder.records("OQ-L1-001")
    at = next(n for n, record in enumerate(records) if isinstance(record, Expectation))
    records[at] = msgspec.structs.replace(records[at], value=700_000)
    said = oracle(builder.journal(records))
    assert said.verdict == "error"
    assert "but 700000 us against None … 600000 says otherwise" in said.why


def test_a_journal_without_record_0_is_an_error() -> None:
    """What cannot be judged is the bench's error and never a verdict on the system."""
    said = oracle(builder.journal(builder.records("OQ-L1-001")[1:]))
    assert said == Judged(verdict="error", rules=(), why=said.why)
    assert said.why.startswith("the journal cannot be judged: a journal begins with its record 0")
