"""A summary is frozen, people sign it in the order of its protocol, and nothing changes after the first of them."""

import shutil
from pathlib import Path

import pytest
from tests.evidence import certificates
from tests.evidence.dossier import acting
from tests.evidence.dossier.acting import AUTHOR, DEVIATION, EXECUTOR, OWNER, QA, REVIEWER, desk

from linebench.evidence.dossier.adding import attach, remark
from linebench.evidence.dossier.deciding import assess, conclude
from linebench.evidence.dossier.errors import RefusedError
from linebench.evidence.dossier.freezing import freeze, revise, sign
from linebench.evidence.dossier.store import Store
from linebench.evidence.dossier.verifying import verify_dossier
from linebench.evidence.files import sha256
from linebench.evidence.people.credential import read_credential
from linebench.evidence.people.signing import check

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


def problems(folder: Path) -> set[tuple[str, str]]:
    return {(one.file, one.what) for one in verify_dossier(folder).problems}


def test_everybody_signs_in_order(signed_once):
    """Each signature has name, meaning, time and the hash of the record, and the whole verifies."""
    store = Store(signed_once)
    record = sha256((signed_once / "record.json").read_bytes())
    assert [(one.user_id, one.role, one.method, one.record_sha256) for one in store.signatures] == [
        (user, role, "pades", record) for user, role in ORDER]
    found = check((signed_once / "summary.pdf").read_bytes())
    assert [(one.role, one.name, one.good) for one in found] == [
        ("executor", "Emil Executor", True), ("reviewer", "Rita Reviewer", True), ("owner", "Olga Owner", True),
        ("qa", "Quentin Quality", True)]
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


TAMPERED = {
    "an edit behind the signatures": ("summary.pdf", lambda data: data + b"\n% more\n", "summary.pdf"),
    "another byte in the summary": ("summary.pdf", lambda data: data.replace(b"%PDF-1.7", b"%PDF-1.6", 1),
                                    "summary.pdf"),
    "the record": ("record.json", lambda data: data.replace(b'"verdict": "fail"', b'"verdict": "pass"', 1),
                   "record.json"),
    "an assessment": ("deviations.json", lambda data: data.replace(b"major", b"minor"), "deviations.json"),
    "a signature's name": ("signatures.json", lambda data: data.replace(b"Rita", b"Ruth"), "signatures.json"),
    "the conclusion": ("conclusion.json", lambda data: data.replace(b"accepted", b"rejected"), "conclusion.json"),
    "an attachment": ("attachments/A001-junit.xml", lambda data: data + b" ", "attachments/A001-junit.xml"),
    "the frozen mark": ("frozen.json", lambda data: data.replace(b'"revision": 1', b'"revision": 3'),
                        "frozen.json"),
    "the dossier itself": ("dossier.json", lambda data: data.replace(b'"id": "dossier"', b'"id": "other"'),
                           "dossier.json"),
    "a package": ("../second/junit.xml", lambda data: data + b" ", "../second/junit.xml"),
    "an event": ("audit.jsonl", lambda data: b"".join(data.splitlines(keepends=True)[:-1]), "signatures.json"),
    "a word of an event": ("audit.jsonl", lambda data: data.replace(b"closed", b"opened", 1), "audit.jsonl"),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_a_change_is_found_and_its_file_named(signed, name):
    """Whatever is changed in a signed dossier or its packages, verification names it."""
    file, change, named = TAMPERED[name]
    path = signed / file
    before = path.read_bytes()
    path.write_bytes(change(before))
    assert path.read_bytes() != before
    report = verify_dossier(signed)
    assert (report.exit_code, named in {problem.file for problem in report.problems}) == (1, True)


@pytest.mark.parametrize("file", ["record.json", "summary.pdf", "signatures.json", "attachments/A001-junit.xml",
                                  "audit.jsonl", "reviews.json"])
def test_a_missing_file_is_found_and_named(signed, file):
    """A file taken away is named."""
    (signed / file).unlink()
    report = verify_dossier(signed)
    assert (report.exit_code, file in {problem.file for problem in report.problems}) == (1, True)


def test_an_added_file_is_found_and_named(signed):
    """A file that no act put there is no part of the dossier."""
    (signed / "attachments" / "A002-more.png").write_bytes(b"x")
    assert {("attachments/A002-more.png", "was added: no event of the audit trail names it"),
            ("attachments/A002-more.png", "was added: attachments.json does not list it")} <= problems(signed)
