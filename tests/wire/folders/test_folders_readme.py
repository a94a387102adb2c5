"""The examples of the guide do what it says, and its table is the one in the code."""

import re
from pathlib import Path

import pytest

from linebench.line.folder_faults import FOLDER
from linebench.ports.erp import JobOrder
from linebench.wire.folders.document import FileDocument
from linebench.wire.folders.file_map import read_file_map
from linebench.wire.folders.forms import read_file, unfinished_file
from linebench.wire.folders.spoiling import DELAYS, SPOILINGS
from linebench.wire.folders.tables import TABLES

README = (Path(__file__).parents[3] / "sim/linebench/wire/folders/README.md").read_text(encoding="utf-8")


def block(kind):
    """All blocks of a kind, joined."""
    return "".join(re.findall(rf"```{kind}\n(.*?)```", README, re.DOTALL))


def test_the_python_of_the_guide_runs(tmp_path, monkeypatch):
    """Its assertions hold."""
    monkeypatch.chdir(tmp_path)
    exec(compile(block("python"), "README.md", "exec"), {})


def test_the_map_of_the_guide_reads_the_file_of_the_guide():
    """Two orders of one document, the second not to be started."""
    file_map = read_file_map(block("toml").encode())
    data = block("csv").replace("\n", "\r\n").encode("cp1252")
    assert unfinished_file(data, file_map) == ""
    assert read_file(data, file_map, "2026-01-05T06:00:00Z") == FileDocument("orders", "4711", (
        JobOrder("PO-1", "09501101530003", "LOT1", "281231", 1500, "L1", None, (("customer", "Müller"),)),
        JobOrder("PO-2", "09501101530003", "LOT2", "290131", 80, "L1", start=False)))
    assert (file_map.b2mml.schedule, file_map.b2mml.namespace) == (
        "production", "http://www.mesa.org/xml/B2MML-V0600")


def test_the_table_of_the_guide_is_current():
    """Each table with its fields."""
    rows = []
    for kind, table in TABLES.items():
        must = [each.name for each in table.fields if each.must]
        may = [each.name for each in table.fields if not each.must] + ["further columns"] * bool(table.named)
        rows.append(f"| `{kind}` | {', '.join(must)} | {', '.join(may)} |\n")
    assert "<!-- tables -->\n" + "".join(rows) + "\n" in README


def test_the_faults_are_those_that_scenarios_may_plan():
    """Both rooms declare the same, and the guide names them."""
    kinds = [fault.kind for fault in FOLDER.faults]
    assert kinds == [*SPOILINGS, *DELAYS]
    assert ", ".join(f"`{kind}`" for kind in kinds) in README.replace("\n", " ")


@pytest.mark.parametrize(("kind", "parameter", "files"), [
    ("half_file", "", (b"1;2",)), ("duplicate_file", "", (b"1;2\n3;4", b"1;2\n3;4")), ("empty_file", "", (b"",)),
    ("wrong_encoding", "utf-16-le", ("1;2\n3;4".encode("utf-16-le"),)),
])
def test_what_a_fault_makes_of_a_file(kind, parameter, files):
    """The files that come instead."""
    assert SPOILINGS[kind](b"1;2\n3;4", parameter) == files
