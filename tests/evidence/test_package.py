"""A package is written while the run goes on, and never looks whole before it is."""

import errno
import shutil
from pathlib import Path

import builder
import pytest

from linebench.evidence import files
from linebench.evidence.derived import read_run
from linebench.evidence.files import PackageError, Source
from linebench.evidence.package import PackageWriter
from linebench.evidence.verify import verify


def started(folder: Path) -> PackageWriter:
    writer = builder.begin(folder)
    writer.plan((builder.plan("OQ-L1-001"), builder.plan("OQ-L1-002")))
    builder.put_journal(folder, "OQ-L1-001", builder.journal(builder.records("OQ-L1-001")))
    writer.attempt("OQ-L1-001", builder.attempt("OQ-L1-001"))
    return writer


def test_a_killed_run_leaves_an_aborted_package(tmp_path: Path) -> None:
    """What a killed run leaves holds together, counts as aborted, and has no report, manifest or seal."""
    started(tmp_path / "run")
    report = verify(tmp_path / "run", judge=builder.judge)
    assert (report.exit_code, report.state, report.problems) == (3, "aborted", ())
    assert report.remarks[-1] == "run.json: the run is running"
    assert {"summary.pdf", "manifest-sha256.txt", "seal.json"} & set(Source(tmp_path / "run").names()) == set()


@pytest.mark.parametrize("name", ["attempts/OQ-L1-001/journal.zst", "attempts/OQ-L1-001/attempt.json", "run.json",
                                  "requirements.json", "schema.json", "README.txt"])
def test_a_change_in_an_aborted_package_is_found(tmp_path: Path, name: str) -> None:
    """The audit trail vouches for the files of a run that never came to its seal."""
    started(tmp_path / "run")
    path = tmp_path / "run" / name
    path.write_bytes(path.read_bytes().replace(b"e", b"f", 1) if name != "attempts/OQ-L1-001/journal.zst" else b"x")
    report = verify(tmp_path / "run", judge=builder.judge)
    assert report.exit_code == 1
    assert name in {problem.file for problem in report.problems}


def test_a_journal_in_writing_when_killed_is_told_as_unsealed(tmp_path: Path) -> None:
    """An attempt that was cut off leaves an open journal; that is a remark and not damage."""
    started(tmp_path / "run")
    builder.put_journal(tmp_path / "run", "OQ-L1-002", builder.journal(builder.records("OQ-L1-002"))[:-30])
    report = verify(tmp_path / "run", judge=builder.judge)
    unnamed = ("attempts/OQ-L1-002/journal.zst: is not in the audit trail, with 0 others: "
               "nothing vouches for them but their own chains")
    unsealed = "attempts/OQ-L1-002/journal.zst: is not closed: its last records are unsealed"
    assert (report.exit_code, report.remarks[-2:]) == (3, (unnamed, unsealed))


def test_an_abort_says_why(tmp_path: Path) -> None:
    """A run that ends by itself without result says aborted and the reason."""
    started(tmp_path / "run").abort("interrupted by the operator")
    run = read_run(Source(tmp_path / "run"))
    assert (run.state, run.remarks) == ("aborted", "interrupted by the operator")
    assert verify(tmp_path / "run", judge=builder.judge).exit_code == 3


@pytest.mark.parametrize("last", ["summary.pdf", "run.json", "manifest-sha256.txt", "seal.json"])
def test_a_kill_while_finishing_leaves_no_whole_package(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: str) -> None:
    """However far finishing came, a package without its seal counts as aborted and nothing in it is wrong."""
    writer, real = started(tmp_path / "run"), files.write_whole

    def killed(path: Path, data: bytes) -> None:
        if path.name == last:
            raise KeyboardInterrupt
        real(path, data)

    monkeypatch.setattr("linebench.evidence.package.write_whole", killed)
    with pytest.raises(KeyboardInterrupt):
        builder.finish(writer)
    report = verify(tmp_path / "run", judge=builder.judge)
    assert (report.exit_code, report.state, report.problems) == (3, "aborted", ())


def test_a_full_disk_is_one_clear_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk ends with the file and what to do, and leaves no half-written file behind."""
    writer = builder.begin(tmp_path / "run")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(PackageError, match=r"reject.png: the disk is full; free some space and run again"):
        writer.attach("OQ-L1-001", "reject.png", b"x")
    assert list((tmp_path / "run").rglob("reject.png*")) == []


def test_a_folder_that_cannot_be_made_is_one_clear_message(tmp_path: Path) -> None:
    """Where a file stands in the way of the run's folder, the message names it."""
    (tmp_path / "evidence").write_text("", encoding="utf-8")
    with pytest.raises(PackageError, match=r"cannot write the evidence file .*evidence"):
        builder.begin(tmp_path / "evidence" / "R-0001")


