"""Judging whole journals: figures, streaming, memory and record 0."""

import msgspec
import pytest

from linebench.oracle import rule as rules
from linebench.oracle.judge import Judge, judge, judge_blocks
from linebench.oracle.metrics import FORMULAS, Figures, Minute, Spread, spread
from linebench.oracle.plan import PlanError
from linebench.records import truth
from linebench.records.codec import GENESIS, encode_block
from tests.oracle.story import Story, code

RULES = {
    "false-accept", "false-reject", "phantom-serial", "lost-pack", "duplicate-serial", "unverified-commissioned",
    "reject-not-confirmed", "wrong-parent", "count-mismatch", "serial-balance", "event-before-commissioning",
    "stale-field-printed", "decision-too-late", "line-ran-on", "claims-equal-truth", "alarm-missing",
    "restart-unacknowledged", "reported-once", "serial-reused", "late-report",
    "counters-equal-truth", "enterprise-equals-site", "capture-refused",
}


def test_every_rule_is_found_in_the_folder_and_complete():
    """A file in the folder is a rule; each has a title of one sentence, classes and a file of its name."""
    found = rules.rule_types()
    assert {one.id for one in found} >= RULES
    for one in found:
        assert one.title.endswith(".")
        assert one.title.count(". ") == 0
        assert one.classes
        assert one.__module__.rpartition(".")[2] == one.id.replace("-", "_")


def test_a_stored_journal_is_judged_as_its_records_are():
    """Block by block or all at once, the judgement is the same value."""
    story = Story()
    story.pack(5).bad(readable=False, reading="no_read")
    records = story.records()
    stored, previous = b"", GENESIS
    for number, start in enumerate(range(0, len(records), 100)):
        block, previous = encode_block(number, previous, records[start:start + 100])
        stored += block
    assert judge_blocks(stored) == judge(records)


def test_an_outcome_names_the_requirements_it_serves():
    """Requirements are found by class."""
    said = judge(Story(packs=4).records())
    assert said.outcome("false-accept").requirements == ("URS-SER-001", "URS-REJ-002")
    with pytest.raises(KeyError):
        said.outcome("no-such-rule")


def test_findings_are_counted_all_and_kept_up_to_a_hundred():
    """A journal full of wrong packs does not fill the report."""
    story = Story(packs=150)
    for number in range(1, 151):
        story.pack(number).text = "(10)OLD"
    said = judge(story.records()).outcome("false-accept")
    assert (said.result, said.count, len(said.findings), said.opportunities) == ("fail", 150, 100, 150)


def test_a_journal_without_record_0_is_refused():
    """The message says what was found and what to do."""
    with pytest.raises(PlanError, match="begins with its record 0"):
        judge([])
    with pytest.raises(PlanError, match="found PackFed"):
        judge([truth.PackFed(0, 1, 1)])
    broken = msgspec.structs.replace(Story(packs=1).records()[0], scenario='{"line": 5}')
    with pytest.raises(PlanError, match="record 0 cannot be judged from"):
        Judge(broken)


def test_packs_are_forgotten_once_they_are_gone():
    """The ledger's memory of packs is bounded by those on the line, not by the batch."""
    records = Story(packs=400, case_size=20).records()
    court = Judge(records[0])
    most = 0
    for start in range(0, len(records), 50):
        court.feed(records[start:start + 50])
        book = court._ledger.book
        most = max(most, len(book.fates) + len(book.by_trigger) + len(book.out) + len(book.children)
                   + len(book.awaiting) + len(book.outcomes) + len(book.viewed_at))
    assert most < 100
    assert court.finish().verdict == "pass"


def test_key_figures():
    """Every figure of a small eventful run, from hand."""
    story = Story(packs=24)
    story.pack(4).bad(readable=False, reading="no_read")
    story.pack(5).bad(content=code(5, lot="OLD"), text="x")
    story.pack(6).bad()
    story.pack(7).taken = 1_100_000
    story.pack(8).think = 40_000
    assert judge(story.records()).figures == Figures(
        packs_fed=24, good=20, rejected=3, on_line=0, removed=1, inspected=24,
        causes={"its code cannot be read": 1, "its text differs from its code": 1, "wrong lot": 1},
        reported_causes={"verdict": 3}, cases=3, pallets=0, minutes=(Minute(0, 20, 3),),
        throughput_per_hour=20 * 3600 * 1_000_000 // 6_000_000, false_accepts=0, false_rejects=1,
        quality=20_000_000 // 23, first_pass_yield=20_000_000 // 24, reject_accuracy=2_000_000 // 3,
        decision=Spread(24, 15_000, 15_000, 40_000, 40_000),
        report_lag=Spread(20, 500_000, 500_000, 500_000, 500_000), serials_allocated=29, serial_balance=0,
        serial_waste=4_000_000 // 20)
    assert FORMULAS.keys() <= {*Figures.__struct_fields__}


def test_percentiles_are_nearest_ranks():
    """Of 1 … 200, the 50th, 95th and 99th percentile are 100, 190 and 198."""
    assert spread(range(1, 201)) == Spread(200, 100, 190, 198, 200)
    assert spread([]) == Spread()
