"""A protocol from feature files to its approval, and the runs that stand under it."""

import io
import json
from datetime import datetime

import pikepdf
import pypdf
import pytest
from tests import certificates

from linebench.evidence.audit import read_audit
from linebench.evidence.files import sha256

PROTOCOL = """
number = "LB-OQ-TINY"
title = "A tiny protocol"
revision = "1"
[[history]]
revision = "1"
date = "2026-10-01"
author = "Alma Author"
reason = "First issue"
[[approvals]]
role = "author"
meaning = "Authorship: I wrote this protocol"
[[approvals]]
role = "technical reviewer"
meaning = "Review: the tests fit the requirements"
[[approvals]]
role = "qa"
meaning = "Approval: complies with procedures and GMP"
"""
SIGNERS = (("a.author", "author"), ("t.reviewer", "technical reviewer"), ("q.quality", "qa"))
FEATURE = """Feature: Tiny
  Background:
    Given the scenario "carton-line"

  @OQ-L1-951 @positive @URS-REJ-002
  Scenario: Good packs pass
    Given a batch of "product A" is running at nominal speed
    When 5 more packs have passed the exit
    Then L2 reports every pack that passed as commissioned

  @OQ-L1-952 @rev-2 @negative @URS-REJ-001
  Scenario: A bad pack is rejected
    Given a batch of "product A" is running at nominal speed
    When the camera cannot read the next pack
    Then that pack is rejected
"""


@pytest.fixture
def site(here, tmp_path, monkeypatch):
    """A site with one feature and its protocol, and the certificates of three people."""
    monkeypatch.setenv("P12_PASSWORD", certificates.PASSWORD)
    (tmp_path / "ours" / "features").mkdir(parents=True)
    feature = tmp_path / "ours" / "features" / "tiny.feature"
    feature.write_text(FEATURE, encoding="utf-8", newline="\n")
    (tmp_path / "ours" / "features" / "protocol.toml").write_text(PROTOCOL, encoding="utf-8")
    for user, _ in SIGNERS:
        certificates.make(tmp_path, user)
    return feature


def signing(user, role, certificate=""):
    return ("protocol", "sign", "P", "--as", user, "--role", role, "--certificate", certificate or f"{user}.p12",
            "--password-env", "P12_PASSWORD", "--content", "ours")


def approve(here):
    assert here("protocol", "make", "--content", "ours", "--out", "P").code == 0
    for user, role in SIGNERS:
        assert here(*signing(user, role)).code == 0


def run(here, out, *words):
    return here("run", "--content", "ours", "--protocol", "P", "--out", out, *words)


def stored(tmp_path, out):
    return json.loads((tmp_path / out / "run.json").read_text(encoding="utf-8"))


def test_a_protocol_is_signed_in_order_and_executed(here, site, tmp_path):
    """Made, signed by three people in order, executed by a fourth; the package holds what it stands under."""
    approve(here)
    told = json.loads(here("protocol", "status", "P", "--content", "ours", "--json").out)
    assert (told["state"], told["why"], [(each["role"], each["user_id"]) for each in told["signed"]]) == (
        "approved", [], [(role, user) for user, role in SIGNERS])
    assert told["record"] == sha256((tmp_path / "P" / "protocol.json").read_bytes())
    done = run(here, "out", "--executor", "e.executor")
    assert (done.code, done.err) == (0, "")
    found = stored(tmp_path, "out")
    assert found["approval"] == {
        "state": "approved", "record": told["record"], "at": told["signed"][-1]["at"], "why": "",
        "by": ["Alma Author, author", "Theo Technical-Reviewer, technical reviewer", "Quentin Quality, qa"]}
    assert (found["started_by"], [person["id"] for person in found["people"]]) == (
        "e.executor", ["e.executor", "a.author", "t.reviewer", "q.quality"])
    assert [(case["test"], case["revision"]) for case in found["planned"]] == [
        ("OQ-L1-951", "1"), ("OQ-L1-952", "2")]
    checked = here("verify", "out")
    assert checked.code == 0
    assert f"ok    protocol: approved: record {told['record'][:16]}" in checked.out


