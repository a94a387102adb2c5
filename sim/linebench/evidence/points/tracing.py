"""Traceability and conclusion: EC-53 to EC-61."""

import csv
import io
from collections.abc import Iterator

from linebench.evidence.files import PackageError
from linebench.evidence.matrix import HEADERS, MATRIX, coverage, matrix
from linebench.evidence.model import case_name
from linebench.evidence.points.point import NA, Bad, Kind, Note, Open, point
from linebench.evidence.points.reading import PackageRead, Reading

__all__: list[str] = []

_TOTALS = ("passed", "failed", "error", "undefined", "blocked", "not_executed", "provisional", "na")
_HELD = ("attachments/", "captures/")


def _rows(package: PackageRead) -> list[dict[str, str]]:
    if not package.source.has(MATRIX):
        return []
    read = csv.DictReader(io.StringIO(package.source.read(MATRIX).decode("utf-8", "replace")), restval="")
    if tuple(read.fieldnames or ()) not in HEADERS:
        raise PackageError(f"{MATRIX}: its columns are not {', '.join(HEADERS[0])}")
    return list(read)


@point("EC-53", Kind.A, "matrix requirement to risk to test to attempt to result to deviation, and back",
       place="summary, trace matrix")
def traced(read: Reading) -> Iterator[Note]:
    """Ask whether every attempt and every deviation stands in the matrix with what it serves."""
    for package in read.packages:
        rows = _rows(package)
        found = {(row["test"], row["row"]) for row in rows}
        for plan in package.run.planned:
            if (plan.test, plan.row) not in found:
                yield Bad(package.file(MATRIX), f"{case_name(plan.test, plan.row)} has no row")
        listed = {row["deviation"] for row in rows}
        for one in package.deviations:
            if one.id not in listed:
                yield Bad(package.file(MATRIX), f"{one.id} has no row")


@point("EC-54", Kind.A, "gaps are rows: requirement without test, test without requirement, verified elsewhere",
       place="summary, trace matrix")
def gaps(read: Reading) -> Iterator[Note]:
    """Ask whether every requirement has a row, and a row without test or requirement says what is missing."""
    for package in read.packages:
        rows = _rows(package)
        for missing in sorted({one.id for one in package.requirements} - {row["requirement"] for row in rows}):
            yield Bad(package.file(MATRIX), f"{missing} has no row")
        for number, row in enumerate(rows, 2):
            if not (row["requirement"] and row["test"]) and not row["gap"]:
                yield Bad(package.file(MATRIX), f"line {number} is a gap and does not say which")


@point("EC-55", Kind.A, "coverage numbers; a requirement is met only when all its tests pass",
       place="summary, totals")
def covered(read: Reading) -> Iterator[Note]:
    """Ask whether no requirement counts as met of which a test did not pass."""
    for package in read.packages:
        verdicts = {case_name(case.test, case.row): case.verdict for case in package.verdicts.cases}
        for one in package.verdicts.requirements:
            bad = [name for name in one.cases if verdicts.get(name) not in ("pass", "na")]
            if one.outcome == "met" and (bad or not one.cases):
                spoiling = ", ".join(bad) or "no test serves it"
                yield Bad(package.file("verdicts.json"), f"{one.id} counts as met, although: {spoiling}")
        rows = matrix(package.verdicts, package.requirements, package.deviations, package.run.deselected)
        counted = coverage(package.verdicts, rows)
        if counted.met + counted.not_met + counted.no_test != counted.requirements:
            yield Bad(package.file("verdicts.json"), "the numbers of requirements do not add up")


@point("EC-56", Kind.P, "supplier evidence reused: reference and justification", place="summary, references")
def supplier_evidence(read: Reading) -> Iterator[Note]:
    """Ask whether a case is verified by a document of somebody else, which the summary then names."""
    elsewhere = [one for one in read.last.run.protocol.left_out if one.because == "verified elsewhere"]
    if not elsewhere:
        yield NA("no evidence of a supplier is reused")
    for one in elsewhere:
        if not one.reference or not one.reason:
            yield Open(f"{case_name(one.test, one.row)} is verified elsewhere: by which document, and why?")


