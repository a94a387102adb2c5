"""What people add: kept with who, what, when, old value, new value and why."""

import msgspec
import pytest
from tests.evidence.dossier import acting
from tests.evidence.dossier.acting import DEVIATION, QA, REVIEWER, SETTLED, desk

from linebench.evidence.closing import Assessed, Attached, Closing, Condition, Remark, Review
from linebench.evidence.controlled import Approval
from linebench.evidence.dossier.adding import attach, correct, remark, review
from linebench.evidence.dossier.deciding import add_condition, assess, conclude
from linebench.evidence.dossier.errors import RefusedError
from linebench.evidence.dossier.merging import Merged, read_parts
from linebench.evidence.dossier.rules import why_not_concluded
from linebench.evidence.dossier.store import Store
from linebench.evidence.files import sha256


@pytest.fixture
def clock(monkeypatch):
    monkeypatch.setattr(acting, "CLOCK", acting.Clock(1800))


def told(folder, action):
    return [(event.actor, event.object, event.old, event.new, event.reason) for event in acting.events(folder)
            if event.action == action]


def test_a_correction_keeps_the_first_words(dossier, clock):
    """Both remarks stay, the second names the first, and the audit trail has old, new and why."""
    remark(desk(dossier, REVIEWER), "OQ-L1-951", "Bin seen.")
    correct(desk(dossier, REVIEWER), 1, "Bin seen at exit 2.", "the exit was left out")
    first, second = Store(dossier).closing.remarks
    assert first == Remark(n=1, by=REVIEWER, at=first.at, subject="OQ-L1-951", text="Bin seen.")
    assert second == Remark(n=2, by=REVIEWER, at=second.at, subject="OQ-L1-951", text="Bin seen at exit 2.",
                            corrects=1)
    assert first.at < second.at
    assert told(dossier, "remark corrected") == [
        (REVIEWER, "remark 2", "Bin seen.", "Bin seen at exit 2.", "the exit was left out")]


def test_a_review_is_kept(dossier, clock):
    """A run, a case and the whole are reviewed, each with its result."""
    for subject in ("second", "OQ-L1-952", "whole"):
        review(desk(dossier, REVIEWER), subject, "not correct" if subject == "second" else "correct", "looked at")
    found = Store(dossier).closing.reviews
    assert [(one.subject, one.result, one.by) for one in found] == [
        ("second", "not correct", REVIEWER), ("OQ-L1-952", "correct", REVIEWER), ("whole", "correct", REVIEWER)]
    assert isinstance(found[0], Review)


def test_an_attachment_is_copied_and_listed(dossier, tmp_path, clock):
    """The dossier holds the file's own bytes under a name that is fit for every system."""
    file = tmp_path / "Foto vom Behälter.png"
    file.write_bytes(b"\x89PNG")
    added = attach(desk(dossier, REVIEWER), file, "the bin", DEVIATION)
    assert added == Attached(
        id="A001", title="the bin", file="attachments/A001-Foto_vom_Beh_lter.png", media_type="image/png", size=4,
        sha256=sha256(b"\x89PNG"), subject=DEVIATION, by=REVIEWER, at=added.at)
    assert (dossier / added.file).read_bytes() == b"\x89PNG"


def test_closing_a_deviation_names_who_when_and_each_change(dossier, clock):
    """Each field that changed is one event with old and new value; QA's approval and the time are kept."""
    assess(desk(dossier, REVIEWER), DEVIATION, {**SETTLED, "retest": ""}, "first look")
    after = assess(desk(dossier, QA), DEVIATION, {"state": "closed", "retest": SETTLED["retest"]}, "retest passed")
    assert after == Assessed(deviation=DEVIATION, **SETTLED, state="closed", raised_by=after.raised_by,
                             approved_by=(QA,), closed_at=after.closed_at)
    events = [(who, what, old, new) for who, what, old, new, why in told(dossier, "deviation assessed")
              if why == "retest passed"]
    assert events == [(QA, "first-D001 retest", "", "OQ-L1-952, attempt 2"),
                      (QA, "first-D001 state", "open", "closed"), (QA, "first-D001 approved_by", "", QA),
                      (QA, "first-D001 closed_at", "", after.closed_at)]


def test_what_is_settled_can_be_concluded(settled, clock):
    """With every deviation closed by a retest that passed, the execution is accepted, the next stage released."""
    done = conclude(desk(settled, QA), "accepted", release="PQ")
    assert (done.conclusion, done.release, done.by) == ("accepted", "PQ", QA)
    assert (Store(settled).closing.conclusion, Store(settled).closing.release) == ("accepted", "PQ")


def test_what_is_accepted_leniently_needs_conditions(dossier, clock):
    """An accepted deviation asks for the conclusion conditions, and that for a condition with owner and date."""
    one = desk(dossier, QA)
    assess(one, DEVIATION, {**SETTLED, "retest": "document VAL-7", "state": "accepted"})
    merged, store = one.merged, one.store
    lenient = "deviations are accepted under conditions: first-D001; conclude with: conditions"
    missing = "deviations are accepted without a condition that has owner and date: first-D001"
    assert why_not_concluded("accepted", merged, store.closing) == (lenient,)
    assert why_not_concluded("conditions", merged, store.closing) == (missing,)
    add_condition(one, Condition(text="repeat", owner=QA, due="2031-12-31", deviation=DEVIATION), acting.USERS)
    assert conclude(one, "conditions").conclusion == "conditions"


def test_conditions_without_any_condition_are_none(settled):
    """Who concludes with conditions has to name one."""
    one = desk(settled, QA)
    assert why_not_concluded("conditions", one.merged, one.store.closing) == (
        "there is no condition; conclude with: accepted",)


def test_a_rehearsal_a_draft_and_a_planted_defect_cannot_be_accepted(settled):
    """Each speaks against accepted and against conditions; a rejection is possible whatever happened."""
    one = desk(settled, QA)
    third = one.merged.parts[-1]
    case = msgspec.structs.replace(third.run.planned[0], test="PQ-001")
    third.run = msgspec.structs.replace(
        third.run, planned=(case, *third.run.planned), mutants=("l1-shifted-by-one",),
        approval=Approval(state="draft", why="not signed"))
    reasons = why_not_concluded("accepted", one.merged, one.store.closing)
    assert len(reasons) == 3
    assert "this PQ is a rehearsal and concludes nothing" in reasons[0]
    assert reasons[1] == "run as a draft of the protocol: third"
    assert reasons[2] == "defects were planted when these were last executed: OQ-L1-951, OQ-L1-952"
    assert why_not_concluded("rejected", one.merged, one.store.closing) == ()


def test_a_retest_that_failed_closes_nothing(dossier):
    """A later attempt of the same case counts only when it passed."""
    one = desk(dossier, QA)
    case = ("OQ-L1-952", "")
    first, again = one.merged.attempts[case]
    one.merged.attempts[case] = [first, msgspec.structs.replace(again, verdict="provisional")]
    with pytest.raises(RefusedError, match="attempt 2', which ended as provisional; expected one that passed"):
        assess(one, DEVIATION, {**SETTLED, "state": "closed"})


def test_a_case_that_did_not_pass_is_in_the_way(sittings):
    """Without the third sitting the failed case stands against accepted, beside its open deviation."""
    merged = Merged(read_parts([sittings / "first", sittings / "second"]))
    reasons = why_not_concluded("accepted", merged, Closing())
    assert reasons[0] == "deviations are open: first-D001"
    assert reasons[-1] == "not every planned case passed: OQ-L1-952 fail"
