"""What a protocol document says is read, and held against the feature files; every mistake is named."""

from pathlib import Path

import pytest

from linebench.bdd.controlled.reading import read_protocol, read_text
from linebench.bdd.controlled.recording import record_again, record_of
from linebench.bdd.controlled.selecting import chosen, explained, unselectable
from linebench.bdd.linter import read_documents
from linebench.content import Content, library
from linebench.evidence.controlled import Criterion, LeftOut, Protocol, SignatureRole
from linebench.evidence.model import Deselected
from linebench.evidence.protocol.record import changes, decode_record, encode_record, keys
from linebench.records.requirement import Requirement, Risk
from linebench.scenario.problems import ScenarioError

HEAD = 'number = "P-1"\ntitle = "A protocol"\nrevision = "1"\n'
FEATURE = """Feature: F
  @OQ-L1-001 @rev-2 @positive @URS-A-001
  Scenario: Plain
    What it is for.

    Given the world

  @OQ-L1-002 @negative @RISK-1
  Scenario Outline: Rows
    Given the <what>

    Examples:
      | what |
      | good |
      | bad  |
"""
REQUIREMENTS = """[[requirement]]
id = "URS-A-001"
revision = "3"
title = "A"
text = "It does."
source = "URS"
critical = true
risks = ["RISK-1"]

[[risk]]
id = "RISK-1"
title = "It does not."
"""
RISKS = (Risk("RISK-1", "It does not."),)
URS = (Requirement("URS-A-001", "3", "A", "It does.", "URS", critical=True, risks=("RISK-1",)),)


