"""A summary is frozen, people sign it in the order of its protocol, and nothing changes after the first of them."""

import shutil
from pathlib import Path

import pytest
from tests import certificates
from tests.evidence.dossier import acting
from tests.evidence.dossier.acting import AUTHOR, DEVIATION, EXECUTOR, OWNER, QA, REVIEWER, desk

from linebench.evidence.derived import read_run
from linebench.evidence.dossier.adding import attach, remark
from linebench.evidence.dossier.checks import DossierChecks
from linebench.evidence.dossier.deciding import assess, conclude
from linebench.evidence.dossier.errors import RefusedError
from linebench.evidence.dossier.freezing import freeze, revise, sign
from linebench.evidence.dossier.store import Store
from linebench.evidence.dossier.verifying import verify_dossier
from linebench.evidence.files import PackageError, Source, sha256
from linebench.evidence.judging import oracle
from linebench.evidence.people.credential import read_credential

ORDER = ((EXECUTOR, "executor"), (REVIEWER, "reviewer"), (OWNER, "owner"), (QA, "qa"))
"""As the shipped protocol asks for."""
NAMES = ("first", "second", "third", "dossier")


def put(folder: Path, user: str, role: str, certificate: Path, password: str = certificates.PASSWORD) -> None:
    sign(desk(folder, user), role, lambda: read_credential(certificate, password), location="site 1")


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    folder = tmp_path_factory.mktemp("keys")
    return {user: certificates.make(folder, user) for user in (*(user for user, _ in ORDER), AUTHOR)}


@pytest.fixture(scope="module")
def frozen_once(made, tmp_path_factory):
    """A dossier that is closed, concluded and frozen, made once."""
    folder = tmp_path_factory.mktemp("frozen")
    for name in NAMES:
        shutil.copytree(made.parent / name, folder / name)
    dossier = folder / "dossier"
    assess(desk(dossier, QA), DEVIATION, {**acting.SETTLED, "state": "closed"})
    attach(desk(dossier, REVIEWER), dossier.parent / "first" / "junit.xml", "results", "whole")
    conclude(desk(dossier, QA), "accepted", release="PQ")
    freeze(desk(dossier, QA), acting.TEMPLATES, "en")
    return dossier


@pytest.fixture(scope="module")
def signed_once(frozen_once, keys, tmp_path_factory):
    """The same, signed by everybody."""
    folder = tmp_path_factory.mktemp("signed")
    for name in NAMES:
        shutil.copytree(frozen_once.parent / name, folder / name)
    for user, role in ORDER:
        put(folder / "dossier", user, role, keys[user])
    return folder / "dossier"


def copied(dossier: Path, target: Path) -> Path:
    for name in NAMES:
        shutil.copytree(dossier.parent / name, target / name)
    return target / "dossier"


@pytest.fixture
def frozen(frozen_once, tmp_path):
    return copied(frozen_once, tmp_path)


@pytest.fixture
def signed(signed_once, tmp_path):
    return copied(signed_once, tmp_path)


def test_everybody_signs_in_order(signed_once):
    """Each signature has name, meaning, time and the hash of the record, and the whole verifies."""
    store = Store(signed_once)
    record = sha256((signed_once / "record.json").read_bytes())
    assert [(one.user_id, one.role, one.method, one.record_sha256) for one in store.signatures] == [
        (user, role, "pades", record) for user, role in ORDER]
    assert [one.printed_name for one in store.signatures] == [
        "Emil Executor", "Rita Reviewer", "Olga Owner", "Quentin Quality"]
    report = verify_dossier(signed_once)
    assert (report.exit_code, report.state, report.verdict, report.conclusion, report.problems, report.remarks) == (
        0, "signed", "pass", "accepted", (), ())
    assert [one.ok for one in report.checks] == [True] * 11


