"""Documents, signatures and durability: EC-52 and EC-62 to EC-75."""

import re
from collections.abc import Iterator
from itertools import pairwise

from linebench.evidence.people.signing import check, unsound
from linebench.evidence.points.paper import CONTENT, Paper
from linebench.evidence.points.point import NA, Bad, Kind, Note, Open, point
from linebench.evidence.points.reading import Reading
from linebench.evidence.points.times import instant

__all__: list[str] = []

_PLACE = "summary, signatures"
_SHA = re.compile(r"[0-9a-f]{64}")
_INDEPENDENT = ("reviewer", "qa")


def _said(read: Reading, section: str) -> Iterator[Note]:
    """Whether the summary has a section, and something stands in it."""
    found = read.summary.section(section)
    if not found or not found.get("parts"):
        yield Bad(read.summary.name, f"has no section {section!r}, or nothing in it")


@point("EC-52", Kind.A, "deviation list printed even when empty", place="summary, deviations")
def deviation_list(read: Reading) -> Iterator[Note]:
    """Ask whether the summary has the list, with every deviation or the word that there is none."""
    yield from _said(read, "deviations")
    for _, one in read.raised:
        if not read.summary.prints(one.id):
            yield Bad(read.summary.name, f"{one.id} is not in its list")


@point("EC-62", Kind.P, "intended use, process risk, assurance activity, conclusion on one page",
       place="summary, the validation on one page")
def one_page(read: Reading) -> Iterator[Note]:
    """Ask whether there is such a page."""
    yield from _said(read, "glance")


@point("EC-63", Kind.P, "retention time and archive place", place="summary, keeping of the record")
def retention(read: Reading) -> Iterator[Note]:
    """Ask whether the protocol says so."""
    if not read.last.run.protocol.retention:
        yield Open("the protocol says nothing of retention")


def _unsigned(read: Reading) -> Iterator[Note]:
    if not read.signed:
        yield Open("nobody has signed yet")


@point("EC-64", Kind.A, "per signature: printed name, date and time with zone, meaning; visible", place=_PLACE)
def signatures_tell(read: Reading) -> Iterator[Note]:
    """Ask whether every signature says them, and they stand on a page."""
    yield from _unsigned(read)
    for one in read.signed:
        if not one.printed_name or not one.meaning or instant(one.at) is None:
            yield Bad(read.summary.name, f"the signature as {one.role} lacks name, meaning or time with zone")
        elif not read.summary.prints(one.printed_name.replace(" ", "")):
            yield Bad(read.summary.name, f"the signature as {one.role} is not visible as {one.printed_name}")


@point("EC-65", Kind.A, "signature bound to the exact record", place=_PLACE)
def bound(read: Reading) -> Iterator[Note]:
    """Ask whether the record's hash is printed, and every signature still is over the bytes that were signed."""
    record = str(read.summary.content.get("record", ""))
    if not _SHA.fullmatch(record) or not read.summary.prints(record):
        yield Bad(read.summary.name, "does not print the hash of the record it is signed for")
    if read.signed:
        for one in read.signed:
            if one.record_sha256 != record:
                yield Bad(read.summary.name, f"the signature as {one.role} is of another record")
        for found in check(read.summary.pdf):
            if not found.good:
                yield Bad(read.summary.name, f"the signature as {found.role} does not hold: {found.problem}")
    else:
        yield from _unsigned(read)


@point("EC-66", Kind.A, "order kept: executor, reviewer, QA; reviewer is not executor; QA independent",
       place=_PLACE)
def order(read: Reading) -> Iterator[Note]:
    """Ask whether people signed in the order of the plan, each at a later time, and none for themselves."""
    yield from _unsigned(read)
    plan = [name.partition(" ")[2] for name in read.summary.fields]
    roles = [one.role for one in read.signed]
    if roles != plan[:len(roles)]:
        yield Bad(read.summary.name, f"was signed by {', '.join(roles)}; the plan is {', '.join(plan)}")
    executors = {package.run.started_by for package in read.packages}
    for one in read.signed:
        if one.role in _INDEPENDENT and one.user_id in executors:
            yield Bad(read.summary.name, f"{one.user_id} executed, and signed as {one.role}")
    times = [instant(one.at) for one in read.signed]
    if any(a is None or b is None or b < a for a, b in pairwise(times)):
        yield Bad(read.summary.name, "was not signed in the order of its signatures")


@point("EC-67", Kind.A, "the tool's own key is a seal, never presented as a person's signature", place=_PLACE)
def seal(read: Reading) -> Iterator[Note]:
    """Ask whether the seal holds as such, and no account or tool signed for a person."""
    for package in read.packages:
        if package.asked.get("seal") is False:
            yield Bad(package.file("seal.json"), "the seal does not hold")
        for one in read.signed:
            if one.user_id in ("", package.run.tool.name, package.run.runner_account):
                yield Bad(read.summary.name, f"was signed as {one.role} by {one.user_id or 'nobody by name'}, "
                                             "which is no person")


