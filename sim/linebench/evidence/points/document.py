"""Document and protocol: EC-01 to EC-12."""

import re
from collections.abc import Iterator

from linebench.evidence.controlled import Approval
from linebench.evidence.model import UNKNOWN, Run
from linebench.evidence.points.point import Bad, Kind, Note, Open, point
from linebench.evidence.points.reading import PackageRead, Reading
from linebench.evidence.points.times import instant

__all__: list[str] = []

_NATURES = ("real", "emulated", "simulated")
_SHA = re.compile(r"[0-9a-f]{64}")


@point("EC-01", Kind.A, "document number, title, revision, status; on every page with page x of y",
       place="all documents")
def numbered(read: Reading) -> Iterator[Note]:
    """Ask whether the protocol has them, and every page of every document people read carries them."""
    for package in read.packages:
        said = package.run.protocol
        if not said.number or not said.title or said.revision in ("", UNKNOWN):
            yield Bad(package.run_file, "its protocol has no number, no title or no revision")
    number = read.last.run.protocol.number
    for paper in read.papers:
        total = len(paper.pages)
        for n, text in enumerate(paper.pages, 1):
            if number not in text or not re.search(rf"\b{n}\s+\S+\s+{total}\b", text):
                yield Bad(paper.name, f"page {n} does not carry {number} and {n} of {total}")
    if not read.summary.content.get("frame", {}).get("status"):
        yield Bad(read.summary.name, "has no status")


@point("EC-02", Kind.A, "revision history: revision, date, author, reason",
       place="summary, revision history of the protocol")
def history(read: Reading) -> Iterator[Note]:
    """Ask whether the history is whole and ends with the revision that was executed."""
    for package in read.packages:
        said = package.run.protocol
        if not said.history or said.history[-1].revision != said.revision:
            yield Bad(package.run_file, f"the revision history does not end with revision {said.revision}")
        for line in said.history:
            if not (line.revision and line.date and line.author and line.reason):
                yield Bad(package.run_file, f"revision {line.revision or '?'} has no date, author or reason")


@point("EC-03", Kind.A, "protocol approved before the first step: time, and hash of what was executed",
       place="summary, approval before execution")
def approved(read: Reading) -> Iterator[Note]:
    """Ask whether the approval precedes the first step; a run that asks for none says so."""
    for package in read.packages:
        approval = package.run.approval
        if approval is None:
            yield Bad(package.run_file, "does not say whether its protocol was approved")
        elif approval.state == "none":
            yield Open(f"{package.run.id} was executed without an approved protocol")
        elif approval.state == "draft":
            yield Open(f"{package.run.id} was executed as a draft: {approval.why}")
        else:
            yield from _approval(package, approval)


def _approval(package: PackageRead, approval: Approval) -> Iterator[Note]:
    at, began = instant(approval.at), min(filter(None, map(instant, _starts(package))), default=None)
    if not _SHA.fullmatch(approval.record) or not approval.by:
        yield Bad(package.run_file, "is approved by nobody, or without the hash of what was approved")
    if at is None or (began is not None and at >= began):
        yield Bad(package.run_file, f"was approved at {approval.at}, its first step began at {began}")


def _starts(package: PackageRead) -> list[str]:
    return [one.attempt.start for one in package.tried] or [package.run.start]


def _written(read: Reading, what: str, *names: str) -> Iterator[Note]:
    """Whether the protocol says something in each of these fields."""
    for name in names:
        if not getattr(read.last.run.protocol, name):
            yield Open(f"the protocol says nothing as {what}: {name.replace('_', ' ')}")


@point("EC-04", Kind.P, "purpose, scope in and out, system boundary, intended use", place="summary, protocol")
def scope(read: Reading) -> Iterator[Note]:
    """Ask whether all are written down."""
    yield from _written(read, "scope", "purpose", "scope", "out_of_scope", "boundary", "intended_use")