def test_who_is_not_due_may_not_sign(frozen, keys):
    """Out of order, without the role, with an expired or another's certificate, a wrong password: each is told."""
    expired = certificates.expired(frozen.parent, "expired")
    cases = [
        ((REVIEWER, "reviewer", keys[REVIEWER]), "out of order: next signs executor"),
        ((AUTHOR, "executor", keys[AUTHOR]), "has not this role"),
        ((EXECUTOR, "executor", expired), "the certificate expired on"),
        ((EXECUTOR, "executor", frozen.parent / "absent.p12"), "the certificate cannot be read"),
        ((EXECUTOR, "executor", keys[EXECUTOR], "wrong"), "the password is not that of this certificate"),
    ]
    for words, message in cases:
        with pytest.raises(RefusedError, match=message):
            put(frozen, *words)
    assert [message in why for (_, message), (_, why) in zip(cases, acting.refusals(frozen), strict=True)] == [
        True] * len(cases)
    assert Store(frozen).signatures == ()


def test_what_was_changed_after_freezing_is_frozen_again(frozen, keys):
    """Nobody signs a summary of before the last change; verify says that it is outdated."""
    remark(desk(frozen, REVIEWER), "whole", "One more thing.")
    with pytest.raises(RefusedError, match="the dossier was changed since it was frozen; freeze it again"):
        put(frozen, EXECUTOR, "executor", keys[EXECUTOR])
    report = verify_dossier(frozen)
    assert (report.exit_code, report.remarks) == (
        0, ("record.json: is of before the last change; nobody signed it",))


def test_the_same_dossier_freezes_to_the_same_bytes(frozen):
    """Record and summary are a function of what the dossier holds."""
    names = ("record.json", "summary.pdf")
    before = [(frozen / name).read_bytes() for name in names]
    freeze(desk(frozen, QA), acting.TEMPLATES, "en")
    assert [(frozen / name).read_bytes() for name in names] == before


def test_nothing_changes_after_the_first_signature(frozen, keys):
    """Every act is refused and recorded; the way is a new revision, and the signed one stays whole."""
    put(frozen, EXECUTOR, "executor", keys[EXECUTOR])
    before = acting.files(frozen)
    acts = [lambda: remark(desk(frozen, REVIEWER), "whole", "x"), lambda: conclude(desk(frozen, QA), "rejected"),
            lambda: assess(desk(frozen, QA), DEVIATION, {"number": "1"}),
            lambda: freeze(desk(frozen, QA), acting.TEMPLATES, "en")]
    for act in acts:
        with pytest.raises(RefusedError, match="revision 1 was signed by Emil Executor as executor"):
            act()
    assert acting.files(frozen) == before
    assert len(acting.refusals(frozen)) == len(acts)
    revise(desk(frozen, QA), "a remark was forgotten")
    kept = {name.removeprefix("signed/1/"): data for name, data in acting.files(frozen).items()
            if name.startswith("signed/1/")}
    assert kept == {name: data for name, data in before.items() if not name.startswith("attachments/")}
    dossier = Store(frozen).dossier
    assert (dossier.revision, dossier.history[0][0], dossier.history[0][2:]) == (
        2, "2", ("Quentin Quality", "a remark was forgotten"))
    remark(desk(frozen, REVIEWER), "whole", "Now it stands here.")
    conclude(desk(frozen, QA), "accepted")
    freeze(desk(frozen, QA), acting.TEMPLATES, "en")
    put(frozen, EXECUTOR, "executor", keys[EXECUTOR])
    report = verify_dossier(frozen)
    assert (report.exit_code, report.revision, report.state) == (0, 2, "signed")


def test_a_revision_needs_a_reason(signed):
    """Who replaces a signed revision says why."""
    with pytest.raises(RefusedError, match="found no reason"):
        revise(desk(signed, QA), " ")


def asked(folder: Path, question: str) -> list[tuple[str, str]]:
    """Ask one question of verification; return file and words of each problem."""
    checks = DossierChecks(Store(folder), oracle)
    questions = dict(checks.questions())
    try:
        questions[question]()
    except PackageError as error:
        return [tuple(str(error).split(": ", 1))]
    return [(one.file, one.what) for one in checks.problems]


def changed(name, old, new):
    """Change a file of the dossier."""
    def plant(folder):
        path = folder / name
        before = path.read_bytes()
        path.write_bytes(before.replace(old, new, 1) if old else before + new)
        assert path.read_bytes() != before
    return plant


def without_last_event(folder):
    path = folder / "audit.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))


def with_another_package(folder):
    shutil.rmtree(folder.parent / "third")
    shutil.copytree(folder.parent / "first", folder.parent / "third")


