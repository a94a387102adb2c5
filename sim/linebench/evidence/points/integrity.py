"""Integrity of the execution: EC-26 to EC-36, but for the attempts of a case (``attempts``)."""

from collections.abc import Iterator
from itertools import pairwise

from linebench.evidence.closing import Remark
from linebench.evidence.model import ABORTED, FINISHED, UNKNOWN, case_name
from linebench.evidence.package import AUDIT
from linebench.evidence.points.point import NA, Bad, Kind, Note, Open, point
from linebench.evidence.points.reading import PackageRead, Reading
from linebench.evidence.points.times import instant

__all__: list[str] = []

_PACES = ("virtual", "real", "stepped", "scaled")
_AUDIT_PLACE = "audit.jsonl"


@point("EC-26", Kind.A, "times taken at the act; clock source, synchronisation, offset at start and end",
       place="summary, environment")
def clock(read: Reading) -> Iterator[Note]:
    """Ask whether the clock is stated and the times written by it never go back."""
    for package in read.packages:
        state = package.run.clock_state
        if state is None or state.source in ("", UNKNOWN):
            yield Bad(package.run_file, "does not state the source of wall-clock time and how it stood")
        yield from _backwards(package)


def _backwards(package: PackageRead) -> Iterator[Note]:
    for before, after in pairwise(package.audit):
        earlier, later = instant(before.at), instant(after.at)
        if earlier is None or later is None or later < earlier:
            yield Bad(package.file(AUDIT), f"event {after.seq} is of {after.at}, the one before of {before.at}: "
                                           "the clock went back")


@point("EC-28", Kind.A, "planned set = reported set; what was left out is listed and counted",
       place="summary, totals")
def complete(read: Reading) -> Iterator[Note]:
    """Ask whether every planned case was reported, and everything left out says why."""
    for package in read.packages:
        if package.asked.get("planned set") is False:
            yield Bad(package.run_file, "planned and reported test cases differ")
        for case in package.run.deselected:
            if not case.reason.strip():
                yield Bad(package.run_file, f"{case_name(case.test, case.row)} was left out without a reason")
        if package.verdicts.totals.deselected != len(package.run.deselected):
            yield Bad(package.file("verdicts.json"), "does not count what was left out")


@point("EC-29", Kind.P, "change to the protocol during execution recorded as deviation",
       place="summary, approval before execution")
def protocol_changes(read: Reading) -> Iterator[Note]:
    """Ask whether the protocol was the approved one; a draft is for a person to judge."""
    for package in read.packages:
        approval = package.run.approval
        if approval and approval.state == "draft":
            yield Open(f"{package.run.id} was executed as a draft: {approval.why}")


@point("EC-30", Kind.A, "an aborted run or crash leaves a partial record marked aborted", place="run.json")
def aborted(read: Reading) -> Iterator[Note]:
    """Ask whether the state of each run is that of an ended one, and its end is stated."""
    for package in read.packages:
        run = package.run
        if run.state == ABORTED:
            yield Bad(package.run_file, f"the run was aborted: {run.remarks}")
        elif run.state != FINISHED or instant(run.end) is None:
            yield Bad(package.run_file, f"the run is {run.state!r}, ended {run.end!r}")


@point("EC-31", Kind.A, "raw data kept unchanged, each with SHA-256", place="manifest-sha256.txt")
def raw_data(read: Reading) -> Iterator[Note]:
    """Ask whether every attempt that was judged kept its journal, and every file is as the manifest says."""
    for package in read.packages:
        for name in ("files", "journals"):
            if package.asked.get(name) is False:
                yield Bad(package.file("manifest-sha256.txt"), f"the question about {name} was answered badly")
        for one in package.tried:
            if one.journal is None and one.attempt.verdict in ("pass", "fail"):
                yield Bad(package.file(one.file), "the attempt was judged without a journal")


@point("EC-32", Kind.A, "audit trail: who, what, when, old, new, why; made by the system, chain verified",
       place=_AUDIT_PLACE)
def audit_trail(read: Reading) -> Iterator[Note]:
    """Ask whether the chain holds and every event says who, what and when."""
    for package in read.packages:
        if package.asked.get("audit trail") is False or not package.audit:
            yield Bad(package.file(AUDIT), "its chain does not hold, or it does not fit the files")
        for event in package.audit:
            if not event.actor or not event.action or not event.host or instant(event.at) is None:
                yield Bad(package.file(AUDIT), f"event {event.seq} does not say who did what, where and when")


@point("EC-33", Kind.A, "late entries and corrections show original, new, reason, person, time",
       place="summary, remarks")
def corrections(read: Reading) -> Iterator[Note]:
    """Ask whether every correction names the entry it corrects, which is still there."""
    remarks = read.closing.remarks if read.closing else ()
    if not any(remark.corrects for remark in remarks):
        yield NA("nothing was corrected")
        return
    numbers = {remark.n for remark in remarks}
    for remark in remarks:
        yield from _correction(remark, numbers)


def _correction(remark: Remark, numbers: set[int]) -> Iterator[Note]:
    if remark.corrects and remark.corrects not in numbers:
        yield Bad("remarks.json", f"remark {remark.n} corrects {remark.corrects}, which is not there")
    if not remark.by or not remark.text or instant(remark.at) is None:
        yield Bad("remarks.json", f"remark {remark.n} does not say who wrote what and when")


@point("EC-34", Kind.P, "identity source, roles, no shared accounts", place="summary, people")
def identity(read: Reading) -> Iterator[Note]:
    """Ask whether those who started the runs are known by name."""
    for package in read.packages:
        if not any(person.id == package.run.started_by for person in package.run.people):
            yield Open(f"{package.run.started_by} is not in the users file")


@point("EC-35", Kind.A, "step library and simulator version, commit, clean or dirty; seed; pace",
       place="summary, identification")
def versions(read: Reading) -> Iterator[Note]:
    """Ask whether the bench can be found again as it was, by commit or by the hash of what was installed."""
    for package in read.packages:
        tool, run = package.run.tool, package.run
        if not tool.version or (tool.commit == UNKNOWN and not tool.sha256):
            yield Bad(package.run_file, "states neither the commit of the bench nor the hash of its files")
        if tool.commit != UNKNOWN and tool.dirty is None:
            yield Bad(package.run_file, "does not state whether the sources differed from the commit")
        if run.pace in ("", UNKNOWN) and package.tried:
            yield Bad(package.run_file, "does not state the pace")


@point("EC-36", Kind.A, "time not from a real clock is labelled as such beside wall time",
       place="volumes, each test case")
def simulated_time(read: Reading) -> Iterator[Note]:
    """Ask whether the pace that is stated says for each attempt which clock its times are of."""
    for package in read.packages:
        paces = [pace.partition(":")[0] for pace in package.run.pace.split(", ")]
        if package.tried and any(pace not in _PACES for pace in paces if pace != UNKNOWN):
            yield Bad(package.run_file, f"states the pace {package.run.pace!r}, which names no clock")
        if package.asked.get("components") is False:
            yield Bad(package.run_file, "states another pace or other components than the journals")

