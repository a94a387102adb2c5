"""Feature files as values."""

import hashlib

import pytest

from linebench.bdd.document import (
    CaseDoc,
    Document,
    DocumentError,
    ExamplesDoc,
    RowDoc,
    StepDoc,
    Tag,
    read_document,
)
from linebench.content import Content

GOOD = """@site
Feature: Rejects
  Background:
    Given the world
  @OQ-L1-001 @negative @URS-REJ-001
  Scenario Outline: A <what> pack
    What this is about.
    When a <what> pack comes
      | a | <what> |
    And it goes on
    Then it falls
      \"\"\"
      <what>
      \"\"\"
    @RISK-001
    Examples:
      | what |
      | bad  |
  Rule: Confirmed
    Background:
      And the sensor works
    @OQ-L1-002
    Scenario: It is seen
      Then it falls
"""


def test_a_file_is_read_with_every_line(tmp_path):
    """Tags are inherited, And takes the keyword before it, a Rule adds its Background."""
    (tmp_path / "oq").mkdir()
    path = tmp_path / "oq" / "a.feature"
    path.write_text(GOOD, encoding="utf-8")
    world = StepDoc("Given", "the world", 4)
    site = Tag("site", 1)
    own = (Tag("OQ-L1-001", 5), Tag("negative", 5), Tag("URS-REJ-001", 5))
    outline = CaseDoc(
        "A <what> pack", 6, "", True, own, (site, *own), (world,),
        (StepDoc("When", "a <what> pack comes", 8, (("a", "<what>"),)), StepDoc("When", "it goes on", 10),
         StepDoc("Then", "it falls", 11, (), "<what>")),
        (ExamplesDoc(16, ("what",), ((18, ("bad",)),), (Tag("RISK-001", 15),)),), "What this is about.",
    )
    plain = CaseDoc("It is seen", 23, "Confirmed", False, (Tag("OQ-L1-002", 22),), (site, Tag("OQ-L1-002", 22)),
                    (world, StepDoc("", "the sensor works", 21)), (StepDoc("Then", "it falls", 24),), (), "")
    sha = hashlib.sha256(GOOD.encode()).hexdigest()
    assert read_document(path, Content((tmp_path,))) == Document(
        path, "oq/a.feature", sha, "Rejects", 2, (outline, plain))


def test_a_row_renders_its_steps(tmp_path):
    """Text, table and text block get the row's values; what has none stays as it is."""
    step = StepDoc("When", "a <what> pack at <where>", 8, (("a", "<what>"),), "<what>")
    assert step.rendered({"what": "bad"}) == StepDoc("When", "a bad pack at <where>", 8, (("a", "bad"),), "bad")


def test_tags_tell_what_a_case_is(tmp_path):
    """Test id, kind, requirements and risks come from tags, those of the Examples included."""
    path = tmp_path / "a.feature"
    path.write_text(GOOD, encoding="utf-8")
    case = read_document(path, Content((tmp_path,))).cases[0]
    row = case.rows[0]
    assert row == RowDoc(18, (("what", "bad"),), (Tag("RISK-001", 15),))
    assert (case.test, case.title, row.text, case.kind(row), case.requirements(row), case.risks(row)) == (
        "OQ-L1-001", "OQ-L1-001 A <what> pack", "what=bad", "negative", ("URS-REJ-001",), ("RISK-001",))


@pytest.mark.parametrize(("data", "line", "message"), [
    (b"", 1, "a file without a Feature"),
    (b"Feature: a\n  \xff\n", 2, "bytes that are no UTF-8 text"),
    (b"Feature: a\n  Scenario: b\n    Given c\n      | a | b |\n      | c |\n", 5,
     "inconsistent cell count within the table"),
])
def test_what_is_no_gherkin_is_refused_with_its_line(tmp_path, data, line, message):
    """A file that cannot be read says on which line and what was found."""
    path = tmp_path / "a.feature"
    path.write_bytes(data)
    with pytest.raises(DocumentError) as caught:
        read_document(path, Content((tmp_path,)))
    assert (caught.value.line, str(caught.value)) == (line, message)
