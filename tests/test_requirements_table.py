"""Requirements leave as a table and come back whole; what is wrong with a table is told by line and column."""

import csv
import io
import tomllib

import pytest

from linebench import requirements, requirements_table
from linebench.content import library
from linebench.requirements_table import COLUMNS, from_table, to_table
from linebench.scenario.problems import ScenarioError
from linebench.tables import TableError

SMALL = """\
[[risk]]
id = "RISK-1"
title = "A pack is lost."

[[requirement]]
id = "URS-1"
revision = "2"
title = "=Nothing is \\"lost\\""
text = "First line\\nsecond; line"
source = "URS"
critical = true
classes = ["reject", "blind zone"]
risks = ["RISK-1"]
limit = { value = "500 ms", tolerance = "50 ms" }
"""
GOLDEN = """\
kind,id,revision,title,text,source,critical,classes,risks,max,min,value,tolerance,confidence
risk,RISK-1,,A pack is lost.,,,,,,,,,,
requirement,URS-1,2,"'=Nothing is ""lost""\","First line
second; line",URS,yes,reject; blind zone,RISK-1,,,500 ms,50 ms,
"""
LIMIT = "columns max, min, value, tolerance, confidence"

KINDS = "expected quantities of one kind with units, in order; correct it"


def changed(*changes: tuple[str, str]) -> bytes:
    """The small table with texts replaced."""
    text = GOLDEN
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text.encode()


def test_a_table_holds_every_field() -> None:
    """One row for each risk and each requirement; a title that looks like a formula is none."""
    assert to_table(SMALL, "r.toml") == GOLDEN.encode()


def test_a_table_comes_back_whole() -> None:
    """The file that is made of it says what the file before it said."""
    assert tomllib.loads(from_table(GOLDEN.encode(), "r.csv")) == tomllib.loads(SMALL)


def test_the_shipped_requirements_come_back_whole() -> None:
    """All requirements, limits and risks of the library, there and back, and there again to the same bytes."""
    text = (library() / "fixtures" / "requirements.toml").read_text(encoding="utf-8")
    table = to_table(text, "r.toml")
    again = from_table(table, "r.csv")
    assert tomllib.loads(again) == tomllib.loads(text)
    assert to_table(again, "r.toml") == table


def test_every_kind_of_limit_has_its_columns() -> None:
    """A key that a limit may have and a table has not would be lost on the way."""
    assert set().union(*requirements._BOUNDS) == set(requirements_table._BOUNDS)


def test_a_spreadsheet_of_another_country_changes_nothing() -> None:
    """Semicolons, a byte order mark, CRLF, and TRUE where the table said yes."""
    rows = list(csv.reader(io.StringIO(GOLDEN, newline="")))
    rows[2][COLUMNS.index("critical")] = "TRUE"
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    assert tomllib.loads(from_table(text.getvalue().encode("utf-8-sig"), "r.csv")) == tomllib.loads(SMALL)


@pytest.mark.parametrize(("change", "message"), [
    (("URS-1", "URS 1"), "r.csv:3: column id: found 'URS 1'; expected letters, digits, - and _; correct it"),
    (("URS-1,2", ",2"), "r.csv:3: column id: found nothing; expected a text; correct it"),
    (("yes", "y"), "r.csv:3: column critical: found 'y'; expected yes or no; correct it"),
    (("requirement,URS", "need,URS"),
     "r.csv:3: column kind: found 'need'; expected requirement or risk; correct it"),
    (("RISK-1,,,500", "RISK-2,,,500"),
     "r.csv:3: column risks: found 'RISK-2'; expected the id of a row of the kind risk; add the risk"),
    (("50 ms", "50 g"), f"r.csv:3: {LIMIT}: found '500 ms' and '50 g' are of different kinds; {KINDS}"),
    (("lost.,,", "lost.,,x"),
     "r.csv:2: column source: found 'x'; expected nothing: a risk has an id and a title; empty the cell"),
    (("risk,RISK-1,", "risk,RISK-1,,One,,,,,,,,,,\nrisk,RISK-1,"),
     "r.csv:3: column id: found 'RISK-1' a second time; expected every id once; correct it"),
])
def test_a_wrong_row_is_told_by_line_and_column(change: tuple[str, str], message: str) -> None:
    """One message for each problem, in the words of the table."""
    with pytest.raises(TableError) as caught:
        from_table(changed(change), "r.csv")
    assert str(caught.value) == message


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_lines() -> None:
    """Who mends a table mends it once."""
    with pytest.raises(TableError) as caught:
        from_table(changed(("URS-1", "URS 1"), ("A pack is lost.", ""), ("50 ms", "50 g")), "r.csv")
    assert [line.split(": found")[0] for line in str(caught.value).splitlines()] == [
        "r.csv:2: column title", "r.csv:3: column id",
        f"r.csv:3: {LIMIT}"]


def test_a_wrong_file_is_no_table() -> None:
    """What the bench would refuse does not leave."""
    with pytest.raises(ScenarioError, match="critical"):
        to_table(SMALL.replace("true", '"yes"'), "r.toml")


def test_an_item_that_a_table_cannot_hold_is_told() -> None:
    """Between items stands a semicolon; an item with one would come back as two."""
    with pytest.raises(TableError, match="URS-1: classes: found 'a;b'; expected items without ;"):
        to_table(SMALL.replace("blind zone", "a;b"), "r.toml")
