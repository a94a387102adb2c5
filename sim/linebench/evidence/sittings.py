"""Executions that last days: what one sitting takes over from the one before, and what it may repeat.

A sitting is a run with a package of its own. It names the run before by the SHA-256 of its manifest, keeps the
planned set, its order and the seed, and does not run again what was executed. Annex 15, 2.6 and 2.7.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from linebench.evidence.derived import read_requirements, read_run
from linebench.evidence.deviations import deviations
from linebench.evidence.files import PackageError, Source, sha256
from linebench.evidence.judging import Judge, oracle
from linebench.evidence.manifest import MANIFEST
from linebench.evidence.model import CaseKey, Continued, Earlier, Run, Stored, case_name
from linebench.evidence.revised import judge_of_then
from linebench.evidence.verdicts import CaseVerdict, Verdicts, attempts_in, derive
from linebench.evidence.verify import INTACT, verify

__all__ = ["Repeat", "Sitting", "SittingError", "find_case", "next_sitting", "why_not_now", "why_not_protocol"]


class SittingError(PackageError):
    """An execution cannot be continued this way. The message says where, what was found and what to do."""


class Repeat(Stored, frozen=True, kw_only=True):
    """What a repeat has to say beforehand: its cases, the deviation it answers, why, and who allowed it."""

    cases: tuple[CaseKey, ...]
    deviation: str
    reason: str
    authorised_by: str


class Sitting(Stored, frozen=True, kw_only=True):
    """The sitting that is about to begin. ``before``: the run it continues; ``earlier``: every planned case."""

    before: Run
    continues: Continued
    earlier: tuple[Earlier, ...]
    repeat: Repeat | None = None

    @property
    def number(self) -> int:
        """Which sitting of the execution it is."""
        return self.before.sitting + 1

    @property
    def open(self) -> tuple[CaseKey, ...]:
        """Planned cases without an attempt, in the order of the protocol."""
        return tuple((case.test, case.row) for case in self.earlier if not case.n)

    @property
    def rows(self) -> tuple[CaseKey, ...]:
        """What this sitting executes at most: the repeats, or what is open."""
        return self.repeat.cases if self.repeat else self.open

    @property
    def repeats(self) -> tuple[tuple[str, str, int], ...]:
        """The repeated cases with the number of their new attempt."""
        wanted = set(self.repeat.cases if self.repeat else ())
        return tuple((case.test, case.row, case.n + 1) for case in self.earlier if (case.test, case.row) in wanted)

    def reason_for(self, key: CaseKey) -> str:
        """Why this sitting leaves a case out; ``""`` for one that the execution never planned."""
        known = {(case.test, case.row): case for case in self.earlier}
        if key not in known:
            return ""
        case = known[key]
        if not case.n:
            return "left for another sitting"
        return f"executed in an earlier sitting: run {case.run}, attempt {case.n}, {case.verdict}"


def next_sitting(folder: Path, *, judge: Judge = oracle) -> Sitting:
    """Read the package of the sitting before.

    Raises:
        SittingError: it is not whole and intact.

    """
    report = verify(folder, judge=judge)
    if report.exit_code != INTACT:
        first = f"{report.problems[0].file}: {report.problems[0].what}" if report.problems else "it was aborted"
        raise SittingError(f"{folder.as_posix()}: found a package that is not intact ({first}); expected the whole "
                           "package of the sitting before; only what verifies can be continued")
    source = Source(folder)
    run, requirements = read_run(source), read_requirements(source)
    verdicts = derive(source, run, requirements, judge_of_then(source, judge))
    raised: dict[str, list[str]] = {}
    for one in deviations(run, verdicts, requirements):
        raised.setdefault(one.case, []).append(one.id)
    return Sitting(before=run, continues=Continued(run=run.id, manifest=sha256(source.read(MANIFEST))),
                   earlier=tuple(_earlier(source, run, verdicts, raised)))


def _earlier(source: Source, run: Run, verdicts: Verdicts, raised: Mapping[str, list[str]]) -> Iterable[Earlier]:
    numbers = {folder: attempt.n for folder, attempt in attempts_in(source).items()}
    cases = {(case.test, case.row): case for case in verdicts.cases}
    before = run.earlier or tuple(Earlier(test=case.test, row=case.row) for case in run.planned)
    for one in before:
        case = cases.get((one.test, one.row))
        yield _after(one, case, run.id, numbers, raised) if case else one


def _after(one: Earlier, case: CaseVerdict, run: str, numbers: Mapping[str, int],
           raised: Mapping[str, list[str]]) -> Earlier:
    new = tuple(raised.get(case_name(one.test, one.row), ()))
    if not case.attempts:
        return Earlier(test=one.test, row=one.row, n=one.n, verdict=one.verdict, run=one.run,
                       deviations=new if not one.n else one.deviations)
    # that a case was open is no deviation any more once it has been executed
    kept = one.deviations if one.n else ()
    return Earlier(test=one.test, row=one.row, n=numbers[case.attempts[-1]], verdict=case.verdict, run=run,
                   deviations=(*kept, *new))


def why_not_now(sitting: Sitting, now: str) -> str:
    """Why a sitting cannot begin at ``now`` (RFC 3339); ``""`` when it can. Times of one record never run back."""
    end = sitting.before.end
    if datetime.fromisoformat(now) >= datetime.fromisoformat(end):
        return ""
    return (f"the clock of this computer: found {now}; expected a time after {end}, when run {sitting.before.id} "
            "ended: the clock jumped back; set it right and run again")


def why_not_protocol(sitting: Sitting, run: Run) -> str:
    """Why a run does not continue the execution by its protocol; ``""`` when it does."""
    before, now = _protocol(sitting.before), _protocol(run)
    if before == now:
        return ""
    return (f"--continue: found run {sitting.before.id} of protocol {before}; expected one of {now}: it is another "
            "execution; run it without --continue")


def _protocol(run: Run) -> str:
    """Name the protocol of a run; an approved one with the hash of its record."""
    record = run.approval.record if run.approval else ""
    name = f"{run.protocol.number} revision {run.protocol.revision}"
    return f"{name}, record {record[:16]}…" if record else name


def find_case(sitting: Sitting, text: str) -> Earlier:
    """Find a case by its name as reports write it, ``OQ-L1-001`` or ``OQ-L1-001 [speed=nominal]``.

    Raises:
        SittingError: it is no case of this execution, or was not executed yet.

    """
    wanted = text.replace(" ", "")
    found = [case for case in sitting.earlier if case_name(case.test, case.row).replace(" ", "") == wanted]
    if not found:
        names = [case_name(case.test, case.row) for case in sitting.earlier if case.n]
        raise SittingError(f"--repeat: found {text!r}; expected a case that was executed: {', '.join(names)}")
    if not found[0].n:
        raise SittingError(f"--repeat: found {text!r}, which was not executed yet; run it without --repeat")
    return found[0]
