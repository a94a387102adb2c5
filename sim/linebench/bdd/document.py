"""Feature files as plain values: what a file says, with its lines, before anything is executed.

The linter, the planned set and the recorder all read these values, so they agree on what a test case is.
Execution itself is pytest-bdd's, from the same file.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from gherkin.dialect import DIALECTS
from gherkin.errors import CompositeParserException
from gherkin.parser import Parser

from linebench.content import Content

__all__ = ["KINDS", "REVISION", "REVISION_TAG", "TEST_ID", "CaseDoc", "Document", "DocumentError", "ExamplesDoc",
           "RowDoc", "StepDoc", "Tag", "read_document", "render"]

TEST_ID = re.compile(r"(IQ|OQ|PQ|IOP|NT)-[A-Z0-9-]+")
"""A tag that is a test id, in full."""
KINDS = ("positive", "negative", "boundary", "worst-case", "recovery")
"""Tags that say what kind of test a case is."""
REVISION_TAG = re.compile(r"rev-.*", re.IGNORECASE)
"""A tag that wants to say which revision of the test case this is."""
REVISION = re.compile(r"rev-([1-9][0-9]{0,3})")
"""Such a tag as it must be. A case without one is revision 1."""
_REQUIREMENT = re.compile(r"(URS|FS|DS)-.+")
_RISK = re.compile(r"RISK-.+")
_PARAMETER = re.compile(r"<(.+?)>")
_SCENARIO = frozenset(word.strip() for words in DIALECTS.values() for word in words["scenario"])
_KEYWORDS = {"Context": "Given", "Action": "When", "Outcome": "Then"}


class DocumentError(ValueError):
    """A file that is no Gherkin. ``line`` is where; the text says what the parser found and expected."""

    def __init__(self, line: int, message: str) -> None:
        """Keep the line beside the message."""
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag without its ``@``, and the line it stands on."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class StepDoc:
    """A step as written. ``keyword``: Given, When or Then, with And and But resolved; ``""``: cannot be."""

    keyword: str
    text: str
    line: int
    table: tuple[tuple[str, ...], ...] = ()
    docstring: str | None = None

    def rendered(self, values: Mapping[str, str]) -> "StepDoc":
        """Return the step with a row's values in place of its parameters."""
        table = tuple(tuple(render(cell, values) for cell in row) for row in self.table)
        docstring = None if self.docstring is None else render(self.docstring, values)
        return StepDoc(self.keyword, render(self.text, values), self.line, table, docstring)


@dataclass(frozen=True, slots=True)
class ExamplesDoc:
    """One Examples table: its column names (empty when there is no header) and rows of (line, values)."""

    line: int
    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class RowDoc:
    """One execution of a case: an Examples row, or the one row without values of a plain case."""

    line: int
    values: tuple[tuple[str, str], ...] = ()
    tags: tuple[Tag, ...] = ()
    english: tuple[tuple[str, str], ...] = ()
    """The values as English writes them, where the file is in another language."""

    @property
    def parameters(self) -> tuple[tuple[str, str], ...]:
        """The values that name the row: the same in every language, so that its seed and its record are too."""
        return self.english or self.values

    @property
    def text(self) -> str:
        """The row as records name it."""
        return ", ".join(f"{name}={value}" for name, value in self.parameters)


@dataclass(frozen=True, slots=True)
class CaseDoc:
    """A test case as written. ``tags`` are its own and those of its Rule and Feature; ``own``: only its own."""

    name: str
    line: int
    rule: str
    outline: bool
    own: tuple[Tag, ...]
    tags: tuple[Tag, ...]
    background: tuple[StepDoc, ...]
    body: tuple[StepDoc, ...]
    examples: tuple[ExamplesDoc, ...]
    description: str
    english: Mapping[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]] | None = None
    """Rows as English writes them, by how they are written; ``None`` where that is the same."""

    @property
    def steps(self) -> tuple[StepDoc, ...]:
        """Background and own steps in the order they run."""
        return self.background + self.body

    @property
    def test(self) -> str:
        """The test id, ``""`` when none of the tags is one."""
        return next((tag.name for tag in self.own if TEST_ID.fullmatch(tag.name)), "")

    @property
    def revision(self) -> str:
        """The revision of the test case, as its own tag ``@rev-2`` states it; ``1`` without one."""
        return next((match[1] for tag in self.own if (match := REVISION.fullmatch(tag.name))), "1")

    @property
    def title(self) -> str:
        """The test id and the name, as reports and node ids show it."""
        return f"{self.test} {self.name}".strip().replace("::", ":")

    @property
    def rows(self) -> tuple[RowDoc, ...]:
        """The executions of this case."""
        if not self.outline:
            return (RowDoc(self.line),)
        rows = tuple(RowDoc(line, tuple(zip(table.columns, values, strict=False)), table.tags)
                     for table in self.examples for line, values in table.rows)
        told = self.english
        return rows if told is None else tuple(replace(row, english=told.get(row.values, ())) for row in rows)

    def named(self, row: RowDoc) -> tuple[str, ...]:
        """Return all tag names that hold for a row, in the order of the file, each once."""
        return tuple(dict.fromkeys(tag.name for tag in (*self.tags, *row.tags)))

    def kind(self, row: RowDoc) -> str:
        """Return the kind of test, ``""`` when no tag names one."""
        return next((name for name in self.named(row) if name in KINDS), "")

    def requirements(self, row: RowDoc) -> tuple[str, ...]:
        """Return the requirement ids among the tags."""
        return tuple(name for name in self.named(row) if _REQUIREMENT.fullmatch(name))

    def risks(self, row: RowDoc) -> tuple[str, ...]:
        """Return the risk ids among the tags."""
        return tuple(name for name in self.named(row) if _RISK.fullmatch(name))


