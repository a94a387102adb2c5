"""What points look at: the packages of an execution, read once, and what people added to them."""

from collections.abc import Iterator, Mapping
from functools import cached_property

import msgspec

from linebench.evidence.audit import AuditEvent, read_audit
from linebench.evidence.closing import Closing, Signed
from linebench.evidence.derived import REQUIREMENTS, RUN, read_requirements, read_run
from linebench.evidence.deviations import Deviation, deviations
from linebench.evidence.files import Source
from linebench.evidence.model import Attempt, Planned, Run
from linebench.evidence.package import AUDIT
from linebench.evidence.points.journal import JournalRead, read_journal
from linebench.evidence.points.paper import Paper
from linebench.evidence.verdicts import AttemptVerdict, Verdicts, attempts_in, read_verdicts
from linebench.records.requirement import Requirement

__all__ = ["SUMMARY", "PackageRead", "Reading", "Tried"]

SUMMARY = "summary.pdf"


class Tried(msgspec.Struct, frozen=True):
    """One attempt: its folder, what the runner wrote, what its journal tells and how it was judged."""

    folder: str
    attempt: Attempt
    journal: JournalRead | None
    verdict: AttemptVerdict | None

    @property
    def file(self) -> str:
        """The file that tells of it first."""
        return f"{self.folder}/attempt.json"


class PackageRead:
    """One package. ``asked``: the questions of verification by name, and whether they were answered well.

    ``name``: how messages name the package where there are several, ``""`` where it is the only one.
    """

    def __init__(self, source: Source, asked: Mapping[str, bool | None], name: str = "") -> None:
        self.source, self.asked, self.name = source, asked, name

    @cached_property
    def run(self) -> Run:
        """run.json."""
        return read_run(self.source)

    @cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        """requirements.json."""
        return read_requirements(self.source) if self.source.has(REQUIREMENTS) else ()

    @cached_property
    def verdicts(self) -> Verdicts:
        """verdicts.json as it was stored."""
        return read_verdicts(self.source)

    @cached_property
    def deviations(self) -> tuple[Deviation, ...]:
        """The deviations the bench raises."""
        return deviations(self.run, self.verdicts, self.requirements)

    @cached_property
    def audit(self) -> tuple[AuditEvent, ...]:
        """The events of the audit trail, as far as its chain holds."""
        return read_audit(self.source.read(AUDIT)).events if self.source.has(AUDIT) else ()

    @cached_property
    def tried(self) -> tuple[Tried, ...]:
        """Every attempt, by test case and number."""
        judged = {one.folder: one for one in self.verdicts.attempts}
        return tuple(Tried(folder, attempt, read_journal(self.source, folder), judged.get(folder))
                     for folder, attempt in attempts_in(self.source).items())

    @cached_property
    def planned(self) -> dict[tuple[str, str], Planned]:
        """The planned test cases by test id and row."""
        return {(one.test, one.row): one for one in self.run.planned}

    def file(self, name: str) -> str:
        """Name a file of this package in a message."""
        return f"{self.name}/{name}" if self.name else name

    @property
    def run_file(self) -> str:
        """Name of run.json in a message."""
        return self.file(RUN)


class Reading:
    """The packages of an execution in the order of their sittings, and its dossier where there is one.

    ``closing``: what people added, ``None`` for a package by itself. ``signed``: signatures on the summary,
    in order. ``summary``: what people sign; the last package's own where there is no dossier. ``changed``: what
    was changed in the dossier after somebody had signed. ``raised``: the deviations of the whole execution, where
    they are not those of each package.
    """

    def __init__(self, packages: tuple[PackageRead, ...], closing: Closing | None = None,
                 signed: tuple[Signed, ...] = (), *, summary: Paper | None = None, changed: str = "",
                 raised: tuple[Deviation, ...] | None = None) -> None:
        self.packages, self.closing, self.signed, self.changed = packages, closing, signed, changed
        self._summary, self._raised = summary, raised

    @cached_property
    def papers(self) -> tuple[Paper, ...]:
        """The documents people read: the summary, and what the packages hold besides their own summaries."""
        found = [Paper(package.file(name), package.source.read(name)) for package in self.packages
                 for name in package.source.names() if name.endswith(".pdf") and not name.startswith("attempts/")
                 and name != SUMMARY]
        return (self.summary, *found)

    @cached_property
    def summary(self) -> Paper:
        """What people sign.

        Raises:
            PackageError: there is none.

        """
        return self._summary or Paper(self.last.file(SUMMARY), self.last.source.read(SUMMARY))

    @property
    def last(self) -> PackageRead:
        """The package of the last sitting."""
        return self.packages[-1]

    @cached_property
    def raised(self) -> tuple[tuple[PackageRead, Deviation], ...]:
        """Every deviation the bench raises, with the package that tells of it."""
        found = [(package, one) for package in self.packages for one in package.deviations]
        if self._raised is None:
            return tuple(found)
        return tuple((package, one) for package, one in found if one in self._raised)

    def tried(self) -> Iterator[tuple[PackageRead, Tried]]:
        """Every attempt with its package."""
        return ((package, one) for package in self.packages for one in package.tried)

    def planned(self) -> Iterator[tuple[PackageRead, Planned]]:
        """Every planned test case, once, as the last sitting has it."""
        return ((self.last, one) for one in self.last.run.planned)
