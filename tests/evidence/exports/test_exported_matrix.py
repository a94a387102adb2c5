"""The trace matrix leaves both ways, gaps included."""


import builder
import pytest

from linebench.evidence.exports.reading import read_package
from linebench.evidence.exports.tracing import (
    REQUIREMENTS,
    TESTS,
    from_requirements,
    from_tests,
    requirements,
)
from linebench.evidence.model import Deselected
from linebench.evidence.report.sittings import Sitting
from linebench.tables import read_table

LEFT_OUT = Deselected(test="OQ-L1-020", reason="no such gate", because="waived", risk="RISK-02",
                      title="second gate", approver="q.assure", requirements=("URS-REJ-001",), risks=("RISK-01",))


@pytest.fixture(scope="module")
def sitting(tmp_path_factory: pytest.TempPathFactory) -> Sitting:
    """Three planned cases, one of which serves nothing, and one that the protocol leaves out."""
    folder = tmp_path_factory.mktemp("exports") / "R-0001"
    writer = builder.begin(folder)
    writer.plan((builder.plan("OQ-L1-001"), builder.plan("OQ-L1-012", requirements=("URS-REJ-007", "URS-X")),
                 builder.plan("OQ-L1-013")), [LEFT_OUT])
    builder.put_journal(folder, "OQ-L1-001", builder.journal(builder.records("OQ-L1-001")))
    writer.attempt("OQ-L1-001", builder.attempt("OQ-L1-001"))
    builder.finish(writer)
    return read_package(folder)


def test_from_requirements_it_is_the_matrix_of_the_package(sitting: Sitting) -> None:
    """To the byte."""
    assert from_requirements(sitting) == sitting.source.read("matrix.csv")


def test_from_tests_every_case_is_a_row(sitting: Sitting) -> None:
    """Planned or left out, with requirements and what came of them; a test that serves none is a gap."""
    rows = [row.cells for row in read_table(from_tests(sitting), "tests.csv", TESTS)]
    told = [(row["test"], row["verdict"], row["requirements"], row["outcomes"], row["gap"], row["left_out"])
            for row in rows]
    assert told == [
        ("OQ-L1-001", "pass", "URS-REJ-001", "met", "", ""),
        ("OQ-L1-012", "not_executed", "URS-REJ-007; URS-X", "not_met; unknown", "", ""),
        ("OQ-L1-013", "not_executed", "", "", "test without requirement", ""),
        ("OQ-L1-020", "", "URS-REJ-001", "", "waived", "RISK-02; q.assure; no such gate")]
    assert rows[0]["journals"] == f"attempts/OQ-L1-001 {sitting.verdicts.attempts[0].journal}"


def test_both_ways_hold_the_same_pairs(sitting: Sitting) -> None:
    """Who follows a requirement to its tests and back comes to where they began."""
    back = {(row.cells["test"], each) for row in read_table(from_tests(sitting), "tests.csv", TESTS)
            for each in row.cells["requirements"].split("; ") if each}
    header, *lines = sitting.source.read("matrix.csv").decode().splitlines()
    columns = header.split(",")
    forth = {(cells[columns.index("test")], cells[0]) for cells in (line.split(",") for line in lines)}
    assert back == {pair for pair in forth if all(pair)}


def test_requirements_leave_with_what_came_out(sitting: Sitting) -> None:
    """As the run had them, which need not be as the file is now."""
    rows = [row.cells for row in read_table(requirements(sitting), "r.csv", REQUIREMENTS)]
    assert [(row["requirement"], row["revision"], row["limit"], row["outcome"], row["cases"]) for row in rows] == [
        ("URS-REJ-001", "2", "", "met", "OQ-L1-001"), ("URS-REJ-007", "1", "max 600 ms", "not_met", "OQ-L1-012"),
        ("URS-AUD-001", "1", "", "no_test", "")]
