"""Checks a package offline: hashes, chains, seal, completeness, and every verdict derived again.

Nothing in the package is trusted because another file in it says so: the seal vouches for the manifest,
the manifest for the files, the journals for the verdicts. A damaged package never raises; every problem
names its file.
"""

from pathlib import Path

from linebench.evidence.checks import Checks
from linebench.evidence.derived import RUN
from linebench.evidence.files import Source
from linebench.evidence.judging import Judge, oracle
from linebench.evidence.manifest import MANIFEST, SEAL
from linebench.evidence.model import Stored, encode_pretty
from linebench.evidence.package import AUDIT
from linebench.evidence.points import Asked, ask, complete, tell
from linebench.evidence.points.reading import PackageRead, Reading
from linebench.evidence.questions import Check, Problem, tell_checks

__all__ = ["BROKEN", "INTACT", "VerifyReport", "verify"]

INTACT, BROKEN, NO_PACKAGE, INCOMPLETE = 0, 1, 2, 3


class VerifyReport(Stored, frozen=True, kw_only=True):
    """What verification found.

    ``state``: ``whole``, ``aborted`` (the run did not end) or ``none`` (no package). ``exit_code``: 0 intact,
    1 something does not agree, 2 not a package, 3 aborted but what is there is intact.
    ``verdict``: the run's verdict as derived now, ``""`` when it cannot be. ``points``: what came of the points of
    the checklist; a package may be intact, and its record still lack something.
    """

    package: str
    run: str
    state: str
    verdict: str
    exit_code: int
    seal_key: str
    checks: tuple[Check, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[str, ...]
    points: tuple[Asked, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether the record is whole: no point fails that a machine can decide."""
        return complete(self.points)

    @property
    def ok(self) -> bool:
        """Whether the package is whole and everything agrees."""
        return self.exit_code == INTACT

    def text(self) -> str:
        """Write the report for people."""
        lines = [f"evidence package {self.package}", f"run {self.run or 'unknown'}, package {self.state}"]
        lines += tell_checks(self.checks, self.problems, self.remarks)
        lines += tell(self.points)
        return "\n".join((*lines, _ENDS[self.exit_code].format(verdict=self.verdict))) + "\n"

    def json(self) -> str:
        """Write the report for programs."""
        return encode_pretty(self).decode()


_ENDS = {
    INTACT: "INTACT: every file, chain and seal holds, and every verdict follows from the journals. "
            "Verdict of the run: {verdict}",
    BROKEN: "NOT INTACT: see the problems above; do not rely on this package",
    NO_PACKAGE: "NOT A PACKAGE: the folder holds no evidence of a run",
    INCOMPLETE: "ABORTED: the run did not come to its end; what is there holds, and it proves nothing as a whole",
}


def verify(package: Path, *, judge: Judge = oracle, expected_key: str = "",
           points: bool = True) -> VerifyReport:
    """Check everything a package holds.

    Args:
        package: the folder of the run.
        judge: how journals are judged; the oracle.
        expected_key: fingerprint of the installation the seal must be of. A seal only proves that nothing
            changed since it was made; who made it is known from its key, told apart from the package.
        points: whether the points of the checklist are asked as well.

    """
    source = Source(package)
    if not package.is_dir() or not any(source.has(name) for name in (RUN, MANIFEST, SEAL, AUDIT)):
        return _not_a_package(package)
    checks = Checks(source, judge, expected_key)
    asked = checks.ask()
    whole = source.has(SEAL)
    problems = tuple(checks.problems)
    code = BROKEN if problems else INTACT if whole else INCOMPLETE
    return VerifyReport(
        package=str(package), run=checks.run.id if checks.run else "", state="whole" if whole else "aborted",
        verdict=checks.verdict, exit_code=code, seal_key=checks.seal_key, checks=asked, problems=problems,
        remarks=tuple(checks.remarks), points=_points(checks, asked) if whole and points else (),
    )


def _points(checks: Checks, asked: tuple[Check, ...]) -> tuple[Asked, ...]:
    """Ask the points of a package that came to its end; of a partial one there is nothing to ask."""
    if checks.run is None:
        return ()
    return ask(Reading((PackageRead(checks.source, {check.name: check.ok for check in asked}),)))


def _not_a_package(package: Path) -> VerifyReport:
    found = "the folder does not exist" if not package.is_dir() else "the folder has none of run.json, audit.jsonl"
    problem = Problem(file=str(package), what=f"{found}; name the folder of a run, mostly evidence/<run id>")
    return VerifyReport(package=str(package), run="", state="none", verdict="", exit_code=NO_PACKAGE, seal_key="",
                        checks=(), problems=(problem,), remarks=())