@dataclass(frozen=True, slots=True)
class Document:
    """A feature file: its name, the SHA-256 of its bytes, and its cases.

    ``path`` is relative to the content folder, the bare name for a file elsewhere: records never show where on a
    machine it was. ``file`` is where it is.
    """

    file: Path
    path: str
    sha256: str
    name: str
    line: int
    cases: tuple[CaseDoc, ...]
    language: str = "en"


def render(text: str, values: Mapping[str, str]) -> str:
    """Put a row's values in place of ``<name>``; a name without a value stays as it is."""
    return _PARAMETER.sub(lambda found: values.get(found[1], found[0]), text)


def read_document(path: Path, content: Content) -> Document:
    """Read one feature file.

    Raises:
        DocumentError: the file is no UTF-8 text or no Gherkin.

    """
    data = path.read_bytes()
    name, line, cases, language = _feature(data)
    if language != "en":
        from linebench.bdd.rows import in_english  # noqa: PLC0415  # the vocabulary is slow to load

        cases = in_english(cases, language)
    return Document(path, content.name(path), hashlib.sha256(data).hexdigest(), name, line, cases, language)


@lru_cache(maxsize=256)  # one run reads each file several times, and the parser takes its time
def _feature(data: bytes) -> tuple[str, int, tuple[CaseDoc, ...], str]:
    feature = _parse(data)
    return feature["name"], feature["location"]["line"], tuple(_cases(feature)), feature["language"]


# The parser's nodes are plain dictionaries without a type of their own, hence Any.
def _parse(data: bytes) -> dict[str, Any]:
    try:
        tree = Parser().parse(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise DocumentError(data.count(b"\n", 0, error.start) + 1, "bytes that are no UTF-8 text") from error
    except CompositeParserException as error:
        first = error.errors[0]
        raise DocumentError(first.location["line"], _refused(str(first))) from error
    if not tree.get("feature"):
        raise DocumentError(1, "a file without a Feature")
    return dict(tree["feature"])


def _refused(message: str) -> str:
    """Say what the parser found before what it would have taken: ``(3:1): expected: #X, #Y, got 'text'``."""
    text = message.partition(": ")[2] or message
    wanted, got, found = text.removeprefix("expected: ").partition(", got ")
    return f"{found}, where Gherkin has {wanted}" if got else text


def _cases(feature: dict[str, Any]) -> Iterator[CaseDoc]:
    tags = _tags(feature)
    background: tuple[StepDoc, ...] = ()
    for child in feature["children"]:
        if "background" in child:
            background = _steps(child["background"]["steps"])
        elif "scenario" in child:
            yield _case(child["scenario"], "", tags, background)
        else:
            yield from _rule(child["rule"], tags, background)


def _rule(rule: dict[str, Any], tags: tuple[Tag, ...], background: tuple[StepDoc, ...]) -> Iterator[CaseDoc]:
    tags = tags + _tags(rule)
    for child in rule["children"]:
        if "background" in child:
            background = background + _steps(child["background"]["steps"])
        else:
            yield _case(child["scenario"], rule["name"], tags, background)


def _case(node: dict[str, Any], rule: str, tags: tuple[Tag, ...], background: tuple[StepDoc, ...]) -> CaseDoc:
    examples = tuple(_examples(table) for table in node["examples"])
    outline = bool(examples) or node["keyword"].strip() not in _SCENARIO
    return CaseDoc(node["name"], node["location"]["line"], rule, outline, _tags(node), tags + _tags(node),
                   background, _steps(node["steps"]), examples, node["description"].strip())


def _examples(node: dict[str, Any]) -> ExamplesDoc:
    header = node.get("tableHeader")
    columns = tuple(cell["value"] for cell in header["cells"]) if header else ()
    rows = tuple((row["location"]["line"], tuple(cell["value"] for cell in row["cells"]))
                 for row in node["tableBody"])
    return ExamplesDoc(node["location"]["line"], columns, rows, _tags(node))


def _steps(nodes: list[dict[str, Any]]) -> tuple[StepDoc, ...]:
    steps, keyword = [], ""
    for node in nodes:
        keyword = _KEYWORDS.get(node["keywordType"], keyword)
        table = tuple(tuple(cell["value"] for cell in row["cells"])
                      for row in node.get("dataTable", {"rows": ()})["rows"])
        docstring = node["docString"]["content"] if "docString" in node else None
        steps.append(StepDoc(keyword, node["text"], node["location"]["line"], table, docstring))
    return tuple(steps)


def _tags(node: dict[str, Any]) -> tuple[Tag, ...]:
    return tuple(Tag(tag["name"].removeprefix("@"), tag["location"]["line"]) for tag in node["tags"])
