"""What a dossier's files hold: the packages it is about, the merged record of the execution, and its freezing."""

from linebench.evidence.closing import Assessed, Closing
from linebench.evidence.controlled import SignatureRole
from linebench.evidence.deviations import Deviation
from linebench.evidence.environment import Difference
from linebench.evidence.matrix import Row
from linebench.evidence.stored import Stored
from linebench.evidence.verdicts import RequirementVerdict, Totals

__all__ = ["AttemptTold", "BoundPackage", "CaseTold", "Concluded", "DeviationTold", "Dossier", "Frozen", "Record",
           "Reused", "SittingTold"]


class BoundPackage(Stored, frozen=True, kw_only=True):
    """A package: its folder relative to the dossier with ``/``, its run, and SHA-256 of its manifest."""

    path: str
    run: str
    manifest: str


class Dossier(Stored, frozen=True, kw_only=True):
    """What dossier.json holds. ``protocol_record``: SHA-256 of the approved protocol, ``""`` where there is none.

    ``signatures``: who signs the summary, in order. ``history``: revisions of it: revision, date, author, reason.
    """

    schema: str = "linebench/dossier"
    version: int = 1
    id: str
    revision: int = 1
    protocol: str
    protocol_revision: str
    protocol_record: str = ""
    packages: tuple[BoundPackage, ...]
    signatures: tuple[SignatureRole, ...]
    history: tuple[tuple[str, str, str, str], ...] = ()


class Concluded(Stored, frozen=True, kw_only=True):
    """The conclusion: accepted, conditions or rejected, ``""`` while there is none.

    ``release``: the next stage that is released; ``original``: original or true copy (EC-75).
    """

    conclusion: str = ""
    release: str = ""
    original: str = "original"
    by: str = ""
    at: str = ""


class Frozen(Stored, frozen=True, kw_only=True):
    """What was laid before those who sign: SHA-256 of record.json and of summary.pdf as rendered, and its size."""

    revision: int
    record: str
    summary: str
    size: int
    at: str
    by: str


class AttemptTold(Stored, frozen=True, kw_only=True):
    """One attempt in one of the sittings. ``n`` counts over all of them; ``journal``: SHA-256."""

    run: str
    folder: str
    n: int
    verdict: str
    why: str
    journal: str
    reason: str = ""
    deviation: str = ""
    authorised_by: str = ""


class CaseTold(Stored, frozen=True, kw_only=True):
    """One planned case with all its attempts. The verdict is that of the last valid one; see ``CaseVerdict``."""

    test: str
    row: str
    title: str
    verdict: str
    why: str
    unstable: bool
    requirements: tuple[str, ...]
    risks: tuple[str, ...]
    attempts: tuple[AttemptTold, ...]


class DeviationTold(Stored, frozen=True, kw_only=True):
    """One deviation: what the bench raised, and what people made of it."""

    raised: Deviation
    assessed: Assessed


class SittingTold(Stored, frozen=True, kw_only=True):
    """One sitting. ``changes``: what of its environment is not as it was in the sitting before."""

    run: str
    sitting: int
    manifest: str
    start: str
    end: str
    started_by: str
    host: str
    verdict: str
    changes: tuple[Difference, ...]


class Reused(Stored, frozen=True, kw_only=True):
    """A serial that was printed in two attempts that draw from one pool. ``first``, ``again``: their folders."""

    gtin: str
    serial: str
    first: str
    again: str


class Record(Stored, frozen=True, kw_only=True):
    """What record.json holds: the execution as one. It follows from the packages and from what people added.

    ``matrix`` leads from requirements to tests and deviations, ``matrix_back`` from tests to requirements.
    """

    schema: str = "linebench/record"
    version: int = 1
    dossier: str
    revision: int
    protocol: str
    protocol_title: str
    protocol_revision: str
    protocol_record: str
    stage: str
    verdict: str
    complete: bool
    totals: Totals
    sittings: tuple[SittingTold, ...]
    cases: tuple[CaseTold, ...]
    requirements: tuple[RequirementVerdict, ...]
    deviations: tuple[DeviationTold, ...]
    matrix: tuple[Row, ...]
    matrix_back: tuple[Row, ...]
    reused_serials: tuple[Reused, ...]
    rehearsal: tuple[str, ...]
    closing: Closing