@point("EC-05", Kind.P, "risk class per function and why the test rigour fits it", place="summary, protocol")
def rigour(read: Reading) -> Iterator[Note]:
    """Ask whether the protocol says how risk decides."""
    yield from _written(read, "reason for its rigour", "risk")


@point("EC-06", Kind.P, "people: full name, role, user id, training reference", place="summary, people")
def people(read: Reading) -> Iterator[Note]:
    """Ask whether everybody named is there with all of them."""
    named = [person for package in read.packages for person in package.run.people]
    if not named:
        yield Open("nobody is named from a users file")
    for person in named:
        if not (person.name and person.roles and person.training):
            yield Open(f"{person.id}: name, role or training reference is missing")


@point("EC-07", Kind.P, "references with revision: URS, FS/DS, risk assessment, validation plan, SOPs",
       place="summary, references")
def references(read: Reading) -> Iterator[Note]:
    """Ask whether there are references, each with its revision."""
    yield from _written(read, "references", "references")
    for one in read.last.run.protocol.references:
        if not one.revision:
            yield Open(f"{one.number} is referred to without a revision")


@point("EC-08", Kind.P, "acceptance criteria fixed beforehand, numeric where possible",
       place="summary, results against the acceptance criteria")
def criteria(read: Reading) -> Iterator[Note]:
    """Ask whether there are criteria, and one of them is a number."""
    yield from _written(read, "acceptance criteria", "acceptance")
    if not any(one.limit for one in read.last.run.protocol.acceptance):
        yield Open("no acceptance criterion is a number")


@point("EC-09", Kind.P, "prerequisites met and recorded", place="summary, prerequisites")
def prerequisites(read: Reading) -> Iterator[Note]:
    """Ask whether there are prerequisites and each is met, with the document that shows it."""
    yield from _written(read, "prerequisites", "prerequisites")
    for one in read.last.run.protocol.prerequisites:
        if one.state != "met" or not one.reference:
            yield Open(f"{one.id} is {one.state}, shown by {one.reference or 'nothing'}")


@point("EC-10", Kind.A, "per component: real, emulated or simulated, with the fidelity limits",
       place="summary, components and their nature")
def natures(read: Reading) -> Iterator[Note]:
    """Ask whether every seat says its nature, and what is not real what it cannot show."""
    for package in read.packages:
        if not package.run.components and package.tried:
            yield Bad(package.run_file, "states no component")
        for one in package.run.components:
            if one.nature not in _NATURES or not one.truth:
                yield Bad(package.run_file, f"{one.seat} is stated as {one.nature!r}")
            if one.nature != "real" and not one.fidelity:
                yield Bad(package.run_file, f"{one.seat} is {one.nature}, and nothing says what that cannot show")
        if package.asked.get("components") is False:
            yield Bad(package.run_file, "states other components than the journals")


@point("EC-11", Kind.A, "test tool: name, version, package hash, adequacy pack id, self-test of this installation",
       place="summary, identification")
def tool(read: Reading) -> Iterator[Note]:
    """Ask whether the bench is stated; a pack may not have been made yet, which is said."""
    for package in read.packages:
        yield from _tool(package, package.run)


def _tool(package: PackageRead, run: Run) -> Iterator[Note]:
    if not run.tool.name or not run.tool.version or not _SHA.fullmatch(run.tool.sha256):
        yield Bad(package.run_file, "does not state name, version and hash of the bench")
    if not run.tool.adequacy or not run.tool.self_test:
        yield Bad(package.run_file, "does not state the adequacy pack of the bench, nor that there is none")
    elif run.tool.adequacy == "none":
        yield Open("no adequacy pack was made on this installation; make one with: linebench qualify")
    elif run.tool.self_test != "pass":
        yield Bad(package.run_file, f"the self-test of this installation ended as {run.tool.self_test}")


@point("EC-12", Kind.P, "rules for documentation practice, deviations, re-execution, stop of a run",
       place="summary, rules of practice")
def practice(read: Reading) -> Iterator[Note]:
    """Ask whether the protocol gives them."""
    yield from _written(read, "rules", "practice")
