"""The protocol inside a package is held against what the run says of it; each difference is named."""

import io
from collections.abc import Callable
from pathlib import Path

import builder
import msgspec
import pikepdf
import pytest
from approved import approved

from linebench.evidence.controlled import Protocol, SignatureRole
from linebench.evidence.files import PackageError, Source
from linebench.evidence.model import FileHash, Run
from linebench.evidence.protocol.kept import protocol_problems

SCRIPT = FileHash(path="oq/reject.feature", sha256="ab" * 32, role="feature")
PROTOCOL = Protocol(number="P-1", title="Rejects", revision="1", approvals=(
    SignatureRole(role="author", meaning="Authorship"), SignatureRole(role="qa", meaning="Approval")))
Files = dict[str, bytes]
RECORD, DOCUMENT = "protocol/protocol.json", "protocol/protocol.pdf"


@pytest.fixture(scope="module")
def whole() -> tuple[Run, Files]:
    plans = (builder.plan("OQ-L1-001"), builder.plan("OQ-L1-010", "speed=400/min"))
    approval, files = approved(PROTOCOL, plans, SCRIPT)
    return builder.run(protocol=PROTOCOL, planned=plans, features=(SCRIPT,), approval=approval), files


def problems(folder: Path, run: Run, files: Files) -> list[tuple[str, str]]:
    assert run.approval is not None
    return list(protocol_problems(Source(folder, files), run, run.approval))


def test_a_run_under_its_approved_protocol_has_no_problem(tmp_path: Path, whole: tuple[Run, Files]) -> None:
    """Record, signatures, times, files and test cases agree."""
    assert problems(tmp_path, *whole) == []


def _changed(**values: object) -> Callable[[Run, Files], tuple[Run, Files]]:
    return lambda run, files: (msgspec.structs.replace(run, **values), files)


def _approval(**values: object) -> Callable[[Run, Files], tuple[Run, Files]]:
    def change(run: Run, files: Files) -> tuple[Run, Files]:
        assert run.approval is not None
        return msgspec.structs.replace(run, approval=msgspec.structs.replace(run.approval, **values)), files
    return change


def _other_record(run: Run, files: Files) -> tuple[Run, Files]:
    return run, files | {RECORD: files[RECORD].replace(b'"Rejects"', b'"Accepts"')}


def _unsigned(run: Run, files: Files) -> tuple[Run, Files]:
    # saved anew: what was signed is lost
    with pikepdf.open(io.BytesIO(files[DOCUMENT])) as document:
        saved = io.BytesIO()
        document.save(saved)
    return run, files | {DOCUMENT: saved.getvalue()}


@pytest.mark.parametrize(("change", "said"), [
    (_other_record, (RECORD, "is not the record that the run names, ")),
    (_other_record, (DOCUMENT, "does not hold the record of protocol/protocol.json")),
    (_other_record, ("run.json", "states another protocol than the approved record")),
    (_unsigned, (DOCUMENT, "the signature of A. Author (a.author) (author) is not valid")),
    (_approval(by=("X. Else, qa",)), (DOCUMENT, "is signed by A. Author, author; Q. Quality, qa, the run names")),
    (_changed(start="2026-11-19T15:30:00.000+01:00"),
     (DOCUMENT, "was signed after the run began at 2026-11-19T15:30")),
    (_changed(features=(FileHash(path="oq/reject.feature", sha256="cd" * 32),)),
     ("run.json", "oq/reject.feature was executed in a form that is not the approved one")),
    (_changed(planned=(builder.plan("OQ-L1-099"),)),
     ("run.json", "OQ-L1-099 was planned, but the approved protocol has it not")),
    (lambda run, files: (run, files | {DOCUMENT: b"torn"}), (DOCUMENT, "the document is no readable PDF")),
])
def test_each_difference_is_named(tmp_path: Path, whole: tuple[Run, Files],
                                  change: Callable[[Run, Files], tuple[Run, Files]], said: tuple[str, str]) -> None:
    """Another record, lost signatures, other people, a late approval, other files and other test cases."""
    found = problems(tmp_path, *change(*whole))
    assert any(file == said[0] and what.startswith(said[1]) for file, what in found), found


def test_a_protocol_that_is_not_there_is_told(tmp_path: Path, whole: tuple[Run, Files]) -> None:
    """What the run says of an approval cannot be believed without it."""
    with pytest.raises(PackageError, match=r"protocol/protocol\.json"):
        problems(tmp_path, whole[0], {})


def test_a_draft_may_execute_something_else(tmp_path: Path, whole: tuple[Run, Files]) -> None:
    """It says so on every page; the record it was drafted from must still be whole."""
    run, files = _approval(state="draft", why="trial")(*whole)
    assert problems(tmp_path, msgspec.structs.replace(run, planned=(builder.plan("OQ-L1-099"),)), files) == []
