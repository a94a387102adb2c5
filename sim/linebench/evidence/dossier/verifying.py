"""Checks a dossier offline: its packages, its audit trail, what people added, its record and its signatures.

As with a package, a damaged dossier never raises; every problem names its file.
"""

from pathlib import Path

from linebench.evidence.dossier.checks import DossierChecks
from linebench.evidence.dossier.store import SUMMARY, Store, state_of
from linebench.evidence.files import PackageError
from linebench.evidence.judging import Judge, oracle
from linebench.evidence.model import encode_pretty
from linebench.evidence.points import Asked, ask, complete, tell
from linebench.evidence.points.paper import Paper
from linebench.evidence.points.reading import PackageRead, Reading
from linebench.evidence.questions import Check, Problem, tell_checks
from linebench.evidence.stored import Stored
from linebench.evidence.verify import BROKEN, INTACT

__all__ = ["DossierReport", "verify_dossier"]


class DossierReport(Stored, frozen=True, kw_only=True):
    """What verification found. ``state``: open, frozen or signed; ``exit_code``: 0 intact, 1 something is not."""

    dossier: str
    revision: int
    state: str
    verdict: str
    conclusion: str
    exit_code: int
    checks: tuple[Check, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[str, ...]
    points: tuple[Asked, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether the record is whole: no point fails that a machine can decide."""
        return complete(self.points)

    def text(self) -> str:
        """Write the report for people."""
        lines = [f"dossier {self.dossier}, revision {self.revision}, {self.state}"]
        lines += tell_checks(self.checks, self.problems, self.remarks)
        lines += tell(self.points)
        end = "NOT INTACT: see the problems above; do not rely on this dossier" if self.problems else (
            "INTACT: every package, file, chain and signature holds, and the record follows from them. Verdict of "
            f"the execution: {self.verdict}; conclusion: {self.conclusion or 'none yet'}")
        return "\n".join((*lines, end)) + "\n"

    def json(self) -> str:
        """Write the report for programs."""
        return encode_pretty(self).decode()


def verify_dossier(folder: Path, *, judge: Judge = oracle) -> DossierReport:
    """Check everything a dossier holds. ``judge``: how journals are judged; the oracle."""
    store = Store(folder)
    checks = DossierChecks(store, judge)
    asked = checks.ask()
    revision, state, conclusion = _frame(store)
    return DossierReport(
        dossier=folder.as_posix(), revision=revision, state=state, verdict=checks.verdict, conclusion=conclusion,
        exit_code=BROKEN if checks.problems else INTACT, checks=asked, problems=tuple(checks.problems),
        remarks=tuple(checks.remarks), points=_points(checks, asked))


def _points(checks: DossierChecks, asked: tuple[Check, ...]) -> tuple[Asked, ...]:
    """Ask the points over all sittings, with what people added; none where the packages cannot be read as one."""
    store, merged = checks.store, checks.merged
    if merged is None:
        return ()
    names = {part.run.id: bound.path for part, bound in zip(merged.parts, store.dossier.packages, strict=True)}
    packages = tuple(PackageRead(part.source, checks.answers.get(names[part.run.id], {}), names[part.run.id])
                     for part in merged.parts)
    try:
        closing, signed = store.closing, store.signatures
    except PackageError:  # the questions have told
        return ()
    summary = Paper(SUMMARY, store.source.read(SUMMARY)) if store.source.has(SUMMARY) else None
    return ask(Reading(packages, closing, signed, summary=summary, raised=merged.deviations,
                       changed=_changed(checks, asked) if signed else ""))


def _changed(checks: DossierChecks, asked: tuple[Check, ...]) -> str:
    """What is not any more as it was signed."""
    if all(one.ok is not False for one in asked):
        return ""
    return "; ".join(f"{one.file}: {one.what}" for one in checks.problems[:3])


def _frame(store: Store) -> tuple[int, str, str]:
    try:
        revision, concluded = store.dossier.revision, store.concluded.conclusion
        state = state_of(store)
    except PackageError:  # the questions have told
        return 0, "unknown", ""
    return revision, state, concluded
