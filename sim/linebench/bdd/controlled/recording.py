"""Puts the record of a protocol together: the document, and every test case of the feature files with its steps."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from linebench.bdd.controlled.reading import read_protocol
from linebench.bdd.controlled.selecting import chosen, unselectable
from linebench.bdd.document import CaseDoc, Document
from linebench.bdd.linter import read_documents
from linebench.content import Content, ContentError
from linebench.evidence.model import FileHash
from linebench.evidence.protocol.record import ProtocolCase, ProtocolRecord, ProtocolStep
from linebench.scenario.problems import ScenarioError

__all__ = ["record_again", "record_of"]


def record_of(documents: Sequence[Document], content: Content) -> ProtocolRecord:
    """Return the record of some feature files as they are now.

    Raises:
        ScenarioError: ``protocol.toml`` or the requirements are wrong, or it selects what there is not.

    """
    protocol = read_protocol(content, (case.test for document in documents for case in document.cases))
    requirements, risks = content.requirements(), content.risks()
    wrong = unselectable(protocol, documents, requirements, risks)
    if wrong:
        raise ScenarioError(wrong)
    wanted = chosen(protocol, documents)
    cases = tuple(_cases(documents, wanted))
    cited = {name for case in cases for name in case.requirements}
    own = [requirement for requirement in requirements if requirement.id in cited]
    named = {name for case in cases for name in case.risks} | {name for each in own for name in each.risks} | {
        each.risk for each in protocol.left_out}
    return ProtocolRecord(
        protocol=protocol, cases=cases, requirements=tuple(own),
        risks=tuple(risk for risk in risks if risk.id in named), files=tuple(_files(documents, content)))


def record_again(record: ProtocolRecord, content: Content, more: Iterable[Path] = ()) -> ProtocolRecord:
    """Return the record that the files of an earlier one, and ``more`` feature files, give now.

    Raises:
        ScenarioError: as ``record_of``.

    """
    paths = (found for file in record.files if file.role == "feature" and (found := _still(content, file.path)))
    documents, _ = read_documents(dict.fromkeys((*paths, *(path.resolve() for path in more))), content)
    return record_of(documents, content)


def _still(content: Content, name: str) -> Path | None:
    try:
        return content.resolve(*_split(name)).resolve()
    except ContentError:
        return None


def _split(name: str) -> tuple[str, str]:
    area, _, rest = name.partition("/")
    return (area, rest) if rest else ("features", name)


def _cases(documents: Iterable[Document], wanted: frozenset[tuple[str, str]]) -> Iterator[ProtocolCase]:
    for document in documents:
        for case in document.cases:
            rows = [row for row in case.rows if (case.test, row.text) in wanted]
            if rows:
                yield ProtocolCase(
                    test=case.test, revision=case.revision, title=case.name, objective=case.description,
                    kind=", ".join(dict.fromkeys(case.kind(row) for row in rows)), script=document.path,
                    requirements=tuple(dict.fromkeys(name for row in rows for name in case.requirements(row))),
                    risks=tuple(dict.fromkeys(name for row in rows for name in case.risks(row))),
                    rows=tuple(row.text for row in rows), steps=tuple(_steps(case)))


def _steps(case: CaseDoc) -> Iterator[ProtocolStep]:
    for step in case.steps:
        yield ProtocolStep(keyword=step.keyword, text=step.text, table=step.table, docstring=step.docstring or "")


def _files(documents: Iterable[Document], content: Content) -> Iterator[FileHash]:
    yield from (FileHash(path=each.path, sha256=each.sha256, role="feature") for each in documents)
    read = dict(content.files)
    name = "fixtures/requirements.toml"
    if name in read:
        yield FileHash(path=name, sha256=read[name], role="requirements")
