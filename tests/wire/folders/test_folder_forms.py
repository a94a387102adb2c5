"""What is written is read again as it was, whatever it is; and a map that cannot be is refused."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.ports.erp import JobCommand, JobOrder, JobResponse, JobWish, ProductData
from linebench.ports.serials import Drawn
from linebench.wire.folders.b2mml_names import FAMILIES, NAMESPACES, STATES
from linebench.wire.folders.document import FileDocument, FileError
from linebench.wire.folders.file_map import OWN, B2mmlMap, FileMap, nested_map, read_file_map
from linebench.wire.folders.forms import read_file, unfinished_file, write_file
from linebench.wire.folders.tables import COUNTS
from linebench.wire.folders.values import ValueForms

EPOCH = "2026-01-05T06:00:00Z"
FORM = "or a form with year, month and so on, such as %d.%m.%Y"
CORRECT = "expected what the README of wire/folders says; correct it"
LETTERS = st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp"))
TEXT = st.text(LETTERS, min_size=1, max_size=12).map(lambda text: text.replace("=", "-"))
MAYBE = st.just("") | TEXT
COUNT = st.integers(0, 10**12)
TIMES = st.none() | st.integers(-10**15, 10**15)
DAYS = st.integers(0, 28).map(lambda day: f"2802{day:02}")
PAIRS = st.dictionaries(TEXT.map("x-{}".format), TEXT, max_size=3).map(lambda found: tuple(found.items()))
COUNTED = st.lists(st.sampled_from(COUNTS), unique=True).flatmap(
    lambda names: st.tuples(*(st.tuples(st.just(name), COUNT) for name in COUNTS if name in names)))
MESSAGES = {
    "orders": st.builds(JobOrder, TEXT, TEXT, TEXT, DAYS, COUNT, MAYBE, TIMES, PAIRS, st.booleans()),
    "products": st.builds(ProductData, st.just(""), TEXT, TEXT, COUNT, COUNT, st.booleans(), PAIRS),
    "responses": st.builds(JobResponse, TEXT, st.sampled_from(sorted(STATES)), COUNTED, TIMES, TIMES, MAYBE),
    "commands": st.builds(JobCommand, TEXT, TEXT, TEXT, MAYBE),
    "wishes": st.builds(JobWish, TEXT, MAYBE, MAYBE),
    "serials": st.builds(Drawn, TEXT, st.sampled_from(["ok", "insufficient"]), serials=st.lists(
        TEXT, min_size=1, max_size=4).map(tuple)),
}
CSV_MAPS = st.builds(
    FileMap, encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), delimiter=st.sampled_from(",;\t|"),
    decimal=st.sampled_from(",."), thousands=st.sampled_from(["", "'"]), line_end=st.sampled_from(["lf", "crlf"]),
    last=st.sampled_from(["", "*** END"]))


def documents(kind):
    """Documents of a kind; lists of serials differ in their requests, for lines of one are one list."""
    unique = {"serials": lambda each: each.request}.get(kind)
    return st.lists(MESSAGES[kind], min_size=1, max_size=4, unique_by=unique).map(
        lambda messages: FileDocument(kind, "", tuple(messages)))


@pytest.mark.parametrize("kind", MESSAGES)
def test_what_is_written_as_csv_is_read_again(kind):
    """In any encoding that has all letters, with any signs: the same messages, and the file is whole."""
    @given(documents(kind), CSV_MAPS)
    def check(document, file_map):
        data = write_file(document, "csv", file_map, EPOCH, 0).data
        assert unfinished_file(data, file_map) == ""
        assert read_file(data, file_map, EPOCH) == document

    check()


@pytest.mark.parametrize("schedule", FAMILIES)
@pytest.mark.parametrize("kind", ["orders", "products", "responses"])
def test_what_is_written_as_b2mml_is_read_again(kind, schedule):
    """In both families and every namespace, whatever the map of the reader; the number of the document stays."""
    @given(documents(kind), st.sampled_from(NAMESPACES), TEXT)
    def check(document, namespace, number):
        file_map = FileMap(b2mml=B2mmlMap(namespace=namespace, schedule=schedule))
        numbered = FileDocument(kind, number, document.messages)
        data = write_file(numbered, "b2mml", file_map, EPOCH, 0).data
        assert read_file(data, OWN, EPOCH) == numbered

    check()


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data):
    """A document, or problems; and a word about whether it is whole."""
    assert isinstance(unfinished_file(data, OWN), str)
    try:
        found = read_file(data, OWN, EPOCH).messages
    except FileError as error:
        found = error.problems
    assert found


@pytest.mark.parametrize(("decimal", "thousands", "text", "number"), [
    (".", "", "80", 80), (".", "", "80.000", 80), (",", ".", "1.234.567", 1_234_567),
    (",", "", "80,0", 80), (".", ",", "80,000", 80_000), (".", "'", "-1'000", -1_000), (".", "", "+7", 7),
    (",", ".", "1.234,00", 1_234),
])
def test_numbers_are_read_as_the_map_has_them(decimal, thousands, text, number):
    """Thousands and zeros behind the decimal sign."""
    assert ValueForms(FileMap(decimal=decimal, thousands=thousands), EPOCH).read("number", text) == number


@pytest.mark.parametrize(("decimal", "thousands", "text"), [
    (".", "", "80,0"), (",", "", "80.5"), (",", ".", "1.2"), (",", ".", "1.23.456"), (".", "", "8e3"),
    (".", "", "٨"), (".", "", "1 000"), (".", "", "0x10"), (".", "", "80.5"), (".", "", "1_000"),
])
def test_no_number_is_guessed(decimal, thousands, text):
    """What the map does not have is no number: 1.2 with a point between thousands is neither 12 nor 1.2."""
    with pytest.raises(ValueError, match="a whole number with"):
        ValueForms(FileMap(decimal=decimal, thousands=thousands), EPOCH).read("number", text)


@pytest.mark.parametrize(("form", "text", "day"), [
    ("gs1", "281200", "281200"), ("gs1", "nonsense", "nonsense"), ("%d.%m.%Y", "31.12.2028", "281231"),
    ("%m/%Y", "12/2028", "281200"), ("%Y%m%d", "20281231", "281231"), ("%d %b %Y", "31 Dec 2028", "281231"),
])
def test_dates_are_read_as_the_map_has_them(form, text, day):
    """A form without a day means the end of the month; what GS1 writes is left to whoever judges the order."""
    forms = ValueForms(FileMap(dates=form), EPOCH)
    assert (forms.read("date", text), forms.write("date", day)) == (day, text)


def test_times_have_a_zone_or_are_utc():
    """The same moment with an offset, with a Z and without either; by a form of the map as well."""
    own, theirs = ValueForms(OWN, EPOCH), ValueForms(FileMap(times="%d.%m.%Y %H:%M %z"), EPOCH)
    texts = ("2026-01-05T08:00:00+01:00", "2026-01-05T07:00:00Z", "2026-01-05T07:00:00")
    assert [own.read("time", text) for text in texts] == [3_600_000_000] * 3
    assert theirs.read("time", "05.01.2026 08:00 +0100") == 3_600_000_000
    assert datetime.fromisoformat(own.write("time", 1)) - datetime.fromisoformat(EPOCH) == (
        datetime.resolution)


@pytest.mark.parametrize(("text", "problem"), [
    ('encoding = "utf-99"', "m: encoding: found 'utf-99'; expected an encoding such as utf-8, utf-16 or cp1252"),
    ('delimiter = ";;"', "m: delimiter: found ';;'; expected one sign, no letter, digit, quote or line end"),
    ('thousands = "."', "m: thousands: found '.'; expected one other sign than decimal, or none"),
    ('dates = "%d.%m."', f"m: dates: found '%d.%m.'; expected gs1, {FORM}"),
    ('times = "%H:%M"', f"m: times: found '%H:%M'; expected iso, {FORM}"),
    ("[orders]\nfields = { job = 'A' }", "m: orders.fields.gtin: found nothing; expected its column, or =text"),
    ("[wishes]\nfields = { request = 'A', job = 'B', state = 'C', who = 'D' }",
     "m: wishes.fields.who: found an unknown field; expected one of request, job, state"),
    ("[wishes]\nfields = { request = 'A', job = 'A', state = 'C' }",
     "m: wishes: found column 'A' 2 times; expected each column once"),
    ("[orders]\nwords = { ja = 'true' }",
     "m: orders.words.ja: found a word of no field; expected field.word, such as released.JA"),
    ("[commands]\nmore = { a = 'b' }",
     "m: commands.more: found further columns; expected none: nothing of this kind has any"),
    ("colour = 'red'", f"m: map: found Object contains unknown field `colour`; {CORRECT}"),
    ("delimiter = 5", f"m: delimiter: found Expected `str`, got `int`; {CORRECT}"),
])
def test_a_map_that_cannot_be_is_refused(text, problem):
    """With the place, what was found and what was expected."""
    with pytest.raises(FileError) as error:
        read_file_map(text.encode(), "m")
    assert str(error.value.problems[0]) == problem


def test_a_map_that_is_no_toml_is_refused():
    """One problem with the file's name."""
    for data in (b"= 5", b"\xff"):
        with pytest.raises(FileError, match=r"^m: found .*; expected a TOML file in UTF-8$"):
            read_file_map(data, "m")


def test_a_map_may_be_keys_with_dots():
    """As a scenario holds it: the same map."""
    text = ('delimiter = ";"\n[orders]\ndocument = "D"\nwords = { "start.a.b" = "true" }\n'
            '[b2mml]\nschedule = "production"\n')
    assert nested_map({"delimiter": ";", "orders.document": "D", "orders.words.start.a.b": "true",
                       "b2mml.schedule": "production"}, "m") == read_file_map(text.encode())


def test_columns_of_two_tables_are_ambiguous():
    """Where a map gives two tables the same columns, nobody guesses."""
    file_map = read_file_map(b"[wishes]\nfields = { request = 'A', job = 'B', state = 'C' }\n"
                             b"[commands]\nfields = { request = 'A', job = 'B', command = 'C' }\n")
    with pytest.raises(FileError, match="columns of commands and of wishes"):
        read_file(b"A,B,C\n1,2,3\n", file_map, EPOCH)
