"""Every trap that could make a protocol look green is refused, with its line."""

import pytest

from linebench.bdd.linter import Known, lint, read_documents
from linebench.bdd.phrase import definition
from linebench.bdd.result import LintError
from linebench.content import Content

KNOWN = Known(frozenset({"URS-REJ-001"}), frozenset({"RISK-001"}))


def plain(attempt):
    """Do it."""


def table(attempt, datatable):
    """Do it with a table."""


async def coroutine(attempt):
    """Would never run."""


STEPS = (
    definition("Given", "the world", plain), definition("When", "a {what:name} pack comes", plain),
    definition("Then", "it falls", plain),
    definition("Then", "the {what:name} one falls", plain), definition("Then", "the last one falls", plain),
    definition("When", "these come", table), definition("Then", "it is awaited", coroutine),
)

HEAD = "Feature: F\n"
TAGS = "  @OQ-L1-001 @negative\n"
CASE = TAGS + "  Scenario: S\n"
BODY = "    Given the world\n    Then it falls\n"


def errors(tmp_path, *texts):
    files = []
    for n, text in enumerate(texts):
        files.append(tmp_path / f"{n}.feature")
        files[-1].write_text(text, encoding="utf-8", newline="\n")
    documents, unread = read_documents(files, Content((tmp_path,)))
    return (*unread, *lint(documents, STEPS, KNOWN))


def test_a_sound_protocol_has_no_errors(tmp_path):
    """Outline, Rule, table and inherited tags are fine."""
    text = ("@RISK-001\n" + HEAD + "  Background:\n    Given the world\n" + TAGS + "  @URS-REJ-001\n"
            "  Scenario Outline: A\n    When a <what> pack comes\n    And these come\n      | <what> |\n"
            "    Then it falls\n    Examples:\n      | what |\n      | bad |\n      | worse |\n"
            "  Rule: R\n    @OQ-L1-002 @positive\n    Scenario: B\n      Then it falls\n")
    assert errors(tmp_path, text) == ()


AMBIGUOUS = ("ambiguous step: 'the last one falls' matches 'the {what:name} one falls' (test_linter.py) "
             "and 'the last one falls' (test_linter.py)")
