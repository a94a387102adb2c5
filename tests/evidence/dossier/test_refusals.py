"""What nobody may do with a dossier: refused with one message, no file changed, and kept in the audit trail."""

import shutil

import msgspec
import pytest
from tests.evidence.dossier import acting
from tests.evidence.dossier.acting import AUTHOR, DEVIATION, EXECUTOR, QA, REVIEWER, SETTLED, desk

from linebench.evidence.closing import Condition
from linebench.evidence.controlled import Person
from linebench.evidence.dossier.adding import attach, correct, remark, review
from linebench.evidence.dossier.deciding import add_condition, assess, conclude
from linebench.evidence.dossier.errors import DossierError, RefusedError
from linebench.evidence.dossier.freezing import freeze, revise
from linebench.evidence.dossier.making import add_package
from linebench.evidence.dossier.store import Store
from linebench.evidence.files import PackageError


def closing(changes, user=QA, **more):
    return lambda folder: assess(desk(folder, user), DEVIATION, {**SETTLED, "state": "closed", **changes}, **more)


def conditioned(user=QA, **changes):
    one = Condition(**{"text": "repeat with the real bin", "owner": AUTHOR, "due": "2031-12-31",
                       "deviation": DEVIATION, **changes})
    return lambda folder: add_condition(desk(folder, user), one, acting.USERS)


