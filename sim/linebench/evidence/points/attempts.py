"""The attempts of a case: EC-27.

A sitting that continues an execution holds only its own attempts; it says of each planned case how many there were
before, and names the sitting before by the SHA-256 of its manifest. What those hold is asked where they are beside
it: in a dossier.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby

from linebench.evidence.model import FINISHED, CaseKey, Earlier, case_name
from linebench.evidence.points.point import Bad, Kind, Note, Open, point
from linebench.evidence.points.reading import PackageRead, Reading, Tried

__all__: list[str] = []

_Mine = list[tuple[PackageRead, Tried]]


@point("EC-27", Kind.A, "all attempts kept and shown; a repeat names reason, deviation, who allowed it",
       place="volumes, each test case")
def attempts(read: Reading) -> Iterator[Note]:
    """Ask whether the attempts of a case are numbered without a gap and each repeat was allowed."""
    before = _before(read)
    for key, mine in groupby(sorted(read.tried(), key=_number), key=lambda each: _number(each)[:2]):
        yield from _numbered(key, list(mine), before)
    for package in read.packages:
        yield from _not_there(package)


def _number(each: tuple[PackageRead, Tried]) -> tuple[str, str, int]:
    attempt = each[1].attempt
    return attempt.test, attempt.row, attempt.n


def _before(read: Reading) -> Mapping[CaseKey, Earlier]:
    """The cases that were executed in sittings before the first one at hand, as that one says."""
    run = read.packages[0].run
    return {(one.test, one.row): one for one in run.earlier if one.n} if run.continues else {}


def _numbered(key: CaseKey, mine: _Mine, before: Mapping[CaseKey, Earlier]) -> Iterator[Note]:
    last, numbers = before.get(key), [one.attempt.n for _, one in mine]
    first = 1 + (last.n if last else 0)
    if numbers != list(range(first, first + len(numbers))):
        yield Bad(mine[0][0].file(mine[0][1].file),
                  f"{case_name(*key)}: its attempts are numbered {numbers}; one is not there")
    elif last:
        yield Open(f"{case_name(*key)}: {_many(last.n)} in an earlier sitting, the last in run {last.run}; a "
                   "dossier over all sittings shows whether they are kept")
    for package, one in mine:
        attempt = one.attempt
        if attempt.n > 1 and not (attempt.reason and attempt.deviation and attempt.authorised_by):
            yield Bad(package.file(one.file),
                      f"attempt {attempt.n} names no reason, no deviation or nobody who allowed it")


def _many(n: int) -> str:
    return "attempt 1 is" if n == 1 else f"attempts 1 to {n} are"


def _not_there(package: PackageRead) -> Iterator[Note]:
    """A case that was planned for this very sitting and has neither an attempt nor a reason for having none."""
    run = package.run
    told = {(one.test, one.row) for one in run.not_executed} | {
        (one.attempt.test, one.attempt.row) for one in package.tried}
    for one in run.planned if run.state == FINISHED else ():
        if (one.test, one.row) not in told:
            yield Bad(package.run_file, f"{case_name(one.test, one.row)} was planned, and neither its attempt "
                                        "nor a reason for having none is there")