@point("EC-57", Kind.A, "totals add up; percentages use planned as base", place="summary, totals")
def totals(read: Reading) -> Iterator[Note]:
    """Ask whether the totals are the sums they say they are."""
    for package in read.packages:
        said = package.verdicts.totals
        summed = sum(getattr(said, name) for name in _TOTALS)
        if summed != said.planned or said.planned != len(package.run.planned):
            yield Bad(package.file("verdicts.json"), f"{said.planned} planned, {summed} counted by verdict, "
                                                     f"{len(package.run.planned)} in the plan")
        if said.attempts != len(package.tried):
            yield Bad(package.file("verdicts.json"),
                      f"counts {said.attempts} attempts, there are {len(package.tried)}")


@point("EC-58", Kind.A, "results against each acceptance criterion",
       place="summary, results against the acceptance criteria")
def criteria(read: Reading) -> Iterator[Note]:
    """Ask whether every criterion rests on requirements or cases that the record holds."""
    protocol, package = read.last.run.protocol, read.last
    if not protocol.acceptance:
        yield Bad(package.run_file, "the protocol states no acceptance criterion")
    tests = {plan.test for each in read.packages for plan in each.run.planned} | {
        one.test for one in protocol.left_out}
    known = {one.id for one in package.requirements} | tests
    for one in protocol.acceptance:
        for name in (*one.requirements, *one.cases):
            if name not in known and not _selected_away(package, name):
                yield Bad(package.run_file, f"criterion {one.id} rests on {name}, which the record does not hold")


def _selected_away(package: PackageRead, test: str) -> bool:
    return any(case.test == test for case in package.run.deselected)


@point("EC-59", Kind.P, "conclusion; conditions with owner and date; explicit release to the next stage",
       place="summary, conclusion")
def conclusion(read: Reading) -> Iterator[Note]:
    """Ask whether somebody concluded."""
    if read.closing is None or not read.closing.conclusion:
        yield Open("nobody has concluded yet")


@point("EC-60", Kind.A, "attachment list; every referenced item exists, every item is referenced",
       place="summary, attachments and files")
def attachments(read: Reading) -> Iterator[Note]:
    """Ask whether what attempts refer to is there, and what is there is referred to."""
    for package in read.packages:
        names = set(package.source.names())
        for one in package.tried:
            held = {f"{one.folder}/attachments/{picture.file}" for picture in one.attempt.pictures}
            held |= {f"{one.folder}/captures/{capture.file}" for capture in one.attempt.captures}
            for missing in sorted(held - names):
                yield Bad(package.file(missing), "is referred to and not there")
            yield from _unnamed(package, one.folder, names - held)
    yield from _attached(read)


def _unnamed(package: PackageRead, folder: str, names: set[str]) -> Iterator[Note]:
    audited = {event.object for event in package.audit}
    for name in sorted(names):
        if any(name.startswith(f"{folder}/{part}") for part in _HELD) and name not in audited:
            yield Bad(package.file(name), "is there and nothing refers to it")


def _attached(read: Reading) -> Iterator[Note]:
    for one in read.closing.attachments if read.closing else ():
        if not one.title or not one.subject or not one.sha256:
            yield Bad("attachments.json", f"{one.id} has no title, no subject or no hash")


@point("EC-61", Kind.P, "PQ only: batches, sampling plan, operating conditions, operators, statistics",
       place="volumes, each test case")
def performance(read: Reading) -> Iterator[Note]:
    """Ask whether there is a PQ at all."""
    if not any(plan.test.startswith("PQ-") for _, plan in read.planned()):
        yield NA("no PQ case was planned")