@pytest.fixture
def content(tmp_path: Path) -> Content:
    for name, text in (("features/f.feature", FEATURE), ("fixtures/requirements.toml", REQUIREMENTS),
                       ("features/protocol.toml", HEAD)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8", newline="\n")
    return Content((tmp_path,))


def documents(content: Content):
    return read_documents(content.listing("features", "*.feature"), content)[0]


def protocol(**values) -> Protocol:
    return Protocol(number="P-1", title="A protocol", revision="1", **values)


def test_a_document_is_read_whole():
    """Texts, lists and repeated tables arrive as they are written."""
    text = HEAD + ('scope = ["one", "two"]\n[[acceptance]]\nid = "AC-1"\ntext = "It holds."\n'
                   'requirements = ["URS-A-001"]\n[[approvals]]\nrole = "qa"\nmeaning = "Approval"\nagain = true\n')
    assert read_text(text, "protocol.toml") == protocol(
        scope=("one", "two"), acceptance=(Criterion(id="AC-1", text="It holds.", requirements=("URS-A-001",)),),
        approvals=(SignatureRole(role="qa", meaning="Approval", again=True),))


@pytest.mark.parametrize(("text", "said"), [
    ("number = 1\n" + HEAD[15:], "protocol.toml:1: number: found 1; expected text in quotes; correct it"),
    (HEAD[15:], "protocol.toml:1: number: found nothing; expected text in quotes; add the line number = …"),
    (HEAD + 'scop = ["x"]\n', "protocol.toml:4: scop: found an unknown key; expected one of number"),
    (HEAD + 'scope = "x"\n', "protocol.toml:4: scope: found 'x'; expected a list of texts"),
    (HEAD + 'history = "x"\n', "protocol.toml:4: history: found 'x'; expected [[history]] tables"),
    (HEAD + '[[approvals]]\nrole = "boss"\nmeaning = "m"\n',
     "approvals.1.role: found 'boss'; expected one of author, technical reviewer, owner, executor, reviewer, qa"),
    (HEAD + '[[history]]\nrevision = "1"\ndate = "1.10.2026"\nauthor = "a"\nreason = "r"\n',
     "protocol.toml:6: history.1.date: found '1.10.2026'; expected a date, as \"2026-11-21\""),
    (HEAD + '[[left_out]]\ntest = "OQ-L1-001"\nbecause = "waved"\nreason = "r"\n',
     "protocol.toml:6: left_out.1.because: found 'waved'; expected one of not applicable, verified elsewhere"),
])
def test_a_mistake_in_the_document_is_named(text, said):
    """File, line and key, what was found, what is expected."""
    with pytest.raises(ScenarioError) as error:
        read_text(text, "protocol.toml")
    assert said in str(error.value)


def test_without_a_document_the_test_ids_tell(tmp_path):
    """Feature files alone are a protocol of their stages."""
    read = read_protocol(Content((tmp_path,)), ["OQ-L1-001", "IQ-001", "OQ-L2-001"])
    assert (read.number, read.revision) == ("IQ, OQ", "unknown")


@pytest.mark.parametrize(("values", "said"), [
    ({"cases": ("OQ-L1-001@1",)},
     "cases: found 'OQ-L1-001@1'; expected OQ-L1-001@2: the feature file has revision 2"),
    ({"cases": ("OQ-L1-009",)}, "cases: found 'OQ-L1-009'; expected the id of a test case of these features"),
    ({"cases": ("OQ-L1-001@x",)}, "cases: found 'OQ-L1-001@x'; expected the id of a test case"),
    ({"left_out": (LeftOut(test="OQ-L1-009", because="not applicable", reason="r"),)},
     "left_out.1 (OQ-L1-009): found the test case 'OQ-L1-009'; expected a test case of these features"),
    ({"left_out": (LeftOut(test="OQ-L1-002", row="what=ugly", because="not applicable", reason="r"),)},
     "found the row 'what=ugly'; expected a row of OQ-L1-002, as 'what=good'"),
    ({"left_out": (LeftOut(test="OQ-L1-001", because="verified elsewhere", reason="r"),)},
     "left_out.1 (OQ-L1-001): found no reference; expected the document that verifies it"),
    ({"left_out": (LeftOut(test="OQ-L1-001", because="waived", reason="r", approver="q"),)},
     "left_out.1 (OQ-L1-001): found no risk; expected the id of the risk that is accepted"),
    ({"left_out": (LeftOut(test="OQ-L1-001", because="waived", reason="r", approver="q", risk="RISK-9"),)},
     "found the risk 'RISK-9'; expected the id of the risk"),
    ({"left_out": (LeftOut(test="OQ-L1-001", because="waived", reason="r", risk="RISK-1"),)},
     "left_out.1 (OQ-L1-001): found no approver; expected who answers for the waiver"),
    ({"left_out": (LeftOut(test="OQ-L1-001", because="not applicable", reason="r"),) * 2},
     "left_out.2 (OQ-L1-001): found the test case a second time; expected every one once"),
    ({"cases": ("OQ-L1-001",), "left_out": (LeftOut(test="OQ-L1-001", because="not applicable", reason="r"),)},
     "found a test case that cases selects as well; expected one of both"),
    ({"acceptance": (Criterion(id="AC-1", text="t", requirements=("URS-X",), cases=("OQ-L1-009",)),)},
     "acceptance.1: found the requirement 'URS-X'; expected an id of fixtures/requirements.toml"),
])
def test_what_does_not_fit_the_features_is_refused(content, values, said):
    """Selections, what is left out, and criteria are held against test cases, rows, requirements and risks."""
    found = unselectable(protocol(**values), documents(content), URS, RISKS)
    assert said in "\n".join(map(str, found))


def test_a_sound_selection_has_no_problems(content):
    """A case by id and revision, a row that is waived, a case that is verified elsewhere."""
    whole = protocol(cases=("OQ-L1-001@2", "OQ-L1-002"), left_out=(
        LeftOut(test="OQ-L1-002", row="what=bad", because="waived", reason="r", risk="RISK-1", approver="q"),))
    assert unselectable(whole, documents(content), URS, RISKS) == ()
    assert chosen(whole, documents(content)) == {("OQ-L1-001", ""), ("OQ-L1-002", "what=good")}
    assert explained(whole, ("OQ-L1-002", "what=bad")) == Deselected(
        test="OQ-L1-002", row="what=bad", reason="r", because="waived", risk="RISK-1", approver="q")
    assert explained(whole, ("OQ-L1-001", "")).reason == "left out by the selection of this run"
    assert explained(protocol(cases=("OQ-L1-001",)), ("OQ-L1-002", "")).reason == "the protocol does not select it"


def test_a_record_holds_what_is_approved(content):
    """Cases with revision, steps, rows, requirements with theirs, risks, and each file with its hash."""
    record = record_of(documents(content), content)
    assert decode_record(encode_record(record)) == record
    assert [(case.test, case.revision, case.kind, case.rows, case.requirements, case.risks, case.script)
            for case in record.cases] == [
        ("OQ-L1-001", "2", "positive", ("",), ("URS-A-001",), (), "features/f.feature"),
        ("OQ-L1-002", "1", "negative", ("what=good", "what=bad"), (), ("RISK-1",), "features/f.feature")]
    assert [(step.keyword, step.text) for case in record.cases for step in case.steps] == [
        ("Given", "the world"), ("Given", "the <what>")]
    assert (record.requirements, record.risks) == (URS, RISKS)
    assert [(file.path, file.role, len(file.sha256)) for file in record.files] == [
        ("features/f.feature", "feature", 64), ("fixtures/requirements.toml", "requirements", 64)]
    assert list(keys(record)) == [("OQ-L1-001", ""), ("OQ-L1-002", "what=good"), ("OQ-L1-002", "what=bad")]


@pytest.mark.parametrize("change", [
    ("features/protocol.toml", '"A protocol"', '"Another"', ["protocol.toml: differs in title"]),
    ("features/f.feature", "the world", "a world",
     ["file features/f.feature: differs in sha256", "test case OQ-L1-001: differs in steps"]),
    ("features/f.feature", "@rev-2", "@rev-3",
     ["file features/f.feature: differs in sha256", "test case OQ-L1-001: differs in revision (2, now 3)"]),
    ("features/f.feature", "      | bad  |\n", "",
     ["file features/f.feature: differs in sha256", "test case OQ-L1-002: differs in rows"]),
    ("features/f.feature", "OQ-L1-001", "OQ-L1-003",
     ["file features/f.feature: differs in sha256", "test case OQ-L1-001: is gone", "test case OQ-L1-003: is new"]),
    ("fixtures/requirements.toml", 'revision = "3"', 'revision = "4"',
     ["file fixtures/requirements.toml: differs in sha256",
      "requirement URS-A-001: differs in revision (3, now 4)"]),
    ("fixtures/requirements.toml", "It does not.", "It fails.",
     ["file fixtures/requirements.toml: differs in sha256", "risk RISK-1: differs in title"]),
])
def test_whatever_changes_is_named(content, tmp_path, change):
    """Document, file, test case, requirement and risk are told apart."""
    file, old, new, named = change
    before = record_of(documents(content), content)
    assert changes(before, record_again(before, content)) == ()
    text = (tmp_path / file).read_text(encoding="utf-8")
    (tmp_path / file).write_text(text.replace(old, new), encoding="utf-8", newline="\n")
    assert list(changes(before, record_again(before, content.fresh()))) == named


def test_a_file_that_is_gone_or_new_is_named(content, tmp_path):
    """What the protocol does not know may not run under it."""
    before = record_of(documents(content), content)
    (tmp_path / "features" / "g.feature").write_text(
        "Feature: G\n  @OQ-L1-004 @positive\n  Scenario: S\n    Given it\n", encoding="utf-8")
    more = record_again(before, content, [tmp_path / "features" / "g.feature"])
    assert list(changes(before, more)) == ["file features/g.feature: is new", "test case OQ-L1-004: is new"]
    assert [line for line in changes(more, before) if "file" in line] == ["file features/g.feature: is gone"]


def test_the_shipped_document_fits_the_shipped_features():
    """Every id in it exists, and it has what the rules for protocols ask for."""
    content = Content((library(),))
    shipped = read_protocol(content, ())
    assert unselectable(shipped, documents(content), content.requirements(), content.risks()) == ()
    assert all((shipped.purpose, shipped.scope, shipped.out_of_scope, shipped.boundary, shipped.intended_use,
                shipped.risk, shipped.references, shipped.acceptance, shipped.prerequisites, shipped.practice,
                shipped.retention, shipped.history))
    assert [each.role for each in shipped.approvals] == ["author", "technical reviewer", "qa"]
    assert [each.role for each in shipped.signatures] == ["executor", "reviewer", "owner", "qa"]
    assert shipped.history[-1].revision == shipped.revision