def test_a_used_folder_is_refused(tmp_path: Path) -> None:
    """Every run has a folder of its own."""
    (tmp_path / "old.txt").write_text("", encoding="utf-8")
    with pytest.raises(PackageError, match="is not empty; every run has its own folder"):
        builder.begin(tmp_path)


@pytest.mark.parametrize("name", ["../escape.png", "a/b.png", "", ".."])
def test_an_attachment_cannot_leave_its_attempt(tmp_path: Path, name: str) -> None:
    """An attachment's name is a plain file name."""
    with pytest.raises(PackageError, match="is no plain file name"):
        builder.begin(tmp_path / "run").attach("OQ-L1-001", name, b"x")


def test_an_attempt_without_journal_never_passes(tmp_path: Path) -> None:
    """What left no journal is an error, even when the runner calls it a pass."""
    writer = builder.begin(tmp_path / "run")
    writer.plan((builder.plan("OQ-L1-001"),))
    writer.attempt("OQ-L1-001", builder.attempt("OQ-L1-001", verdict="pass"))
    verdicts = builder.finish(writer)
    assert (verdicts.verdict, verdicts.complete, verdicts.attempts[0].why) == (
        "error", False, "the attempt left no journal")


def test_a_damaged_journal_is_an_error_of_its_own_attempt(tmp_path: Path) -> None:
    """A journal damaged before the end does not keep the other attempts from being judged and reported."""
    writer = started(tmp_path / "run")
    builder.put_journal(tmp_path / "run", "OQ-L1-002", b"not a journal")
    writer.attempt("OQ-L1-002", builder.attempt("OQ-L1-002"))
    verdicts = builder.finish(writer)
    assert [(case.test, case.verdict) for case in verdicts.cases] == [("OQ-L1-001", "pass"), ("OQ-L1-002", "error")]


def test_all_attempts_are_kept_and_the_last_counts(tmp_path: Path) -> None:
    """A repeat does not remove the failure before it: the case passes, the deviation stays."""
    folder = tmp_path / "run"
    writer = builder.begin(folder)
    writer.plan((builder.plan("OQ-L1-001"),))
    for n, good in ((1, False), (2, True)):
        name = "OQ-L1-001" if n == 1 else "OQ-L1-001.attempt-2"
        builder.put_journal(folder, name, builder.journal(builder.records("OQ-L1-001", good=good)))
        writer.attempt(name, builder.attempt("OQ-L1-001", n=n, reason="" if n == 1 else "nozzle cleaned"))
    verdicts = builder.finish(writer)
    assert (verdicts.verdict, verdicts.totals.attempts, [a.verdict for a in verdicts.attempts]) == (
        "pass", 2, ["fail", "pass"])
    assert "R-0001-D001" in (folder / "matrix.csv").read_text(encoding="utf-8")


def test_a_run_without_planned_cases_is_no_pass(tmp_path: Path) -> None:
    """A run that planned nothing shows nothing."""
    verdicts = builder.finish(builder.begin(tmp_path / "run"))
    assert (verdicts.verdict, verdicts.complete) == ("not_executed", False)


def test_pictures_left_by_the_runner_are_taken_along(tmp_path: Path) -> None:
    """Pictures that lie beside a journal are audited and shown, with or without a title of their own."""
    writer = builder.begin(tmp_path / "run")
    writer.plan((builder.plan("OQ-L1-001"),))
    builder.put_journal(tmp_path / "run", "OQ-L1-001", builder.journal(builder.records("OQ-L1-001")))
    picture = tmp_path / "run" / "attempts" / "OQ-L1-001" / "attachments" / "reject-40.png"
    picture.parent.mkdir()
    picture.write_bytes(builder.png())
    writer.attempt("OQ-L1-001", builder.attempt("OQ-L1-001"))
    builder.finish(writer)
    assert b"attachments/reject-40.png" in (tmp_path / "run" / "audit.jsonl").read_bytes()
    assert "reject-40.png" in (tmp_path / "run" / "report.html").read_text(encoding="utf-8")


def test_an_abort_after_finishing_changes_nothing(tmp_path: Path) -> None:
    """When rendering broke, the audit trail has ended; the package stays without seal and counts as aborted."""
    writer = started(tmp_path / "run")
    with pytest.raises(PackageError, match=r"report\.css"):
        writer.finish(_templates_without_style(tmp_path), end=builder.END, key=builder.KEY, judge=builder.judge)
    writer.abort("rendering broke")
    report = verify(tmp_path / "run", judge=builder.judge)
    assert (report.exit_code, report.state, report.problems) == (3, "aborted", ())


def _templates_without_style(folder: Path) -> Path:
    shutil.copytree(builder.TEMPLATES, folder / "reports")
    (folder / "reports" / "report.css").unlink()
    return folder / "reports"