def test_a_changed_feature_is_refused_and_named_and_runs_as_a_draft(here, site, tmp_path):
    """The changed file, case and step set are named; with a reason it runs, and every page says DRAFT."""
    approve(here)
    site.write_text(FEATURE.replace("5 more", "6 more"), encoding="utf-8", newline="\n")
    refused = run(here, "out")
    assert (refused.code, refused.out, (tmp_path / "out").exists()) == (2, "", False)
    assert refused.err == (
        "linebench: P: found the protocol changed; expected an approved one that is unchanged; have it signed, "
        "make a new revision, or run with --draft REASON:\n"
        "  file features/tiny.feature: differs in sha256\n  test case OQ-L1-951: differs in steps\n")
    assert run(here, "out", "--draft", "trial of six packs", "-k", "951").code == 0
    approval = stored(tmp_path, "out")["approval"]
    assert approval["state"] == "draft"
    assert approval["why"] == ("trial of six packs (protocol changed: file features/tiny.feature: differs in "
                               "sha256; test case OQ-L1-951: differs in steps)")
    pages = [page.extract_text() for page in pypdf.PdfReader(tmp_path / "out" / "report.pdf").pages]
    assert len(pages) > 2
    assert [page.count("DRAFT: trial of six packs") > 0 for page in pages] == [True] * len(pages)
    assert "DRAFT: trial of six packs" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert here("verify", "out").code == 0


def test_without_approval_nothing_runs_under_a_protocol(here, site, tmp_path):
    """Who has not signed is named; a run without a protocol says that it has none."""
    here("protocol", "make", "--content", "ours", "--out", "P")
    here(*signing("a.author", "author"))
    refused = run(here, "out")
    assert refused.code == 2
    assert "found the protocol draft" in refused.err
    assert refused.err.endswith(":\n  not signed by technical reviewer\n  not signed by qa\n")
    assert here("run", "--content", "ours", "--out", "plain", "-k", "951").code == 0
    found = stored(tmp_path, "plain")
    assert found["approval"] == {"state": "none", "record": "", "at": "", "by": [], "why": ""}
    assert [(person["id"], person["roles"]) for person in found["people"]] == [
        (found["runner_account"], ["system account"])]


def test_what_is_refused_at_signing_is_on_record(here, site, tmp_path):
    """Each refusal is one message and one line of the audit trail; the document stays as it was."""
    here("protocol", "make", "--content", "ours", "--out", "P")
    assert here(*signing("a.author", "author")).code == 0
    certificates.expired(tmp_path, "old")
    (tmp_path / "torn.p12").write_bytes(b"torn")
    before = (tmp_path / "P" / "protocol.pdf").read_bytes()
    tries = [
        (signing("q.quality", "qa"), "q.quality may not sign as qa: out of order: next signs technical reviewer"),
        (signing("nobody", "qa", "q.quality.p12"), "there is no user 'nobody'"),
        (signing("q.quality", "technical reviewer"), "may not sign as technical reviewer: has not this role"),
        (signing("t.reviewer", "technical reviewer", "old.p12"), "the certificate expired on 2026-01-01"),
        (signing("t.reviewer", "technical reviewer", "torn.p12"), "torn.p12: is no readable certificate"),
    ]
    for words, said in tries:
        done = here(*words)
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
        assert said in done.err
    assert (tmp_path / "P" / "protocol.pdf").read_bytes() == before
    trail = read_audit((tmp_path / "P" / "audit.jsonl").read_bytes())
    assert trail.problem == ""
    assert [event.action for event in trail.events] == ["made", "made", "signed", *["refused"] * len(tries)]
    assert all(said in event.reason for (_, said), event in zip(tries, trail.events[3:], strict=True))


def test_a_wrong_password_is_refused(here, site, monkeypatch):
    """Also a variable that is not there; neither is ever shown."""
    here("protocol", "make", "--content", "ours", "--out", "P")
    monkeypatch.setenv("P12_PASSWORD", "not this one")
    done = here(*signing("a.author", "author"))
    assert (done.code, done.err) == (
        2, "linebench: a.author.p12: the password is not that of this certificate; give the right one\n")
    monkeypatch.delenv("P12_PASSWORD")
    done = here(*signing("a.author", "author"))
    assert "--password-env P12_PASSWORD: there is no such environment variable" in done.err


def test_a_signed_protocol_is_not_made_again(here, site, tmp_path):
    """Until the first signature it may; after it, a new revision needs another folder."""
    for _ in range(2):
        assert here("protocol", "make", "--content", "ours", "--out", "P").code == 0
    here(*signing("a.author", "author"))
    before = (tmp_path / "P" / "protocol.pdf").read_bytes()
    done = here("protocol", "make", "--content", "ours", "--out", "P")
    assert done.code == 2
    assert done.err == ("linebench: P: the protocol in it is signed by author, and does not change any more; make "
                        "the new revision in another folder\n")
    assert (tmp_path / "P" / "protocol.pdf").read_bytes() == before