TRAPS = [
    ("a revision that is no number",
     HEAD + CASE.replace("@negative", "@negative @rev-B") + BODY,
     (2, "revision", "tag @rev-B", "a whole number from 1, as @rev-2")),
    ("two revisions of one test case",
     HEAD + CASE.replace("@negative", "@negative @rev-1 @rev-2") + BODY,
     (3, "revision", "revision tags @rev-1 @rev-2", "one revision")),
    ("a revision for all test cases of a file",
     "@rev-2\n" + HEAD + CASE + BODY,
     (1, "revision", "tag @rev-2", "the revision on the scenario itself, as @rev-2")),
    ("a repeated scenario name, of which pytest-bdd drops the first",
     HEAD + CASE + BODY + "  @OQ-L1-002 @negative\n  Scenario: S\n" + BODY,
     (7, "name", "scenario name 'S' of line 3 again", "names that differ: the earlier would be dropped")),
    ("a test id used twice",
     HEAD + CASE + BODY + TAGS + "  Scenario: T\n" + BODY,
     (7, "test-id", "test id OQ-L1-001, already used at 0.feature:3", "a test id used once")),
    ("a missing test id",
     HEAD + "  @negative\n  Scenario: S\n" + BODY,
     (3, "test-id", "no test id tag", "exactly one, on the scenario itself, as @OQ-L1-001")),
    ("a test id on the Feature, which would be that of all its scenarios",
     "@OQ-L1-001\n" + HEAD + "  @negative\n  Scenario: S\n" + BODY,
     (4, "test-id", "test id tags @OQ-L1-001", "exactly one, on the scenario itself, as @OQ-L1-001")),
    ("two kinds",
     HEAD + "  @OQ-L1-001 @negative @boundary\n  Scenario: S\n" + BODY,
     (3, "kind", "kind tags @negative @boundary",
      "exactly one of @positive @negative @boundary @worst-case @recovery")),
    ("an undefined step",
     HEAD + CASE + "    Given the moon\n    Then it falls\n",
     (4, "undefined", "undefined step: Given the moon", "a step of the vocabulary (linebench steps)")),
    ("a step of another keyword",
     HEAD + CASE + "    When the world\n    Then it falls\n",
     (4, "undefined", "undefined step: When the world", "a step of the vocabulary (linebench steps)")),
    ("an ambiguous step, of which pytest-bdd would pick one",
     HEAD + CASE + "    Then the last one falls\n",
     (4, "ambiguous", AMBIGUOUS, "one matching definition")),
    ("a coroutine step, which would never run and pass",
     HEAD + CASE + "    Then it is awaited\n",
     (4, "coroutine", "coroutine step 'it is awaited' (test_linter.py)",
      "a plain function: a coroutine would never be awaited and pass")),
    ("an empty scenario, which would pass",
     HEAD + CASE,
     (3, "empty", "a scenario without steps", "Given, When and Then: an empty one always passes")),
    ("a scenario without Then",
     HEAD + CASE + "    Given the world\n",
     (3, "no-then", "a scenario without Then", "at least one Then: without it nothing is compared")),
    ("an Outline without Examples",
     HEAD + TAGS + "  Scenario Outline: S\n" + BODY,
     (3, "outline", "an Outline without Examples", "an Examples table with at least one row")),
    ("an Outline with a header only, which would run once with its placeholders",
     HEAD + TAGS + "  Scenario Outline: S\n" + BODY + "    Examples:\n      | what |\n",
     (6, "outline", "Examples without rows", "a header and at least one row")),
    ("a missing Examples column",
     HEAD + TAGS + "  Scenario Outline: S\n    When a <what> pack comes\n    Then it falls\n"
     "    Examples:\n      | who |\n      | x |\n",
     (4, "placeholder", "<what> without a value", "an Examples column of that name")),
    ("a placeholder in a plain scenario",
     HEAD + CASE + "    When a <what> pack comes\n    Then it falls\n",
     (4, "placeholder", "<what> without a value", "an Examples column of that name")),
    ("a placeholder in a table",
     HEAD + CASE + "    When these come\n      | <what> |\n    Then it falls\n",
     (4, "placeholder", "<what> without a value", "an Examples column of that name")),
    ("two rows that are the same test",
     HEAD + TAGS + "  Scenario Outline: S\n    When a <what> pack comes\n    Then it falls\n"
     "    Examples:\n      | what |\n      | x |\n      | x |\n",
     (9, "repeated-row", "row 'what=x' of line 8 again",
      "rows that differ in letters or digits: a repeat proves nothing new")),
    ("a tag that turns a failure green",
     HEAD + "  @OQ-L1-001 @negative @xfail\n  Scenario: S\n" + BODY,
     (2, "tag", "tag @xfail", "no tag that pytest obeys: it would change the outcome")),
    ("a tag that skips, on Examples",
     HEAD + TAGS + "  Scenario Outline: S\n    When a <what> pack comes\n    Then it falls\n    @skip\n"
     "    Examples:\n      | what |\n      | x |\n",
     (6, "tag", "tag @skip", "no tag that pytest obeys: it would change the outcome")),
    ("a tag with a colon",
     HEAD + "  @OQ-L1-001 @negative @a:b\n  Scenario: S\n" + BODY,
     (2, "tag", "tag @a:b", "letters, digits, - and _ only")),
    ("a requirement nobody knows",
     HEAD + "  @OQ-L1-001 @negative @URS-NO-001\n  Scenario: S\n" + BODY,
     (2, "tag", "tag @URS-NO-001", "an id that fixtures/requirements.toml has")),
    ("a risk nobody knows",
     HEAD + "  @OQ-L1-001 @negative @RISK-999\n  Scenario: S\n" + BODY,
     (2, "tag", "tag @RISK-999", "an id that fixtures/requirements.toml has")),
    ("a comment behind a step, which is part of its text",
     HEAD + CASE + "    Given the world # on earth\n    Then it falls\n",
     (4, "comment", "# inside a step", "comments on lines of their own: here it is part of the text")),
    ("a table under a step that would ignore it",
     HEAD + CASE + "    Given the world\n      | a |\n    Then it falls\n",
     (4, "table", "a table under a step that takes none", "no table: it would be ignored")),
    ("a text block under a step that would ignore it",
     HEAD + CASE + '    Given the world\n      """\n      a\n      """\n    Then it falls\n',
     (4, "docstring", "a text block under a step that takes none", "no text block")),
    ("And as the first step",
     HEAD + CASE + "    And the world\n    Then it falls\n",
     (4, "step", "And, But or * as the first step", "Given, When or Then")),
    ("a Feature without scenarios",
     HEAD, (1, "empty", "a Feature without a Scenario", "at least one")),
    ("a file that is no Gherkin",
     HEAD + CASE + "    Given the world\n  nonsense\n", (5, "gherkin", None, "a Feature in Gherkin, UTF-8")),
]


@pytest.mark.parametrize(("text", "expected"), [trap[1:] for trap in TRAPS], ids=[trap[0] for trap in TRAPS])
def test_a_trap_is_refused(tmp_path, text, expected):
    """Exactly one error, where it is, with what was found and what was expected."""
    found = errors(tmp_path, text)
    line, rule, was, wanted = expected
    assert found == (LintError("0.feature", line, rule, was or found[0].found, wanted),)


def test_ids_are_unique_over_files(tmp_path):
    """A test id of another file of the run is refused and says where it is used."""
    again = "test id OQ-L1-001, already used at 0.feature:3"
    assert errors(tmp_path, HEAD + CASE + BODY, HEAD + CASE + BODY) == (
        LintError("1.feature", 3, "test-id", again, "a test id used once"),)


def test_a_missing_file_is_an_error(tmp_path):
    """A feature file that does not exist is refused like a bad one."""
    assert read_documents([tmp_path / "no.feature"], Content((tmp_path,))) == (
        (), (LintError("no.feature", 1, "file", "No such file or directory", "a feature file"),))


def test_an_error_reads_as_one_line():
    """File and line stand first, so that an editor can jump there."""
    assert str(LintError("oq/a.feature", 7, "tag", "tag @skip", "no tag")) == (
        "oq/a.feature:7: found tag @skip; expected no tag")
