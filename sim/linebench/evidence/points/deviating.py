"""Deviations: EC-47 to EC-52."""

from collections.abc import Iterator

from linebench.evidence.closing import Assessed, Closing
from linebench.evidence.points.point import NA, Bad, Kind, Note, Open, point
from linebench.evidence.points.reading import PackageRead, Reading
from linebench.evidence.points.times import instant

__all__: list[str] = []

_PLACE = "summary, deviations"
_KINDS = ("protocol error", "set-up error", "executor error", "system defect", "bench error", "not executed",
          "measurement too uncertain")
_CLASSES = ("critical", "major", "minor")


def _assessed(read: Reading) -> dict[str, Assessed]:
    return {one.deviation: one for one in (read.closing or Closing()).assessed}


@point("EC-47", Kind.A, "id, test, step, attempt, description, raised by, time", place=_PLACE)
def told(read: Reading) -> Iterator[Note]:
    """Ask whether every deviation says where it arose and what was seen."""
    if not read.raised:
        yield NA("no deviation was raised")
    for package, one in read.raised:
        test, _, _ = one.case.partition(" [")  # a row alone names no test case
        if not one.id or not test or not one.description.strip():
            yield Bad(package.file("verdicts.json"), f"{one.id or one.case}: does not say what deviated where")


@point("EC-48", Kind.A, "type and class", place=_PLACE)
def classed(read: Reading) -> Iterator[Note]:
    """Ask whether every deviation has both, proposed by the bench or decided by a person."""
    if not read.raised:
        yield NA("no deviation was raised")
    decided = _assessed(read)
    for package, one in read.raised:
        person = decided.get(one.id, Assessed(deviation=one.id))
        if (person.kind or one.kind) not in _KINDS or (person.classed or one.proposed_class) not in _CLASSES:
            yield Bad(package.file("verdicts.json"), f"{one.id}: is of type {person.kind or one.kind!r}, "
                                                     f"class {person.classed or one.proposed_class!r}")


@point("EC-49", Kind.P, "cause; impact on product quality, patient safety, data integrity", place=_PLACE)
def impact(read: Reading) -> Iterator[Note]:
    """Ask whether somebody wrote both down."""
    decided = _assessed(read)
    if not read.raised:
        yield NA("no deviation was raised")
    for _, one in read.raised:
        person = decided.get(one.id)
        if person is None or not person.cause or not person.impact:
            yield Open(f"{one.id}: cause or impact is not written down")


@point("EC-50", Kind.A, "resolution, retest reference or justified acceptance, approvers incl. QA, closing time",
       place=_PLACE)
def resolved(read: Reading) -> Iterator[Note]:
    """Ask of every deviation that is closed or accepted whether it is so rightly."""
    if not read.raised:
        yield NA("no deviation was raised")
    decided = _assessed(read)
    for _, one in read.raised:
        person = decided.get(one.id)
        if person is None or person.state == "open":
            yield Open(f"{one.id} is open")
        elif not (person.resolution and person.retest and person.approved_by) or instant(person.closed_at) is None:
            yield Bad("deviations.json", f"{one.id} is {person.state} without resolution, retest or reason, "
                                         "approval, or time")


@point("EC-51", Kind.A, "every non-pass step has a deviation; each is closed or accepted before approval",
       place=_PLACE)
def covered(read: Reading) -> Iterator[Note]:
    """Ask whether everything that did not pass has one, and none is open where the result is accepted."""
    for package in read.packages:
        yield from _uncovered(package)
    open_ones = [one.id for _, one in read.raised
                 if one.id not in (done := _assessed(read)) or done[one.id].state == "open"]
    if open_ones and read.closing is not None and read.closing.conclusion in ("accepted", "conditions"):
        yield Bad("record.json", f"the result is accepted while {', '.join(open_ones)} is open")
    elif open_ones:
        yield Open(f"open: {', '.join(open_ones)}")


def _uncovered(package: PackageRead) -> Iterator[Note]:
    raised = {(one.case, one.attempt) for one in package.deviations}
    for one in package.tried:
        if one.verdict is None or one.verdict.verdict in ("pass", "na"):
            continue
        name = f"{one.attempt.test} [{one.attempt.row}]" if one.attempt.row else one.attempt.test
        if (name, one.attempt.n) not in raised:
            yield Bad(package.file("matrix.csv"),
                      f"{name}, attempt {one.attempt.n}, did not pass and has no deviation")
