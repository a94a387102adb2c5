"""The volume of lists: the whole matrix both ways, every case, every file; and that no volume grows too long."""

import builder
import pypdf
import pytest
from dossier import PROTOCOL

from linebench.evidence.files import Source
from linebench.evidence.report import listing
from linebench.evidence.report.language import load_language
from linebench.evidence.report.listing import lists_of, render_lists
from linebench.evidence.report.sheet import Section, Table
from linebench.evidence.report.sittings import Sitting
from linebench.evidence.report.text import filled

ENGLISH = load_language(builder.TEMPLATES, "en")


@pytest.fixture(scope="module")
def lists(sittings: tuple[Source, Source]) -> tuple[Section, ...]:
    return lists_of(Sitting(sittings[0]), ENGLISH)


def rows(lists: tuple[Section, ...], name: str) -> list[list[str]]:
    [section] = [one for one in lists if one.id == name]
    table = next(part for part in section.parts if isinstance(part, Table))
    return [[" / ".join(one.lines) for one in row] for row in table.rows]


def test_the_matrix_goes_both_ways_with_gaps_and_left_out_cases(lists: tuple[Section, ...]) -> None:
    """Requirement to risk to test to attempt to result to deviation, and from the test back."""
    assert rows(lists, "list-matrix") == [
        ["URS-REJ-001 / rev. 2, critical", "RISK-01", "1: OQ-L1-001", "1 of 1", "PASS", "-", "not met"],
        ["URS-REJ-001", "RISK-01", "2: OQ-L1-010", "1 of 1", "FAIL", "R-0001-D001", "not met"],
        ["URS-REJ-007 / rev. 1, critical", "-", "GAP: planned test without attempt / 3: OQ-L1-012", "-",
         "NOT EXECUTED", "R-0001-D002", "not met"],
        ["URS-REJ-007", "RISK-07", "GAP: left out: waived / OQ-L1-099 / RISK-07; Q. Assurance; no second camera",
         "-", "-", "-", "not met"],
        ["URS-AUD-001 / rev. 1", "-", "GAP: without test", "-", "-", "-", "without test"]]
    assert rows(lists, "list-back") == [
        ["1: OQ-L1-001", "PASS", "-", "RISK-01", "URS-REJ-001"],
        ["2: OQ-L1-010", "FAIL", "R-0001-D001", "RISK-01", "URS-REJ-001"],
        ["3: OQ-L1-012", "NOT EXECUTED", "R-0001-D002", "-", "URS-REJ-007"]]


def test_every_planned_case_has_a_row_with_its_place(lists: tuple[Section, ...]) -> None:
    """By number, with verdict and the page in its volume."""
    assert [row[:2] + row[4:] for row in rows(lists, "list-results")] == [
        ["1", "OQ-L1-001", "PASS", "vol. 1, p. 2"], ["2", "OQ-L1-010 [speed=400/min]", "FAIL", "vol. 1, p. 2"],
        ["3", "OQ-L1-012", "NOT EXECUTED", "vol. 1, p. 3"]]


def test_every_file_that_was_read_has_its_hash(sittings: tuple[Source, Source], lists: tuple[Section, ...]) -> None:
    """Scenario, feature files and templates, each once."""
    run = Sitting(sittings[0]).run
    read = {file.path: file.sha256 for file in (run.scenario, *run.features, *run.files) if file.path}
    assert {path: digest for _, path, digest in rows(lists, "list-files")} == read


def test_lists_too_long_for_a_volume_go_on_in_the_next(sittings: tuple[Source, Source], lists: tuple[Section, ...],
                                                        monkeypatch: pytest.MonkeyPatch) -> None:
    """No row is lost or turned where a table is cut, and the volumes are numbered on."""
    monkeypatch.setattr(listing, "_ROWS", 2)
    made = render_lists(Sitting(sittings[0]), lists, 4, builder.TEMPLATES, ENGLISH)
    assert next(iter(made)) == "volumes/volume-04.pdf"
    assert len(made) > 3
    cut = [section for group in listing._split(lists, 2) for section in group]
    assert [row for section in cut for part in section.parts if isinstance(part, Table) for row in part.rows] == [
        row for section in lists for part in section.parts if isinstance(part, Table) for row in part.rows]


def test_every_page_has_number_revision_and_page(sittings: tuple[Source, Source]) -> None:
    """The volume of lists is a document as the others are."""
    pdf = pypdf.PdfReader(sittings[0].folder / "volumes/volume-02.pdf")
    texts = [page.extract_text() for page in pdf.pages]
    found = [(f"{PROTOCOL.number}-R-0001-V02" in text, f"Page {n} of {len(texts)}" in text)
             for n, text in enumerate(texts, 1)]
    assert set(found) == {(True, True)}


@pytest.mark.parametrize(("title", "row", "told"), [
    ("over <change>, always", "change=the end, of summer, moment=12:00", "over the end, of summer, always"),
    ("<a> and <b>", "a=1, b=2", "1 and 2"), ("<c>", "a=1", "<c>"), ("plain", "", "plain")])
def test_a_title_is_told_with_the_values_of_its_row(title: str, row: str, told: str) -> None:
    """No place in angle brackets is left where the row has a value for it."""
    assert filled(title, row) == told
