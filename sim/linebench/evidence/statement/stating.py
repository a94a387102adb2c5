"""Makes a statement from an evidence package and from what was chosen for it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from linebench.evidence.audit import AuditEvent, read_audit
from linebench.evidence.derived import read_requirements, read_run
from linebench.evidence.deviations import Deviation, deviations
from linebench.evidence.files import Source, sha256
from linebench.evidence.manifest import MANIFEST
from linebench.evidence.model import CaseKey, Component, FileHash, Run, Spoken
from linebench.evidence.package import AUDIT
from linebench.evidence.seal import PUBLIC_KEY, fingerprint
from linebench.evidence.statement.concluding import conclude, sentence_of
from linebench.evidence.statement.model import (
    CasePlan,
    CaseStated,
    Chosen,
    Evidence,
    RowPlan,
    RowStated,
    SeatStated,
    Statement,
    Told,
    Word,
)
from linebench.evidence.verdicts import CaseVerdict, Verdicts, read_verdicts

__all__ = ["NOT_TOLD", "VERSION_TOLD", "chosen_of", "state", "told_by"]

VERSION_TOLD = "version told"
"""What the audit trail calls it when a product was asked for its version; the answer is the reason."""
NOT_TOLD = "version not told"
"""What it calls it when the product was asked and did not tell; why is the reason."""
_WORDS: Mapping[str, Word] = {
    "pass": "passed", "fail": "failed", "provisional": "PROVISIONAL", "na": "not applicable"}
_WORST: tuple[Word, ...] = ("failed", "not run", "PROVISIONAL", "passed", "not applicable")
_PLAYED = ("hmi", "l3")
_NEVER_RAN = "the run ended before it"


def state(chosen: Chosen, source: Source) -> Statement:
    """Return the statement.

    Raises:
        PackageError: a file of the package is missing or damaged.

    """
    run, verdicts = read_run(source), read_verdicts(source)
    tried = {(case.test, case.row): case for case in verdicts.cases}
    cases = tuple(_case(plan, tried) for plan in chosen.cases)
    told, seat = _told(chosen, source), _seat(run.components, chosen.profile.level)
    result, grounds = conclude(chosen.profile, told, cases)
    return Statement(
        id=run.id, date=run.end, result=result, grounds=grounds, product=chosen.product, told=told, seat=seat,
        sentence=sentence_of(chosen.product, chosen.profile, seat.nature, result, grounds),
        provisional=any(case.verdict == "PROVISIONAL" for case in cases), remarks=tuple(_remarks(run, seat)),
        profile=chosen.profile, cases=cases, stack=chosen.stack, bench=run.tool, pace=run.pace, seed=run.seed,
        deviations=tuple(_deviations(run, verdicts, source)), mutants=run.mutants,
        scenarios=tuple(_scenarios(run, chosen.stack)), protocols=tuple(_protocols(run)),
        evidence=_evidence(run, source))


def _deviations(run: Run, verdicts: Verdicts, source: Source) -> Iterator[Deviation]:
    """The deviations as statements have them since the first: without step and without when they were raised."""
    for one in deviations(run, verdicts, read_requirements(source)):
        yield msgspec.structs.replace(one, step=0, raised_by="", raised_at="")


def chosen_of(statement: Statement) -> Chosen:
    """Return what a statement was made from, beside its package."""
    cases = tuple(CasePlan(test=case.test, title=case.title, group=case.group, required=case.required,
                           rows=tuple(map(_row_plan, case.rows))) for case in statement.cases)
    return Chosen(product=statement.product, profile=statement.profile, stack=statement.stack, cases=cases)


def told_by(answer: str, version: str) -> Told:
    """Compare what a product told of itself with a version: it must stand there as a word of its own."""
    word = rf"(?<![\w.-]){re.escape(version)}(?![\w-]|\.\w)"
    return Told(answer=answer, agrees=re.search(word, answer) is not None)


def _case(plan: CasePlan, tried: Mapping[CaseKey, CaseVerdict]) -> CaseStated:
    rows = tuple(_row(row, tried.get((plan.test, row.row))) for row in plan.rows)
    verdict = min((row.verdict for row in rows), key=_WORST.index)
    return CaseStated(test=plan.test, title=plan.title, group=plan.group, required=plan.required, verdict=verdict,
                      reason=_reason(rows, verdict), rows=rows)


def _row(plan: RowPlan, case: CaseVerdict | None) -> RowStated:
    if case is None:  # what was run has its verdict, whatever was meant beforehand
        return RowStated(row=plan.row, verdict="not applicable" if plan.reason else "not run",
                         reason=plan.reason or _NEVER_RAN)
    word = _WORDS.get(case.verdict, "not run")
    why = f"{case.verdict.replace('_', ' ')}: {case.why}" if word == "not run" else case.why
    return RowStated(row=plan.row, verdict=word, reason="" if word == "passed" else why)


def _row_plan(row: RowStated) -> RowPlan:
    return RowPlan(row=row.row, reason=row.reason if row.verdict == "not applicable" else "")


def _reason(rows: Sequence[RowStated], verdict: Word) -> str:
    """Say why, of the rows that decide; with the row where there are others."""
    deciding = [row for row in rows if row.verdict == verdict and row.reason]
    if verdict == "not applicable":
        return "; ".join(dict.fromkeys(row.reason for row in deciding))
    return "; ".join(f"[{row.row}] {row.reason}" if row.row and len(rows) > 1 else row.reason for row in deciding)


def _told(chosen: Chosen, source: Source) -> Told:
    for event in _events(source):
        if event.action == VERSION_TOLD:
            return told_by(event.reason, chosen.product.version)
        if event.action == NOT_TOLD:
            return Told(agrees=False)
    return Told()


def _events(source: Source) -> tuple[AuditEvent, ...]:
    return read_audit(source.read(AUDIT)).events


def _seat(components: Iterable[Component], level: str) -> SeatStated:
    """The seat of the product. Its wires are told with its peers: a device says on which wire a level finds it.

    What the bench plays for a real one, by the bindings of its stack file, is no wire of it.
    """
    everybody = tuple(components)
    nature = next((one.nature for one in everybody if one.seat == level), "unknown")
    played = tuple(f"{level}-{peer}" for peer in _PLAYED) if nature == "real" else ()
    spoken = (wire for one in everybody for wire in one.spoken
              if wire.wire.startswith(f"{level}-") and wire.wire not in played)
    return SeatStated(seat=level, nature=nature, wires=tuple(dict.fromkeys(map(_spoken, spoken))))


def _spoken(one: Spoken) -> str:
    return f"{one.wire}: {one.dialect}" + (f" ({one.profile})" if one.profile else "")


def _remarks(run: Run, seat: SeatStated) -> Iterator[str]:
    if run.mutants:
        yield (f"PLANTED DEFECTS WERE SWITCHED ON: {', '.join(run.mutants)}. This is a test of the bench and says "
               "nothing about a product.")
    if seat.nature != "real":
        yield (f"In the seat under test ({seat.seat}) sat the bench's own emulation. This statement shows what the "
               "profile asks for; it says nothing about a product outside of the bench.")
    if run.tool.dirty:
        yield "The bench ran from sources that differ from its commit."


def _scenarios(run: Run, stack: FileHash) -> Iterator[FileHash]:
    """The worlds and their parts, as record 0 of each journal names them; those of a site by their bare names."""
    once = {(file.path, file.sha256): file for file in run.files
            if file.path.startswith("scenarios/") or "/" not in file.path}
    yield from (file for key, file in once.items() if key != (stack.path, stack.sha256))


def _protocols(run: Run) -> Iterator[FileHash]:
    used = {case.script for case in run.planned}
    yield from (file for file in run.features if file.path in used)


def _evidence(run: Run, source: Source) -> Evidence:
    return Evidence(folder=source.folder.name, run=run.id, manifest_sha256=sha256(source.read(MANIFEST)),
                    seal_key=fingerprint(source.read(PUBLIC_KEY)))
