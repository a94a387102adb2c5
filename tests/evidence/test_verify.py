"""Verification finds every change and names the file."""

import json
import shutil
from pathlib import Path

import builder
import pytest

from linebench.adequacy.plantings import seal_anew
from linebench.evidence.files import Source
from linebench.evidence.verify import VerifyReport, verify

FILES = [
    "README.txt", "attempts/OQ-L1-001/attachments/reject-40.png", "attempts/OQ-L1-001/attempt.json",
    "attempts/OQ-L1-001/journal.zst", "attempts/OQ-L1-010-400_min/attempt.json",
    "attempts/OQ-L1-010-400_min/journal.zst", "audit.jsonl", "junit.xml", "manifest-sha256.txt", "matrix.csv",
    "report.html", "requirements.json", "run.json", "schema.json", "seal-public-key.pem", "seal.json",
    "summary.pdf", "verdicts.json", "volumes/volume-01.pdf",
    "volumes/volume-02.pdf",
]


def check(folder: Path) -> VerifyReport:
    return verify(folder, judge=builder.judge)


def named(report: VerifyReport) -> set[str]:
    return {problem.file for problem in report.problems}


def test_a_finished_package_is_intact(package: Path) -> None:
    """A package as written verifies with exit code 0 and the run's own verdict."""
    report = check(package)
    assert (report.exit_code, report.state, report.verdict) == (0, "whole", "fail")
    assert (report.problems, report.remarks) == ((), ())
    assert [step.ok for step in report.checks] == [True] * 8


def test_a_package_holds_these_files(package: Path) -> None:
    """The files of a package are known, so that the change tests below miss none."""
    assert Source(package).names() == FILES


@pytest.mark.parametrize("name", FILES)
def test_one_changed_byte_is_found_and_named(package: Path, name: str) -> None:
    """One flipped bit anywhere in a file, at its start, middle or end, is found and the file named."""
    path = package / name
    clean = path.read_bytes()
    for position in (0, len(clean) // 2, len(clean) - 1):
        path.write_bytes(clean[:position] + bytes([clean[position] ^ 1]) + clean[position + 1:])
        report = check(package)
        assert (report.exit_code, name in named(report)) == (1, True), position


@pytest.mark.parametrize("step", [31, pytest.param(1, marks=pytest.mark.nightly)])
@pytest.mark.parametrize("name", ["manifest-sha256.txt", "seal.json", "run.json", "audit.jsonl"])
def test_every_single_byte_counts(package: Path, name: str, step: int) -> None:
    """In the files that vouch for others no byte at all can be changed unseen; by day one in ``step`` is tried."""
    path = package / name
    clean = path.read_bytes()
    for position in range(0, len(clean), step):
        path.write_bytes(clean[:position] + bytes([clean[position] ^ 4]) + clean[position + 1:])
        assert name in named(verify(package, judge=builder.judge, points=False)), position


@pytest.mark.parametrize("name", [name for name in FILES if name != "seal.json"])
def test_a_missing_file_is_found_and_named(package: Path, name: str) -> None:
    """A file taken away is named."""
    (package / name).unlink()
    report = check(package)
    assert report.exit_code == 1
    assert name in named(report)


def test_a_package_without_seal_is_no_whole_package(package: Path) -> None:
    """Without its seal a package counts as aborted, never as intact."""
    (package / "seal.json").unlink()
    report = check(package)
    assert (report.exit_code, report.state) == (3, "aborted")
    assert "seal.json: is missing: nothing vouches for this package as a whole" in report.remarks


def test_an_added_file_is_found_and_named(package: Path) -> None:
    """A file put in afterwards is named, hidden ones and those in attachments too."""
    for name in ("attempts/OQ-L1-001/attachments/better.png", ".hidden", "attempts/OQ-L1-099/attempt.json"):
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"{}")
        assert name in named(check(package))
        path.unlink()


