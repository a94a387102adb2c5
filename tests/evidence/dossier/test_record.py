"""The merged record of an execution: what follows from its packages and from what people added."""

import shutil

import msgspec
import pytest
from tests.evidence.dossier import acting

from linebench.evidence.dossier.making import add_package, make_dossier
from linebench.evidence.dossier.merging import Merged, Part, read_parts
from linebench.evidence.dossier.record import make_record
from linebench.evidence.dossier.serials import reused_serials
from linebench.evidence.dossier.store import Store
from linebench.evidence.files import PackageError
from linebench.evidence.verdicts import is_unstable, last_valid


@pytest.fixture(scope="module")
def record(made):
    store = Store(made)
    return make_record(store.dossier, Merged(read_parts(store.packages)), store.closing)


def test_a_case_shows_every_attempt_of_all_sittings(record):
    """A pass after a failing attempt is unstable, and both attempts stand there with what allowed the second."""
    told = {case.test: (case.verdict, case.unstable, [(one.run, one.n, one.verdict) for one in case.attempts])
            for case in record.cases}
    assert told == {
        "OQ-L1-951": ("pass", False, [("first", 1, "pass"), ("third", 2, "pass")]),
        "OQ-L1-952": ("pass", True, [("first", 1, "fail"), ("third", 2, "pass")]),
        "OQ-L1-953": ("pass", False, [("second", 1, "pass")])}
    again = record.cases[1].attempts[1]
    assert (again.reason, again.deviation, again.authorised_by) == (
        "the defect was corrected", "first-D001", "q.quality")


def test_totals_stand_on_the_planned_base(record):
    """Three were planned; that they were executed in three sittings with five attempts changes no base."""
    one = record.totals
    assert (one.planned, one.executed, one.passed, one.failed, one.not_executed, one.attempts) == (3, 3, 3, 0, 0, 5)
    assert (record.verdict, record.complete) == ("pass", True)


def test_a_failed_attempt_keeps_its_deviation(record):
    """The deviation of the first attempt stays, with step, class and who raised it; nobody has assessed it."""
    (told,) = record.deviations
    raised = told.raised
    assert (raised.id, raised.case, raised.attempt, raised.kind) == ("first-D001", "OQ-L1-952", 1, "system defect")
    assert raised.raised_by.startswith("linebench ")
    assert raised.raised_at == record.sittings[0].end
    assert (told.assessed.state, told.assessed.kind, told.assessed.classed) == (
        "open", "system defect", raised.proposed_class)


def test_the_sittings_say_what_changed_between_them(record):
    """The planted defect of the first sitting is one row of the second, and none of the third."""
    rows = [[(row.item.subject, row.item.property, row.before, row.after) for row in one.changes]
            for one in record.sittings]
    assert rows == [[], [("run", "planted defects", "l1-no-confirm-check", "none")], []]


def test_the_matrix_leads_both_ways(record):
    """The rows by requirement and the rows by test are the same, and the failed attempt names its deviation."""
    assert sorted(map(msgspec.json.encode, record.matrix)) == sorted(map(msgspec.json.encode, record.matrix_back))
    tests = [row.test for row in record.matrix_back if row.test]
    assert tests == sorted(tests)
    assert [(row.attempt, row.verdict, row.deviation) for row in record.matrix_back if row.test == "OQ-L1-952"] == [
        ("1 of 2", "fail", "first-D001"), ("2 of 2", "pass", "")]


def test_the_record_is_the_same_each_time(made, record):
    """Equal packages and equal people's files give equal bytes."""
    store = Store(made)
    again = make_record(store.dossier, Merged(read_parts(store.packages)), store.closing)
    assert msgspec.json.encode(again) == msgspec.json.encode(record)


def test_an_open_case_is_a_deviation_until_a_sitting_executes_it(sittings, tmp_path):
    """Of the first package alone two deviations are open; with the second the case that was open is settled."""
    for name in ("first", "second"):
        shutil.copytree(sittings / name, tmp_path / name)
    folder = tmp_path / "dossier"
    make_dossier([tmp_path / "first"], folder, acting.QA, acting.USERS, host="bench-1", now=acting.CLOCK)
    assert [one.deviation for one in Store(folder).closing.assessed] == ["first-D001", "first-D002"]
    add_package(acting.desk(folder, acting.QA), tmp_path / "second")
    assert [one.deviation for one in Store(folder).closing.assessed] == ["first-D001"]
    assert ("deviation first-D002", "open", "settled: the case was executed") in {
        (event.object, event.old, event.new) for event in acting.events(folder)}


