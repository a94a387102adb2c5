"""The trace matrix goes from requirement to result and back, gaps are rows, and the totals add up."""

import csv
import io
from pathlib import Path

import builder
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.evidence.derived import read_run
from linebench.evidence.deviations import deviations
from linebench.evidence.files import Source
from linebench.evidence.matrix import coverage, encode_matrix, matrix, percent
from linebench.evidence.model import Deselected
from linebench.evidence.verdicts import Verdicts


def rows(folder: Path) -> list[tuple[str, ...]]:
    text = (folder / "matrix.csv").read_text(encoding="utf-8")
    return [tuple(row) for row in csv.reader(io.StringIO(text))]


def test_the_matrix_of_a_run(package: Path) -> None:
    """A requirement has a row per test case and attempt; what has no test or no attempt is a gap."""
    reject, stop = "a pack that is not verified good is rejected", "reject not confirmed stops the line"
    assert rows(package) == [
        ("requirement", "revision", "title", "critical", "risks", "test", "row", "attempt", "verdict", "deviation",
         "outcome", "gap"),
        ("URS-REJ-001", "2", reject, "yes", "RISK-01", "OQ-L1-001", "", "1 of 1", "pass", "", "not_met", ""),
        ("URS-REJ-001", "2", reject, "yes", "RISK-01", "OQ-L1-010", "speed=400/min", "1 of 1", "fail",
         "R-0001-D001", "not_met", ""),
        ("URS-REJ-007", "1", stop, "yes", "", "OQ-L1-012", "", "", "not_executed", "R-0001-D002", "not_met",
         "planned test without attempt"),
        ("URS-AUD-001", "1", "audit", "no", "", "", "", "", "", "", "no_test", "requirement without test"),
    ]


def made(folder: Path, requirements: tuple[str, ...]) -> Verdicts:
    writer = builder.begin(folder)
    writer.plan((builder.plan("OQ-L1-001"),), (Deselected(test="OQ-L1-002", reason="tag slow"),))
    records = builder.records("OQ-L1-001", requirements=requirements)
    builder.put_journal(folder, "OQ-L1-001", builder.journal(records))
    writer.attempt("OQ-L1-001", builder.attempt("OQ-L1-001"))
    return builder.finish(writer)


def test_a_test_without_requirement_is_a_gap(tmp_path: Path) -> None:
    """A test case that serves no requirement stands in the matrix as a gap."""
    made(tmp_path / "run", ())
    assert rows(tmp_path / "run")[-1][5:] == ("OQ-L1-001", "", "1 of 1", "pass", "", "", "test without requirement")


def test_an_unknown_requirement_is_a_gap(tmp_path: Path) -> None:
    """A requirement that only a tag knows stands in the matrix as a gap."""
    made(tmp_path / "run", ("URS-XXX-009",))
    assert [(row[0], row[-1]) for row in rows(tmp_path / "run") if row[5] == "OQ-L1-001"] == [
        ("URS-XXX-009", "requirement is not in the requirements file")]


def test_coverage_adds_up(tmp_path: Path) -> None:
    """Met, not met and without test are all requirements; deselected cases are counted but not planned."""
    verdicts = made(tmp_path / "run", ("URS-REJ-001",))
    run = read_run(Source(tmp_path / "run"))
    found_deviations = deviations(run, verdicts, builder.REQUIREMENTS)
    found = coverage(verdicts, matrix(verdicts, builder.REQUIREMENTS, found_deviations))
    assert (found.requirements, found.met, found.not_met, found.no_test, found.gaps) == (3, 1, 0, 2, 2)
    assert (verdicts.totals.planned, verdicts.totals.deselected) == (1, 1)


def test_totals_add_up_to_the_planned_set(package: Path) -> None:
    """Planned is the sum of all verdicts, executed leaves out what was not executed or not applicable."""
    totals = msgspec.json.decode((package / "verdicts.json").read_bytes(), type=Verdicts).totals
    parts = (totals.passed, totals.failed, totals.error, totals.undefined, totals.blocked, totals.not_executed,
             totals.provisional, totals.na)
    assert (totals.planned, sum(parts), totals.executed) == (3, 3, 2)


@given(planned=st.integers(1, 5000), part=st.integers(0, 5000))
def test_a_share_of_all_is_reached_only_by_all(planned: int, part: int) -> None:
    """Shares are rounded down: 100.0 % means every planned test case."""
    part = min(part, planned)
    assert (percent(part, planned) == "100.0 %") == (part == planned)


def test_a_cell_is_never_a_formula(tmp_path: Path) -> None:
    """A text that a spreadsheet would run is written as text."""
    writer = builder.begin(tmp_path / "run")
    writer.plan((builder.plan("OQ-L1-001", "=1+1"),))
    verdicts = builder.finish(writer)
    table = matrix(verdicts, (), ())
    assert b"'=1+1" in encode_matrix(table)


@pytest.mark.parametrize(("part", "planned", "text"), [
    (0, 0, "-"), (1, 3, "33.3 %"), (999, 1000, "99.9 %"), (3, 3, "100.0 %")])
def test_a_share_is_written_with_one_decimal(part: int, planned: int, text: str) -> None:
    """Percentages have the planned set as base; none planned has no share."""
    assert percent(part, planned) == text


def test_what_the_protocol_leaves_out_is_a_gap_with_its_reason(package: Path) -> None:
    """It stands under each requirement it would serve, or alone; what a run deselects is no row."""
    source = Source(package)
    verdicts = msgspec.json.decode(source.read("verdicts.json"), type=Verdicts)
    left_out = (
        Deselected(test="OQ-L1-020", reason="tested by the vendor", because="verified elsewhere", reference="FAT-7",
                   requirements=("URS-REJ-007",), risks=("RISK-02",)),
        Deselected(test="OQ-L1-021", reason="no such gate here", because="not applicable"),
        Deselected(test="OQ-L1-022", reason="left out by the selection of this run"))
    found = matrix(verdicts, builder.REQUIREMENTS, deviations(read_run(source), verdicts, builder.REQUIREMENTS),
                   left_out)
    told = [(row.requirement, row.test, row.risks, row.verdict, row.gap, row.left_out)
            for row in found if row.left_out]
    assert told == [
        ("URS-REJ-007", "OQ-L1-020", "RISK-02", "", "verified elsewhere", "FAT-7; tested by the vendor"),
        ("", "OQ-L1-021", "", "", "not applicable", "no such gate here")]
    assert encode_matrix(found).splitlines()[0].endswith(b",gap,left_out")
    plain = [row for row in found if not row.left_out]
    assert encode_matrix(plain) == (package / "matrix.csv").read_bytes()