def test_the_same_files_make_the_same_bytes(here, site, tmp_path):
    """Record and document, made twice, are equal; each page has number, revision, page of pages and status."""
    for name in ("P", "Q"):
        here("protocol", "make", "--content", "ours", "--out", name)
    for name in ("protocol.json", "protocol.pdf"):
        assert (tmp_path / "P" / name).read_bytes() == (tmp_path / "Q" / name).read_bytes()
    document = (tmp_path / "P" / "protocol.pdf").read_bytes()
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(document)).pages]
    for n, text in enumerate(pages, 1):
        assert all(part in text for part in ("LB-OQ-TINY", "revision 1", f"Page {n} of {len(pages)}",
                                             "valid only with the signatures of section 1"))
    with pikepdf.open(io.BytesIO(document)) as opened:
        xmp = str(opened.open_metadata())
        held = opened.attachments["protocol.json"].get_file().read_bytes()
    assert ("<pdfaid:part>3</pdfaid:part>" in xmp, "<pdfuaid:part>1</pdfuaid:part>" in xmp) == (True, True)
    assert held == (tmp_path / "P" / "protocol.json").read_bytes()


def test_a_page_edited_after_signing_is_caught(here, site, tmp_path):
    """Bytes behind the last signature, and another record beside the document, keep it from being approved."""
    approve(here)
    document, record = tmp_path / "P" / "protocol.pdf", tmp_path / "P" / "protocol.json"
    document.write_bytes(document.read_bytes() + b"% more\n")
    said = here("protocol", "status", "P", "--content", "ours").out
    assert "LB-OQ-TINY revision 1: draft\n" in said
    assert "open: bytes were appended after the last signature, of Quentin Quality (q.quality) (qa)\n" in said
    record.write_bytes(record.read_bytes().replace(b"A tiny protocol", b"A tidy protocol"))
    said = here("protocol", "status", "P", "--content", "ours").out
    assert "open: protocol.pdf does not hold the record of protocol.json\n" in said


def test_what_a_protocol_leaves_out_is_on_record(here, site, tmp_path):
    """It does not run, and stands with its reason among the deselected and as a row of the matrix."""
    with (tmp_path / "ours" / "features" / "protocol.toml").open("a", encoding="utf-8") as file:
        file.write('[[left_out]]\ntest = "OQ-L1-952"\nbecause = "waived"\nreason = "The camera is not there yet."\n'
                   'risk = "RISK-001"\napprover = "q.quality"\n')
    assert here("run", "--content", "ours", "--out", "out").code == 0
    found = stored(tmp_path, "out")
    assert [case["test"] for case in found["planned"]] == ["OQ-L1-951"]
    assert found["deselected"] == [{
        "test": "OQ-L1-952", "row": "", "reason": "The camera is not there yet.", "because": "waived",
        "reference": "", "risk": "RISK-001", "approver": "q.quality", "title": "A bad pack is rejected",
        "requirements": ["URS-REJ-001"], "risks": []}]
    rows = (tmp_path / "out" / "matrix.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0].endswith(",outcome,gap,left_out")
    assert [row.split(",")[0] + ": " + row.split(",", 10)[-1] for row in rows if "OQ-L1-952" in row] == [
        "URS-REJ-001: no_test,waived,RISK-001; q.quality; The camera is not there yet."]
    assert here("verify", "out").code == 0


def test_an_executor_must_be_one(here, site):
    """Somebody without the role, or whom the users file does not know, executes nothing."""
    done = here("run", "--content", "ours", "--executor", "q.quality")
    assert done.code == 2
    assert done.err == ("linebench: --executor q.quality: found the roles qa; expected the role executor; name "
                        "somebody else, or change fixtures/users.toml\n")
    assert "there is no user 'x'" in here("run", "--content", "ours", "--executor", "x").err


def test_a_folder_without_a_protocol_is_refused(here, site, tmp_path):
    """Nothing is made in it, not even an audit trail."""
    (tmp_path / "P").mkdir()
    for words in (signing("a.author", "author"), ("protocol", "status", "P"), ("run", "--protocol", "P")):
        done = here(*words)
        assert done.code == 2
        assert done.err == ("linebench: P: found no protocol in it; expected a folder with protocol.json and "
                            "protocol.pdf; make one with: linebench protocol make --out DIR\n")
    assert list((tmp_path / "P").iterdir()) == []


def test_the_clock_decides_whether_an_approval_came_before(here, site, tmp_path):
    """A signature later than the run is none: the package is found wrong."""
    approve(here)
    run(here, "out", "-k", "951")
    at = datetime.fromisoformat(stored(tmp_path, "out")["approval"]["at"])
    text = (tmp_path / "out" / "run.json").read_text(encoding="utf-8")
    start = json.loads(text)["start"]
    early = at.replace(year=at.year - 1).isoformat(timespec="milliseconds")
    (tmp_path / "out" / "run.json").write_text(text.replace(start, early), encoding="utf-8", newline="\n")
    assert f"problem: protocol/protocol.pdf: was signed after the run began at {early}" in here("verify", "out").out
