"""Tables that leave, and deviations that come back from the quality system."""

import pytest
from tests.evidence.dossier import acting
from tests.evidence.dossier.acting import DEVIATION, QA, REVIEWER, SETTLED, desk

from linebench.evidence.dossier.deciding import assess
from linebench.evidence.dossier.errors import RefusedError
from linebench.evidence.dossier.exchange import import_deviations, tables
from linebench.evidence.dossier.merging import Merged, read_parts
from linebench.evidence.dossier.record import make_record
from linebench.evidence.dossier.store import Store


def exported(folder):
    store = Store(folder)
    return tables(make_record(store.dossier, Merged(read_parts(store.packages)), store.closing))


def deviations(folder):
    return exported(folder)["deviations.csv"].decode()


@pytest.fixture
def ready(dossier):
    """The dossier with everything said of its deviation but that it is closed."""
    assess(desk(dossier, REVIEWER), DEVIATION, SETTLED)
    return dossier


def test_four_tables_leave(ready):
    """Each has its header line and a line for each row of the record."""
    found = exported(ready)
    assert list(found) == ["deviations.csv", "requirements.csv", "matrix.csv", "matrix-back.csv"]
    lines = found["deviations.csv"].decode().splitlines()
    assert lines[0] == ("id,number,state,closed_at,case,attempt,step,verdict,kind,class,description,requirements,"
                        "rules,raised_by,raised_at,cause,impact,resolution,retest")
    assert lines[1].startswith("first-D001,,open,,OQ-L1-952,1,")
    assert lines[1].endswith(',the bin was not looked at,none: found before release,the check was switched on,'
                             '"OQ-L1-952, attempt 2"')
    assert "URS-REJ-007,1,met,OQ-L1-952" in found["requirements.csv"].decode().splitlines()


def test_what_came_back_as_it_left_changes_nothing(ready):
    """A round trip without any decision writes nothing, not even an event."""
    before, count = acting.files(ready), len(acting.events(ready))
    assert import_deviations(desk(ready, QA), deviations(ready).encode(), "deviations.csv") == 0
    assert (acting.files(ready), len(acting.events(ready))) == (before, count)


def test_number_state_and_closure_come_back(ready):
    """The quality system's number and closing are taken; each change is in the audit trail with the file's name."""
    back = deviations(ready).replace(
        "first-D001,,open,,", "first-D001,QS-2031-77,closed,2031-05-06T08:00:00+02:00,")
    assert import_deviations(desk(ready, QA), back.encode(), "back.csv") == 1
    (one,) = Store(ready).closing.assessed
    assert (one.number, one.state, one.closed_at, one.approved_by) == (
        "QS-2031-77", "closed", "2031-05-06T08:00:00+02:00", (QA,))
    assert [(event.object, event.old, event.new) for event in acting.events(ready)
            if event.action == "deviations imported"] == [
        ("first-D001 number", "", "QS-2031-77"), ("first-D001 state", "open", "closed"),
        ("first-D001 closed_at", "", "2031-05-06T08:00:00+02:00")]


def test_windows_line_ends_and_byte_order_mark_are_read(ready):
    """A spreadsheet writes both; the table is the same."""
    back = deviations(ready).replace("first-D001,,open", "first-D001,QS-1,open").replace("\n", "\r\n")
    assert import_deviations(desk(ready, QA), ("\ufeff" + back).encode(), "back.csv") == 1
    assert Store(ready).closing.assessed[0].number == "QS-1"


WRONG = {
    "unknown id": (lambda text: text.replace("first-D001,", "first-D009,"),
                   "line 2: found the unknown id 'first-D009'; expected one of first-D001"),
    "twice": (lambda text: text + text.splitlines(keepends=True)[1], "line 3: found 'first-D001' twice"),
    "changed case": (lambda text: text.replace(",OQ-L1-952,1,", ",OQ-L1-951,1,"),
                     "first-D001: found another case ('OQ-L1-951') than was exported ('OQ-L1-952')"),
    "changed words": (lambda text: text.replace("the bin was not looked at", "unknown"),
                      "found another cause ('unknown')"),
    "wrong state": (lambda text: text.replace("first-D001,,open", "first-D001,,shut"),
                    "state: found 'shut'; expected one of open, closed, accepted"),
    "wrong time": (lambda text: text.replace("first-D001,,open,,", "first-D001,,closed,yesterday,"),
                   "closed_at: found 'yesterday'; expected a time with offset"),
    "time without closing": (lambda text: text.replace("open,,", "open,2031-01-01T00:00:00+00:00,"),
                             "expected none while it is open"),
    "missing column": (lambda text: text.replace("id,number,", "id,", 1).replace("D001,,", "D001,", 1),
                       "found other columns (no number)"),
    "another column": (lambda text: text.replace(",retest\n", ",retest,more\n"), "found other columns (more)"),
    "a longer row": (lambda text: text.rstrip("\n") + ",x\n", "a row with more cells than columns"),
    "no table": (lambda text: "\x00" + text, "found"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_table_is_refused_whole(ready, name):
    """The message names the line; nothing was taken, and the refusal is in the audit trail."""
    change, message = WRONG[name]
    before = acting.files(ready)
    with pytest.raises(RefusedError) as refused:
        import_deviations(desk(ready, QA), change(deviations(ready)).encode(), "back.csv")
    assert message in str(refused.value)
    assert acting.files(ready) == before
    assert len(acting.refusals(ready)) == 1


def test_only_qa_brings_a_closure_back(ready):
    """The rules of closing hold for the table as well."""
    back = deviations(ready).replace("first-D001,,open", "first-D001,QS-1,closed")
    with pytest.raises(RefusedError, match=r"r\.reviewer has not the role qa"):
        import_deviations(desk(ready, REVIEWER), back.encode(), "back.csv")
    assert Store(ready).closing.assessed[0].number == ""


def test_a_cell_that_looks_like_a_formula_is_disarmed_and_comes_back(dossier):
    """A spreadsheet would run it; in the table it begins with an apostrophe, and it returns as it was."""
    assess(desk(dossier, REVIEWER), DEVIATION, {"cause": "=1+1", "number": "-7"})
    text = deviations(dossier)
    assert ",'=1+1," in text
    assert "first-D001,'-7,open" in text
    assert import_deviations(desk(dossier, QA), text.encode(), "back.csv") == 0
