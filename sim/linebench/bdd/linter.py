"""Refuses protocols that could look green without testing what they say. Nothing runs before it is content.

Most rules close a documented trap of BDD tooling: a second scenario of the same name is dropped without a word,
an Outline without rows or with a missing column runs with its placeholders as text, one of two matching steps is
picked at random, a coroutine step is never awaited and passes, a tag such as ``@xfail`` turns a failure green, a
comment behind a step becomes part of its text, and a table that the step does not take is dropped.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from linebench.bdd.document import (
    KINDS,
    REVISION,
    REVISION_TAG,
    TEST_ID,
    CaseDoc,
    Document,
    DocumentError,
    RowDoc,
    StepDoc,
    Tag,
    read_document,
)
from linebench.bdd.phrase import Definition
from linebench.bdd.result import LintError, attempt_name
from linebench.bdd.tongues import Tongue, Tongues
from linebench.content import Content
from linebench.translated import untranslated

__all__ = ["Known", "lint", "read_documents"]

_EFFECT = frozenset({"skip", "skipif", "xfail", "parametrize", "usefixtures", "filterwarnings", "tryfirst",
                     "trylast", "xdist_group", "flaky", "timeout", "no_cover", "fixture"})
"""Tags that pytest or a plugin would obey as markers."""
_LEGAL = re.compile(r"[A-Za-z0-9_-]+")
_MATRIX = re.compile(r"(URS|FS|DS|RISK)-")
_LEFT = re.compile(r"<[^<>]+>")


@dataclass(frozen=True)
class Known:
    """What the matrix knows: ids of requirements and of risks."""

    requirements: frozenset[str]
    risks: frozenset[str]


def read_documents(paths: Iterable[Path], content: Content) -> tuple[tuple[Document, ...], tuple[LintError, ...]]:
    """Read feature files, or all below a folder, in the order of their paths; what cannot be read is an error."""
    documents, errors = [], []
    for path in dict.fromkeys(file for given in paths for file in _files(given)):
        where = content.name(path)
        try:
            documents.append(read_document(path, content))
        except DocumentError as error:
            errors.append(LintError(where, error.line, "gherkin", str(error), "a Feature in Gherkin, UTF-8"))
        except OSError as error:
            errors.append(LintError(where, 1, "file", error.strerror or str(error), "a feature file"))
    return tuple(documents), tuple(errors)


def _files(path: Path) -> list[Path]:
    return untranslated(sorted(path.rglob("*.feature")), [path]) if path.is_dir() else [path]


def lint(documents: Iterable[Document], steps: Iterable[Definition], known: Known) -> tuple[LintError, ...]:
    """Return everything that is wrong with the protocols, in the order of files and lines."""
    documents, tongues = tuple(documents), _tongues(tuple(steps))
    found = [error for document in documents for error in _within(document, tongues, known)]
    return tuple(sorted({*found, *_repeated_ids(documents), *_same_folder(documents)}))


@lru_cache(maxsize=4)
def _tongues(steps: tuple[Definition, ...]) -> Tongues:
    return Tongues(steps)


@lru_cache(maxsize=256)
def _within(document: Document, steps: Tongues, known: Known) -> tuple[LintError, ...]:
    """What is wrong with one document: looked at when a run is begun, and again when it is executed."""
    return tuple(_document(document, steps, known))


def _repeated_ids(documents: Iterable[Document]) -> Iterator[LintError]:
    first: dict[str, tuple[str, str]] = {}
    for document in documents:
        for case in (case for case in document.cases if case.test):
            here = f"{document.path}:{case.line}"
            there, language = first.setdefault(case.test, (here, document.language))
            if there != here:
                wanted = "a test id used once" if language == document.language else (
                    "one language for each test case of a run: name the files of one")
                found = f"test id {case.test}, already used at {there}"
                yield LintError(document.path, case.line, "test-id",
                                found if language == document.language else f"{found} in {language}", wanted)


def _same_folder(documents: Iterable[Document]) -> Iterator[LintError]:
    for document in documents:
        for case in document.cases:
            first: dict[str, int] = {}
            for row in case.rows:
                line = first.setdefault(attempt_name(case.test, row.text), row.line)
                if line != row.line:
                    found = f"row {row.text!r} of line {line} again"
                    yield LintError(document.path, row.line, "repeated-row", found,
                                    "rows that differ in letters or digits: a repeat proves nothing new")


def _document(document: Document, tongues: Tongues, known: Known) -> Iterator[LintError]:
    if refused := tongues.refused(document.language):
        yield LintError(document.path, 1, "language", *refused)
        return
    if not document.cases:
        yield LintError(document.path, document.line, "empty", "a Feature without a Scenario", "at least one")
    lines: dict[str, int] = {}
    for case in document.cases:
        if lines.setdefault(case.name, case.line) != case.line:
            yield LintError(document.path, case.line, "name", f"scenario name {case.name!r} of line "
                            f"{lines[case.name]} again", "names that differ: the earlier would be dropped")
        for line, rule, was, wanted in _case(case, tongues.of(document.language), known):
            yield LintError(document.path, line, rule, was, wanted)


_Error = tuple[int, str, str, str]


def _case(case: CaseDoc, steps: Tongue, known: Known) -> Iterator[_Error]:
    yield from _tags(case, known)
    yield from _shape(case)
    yield from _examples(case)
    for step in dict.fromkeys(step.rendered(dict(row.values)) for row in case.rows for step in case.steps):
        yield from _step(step, steps)


def _tags(case: CaseDoc, known: Known) -> Iterator[_Error]:
    for tag in _all_tags(case):
        if not _LEGAL.fullmatch(tag.name):
            yield tag.line, "tag", f"tag @{tag.name}", "letters, digits, - and _ only"
        elif tag.name in _EFFECT:
            yield tag.line, "tag", f"tag @{tag.name}", "no tag that pytest obeys: it would change the outcome"
        elif _MATRIX.match(tag.name) and tag.name not in known.requirements | known.risks:
            yield tag.line, "tag", f"tag @{tag.name}", "an id that fixtures/requirements.toml has"
    yield from _one_of(case)
    yield from _revision(case)


def _revision(case: CaseDoc) -> Iterator[_Error]:
    own = [tag for tag in case.own if REVISION_TAG.fullmatch(tag.name)]
    for tag in _all_tags(case):
        if REVISION_TAG.fullmatch(tag.name) and tag not in own:
            yield tag.line, "revision", f"tag @{tag.name}", "the revision on the scenario itself, as @rev-2"
    for tag in own:
        if not REVISION.fullmatch(tag.name):
            yield tag.line, "revision", f"tag @{tag.name}", "a whole number from 1, as @rev-2"
    if len(own) > 1:
        yield case.line, "revision", _listed([tag.name for tag in own], "revision"), "one revision"


def _one_of(case: CaseDoc) -> Iterator[_Error]:
    ids = [tag.name for tag in _all_tags(case) if TEST_ID.fullmatch(tag.name)]
    if ids != [case.test]:
        yield case.line, "test-id", _listed(ids, "test id"), "exactly one, on the scenario itself, as @OQ-L1-001"
    for row in case.rows or (RowDoc(case.line),):
        kinds = [name for name in case.named(row) if name in KINDS]
        if len(kinds) != 1:
            yield case.line, "kind", _listed(kinds, "kind"), "exactly one of @" + " @".join(KINDS)


def _all_tags(case: CaseDoc) -> tuple[Tag, ...]:
    return (*case.tags, *(tag for table in case.examples for tag in table.tags))


def _listed(names: list[str], what: str) -> str:
    return f"{what} tags @{' @'.join(names)}" if names else f"no {what} tag"


def _shape(case: CaseDoc) -> Iterator[_Error]:
    if not case.name.strip():
        yield case.line, "name", "a scenario without a name", "a title that says what must hold"
    if not case.body:
        yield case.line, "empty", "a scenario without steps", "Given, When and Then: an empty one always passes"
    elif not any(step.keyword == "Then" for step in case.body):
        yield case.line, "no-then", "a scenario without Then", "at least one Then: without it nothing is compared"


def _examples(case: CaseDoc) -> Iterator[_Error]:
    if case.outline and not case.examples:
        yield case.line, "outline", "an Outline without Examples", "an Examples table with at least one row"
    for table in case.examples:
        if not table.rows:
            yield table.line, "outline", "Examples without rows", "a header and at least one row"
        for name, times in Counter(table.columns).items():
            if times > 1:
                yield table.line, "outline", f"column {name!r} {times} times", "column names that differ"
    if not case.outline or case.rows:
        return
    for step in case.steps:
        yield from _left(step)  # without rows the steps cannot be rendered, but what is left open is known


def _step(step: StepDoc, steps: Tongue) -> Iterator[_Error]:
    if not step.keyword:
        yield step.line, "step", "And, But or * as the first step", "Given, When or Then"
        return
    open_places = list(_left(step))
    yield from open_places
    if " #" in step.text:
        yield step.line, "comment", "# inside a step", "comments on lines of their own: here it is part of the text"
    elif not open_places:
        yield from _definition(step, steps)


def _left(step: StepDoc) -> Iterator[_Error]:
    texts = (step.text, step.docstring or "", *(cell for row in step.table for cell in row))
    for name in dict.fromkeys(found for text in texts for found in _LEFT.findall(text)):
        yield step.line, "placeholder", f"{name} without a value", "an Examples column of that name"


def _definition(step: StepDoc, steps: Tongue) -> Iterator[_Error]:
    matching = steps.matching(step.keyword, step.text)
    if not matching:
        yield step.line, "undefined", *steps.undefined(step.keyword, step.text)
    if len(matching) > 1:
        names = " and ".join(f"{each.pattern!r} ({each.file})" for each in matching)
        yield step.line, "ambiguous", f"ambiguous step: {step.text!r} matches {names}", "one matching definition"
    for each in matching:
        if each.coroutine:
            yield (step.line, "coroutine", f"coroutine step {each.pattern!r} ({each.file})",
                   "a plain function: a coroutine would never be awaited and pass")
        if step.table and not each.takes("datatable"):
            yield step.line, "table", "a table under a step that takes none", "no table: it would be ignored"
        if step.docstring is not None and not each.takes("docstring"):
            yield step.line, "docstring", "a text block under a step that takes none", "no text block"
