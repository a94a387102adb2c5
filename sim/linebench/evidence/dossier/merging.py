"""Several sittings read as one execution: every attempt, each case by its last valid one, deviations and matrix."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from pathlib import Path

from linebench.evidence.derived import read_requirements, read_run
from linebench.evidence.deviations import Deviation, deviations
from linebench.evidence.dossier.errors import DossierError
from linebench.evidence.files import PackageError, Source, sha256
from linebench.evidence.manifest import MANIFEST, SEAL, compare, decode_manifest, hash_files
from linebench.evidence.matrix import Row, matrix
from linebench.evidence.merging import attempts_of, merged_case
from linebench.evidence.model import Attempt, CaseKey, Planned, Run, case_name
from linebench.evidence.rehearsal import rehearsal
from linebench.evidence.verdicts import (
    VERDICTS,
    AttemptVerdict,
    CaseVerdict,
    Verdicts,
    attempts_in,
    conclude,
    decode_verdicts,
)
from linebench.records.requirement import Requirement

__all__ = ["Merged", "Part", "changed_package", "not_one_execution", "read_parts"]


class Part:
    """The package of one sitting, read as it lies on the disk.

    Raises:
        PackageError: a file of it is missing or damaged.

    """

    def __init__(self, folder: Path) -> None:
        self.source = Source(folder)
        if not self.source.has(SEAL):
            raise DossierError(f"{folder.as_posix()}: found no sealed package; expected the folder of a run that "
                               "came to its end, mostly evidence/<run id>")
        self.run: Run = read_run(self.source)
        self.requirements: tuple[Requirement, ...] = read_requirements(self.source)
        self.manifest = sha256(self.source.read(MANIFEST))
        stored = self.source.read(VERDICTS)
        try:
            self.verdicts = decode_verdicts(stored)
        except PackageError as error:
            raise DossierError(f"{folder.as_posix()}/{error}") from error

    @cached_property
    def attempts(self) -> dict[str, Attempt]:
        """Its attempts as the runner saw them, by folder."""
        return attempts_in(self.source)

    @cached_property
    def deviations(self) -> tuple[Deviation, ...]:
        """What the bench raised in this sitting."""
        return deviations(self.run, self.verdicts, self.requirements)

    def changed(self) -> dict[str, str]:
        """What is not as its manifest says, by file: changed, missing or added."""
        listed = decode_manifest(self.source.read(MANIFEST))
        return compare(listed, {name: digest for name, (digest, _) in hash_files(self.source).items()})


def read_parts(folders: Sequence[Path]) -> tuple[Part, ...]:
    """Read packages and put them into the order of their sittings.

    Raises:
        PackageError: one cannot be read, or they are not the sittings of one execution.

    """
    parts = sorted(map(Part, folders), key=lambda part: part.run.sitting)
    if why := not_one_execution(parts):
        raise DossierError(why)
    return tuple(parts)


def not_one_execution(parts: Sequence[Part]) -> str:
    """Say why packages are not the sittings of one execution, ``""`` when they are."""
    if not parts:
        return "no package was named; expected at least one folder of a run"
    first = parts[0].run
    if first.continues is not None:
        return (f"{parts[0].source.folder.as_posix()}: found sitting {first.sitting}, which continues run "
                f"{first.continues.run}; expected the packages of all sittings; name that one too")
    for part, after in pairwise(parts):
        if why := _not_next(part, after):
            return why
    return ""


def _not_next(part: Part, after: Part) -> str:
    where, run, before = after.source.folder.as_posix(), after.run, part.run
    names = [(one.protocol.number, one.protocol.revision) for one in (before, run)]
    if names[0] != names[1]:
        return (f"{where}: found a package of protocol {names[1][0]} revision {names[1][1]}; expected "
                f"{names[0][0]} revision {names[0][1]}: a dossier is about one execution")
    if run.continues is None or run.continues.run != before.id:
        return (f"{where}: found run {run.id}, which does not continue run {before.id}; expected the next sitting "
                "of the same execution; it has a dossier of its own")
    if run.continues.manifest != part.manifest:
        return (f"{part.source.folder.as_posix()}: found another package of run {before.id} than the one that "
                f"{run.id} continues; expected the manifest {run.continues.manifest[:16]}…")
    return ""


class Merged:
    """The execution as one. ``parts``: its sittings in order."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = tuple(parts)
        self.first, self.last = self.parts[0], self.parts[-1]

    @property
    def planned(self) -> tuple[Planned, ...]:
        """The planned set: that of the first sitting."""
        return self.first.run.planned

    @cached_property
    def attempts(self) -> dict[CaseKey, list[AttemptVerdict]]:
        """Every attempt of each case over all sittings, in order; their folders begin with the run."""
        return attempts_of(self._keys, ((part.run.id, part.verdicts) for part in self.parts))

    @property
    def _keys(self) -> tuple[CaseKey, ...]:
        return tuple((case.test, case.row) for case in self.planned)

    def frame(self, folder: str) -> Attempt:
        """The attempt in a folder as ``attempts`` names it, as the runner saw it.

        Raises:
            PackageError: the verdicts tell of it, and it is not there.

        """
        run, _, inside = folder.partition("/")
        part = next(part for part in self.parts if part.run.id == run)
        if inside not in part.attempts:
            raise PackageError(f"{part.source.folder.as_posix()}/{inside}: is missing: verdicts.json tells of this "
                               "attempt; bring back the package as it was sealed")
        return part.attempts[inside]

    @cached_property
    def cases(self) -> tuple[CaseVerdict, ...]:
        """Every planned case by its last valid attempt."""
        said = [part.verdicts for part in self.parts]
        return tuple(merged_case(key, said, self.attempts[key]) for key in self._keys)

    @cached_property
    def verdicts(self) -> Verdicts:
        """The verdicts of the execution, on the base of what was planned in the first sitting."""
        every = [one for tried in self.attempts.values() for one in tried]
        return conclude(self.first.run.id, self.cases, every, self.last.requirements,
                        deselected=len(self.first.run.deselected))

    @cached_property
    def deviations(self) -> tuple[Deviation, ...]:
        """All deviations, in order of the sittings; that a case was open ends when a later sitting executes it."""
        return tuple(self._raised())

    def _raised(self) -> Iterator[Deviation]:
        tried = {case_name(*key) for key, each in self.attempts.items() if each}
        later: set[str] = set()
        found: list[Deviation] = []
        for part in reversed(self.parts):
            mine = [one for one in part.deviations if one.attempt or one.case not in tried | later]
            later |= {one.case for one in mine if not one.attempt}
            found[:0] = mine
        yield from found

    @cached_property
    def matrix(self) -> tuple[Row, ...]:
        """From requirements to tests, attempts and deviations, with what the protocol left out."""
        return matrix(self.verdicts, self.last.requirements, self.deviations, self.first.run.deselected)

    @property
    def matrix_back(self) -> tuple[Row, ...]:
        """From tests back to requirements: the same rows by test, row and attempt."""
        return tuple(sorted(self.matrix, key=attrgetter("test", "row", "attempt", "requirement")))

    @cached_property
    def executors(self) -> frozenset[str]:
        """Ids and names of all who executed a sitting."""
        runs = [part.run for part in self.parts]
        named = {person.id for run in runs for person in run.people if run.started_by in (person.id, person.name)}
        return frozenset({name for run in runs for name in (run.started_by, run.runner_account)} | named)

    @cached_property
    def rehearsals(self) -> tuple[str, ...]:
        """Why a performance qualification cannot conclude, once each; empty where nothing speaks against it."""
        return tuple(dict.fromkeys(why for part in self.parts if (why := rehearsal(part.run))))


def changed_package(folder: Path, manifest: str) -> str:
    """Say why a package is not the one that a dossier names, ``""`` when it is."""
    try:
        part = Part(folder)
    except PackageError as error:
        return str(error)
    if part.manifest != manifest:
        return f"{folder.as_posix()}/{MANIFEST}: is not the manifest that the dossier names; restore the package"
    found = part.changed().items()
    return next((f"{folder.as_posix()}/{name}: {what}; restore the package" for name, what in found), "")
