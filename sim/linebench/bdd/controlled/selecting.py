"""What a protocol selects and leaves out, held against the feature files. What does not fit is refused."""

import re
from collections.abc import Iterable, Iterator, Sequence

from linebench.bdd.controlled.reading import PROTOCOL_FILE
from linebench.bdd.document import CaseDoc, Document
from linebench.evidence.controlled import LeftOut, Protocol
from linebench.evidence.model import CaseKey, Deselected, case_name
from linebench.records.requirement import Requirement, Risk
from linebench.scenario.problems import Problem

__all__ = ["chosen", "explained", "unselectable"]

_PINNED = re.compile(r"([A-Z0-9-]+)(?:@([1-9][0-9]*))?")
_BY_RUN = "left out by the selection of this run"
_BY_PROTOCOL = "the protocol does not select it"


def chosen(protocol: Protocol, documents: Iterable[Document]) -> frozenset[CaseKey]:
    """Return test id and row of everything that the protocol wants executed."""
    selected = {name.partition("@")[0] for name in protocol.cases}
    out = {(each.test, each.row) for each in protocol.left_out}
    return frozenset(
        (case.test, row.text) for document in documents for case in document.cases for row in case.rows
        if (not selected or case.test in selected) and not out & {(case.test, ""), (case.test, row.text)})


def explained(protocol: Protocol, key: CaseKey) -> Deselected:
    """Say why a test case that was found does not run: the protocol's reason, or the choice of this run."""
    test, row = key
    for each in protocol.left_out:
        if each.test == test and each.row in ("", row):
            return Deselected(test=test, row=row, reason=each.reason, because=each.because,
                              reference=each.reference, risk=each.risk, approver=each.approver)
    selected = {name.partition("@")[0] for name in protocol.cases}
    return Deselected(test=test, row=row, reason=_BY_PROTOCOL if selected and test not in selected else _BY_RUN)


def unselectable(protocol: Protocol, documents: Sequence[Document], requirements: Iterable[Requirement],
                 risks: Iterable[Risk]) -> tuple[Problem, ...]:
    """Return what the protocol says of test cases, requirements and risks that does not hold."""
    cases = {case.test: case for document in documents for case in document.cases}
    known = {each.id for each in risks}
    return (*_selection(protocol, cases),
            *(wrong for n, each in enumerate(protocol.left_out, 1) for wrong in _left_out(n, each, cases, known)),
            *_twice(protocol),
            *_criteria(protocol, cases.keys(), {each.id for each in requirements}))


def _problem(key: str, found: str, expected: str, advice: str = "correct it") -> Problem:
    return Problem(f"features/{PROTOCOL_FILE}", key, found, expected, advice)


def _selection(protocol: Protocol, cases: dict[str, CaseDoc]) -> Iterator[Problem]:
    for name in protocol.cases:
        match = _PINNED.fullmatch(name)
        case = cases.get(match[1]) if match else None
        if case is None or match is None:
            yield _problem("cases", repr(name), "the id of a test case of these features, as OQ-L1-001, or with "
                           "its revision, as OQ-L1-001@2")
        elif match[2] and match[2] != case.revision:
            yield _problem("cases", repr(name), f"{match[1]}@{case.revision}: the feature file has revision "
                           f"{case.revision}", "name the revision that is meant, or change the feature file back")


def _left_out(n: int, one: LeftOut, cases: dict[str, CaseDoc], risks: set[str]) -> Iterator[Problem]:
    key = f"left_out.{n} ({case_name(one.test, one.row)})"
    case = cases.get(one.test)
    if case is None:
        yield _problem(key, f"the test case {one.test!r}", "a test case of these features")
    elif one.row and one.row not in {row.text for row in case.rows}:
        yield _problem(key, f"the row {one.row!r}", f"a row of {one.test}, as {case.rows[0].text!r}")
    if one.because == "verified elsewhere" and not one.reference:
        yield _problem(key, "no reference", "the document that verifies it", 'add the line reference = "…"')
    if one.because == "waived":
        if one.risk not in risks:
            found = f"the risk {one.risk!r}" if one.risk else "no risk"
            yield _problem(key, found, "the id of the risk that is accepted, from fixtures/requirements.toml",
                           'add the line risk = "…"')
        if not one.approver:
            yield _problem(key, "no approver", "who answers for the waiver", 'add the line approver = "…"')


def _twice(protocol: Protocol) -> Iterator[Problem]:
    selected = {name.partition("@")[0] for name in protocol.cases}
    names = [case_name(each.test, each.row) for each in protocol.left_out]
    for n, (name, each) in enumerate(zip(names, protocol.left_out, strict=True), 1):
        if name in names[:n - 1]:
            yield _problem(f"left_out.{n} ({name})", "the test case a second time", "every one once")
        if not each.row and each.test in selected:
            yield _problem(f"left_out.{n} ({name})", "a test case that cases selects as well", "one of both")


def _criteria(protocol: Protocol, cases: Iterable[str], requirements: set[str]) -> Iterator[Problem]:
    tests = set(cases)
    for n, criterion in enumerate(protocol.acceptance, 1):
        for name in criterion.requirements:
            if name not in requirements:
                yield _problem(f"acceptance.{n}", f"the requirement {name!r}",
                               "an id of fixtures/requirements.toml")
        for name in criterion.cases:
            if name not in tests:
                yield _problem(f"acceptance.{n}", f"the test case {name!r}", "a test case of these features")
