"""What a run leaves: a package that verifies until one byte changes, and that says what was not executed."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from linebench.content import library
from linebench.records.codec import read_blocks

INTACT = ("INTACT: every file, chain and seal holds, and every verdict follows from the journals. "
          "Verdict of the run: fail")
LATER = "passed", "passed", "passed", "passed", "failed", "skipped"


def test_a_folder_with_one_feature_and_one_scenario_is_enough(package):
    """Everything else comes from the library, and records name the two by their own names."""
    run = json.loads((package / "run.json").read_text(encoding="utf-8"))
    assert (run["scenario"]["path"], [file["path"] for file in run["features"]]) == (
        "small-line.toml", ["small.feature"])
    assert [(case["test"], case["row"]) for case in run["planned"]] == [
        ("OQ-L1-901", ""), *(("OQ-L1-902", f"speed={speed}") for speed in ("minimum", "nominal", "maximum"))]


def test_the_package_verifies(linebench, package):
    """A run that the system failed leaves a package as sound as any."""
    done = linebench("verify", package)
    assert (done.code, done.out.splitlines()[-1]) == (0, INTACT)


@pytest.mark.parametrize("name", [
    "README.txt", "run.json", "requirements.json", "verdicts.json", "matrix.csv", "junit.xml", "summary.pdf",
    "volumes/volume-01.pdf", "volumes/volume-02.pdf", "report.html", "audit.jsonl", "schema.json",
    "manifest-sha256.txt", "seal.json", "seal-public-key.pem",
    "attempts/OQ-L1-901/journal.zst", "attempts/OQ-L1-902-nominal/attempt.json",
    "attempts/OQ-L1-902-maximum/attachments/*.png", "allure-results/*-result.json",
])
def test_one_changed_byte_is_found(here, package, tmp_path, name):
    """Wherever it is, the file is named and the package does not hold."""
    shutil.copytree(package, tmp_path / "copy")
    path = min((tmp_path / "copy").glob(name))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    done = here("verify", "copy", "--json")
    told = json.loads(done.out)
    assert (done.code, done.err, told["exit_code"]) == (1, "", 1)
    assert path.relative_to(tmp_path / "copy").as_posix() in {problem["file"] for problem in told["problems"]}


def test_a_missing_and_an_added_file_are_found(here, package, tmp_path):
    """A package is exactly its files."""
    shutil.copytree(package, tmp_path / "copy")
    (tmp_path / "copy" / "matrix.csv").unlink()
    (tmp_path / "copy" / "note.txt").write_text("trust me", encoding="utf-8")
    done = here("verify", "copy", "--json")
    assert done.code == 1
    assert {"matrix.csv", "note.txt"} <= {problem["file"] for problem in json.loads(done.out)["problems"]}


def test_allure_shows_every_case_with_its_gherkin_steps(package):
    """One result for each case, steps as written, those behind a failure as not executed."""
    results = [json.loads(path.read_text(encoding="utf-8"))
               for path in sorted((package / "allure-results").glob("*-result.json"))]
    steps = {result["name"]: [(step["name"], step["status"]) for step in result["steps"]] for result in results}
    assert sorted((result["name"], result["status"]) for result in results) == [
        ("OQ-L1-901 A pack that the camera cannot read is rejected", "passed"),
        *[("OQ-L1-902 A pack whose text differs from its code is rejected", "failed")] * 3]
    failed = steps["OQ-L1-902 A pack whose text differs from its code is rejected"]
    assert [status for _, status in failed] == list(LATER)
    assert failed[-1] == ("Then nothing else is rejected", "skipped")
    assert results[0]["steps"][0]["name"] == 'Given the scenario "small-line"'


def text_of(path):
    """The bytes of a file as text; of a journal, its records."""
    if path.suffix == ".zst":
        return repr([block.records for block in read_blocks(path.read_bytes())])
    return path.read_bytes().decode("latin-1")


def test_no_record_shows_where_on_a_machine_it_was_made(package):
    """Neither run.json nor a journal nor anything else in a package holds a path of the machine."""
    roots = {str(root) for root in (package.parent, library(), Path.home(), Path(sys.prefix))} - {"/"}
    texts = {path.name: text_of(path) for path in package.rglob("*") if path.is_file() and path.suffix != ".pdf"}
    assert [name for name, text in texts.items() for root in roots if root in text] == []


def test_what_failed_is_shown_in_the_reports(package):
    """The pack that the finding names is drawn, with a caption that says what it is."""
    attempt = json.loads((package / "attempts" / "OQ-L1-902-nominal" / "attempt.json").read_text(encoding="utf-8"))
    picture = attempt["pictures"][0]
    assert picture["title"].endswith("the text beside it differs; fault: hri mismatch at printer-1; "
                                     "read by the camera; passed as a good pack (L2: commissioned)")
    page = (package / "report.html").read_text(encoding="utf-8")
    assert page.count(f"<figcaption>{picture['title']}<br>") == 1
