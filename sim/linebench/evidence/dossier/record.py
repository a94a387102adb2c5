"""Derives record.json: a function of dossier.json, of the packages and of what people added, and nothing else."""

from collections.abc import Iterator

from linebench.evidence.changes import changes, inventory_changes
from linebench.evidence.closing import Assessed, Closing
from linebench.evidence.deviations import Deviation
from linebench.evidence.dossier.merging import Merged
from linebench.evidence.dossier.model import (
    AttemptTold,
    CaseTold,
    DeviationTold,
    Dossier,
    Record,
    SittingTold,
)
from linebench.evidence.dossier.rules import CLASSES, KINDS
from linebench.evidence.dossier.serials import reused_serials
from linebench.evidence.environment import Difference
from linebench.evidence.model import CaseKey
from linebench.evidence.verdicts import CaseVerdict

__all__ = ["assessed_of", "make_record", "proposed"]


def make_record(dossier: Dossier, merged: Merged, closing: Closing) -> Record:
    """Return the merged record of the execution.

    Raises:
        PackageError: a file of a package is missing or damaged.

    """
    verdicts, run = merged.verdicts, merged.last.run
    return Record(
        dossier=dossier.id, revision=dossier.revision, protocol=run.protocol.number,
        protocol_title=run.protocol.title, protocol_revision=run.protocol.revision,
        protocol_record=dossier.protocol_record, stage=run.protocol.stage, verdict=verdicts.verdict,
        complete=verdicts.complete, totals=verdicts.totals, sittings=tuple(_sittings(merged)),
        cases=tuple(_case(merged, case) for case in merged.cases), requirements=verdicts.requirements,
        deviations=tuple(DeviationTold(raised=one, assessed=assessed_of(one, closing))
                         for one in merged.deviations),
        matrix=merged.matrix, matrix_back=merged.matrix_back, reused_serials=reused_serials(merged),
        rehearsal=merged.rehearsals, closing=closing)


def assessed_of(raised: Deviation, closing: Closing) -> Assessed:
    """Return what people made of a deviation; before they did, what the bench proposes."""
    return next((one for one in closing.assessed if one.deviation == raised.id), proposed(raised))


def proposed(raised: Deviation) -> Assessed:
    """Return the assessment that a deviation begins with: open, with the kind and class that the bench proposes."""
    return Assessed(
        deviation=raised.id, kind=raised.kind if raised.kind in KINDS else "", raised_by=raised.raised_by,
        classed=raised.proposed_class if raised.proposed_class in CLASSES else CLASSES[0])


def _sittings(merged: Merged) -> Iterator[SittingTold]:
    for part, before in zip(merged.parts, (None, *merged.parts), strict=False):
        run = part.run
        found: tuple[Difference, ...] = () if before is None else (
            *changes(before.run, run), *inventory_changes(before.source, part.source))
        yield SittingTold(
            run=run.id, sitting=run.sitting, manifest=part.manifest, start=run.start, end=run.end,
            started_by=run.started_by, host=run.host, verdict=part.verdicts.verdict, changes=found)


def _case(merged: Merged, case: CaseVerdict) -> CaseTold:
    return CaseTold(
        test=case.test, row=case.row, title=case.title, verdict=case.verdict, why=case.why, unstable=case.unstable,
        requirements=case.requirements, risks=case.risks,
        attempts=tuple(_attempts(merged, (case.test, case.row))))


def _attempts(merged: Merged, key: CaseKey) -> Iterator[AttemptTold]:
    for one in merged.attempts[key]:
        frame = merged.frame(one.folder)
        run, _, folder = one.folder.partition("/")
        yield AttemptTold(run=run, folder=folder, n=one.n, verdict=one.verdict, why=one.why, journal=one.journal,
                          reason=frame.reason, deviation=frame.deviation, authorised_by=frame.authorised_by)