CASES = {
    "unknown user": (lambda folder: remark(desk(folder, "nobody"), "whole", "x"),
                     "there is no user 'nobody'"),
    "system account": (lambda folder: remark(desk(folder, "ci"), "whole", "x"), "ci is a system account"),
    "unknown deviation": (lambda folder: assess(desk(folder, QA), "first-D009", {"cause": "x"}),
                          "found 'first-D009'; expected one of first-D001"),
    "wrong state": (closing({"state": "done"}), "state: found 'done'; expected one of open, closed, accepted"),
    "wrong class": (closing({"classed": "grave"}), "classed: found 'grave'; expected one of critical"),
    "wrong kind": (closing({"kind": "bad luck"}), "kind: found 'bad luck'; expected one of protocol error"),
    "closed without words": (closing({"cause": "", "impact": " "}), "found no cause, no impact; expected all of"),
    "closed by nobody of QA": (closing({}, REVIEWER), "r.reviewer has not the role qa"),
    "retest is no attempt": (closing({"retest": "seen"}), "retest: found 'seen'; expected the attempt"),
    "retest does not exist": (closing({"retest": "OQ-L1-952, attempt 3"}), "found 'OQ-L1-952, attempt 3'"),
    "retest of another case": (closing({"retest": "OQ-L1-951, attempt 2"}), "a later attempt of OQ-L1-952"),
    "retest is the failure itself": (closing({"retest": "OQ-L1-952, attempt 1"}), "expected a later attempt"),
    "condition without date": (conditioned(due="soon"), "due: found 'soon'; expected a date"),
    "condition without owner": (conditioned(owner="x"), "owner: found 'x'; expected a person of the users file"),
    "condition for no deviation": (conditioned(deviation="D"), "deviation: found 'D'; expected one of first-D001"),
    "condition without text": (conditioned(text=" "), "found no text; expected what has to be done"),
    "condition by nobody of QA": (conditioned(REVIEWER), "r.reviewer has not the role qa"),
    "unknown conclusion": (lambda folder: conclude(desk(folder, QA), "fine"),
                           "conclusion: found 'fine'; expected one of accepted, conditions, rejected"),
    "accepted while a deviation is open": (lambda folder: conclude(desk(folder, QA), "accepted"),
                                           "deviations are open: first-D001"),
    "concluded by nobody of QA": (lambda folder: conclude(desk(folder, REVIEWER), "rejected"),
                                  "r.reviewer has not the role qa; QA concludes"),
    "remark without text": (lambda folder: remark(desk(folder, REVIEWER), "whole", " "), "found no text"),
    "remark on no case": (lambda folder: remark(desk(folder, REVIEWER), "OQ-L1-999", "x"),
                          "subject: found 'OQ-L1-999'; expected one of whole, OQ-L1-951"),
    "correction of no remark": (lambda folder: correct(desk(folder, REVIEWER), 4, "x", "y"),
                                "found remark 4; expected one of none"),
    "review by no reviewer": (lambda folder: review(desk(folder, EXECUTOR), "whole", "correct"),
                              "e.executor has neither the role reviewer nor qa"),
    "review with another result": (lambda folder: review(desk(folder, REVIEWER), "whole", "good"),
                                   "result: found 'good'; expected one of correct, not correct"),
    "missing attachment": (lambda folder: attach(desk(folder, REVIEWER), folder / "absent.png", "", "whole"),
                           "absent.png: found no file that can be read"),
    "freezing without conclusion": (lambda folder: freeze(desk(folder, QA), acting.TEMPLATES, "en"),
                                    "there is no conclusion yet"),
    "revision of what nobody signed": (lambda folder: revise(desk(folder, QA), "x"), "revision 1 was not signed"),
    "a sitting twice": (lambda folder: add_package(desk(folder, QA), folder.parent / "third"),
                        "found run third, which does not continue run third"),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_refused_recorded_and_changes_nothing(dossier, name):
    """One message, no file changed, and an event of the audit trail that says who wanted what and why not."""
    act, message = CASES[name]
    before = acting.files(dossier)
    with pytest.raises(RefusedError) as refused:
        act(dossier)
    assert message in str(refused.value)
    assert acting.files(dossier) == before
    ((who, why),) = acting.refusals(dossier)
    assert who in str(refused.value) or who in {QA, REVIEWER, EXECUTOR}
    assert message in why


def test_who_executed_neither_reviews_nor_closes_nor_concludes(dossier):
    """Roles do not help: the account that ran the sittings is the executor, whatever else it may do."""
    executor = Store(dossier).packages[0]
    account = msgspec.json.decode((executor / "run.json").read_bytes())["started_by"]
    users = (Person(id=account, name="Both", roles=("reviewer", "qa")),)
    acts = {
        "executed the tests; somebody else reviews": lambda one: review(one, "whole", "correct"),
        "executed the tests; a deviation is closed by QA that did not": lambda one: assess(
            one, DEVIATION, {**SETTLED, "state": "closed"}),
        "executed the tests; QA that did not concludes": lambda one: conclude(one, "rejected"),
    }
    for message, act in acts.items():
        with pytest.raises(RefusedError, match=message):
            act(desk(dossier, account, users=users))
    assert [who for who, _ in acting.refusals(dossier)] == [account] * 3


def test_a_changed_or_missing_package_stops_every_act(dossier):
    """What the dossier is about must be what it was: one byte in a file of a package is enough."""
    run = dossier.parent / "second" / "junit.xml"
    run.write_bytes(run.read_bytes() + b" ")
    with pytest.raises(RefusedError, match=r"second/junit\.xml: was changed"):
        remark(desk(dossier, REVIEWER), "whole", "x")
    shutil.rmtree(run.parent)
    with pytest.raises(RefusedError, match="second: found no sealed package"):
        remark(desk(dossier, REVIEWER), "whole", "x")
    assert len(acting.refusals(dossier)) == 2


def test_a_package_swapped_for_another_is_told(dossier):
    """A whole and intact package in the place of another is not the one that the dossier names."""
    shutil.rmtree(dossier.parent / "third")
    shutil.copytree(dossier.parent / "first", dossier.parent / "third")
    with pytest.raises(RefusedError, match="is not the manifest that the dossier names"):
        remark(desk(dossier, REVIEWER), "whole", "x")


def test_a_clock_that_jumped_back_is_refused(dossier, monkeypatch):
    """Nobody acts at a time before what was done already."""
    monkeypatch.setattr(acting, "CLOCK", lambda: "2030-01-01T00:00:00.000+00:00")
    with pytest.raises(RefusedError, match="it jumped back; set it right"):
        remark(desk(dossier, REVIEWER), "whole", "x")
    assert len(acting.refusals(dossier)) == 1


def test_nothing_is_added_to_a_broken_trail(dossier):
    """Who took an event out of the audit trail cannot go on with the dossier."""
    trail = dossier / "audit.jsonl"
    lines = trail.read_bytes().splitlines(keepends=True)
    trail.write_bytes(b"".join(lines[:2] + lines[3:]))
    with pytest.raises(PackageError, match="carries number 4: an event was left out or put in"):
        remark(desk(dossier, REVIEWER), "whole", "x")


def test_a_folder_that_is_no_dossier_is_told(tmp_path):
    """The message says how one is made."""
    with pytest.raises(DossierError, match="make one with: linebench dossier make"):
        desk(tmp_path, QA)


def test_a_settled_deviation_is_changed_only_after_it_was_reopened(settled):
    """Its number may still come from the quality system; everything else waits until QA opens it again."""
    one = desk(settled, QA)
    assess(one, DEVIATION, {"number": "QS-77"})
    with pytest.raises(RefusedError, match="first-D001 is closed; to change it, set its state to open first"):
        assess(one, DEVIATION, {"cause": "another"})
    with pytest.raises(RefusedError, match=r"r\.reviewer has not the role qa"):
        assess(desk(settled, REVIEWER), DEVIATION, {"state": "open"})
    again = assess(one, DEVIATION, {"state": "open"}, "a second look")
    assert (again.state, again.approved_by, again.closed_at, again.number) == ("open", (), "", "QS-77")
