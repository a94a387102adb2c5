"""What statement.json holds. Its JSON schema is ``statement-schema.json`` beside it; ``format.md`` explains it."""

from typing import Literal

from linebench.evidence.deviations import Deviation
from linebench.evidence.model import FileHash, Stored, Tool

__all__ = ["CONFORMS", "CONFORMS_NOT", "WITH_EXCEPTIONS", "CasePlan", "CaseStated", "Chosen", "Evidence", "Ground",
           "Group", "Maker", "Profile", "Result", "RowPlan", "RowStated", "Rules", "SeatStated", "Statement",
           "Told", "Weight", "Word"]

Result = Literal["conforms", "conforms with exceptions", "does not conform"]
CONFORMS: Result = "conforms"
WITH_EXCEPTIONS: Result = "conforms with exceptions"
CONFORMS_NOT: Result = "does not conform"

Weight = Literal["accepted", "exception", "nonconformity"]
"""What something counts as: nothing, an exception that the statement names, or a reason to deny conformance."""
Word = Literal["passed", "failed", "PROVISIONAL", "not applicable", "not run"]
"""How a case came out. PROVISIONAL: it holds, but times were not measured well enough to say so."""


class Rules(Stored, frozen=True, kw_only=True):
    """What counts as what. Two rules no profile can change: a required case that failed is a nonconformity, and so
    is a group without a required case that passed or is PROVISIONAL.

    ``provisional``, ``not_applicable``, ``not_run``: of a required case; ``optional``: an optional case that
    failed; ``version``: the product tells another version than the stack file names, or none when it is asked.
    """

    provisional: Weight = "exception"
    not_applicable: Weight = "accepted"
    not_run: Weight = "nonconformity"
    optional: Weight = "exception"
    version: Weight = "nonconformity"


class Group(Stored, frozen=True, kw_only=True):
    """Cases about one thing. An entry is a test id, ``ID [column=value]`` for some of its rows, or ``@tag``."""

    id: str
    title: str
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


class Profile(Stored, frozen=True, kw_only=True):
    """What a product must show. ``level``: the seat it takes. ``file``: where it stands, put in by the reader."""

    id: str
    title: str
    revision: str
    covers: str
    level: Literal["l1", "l2", "l3", "l4"]
    groups: tuple[Group, ...]
    rules: Rules = Rules()
    file: FileHash = FileHash(path="", sha256="")


class Maker(Stored, frozen=True, kw_only=True):
    """The product as its stack file names it."""

    vendor: str
    product: str
    version: str
    contact: str = ""
    description: str = ""


class RowPlan(Stored, frozen=True, kw_only=True):
    """One row of a case; ``""``: a case without rows. ``reason``: why it does not apply, empty: it is run."""

    row: str
    reason: str = ""


class CasePlan(Stored, frozen=True, kw_only=True):
    """One case of the profile with those of its rows that the profile means."""

    test: str
    title: str
    group: str
    required: bool
    rows: tuple[RowPlan, ...]


class Chosen(Stored, frozen=True, kw_only=True):
    """What is stated about, and what was chosen for it before anything ran. ``stack``: the stack file."""

    product: Maker
    profile: Profile
    stack: FileHash
    cases: tuple[CasePlan, ...]


class RowStated(Stored, frozen=True, kw_only=True):
    """How one row came out, and why where it did not pass."""

    row: str
    verdict: Word
    reason: str = ""


class CaseStated(Stored, frozen=True, kw_only=True):
    """How one case came out: as the worst of its rows; rows that do not apply decide only where all are such."""

    test: str
    title: str
    group: str
    required: bool
    verdict: Word
    reason: str
    rows: tuple[RowStated, ...]


class Told(Stored, frozen=True, kw_only=True):
    """What the product told of itself. ``agrees`` is ``None`` when it was not asked: nothing is bound to that."""

    answer: str = ""
    agrees: bool | None = None


class SeatStated(Stored, frozen=True, kw_only=True):
    """Where the product sat: its nature and a line for each wire on which it spoke."""

    seat: str
    nature: str
    wires: tuple[str, ...]


class Ground(Stored, frozen=True, kw_only=True):
    """Why the result is not plain conformance."""

    weight: Literal["exception", "nonconformity"]
    what: str
    case: str = ""


class Evidence(Stored, frozen=True, kw_only=True):
    """The package behind the statement: its folder beside it, and SHA-256 of its manifest, which names every file.

    ``seal_key``: fingerprint of the installation that sealed it.
    """

    folder: str
    run: str
    manifest_sha256: str
    seal_key: str


class Statement(Stored, frozen=True, kw_only=True):
    """The whole statement. ``date``: end of the run, RFC 3339. ``remarks``: what a reader must know beforehand.

    ``mutants``: defects that were planted; with any it is a test of the bench and says nothing about a product.
    """

    schema: str = "linebench/statement"
    version: int = 1
    id: str
    date: str
    result: Result
    sentence: str
    provisional: bool
    remarks: tuple[str, ...]
    product: Maker
    told: Told
    seat: SeatStated
    profile: Profile
    grounds: tuple[Ground, ...]
    cases: tuple[CaseStated, ...]
    deviations: tuple[Deviation, ...]
    bench: Tool
    pace: str
    seed: int
    mutants: tuple[str, ...]
    stack: FileHash
    scenarios: tuple[FileHash, ...]
    protocols: tuple[FileHash, ...]
    evidence: Evidence
