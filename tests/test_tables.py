"""Tables go out and come back through the spreadsheets of other people, whole."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.tables import TableError, TableRow, read_table, write_table

COLUMNS = ("id", "text")
GOLDEN = b"""\
id,text
A-1,"a, b; c"
A-2,"two
lines, ""quoted"" ones"
A-3,'=1+1
A-4,''=x
A-5,'tis
"""
ROWS = ({"id": "A-1", "text": "a, b; c"}, {"id": "A-2", "text": 'two\nlines, "quoted" ones'},
        {"id": "A-3", "text": "=1+1"}, {"id": "A-4", "text": "'=x"}, {"id": "A-5", "text": "'tis"})


def cells(data: bytes) -> list[dict[str, str]]:
    return [row.cells for row in read_table(data, "t.csv", COLUMNS)]


def test_what_is_written_is_read_again() -> None:
    """Commas, quotes, line breaks, formulas and apostrophes come back as they were, with the line of each row."""
    written = write_table(COLUMNS, ROWS)
    assert written == GOLDEN.replace(b"A-5,'tis", b"A-5,''tis")
    assert read_table(written, "t.csv", COLUMNS) == tuple(
        TableRow(line, row) for line, row in zip((2, 3, 5, 6, 7), ROWS, strict=True))


def test_an_apostrophe_that_somebody_typed_stays() -> None:
    """Only what was put before a formula is taken away."""
    assert cells(GOLDEN)[-1] == {"id": "A-5", "text": "'tis"}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\n"])
def test_no_cell_begins_like_a_formula(start: str) -> None:
    """A spreadsheet that opens the table runs nothing."""
    written = write_table(COLUMNS, [{"id": f"{start}HYPERLINK(1)", "text": f"{start}1"}])
    row = list(csv.reader(io.StringIO(written.decode(), newline="")))[1]
    assert [cell[0] for cell in row] == ["'", "'"]


@pytest.mark.parametrize("habit", [
    lambda data: b"\xef\xbb\xbf" + data, lambda data: data.replace(b"\n", b"\r\n"),
    lambda data: data + b",\n,\n\n"])
def test_habits_of_spreadsheets_change_nothing(habit) -> None:
    """A byte order mark, CRLF, also inside of cells, and empty rows at the end."""
    assert cells(habit(write_table(COLUMNS, ROWS))) == list(ROWS)


@pytest.mark.parametrize("mark", [";", "\t"])
def test_semicolons_and_tabs_separate_too(mark: str) -> None:
    """What a spreadsheet writes depends on the country it is used in."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=mark, lineterminator="\r\n")
    writer.writerows([COLUMNS, *(tuple(row.values()) for row in ROWS[:2])])
    assert cells(text.getvalue().encode("utf-8-sig")) == list(ROWS[:2])


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=12)


@given(st.lists(st.tuples(st.text("abc", min_size=1), TEXT), max_size=5))
def test_any_text_comes_back(rows: list[tuple[str, str]]) -> None:
    """Whatever stands in a cell."""
    wanted = [{"id": name, "text": text} for name, text in rows]
    assert cells(write_table(COLUMNS, wanted)) == wanted


HEADER = "expected id, text; correct the header line"
CELLS = "expected 2, as the header has them; quote cells that hold a comma, a semicolon or a line break"
QUOTES = ("expected cells, in quotes where they hold a comma or a quote; write a quote in a cell twice")


@pytest.mark.parametrize(("data", "message"), [
    (b"id,text\nA-1,caf\xe9\n",
     "t.csv:2: found bytes that are no UTF-8; expected a table in UTF-8; save it as CSV in UTF-8"),
    ("id,text\n".encode("utf-16"), "t.csv: found text in UTF-16; expected UTF-8; save it as CSV in UTF-8"),
    (b"PK\0\0", "t.csv: found a file that is no text; expected a table in UTF-8; save it as CSV in UTF-8"),
    (b"", f"t.csv:1: found other columns (no column 'id', no column 'text'); {HEADER}"),
    (b"id,test,id\n", f"t.csv:1: found other columns (no column 'text', 'test', 'id' twice); {HEADER}"),
    (b'id,text\nA-1,"a\nb"\nA-2,a,b\n', f"t.csv:4: found 3 cells; {CELLS}"),
    (b'id,text\nA-1,"a" b\n', f"t.csv:2: found a row that is no CSV (',' expected after '\"'); {QUOTES}"),
])
def test_what_is_no_such_table_is_refused(data: bytes, message: str) -> None:
    """One message that says where, what was found, what is expected and what to do."""
    with pytest.raises(TableError) as caught:
        read_table(data, "t.csv", COLUMNS)
    assert str(caught.value) == message