def test_no_serial_was_printed_twice(record):
    """Over all sittings no serial was printed again where attempts draw from one pool."""
    assert record.reused_serials == ()


def test_a_serial_that_was_printed_twice_is_told(sittings, played_again):
    """A case executed again with the seed of the first time prints the same serials, and each is named."""
    found = reused_serials(Merged([Part(sittings / "second"), Part(played_again)]))
    assert len(found) > 10
    assert {(one.first, one.again) for one in found} == {
        ("second/attempts/OQ-L1-953", "played-again/attempts/OQ-L1-953")}


@pytest.mark.parametrize(("names", "message"), [
    ((), "no package was named"),
    (("second",), "which continues run first; expected the packages of all sittings"),
    (("first", "third"), "found run third, which does not continue run first; expected the next sitting"),
    (("first", "first"), "found run first, which does not continue run first"),
])
def test_packages_that_are_not_one_execution_are_refused(sittings, tmp_path, names, message):
    """A sitting that is missing or named twice is told, and the audit trail of the new folder has it."""
    folder = tmp_path / "dossier"
    with pytest.raises(PackageError, match=message):
        make_dossier([sittings / name for name in names], folder, acting.QA, acting.USERS, host="bench-1",
                     now=acting.CLOCK)
    assert [path.name for path in folder.iterdir()] == ["audit.jsonl"]
    ((who, why),) = acting.refusals(folder)
    assert (who, message in why) == (acting.QA, True)


def test_a_dossier_is_made_after_what_was_refused_is_mended(sittings, tmp_path):
    """A folder in which only a refusal was noted may be used; one that holds a dossier may not."""
    folder = tmp_path / "dossier"
    for wrong in ("nobody", "ci"):
        with pytest.raises(PackageError, match=wrong):
            make_dossier([sittings / "first"], folder, wrong, acting.USERS, host="b", now=acting.CLOCK)
    make_dossier([sittings / "first"], folder, acting.QA, acting.USERS, host="b", now=acting.CLOCK)
    assert [who for who, _ in acting.refusals(folder)] == ["nobody", "ci"]
    with pytest.raises(PackageError, match="found files in it; expected a new or empty folder"):
        make_dossier([sittings / "first"], folder, acting.QA, acting.USERS, host="b", now=acting.CLOCK)


def test_a_package_of_another_protocol_is_refused(sittings, tmp_path):
    """Where the approved protocol is named, a run that was not made under it does not come into the dossier."""
    with pytest.raises(PackageError, match="found a run of protocol record none; expected aaaaaaaaaaaaaaaa"):
        make_dossier([sittings / "first"], tmp_path / "dossier", acting.QA, acting.USERS, host="b",
                     protocol_record="a" * 64, now=acting.CLOCK)


def test_the_last_valid_attempt_decides(sittings):
    """An attempt that the bench spoilt says nothing: neither does it undo a pass nor does it excuse a failure."""
    one = Part(sittings / "first").verdicts.attempts[0]

    def tried(*verdicts):
        return [msgspec.structs.replace(one, verdict=verdict, n=n) for n, verdict in enumerate(verdicts, 1)]

    cases = [("pass",), ("fail", "pass"), ("fail", "error"), ("pass", "error"), ("error", "pass"), ("error",),
             ("pass", "fail"), ("na",)]
    assert {names: (last_valid(tried(*names)).verdict, is_unstable(tried(*names))) for names in cases} == {
        ("pass",): ("pass", False), ("fail", "pass"): ("pass", True), ("fail", "error"): ("fail", False),
        ("pass", "error"): ("pass", False), ("error", "pass"): ("pass", True), ("error",): ("error", False),
        ("pass", "fail"): ("fail", False), ("na",): ("na", False)}