@point("EC-68", Kind.A, "after the first approval no content change; changes make a new revision", place=_PLACE)
def unchanged(read: Reading) -> Iterator[Note]:
    """Ask whether nothing came after a signature but further signatures, the last over the whole file."""
    yield from _unsigned(read)
    wrong = unsound(check(read.summary.pdf)) if read.signed else ""
    if wrong:
        yield Bad(read.summary.name, wrong)
    if read.changed:
        yield Bad(read.summary.name, f"was signed, and changed since: {read.changed}")


@point("EC-69", Kind.A, "open fields carry role and meaning already printed", place=_PLACE)
def open_fields(read: Reading) -> Iterator[Note]:
    """Ask whether there are fields, and each says who signs and what that means."""
    fields = read.summary.fields
    if not fields:
        yield Bad(read.summary.name, "has no signature field")
    for name, told in fields.items():
        role, _, meaning = told.partition(": ")
        if not role or not meaning or not read.summary.prints(meaning.replace(" ", "")):
            yield Bad(read.summary.name, f"the field {name!r} does not print its role and meaning")


@point("EC-70", Kind.A, "PDF/A with fonts embedded, bookmarks, language tag; text selectable; verdict as a word",
       place="all documents")
def lasting(read: Reading) -> Iterator[Note]:
    """Ask every document what it lacks to be read for decades."""
    for paper in read.papers:
        for what in paper.lacks():
            yield Bad(paper.name, what)
    word = str(read.summary.content.get("frame", {}).get("word", ""))
    if not word or not read.summary.prints(word.replace(" ", "")):
        yield Bad(read.summary.name, "does not print the verdict as a word")


@point("EC-71", Kind.A, "same data as machine-readable file inside or beside the PDF, with hash",
       place="all documents")
def machine_readable(read: Reading) -> Iterator[Note]:
    """Ask whether every document of ours holds its content, and prints its hash."""
    for paper in _ours(read):
        if not paper.content:
            yield Bad(paper.name, f"holds no {CONTENT} that can be read")
        elif not paper.prints(paper.content_hash):
            yield Bad(paper.name, f"does not print the SHA-256 of its {CONTENT}")


def _ours(read: Reading) -> list[Paper]:
    return [paper for paper in read.papers if "protocol" not in paper.name]


@point("EC-72", Kind.A, "hash-bound detail volumes listed in the signed summary", place="summary, volumes")
def volumes(read: Reading) -> Iterator[Note]:
    """Ask whether every volume is listed with its hash, and every hash listed is that of a volume."""
    listed = _hashes(read)
    held = {package.source.digest(name)[0]: package.file(name) for package in read.packages
            for name in package.source.names() if name.startswith("volumes/")}
    if not held and not listed:
        yield NA("no case was planned, so there is no volume")
    for digest in held.keys() - listed:
        yield Bad(held[digest], "is not bound by the summary, or was changed since")
    for digest in listed - held.keys():
        yield Bad(read.summary.name, f"binds a volume with SHA-256 {digest[:16]}…, which is not there")


def _hashes(read: Reading) -> set[str]:
    section = read.summary.section("volumes") or {}
    rows = (row for part in section.get("parts", ()) if part.get("type") == "table" for row in part["rows"])
    return {"".join(cell["lines"]) for row in rows for cell in row if cell.get("kind") == "hash"}


@point("EC-73", Kind.A, "one offline command verifies all of it, and derives every verdict again",
       place="linebench verify")
def verified(read: Reading) -> Iterator[Note]:
    """Ask whether every question of verification was answered, and answered well."""
    for package in read.packages:
        for name, answer in package.asked.items():
            if not answer:
                yield Bad(package.run_file, f"the question about the {name} was not answered well")


@point("EC-74", Kind.A, "same input renders to the same bytes: fixed time stamp, bundled fonts",
       place="all documents")
def reproducible(read: Reading) -> Iterator[Note]:
    """Ask whether the time in every document is that of the record, and none of the day it was rendered on."""
    for paper in _ours(read):
        at = instant(str(paper.content.get("frame", {}).get("at", "")))
        if at is None or paper.made is None or abs((paper.made - at).total_seconds()) >= 1:
            yield Bad(paper.name, f"says it was made at {paper.made}, the record ended at {at}")


@point("EC-75", Kind.A, "statement whether the PDF is the original or a true copy",
       place="summary, keeping of the record")
def original(read: Reading) -> Iterator[Note]:
    """Ask whether the summary says so."""
    section = read.summary.section("statement") or {}
    told = [part for part in section.get("parts", ()) if part.get("kind") == "strong" and part.get("text")]
    if not told:
        yield Bad(read.summary.name, "does not say whether it is the original or a true copy")
