"""One or more sittings of an execution, read as one: all attempts in order, each case by its last one."""

from collections.abc import Iterable, Mapping
from copy import copy
from functools import cached_property

import msgspec

from linebench.evidence.derived import read_requirements, read_run
from linebench.evidence.deviations import Deviation, deviations
from linebench.evidence.files import PackageError, Source, sha256
from linebench.evidence.manifest import REPORTS, encode_manifest, hash_files, record_hash
from linebench.evidence.matrix import Coverage, Row, coverage, matrix
from linebench.evidence.merging import attempts_of, merged_case
from linebench.evidence.model import CaseKey, Deselected, Planned, Run, case_name
from linebench.evidence.verdicts import AttemptVerdict, Verdicts, conclude, read_verdicts
from linebench.records.requirement import Requirement

__all__ = ["Sitting", "Sittings"]

_VOLUMES = "volumes/"


class Sitting:
    """One package: its run, its verdicts, and the hashes of its files but the rendered reports.

    Raises:
        PackageError: a file of it is missing or damaged.

    """

    def __init__(self, source: Source) -> None:
        self.source, self.run, self.requirements = source, read_run(source), read_requirements(source)
        self.hashes = {name: pair for name, pair in hash_files(source).items() if name not in REPORTS}
        self.verdicts = read_verdicts(source)

    def bound(self, volumes: Mapping[str, bytes]) -> "Sitting":
        """Return the same package with these volumes in place of those it has, if any."""
        whole = copy(self)
        whole.source = Source(self.source.folder, self.source.pending | dict(volumes))
        kept = {name: pair for name, pair in self.hashes.items() if not name.startswith(_VOLUMES)}
        made = {name: (sha256(stored), len(stored)) for name, stored in volumes.items()}
        whole.hashes = dict(sorted((kept | made).items()))
        return whole

    @property
    def record(self) -> str:
        """The record hash of the package."""
        return record_hash({name: digest for name, (digest, _) in self.hashes.items()})

    @cached_property
    def deviations(self) -> tuple[Deviation, ...]:
        """The deviations that the bench raised in this sitting."""
        return deviations(self.run, self.verdicts, self.requirements)

    @cached_property
    def tried(self) -> dict[str, AttemptVerdict]:
        """Attempts by their folder."""
        return {attempt.folder: attempt for attempt in self.verdicts.attempts}


class Sittings:
    """All sittings of one execution, in order. The protocol is that of the last.

    Raises:
        PackageError: there is none, a package cannot be read, or two are of different protocols.

    """

    def __init__(self, sittings: Iterable[Sitting]) -> None:
        self.each = tuple(sittings)
        if not self.each:
            raise PackageError("no package was named; name at least one folder of a run")
        numbers = sorted({f"{one.run.protocol.number} rev. {one.run.protocol.revision}" for one in self.each})
        if len(numbers) > 1:
            raise PackageError(f"the packages are of different protocols: {', '.join(numbers)}; a summary is about "
                               "one; name packages of one protocol")
        self.first, self.last = self.each[0], self.each[-1]
        self.several = len(self.each) > 1

    @property
    def run(self) -> Run:
        """The last run: its protocol is the one in force."""
        return self.last.run

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """The requirements as the last sitting has them."""
        return self.last.requirements

    def record(self, people: bytes) -> str:
        """Return the record hash: of the one package, or over those of all and what people added.

        ``people``: what they added, as JSON; empty when nothing was.
        """
        if not self.several and not people:
            return self.first.record
        hashes = {one.run.id: one.record for one in self.each}
        return sha256(encode_manifest(hashes | ({"closing": sha256(people)} if people else {})))

    @cached_property
    def planned(self) -> tuple[Planned, ...]:
        """Every case that was planned in a sitting, once."""
        return tuple({(plan.test, plan.row): plan for one in self.each for plan in one.run.planned}.values())

    @cached_property
    def deselected(self) -> tuple[Deselected, ...]:
        """What no sitting planned, with the reason of the last."""
        planned = {(plan.test, plan.row) for plan in self.planned}
        left = {(case.test, case.row): case for one in self.each for case in one.run.deselected}
        return tuple(case for key, case in left.items() if key not in planned)

    @cached_property
    def verdicts(self) -> Verdicts:
        """The verdicts of all sittings together."""
        if not self.several:
            return self.first.verdicts
        attempts = [attempt for key in self._keys for attempt in self._attempts[key]]
        said = [one.verdicts for one in self.each]
        cases = [merged_case(key, said, self._attempts[key]) for key in self._keys]
        return conclude(self.run.id, cases, attempts, self.requirements, deselected=len(self.deselected))

    @cached_property
    def numbers(self) -> dict[CaseKey, int]:
        """The number of each case in the list of results."""
        return {key: n for n, key in enumerate(self._keys, 1)}

    @cached_property
    def _keys(self) -> tuple[CaseKey, ...]:
        return tuple((plan.test, plan.row) for plan in self.planned)

    @cached_property
    def _attempts(self) -> Mapping[CaseKey, list[AttemptVerdict]]:
        """Counted over all sittings."""
        found = attempts_of(self._keys, ((one.run.id, one.verdicts) for one in self.each))
        return {key: [msgspec.structs.replace(one, n=n) for n, one in enumerate(tried, 1)]
                for key, tried in found.items()}

    @cached_property
    def deviations(self) -> tuple[Deviation, ...]:
        """The deviations of all sittings; what a later sitting made up for by an attempt is none."""
        if not self.several:
            return self.first.deviations
        tried = {case_name(*key) for key in self._keys if self._attempts[key]}
        return tuple(self._told(one, deviation) for one in self.each for deviation in one.deviations
                     if deviation.attempt or deviation.case not in tried)

    def _told(self, sitting: Sitting, deviation: Deviation) -> Deviation:
        """Count the attempts of a deviation over all sittings."""
        folders = {(case_name(one.test, one.row), one.n): f"{sitting.run.id}/{one.folder}"
                   for one in sitting.verdicts.attempts}
        numbers = {one.folder: one.n for tried in self._attempts.values() for one in tried}
        folder = folders.get((deviation.case, deviation.attempt), "")
        return msgspec.structs.replace(deviation, attempt=numbers.get(folder, 0))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The trace matrix over all sittings."""
        return matrix(self.verdicts, self.requirements, self.deviations, self.deselected)

    @cached_property
    def raised(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the deviations of each case that has any, by its name."""
        found: dict[str, tuple[str, ...]] = {}
        for one in self.deviations:
            found[one.case] = (*found.get(one.case, ()), one.id)
        return found

    @cached_property
    def covered(self) -> Coverage:
        """How many requirements are met."""
        return coverage(self.verdicts, self.rows)