def by_executor(folder):
    """What a forger writes who closed a deviation in the name of whoever executed."""
    account = read_run(Source(folder.parent / "first")).started_by
    changed("deviations.json", b'"q.quality"', f'"{account}"'.encode())(folder)


TAMPERED = {
    "an edit behind the signatures": (changed("summary.pdf", b"", b"\n% more\n"), "signatures", "summary.pdf"),
    "another byte in the summary": (changed("summary.pdf", b"%PDF-1.7", b"%PDF-1.6"), "summary", "summary.pdf"),
    "a verdict of the record": (changed("record.json", b'"verdict": "fail"', b'"verdict": "pass"'), "record",
                                "record.json"),
    "a retest that never was": (changed("deviations.json", b"attempt 2", b"attempt 3"), "deviations",
                                "deviations.json"),
    "an approval by the executor": (by_executor, "deviations", "deviations.json"),
    "an assessment": (changed("deviations.json", b"major", b"minor"), "record", "record.json"),
    "a deviation opened again": (changed("deviations.json", b'"state": "closed"', b'"state": "open"'),
                                 "conclusion", "conclusion.json"),
    "a signature's name": (changed("signatures.json", b"Rita", b"Ruth"), "signatures", "signatures.json"),
    "the order of signing": (changed("signatures.json", b'"role": "owner"', b'"role": "qa"'), "order of signing",
                             "signatures.json"),
    "a signature over another record": (changed("signatures.json", b'"record_sha256": "', b'"record_sha256": "0'),
                                        "order of signing", "signatures.json"),
    "the conclusion": (changed("conclusion.json", b'"accepted"', b'"perfect"'), "conclusion", "conclusion.json"),
    "an attachment": (changed("attachments/A001-junit.xml", b"", b" "), "attachments",
                      "attachments/A001-junit.xml"),
    "the frozen mark": (changed("frozen.json", b'"revision": 1', b'"revision": 3'), "audit trail", "frozen.json"),
    "a blank in the dossier": (changed("dossier.json", b'"id"', b' "id"'), "dossier", "dossier.json"),
    "a damaged dossier": (changed("dossier.json", b'"id"', b'"no"'), "dossier", "dossier.json"),
    "a package": (changed("../second/junit.xml", b"", b" "), "packages", "../second/junit.xml"),
    "a package in another's place": (with_another_package, "packages", "../third"),
    "an event that was left out": (without_last_event, "audit trail", "signatures.json"),
    "a word of an event": (changed("audit.jsonl", b"closed", b"opened"), "audit trail", "audit.jsonl"),
}

SLOW = ("a signature's name",)
"""What takes seconds, as the signatures of a document are compared one by one."""


@pytest.mark.parametrize("name", [
    pytest.param(name, marks=pytest.mark.nightly) if name in SLOW else name for name in TAMPERED])
def test_a_change_is_found_by_its_question_and_its_file_named(signed, name):
    """Whatever is changed in a signed dossier or its packages, the question about it names the file."""
    plant, question, named = TAMPERED[name]
    plant(signed)
    assert named in [file for file, _ in asked(signed, question)]


@pytest.mark.parametrize("file", ["record.json", "summary.pdf", "signatures.json", "attachments/A001-junit.xml",
                                  "reviews.json", "conclusion.json"])
def test_a_missing_file_is_found_and_named(signed, file):
    """A file taken away is named by the audit trail."""
    (signed / file).unlink()
    assert file in [name for name, _ in asked(signed, "audit trail")]


def test_an_added_file_is_found_and_named(signed):
    """A file that no act put there is no part of the dossier."""
    (signed / "attachments" / "A002-more.png").write_bytes(b"x")
    name = "attachments/A002-more.png"
    assert asked(signed, "audit trail") == [(name, "was added: no event of the audit trail names it")]
    assert asked(signed, "attachments") == [(name, "was added: attachments.json does not list it")]


def test_verification_never_raises_and_says_so(frozen):
    """A dossier with a damaged file is reported as not intact, with the other questions still asked."""
    (frozen / "audit.jsonl").unlink()
    (frozen / "dossier.json").write_bytes(b"{")
    report = verify_dossier(frozen)
    assert (report.exit_code, report.state) == (1, "unknown")
    assert {"audit.jsonl", "dossier.json"} <= {one.file for one in report.problems}
    assert report.text().rstrip().endswith("do not rely on this dossier")