def test_a_link_in_place_of_a_file_is_found_and_named(package: Path, tmp_path: Path) -> None:
    """A package holds plain files; a link could show another content tomorrow."""
    path = package / "attempts/OQ-L1-001/journal.zst"
    (tmp_path / "elsewhere").write_bytes(path.read_bytes())
    path.unlink()
    try:
        path.symlink_to(tmp_path / "elsewhere")
    except OSError:
        pytest.skip("this user may not make symbolic links")
    assert ("attempts/OQ-L1-001/journal.zst", "is a symbolic link; a package holds plain files only") in {
        (problem.file, problem.what) for problem in check(package).problems}


def test_a_seal_of_another_installation_is_told(package: Path) -> None:
    """Who knows the fingerprint of the installation can ask for it, and a seal made anew with another key fails."""
    own = check(package).seal_key
    assert verify(package, judge=builder.judge, expected_key=own).exit_code == 0
    seal_anew(package)
    report = verify(package, judge=builder.judge, expected_key=own)
    first = report.problems[0]
    assert (first.file, first.what) == ("seal.json", f"was made by installation {report.seal_key}, expected {own}")


def test_a_cut_journal_is_found_and_named(package: Path) -> None:
    """A journal that lost its tail is named, and its verdict no longer follows."""
    path = package / "attempts/OQ-L1-001/journal.zst"
    path.write_bytes(path.read_bytes()[:-40])
    assert {"attempts/OQ-L1-001/journal.zst", "verdicts.json"} <= named(check(package))


def test_edited_verdicts_do_not_survive_a_new_seal(package: Path) -> None:
    """Who rewrites a verdict and seals the package again is found by deriving the verdicts from the journals."""
    path = package / "verdicts.json"
    path.write_bytes(path.read_bytes().replace(b'"verdict": "fail"', b'"verdict": "pass"'))
    seal_anew(package)
    report = check(package)
    assert report.exit_code == 1
    assert ("verdicts.json", "attempts/OQ-L1-010-400_min: says pass, the journal gives fail") in {
        (problem.file, problem.what) for problem in report.problems}


def test_a_swapped_journal_does_not_survive_a_new_seal(package: Path) -> None:
    """The journal of a good attempt in place of a bad one is known by the audit trail and by its own record 0."""
    shutil.copy(package / "attempts/OQ-L1-001/journal.zst", package / "attempts/OQ-L1-010-400_min/journal.zst")
    seal_anew(package)
    problems = {(problem.file, problem.what) for problem in check(package).problems}
    line = "attempts/OQ-L1-010-400_min: says fail, the journal gives error; other outcomes: false-accept"
    assert ("verdicts.json", line) in problems
    assert "attempts/OQ-L1-010-400_min/journal.zst" in {file for file, _ in problems}


def test_a_dropped_case_does_not_survive_a_new_seal(package: Path) -> None:
    """A planned case whose attempt was taken out of the package is missed."""
    shutil.rmtree(package / "attempts/OQ-L1-010-400_min")
    seal_anew(package)
    assert ("run.json", "OQ-L1-010 [speed=400/min] was planned but not reported") in {
        (problem.file, problem.what) for problem in check(package).problems}


def test_an_audit_event_taken_out_breaks_the_chain(package: Path) -> None:
    """The audit trail without one of its lines is no chain any more."""
    path = package / "audit.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:4] + lines[5:]))
    seal_anew(package)
    assert ("audit.jsonl", "line 5: carries number 6: an event was left out or put in") in {
        (problem.file, problem.what) for problem in check(package).problems}


def test_a_folder_without_run_is_no_package(tmp_path: Path) -> None:
    """A folder that is no package ends with exit code 2 and says what to do."""
    report = check(tmp_path)
    assert (report.exit_code, report.state) == (2, "none")
    assert "name the folder of a run" in report.text()
    assert check(tmp_path / "absent").exit_code == 2


def test_the_report_has_a_text_and_a_json_form(package: Path) -> None:
    """Verification speaks to people and to programs."""
    report = check(package)
    assert report.text().splitlines()[-1].startswith("INTACT:")
    assert json.loads(report.json())["exit_code"] == 0
