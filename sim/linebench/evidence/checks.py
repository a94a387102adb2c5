"""The questions that verification asks of a package, each in one method; problems name their file."""

from collections.abc import Iterator
from functools import cached_property

import msgspec

from linebench.evidence.audit import AuditEvent, read_audit
from linebench.evidence.components import components_of, paces_of
from linebench.evidence.derived import RUN, derived_files, read_requirements, read_run, results
from linebench.evidence.files import PackageError, Source
from linebench.evidence.judging import Judge
from linebench.evidence.manifest import MANIFEST, SEAL, compare, decode_manifest
from linebench.evidence.model import FINISHED, CaseKey, Component, Run, case_name
from linebench.evidence.package import AUDIT
from linebench.evidence.questions import Question, Questions
from linebench.evidence.revised import Then, judge_of_then, unlisted
from linebench.evidence.revisions import REVISIONS
from linebench.evidence.seal import PUBLIC_KEY, check_seal, subject
from linebench.evidence.verdicts import VERDICTS, Verdicts, attempts_in, decode_verdicts, derive
from linebench.records.codec import JournalError, read_blocks
from linebench.records.run import Closed, Opened

__all__ = ["Checks"]


class Checks(Questions):
    """The questions. What a package is too partial for is not asked."""

    def __init__(self, source: Source, judge: Judge, expected_key: str) -> None:
        super().__init__()
        self.source = source
        self.seal_key = ""
        self.verdict = ""
        self._judge, self._expected_key = judge, expected_key
        self._sealed = source.has(SEAL)

    def questions(self) -> list[tuple[str, Question]]:
        """See ``Questions``."""
        return [
            ("seal", self.seal), ("files", self.files), ("run", self.state), ("audit trail", self.audit),
            ("journals", self.journals), ("components", self.components),
            ("planned set", self.planned), ("verdicts", self.verdicts),
            *([("protocol", self.protocol)] if self.run and self.run.approval and self.run.approval.record else []),
        ]

    @property
    def unasked(self) -> str:
        """See ``Questions``."""
        return "the run did not come to its end" if self.run else f"{RUN} cannot be read"

    @cached_property
    def run(self) -> Run | None:
        """run.json, or None when it is missing or damaged; ``state`` reports that."""
        try:
            return read_run(self.source)
        except PackageError:
            return None

    def seal(self) -> str | None:
        """Ask whether the seal holds and was made over this manifest."""
        if not self._sealed:
            self.remarks.append(f"{SEAL}: is missing: nothing vouches for this package as a whole")
            return None
        try:
            statement = check_seal(self.source.read(SEAL), self._needed(PUBLIC_KEY))
        except PackageError as error:
            self.problem(SEAL, str(error).removeprefix(f"{SEAL}: "))
            return "the seal does not hold"
        self.seal_key = msgspec.json.decode(self.source.read(SEAL))["signatures"][0]["keyid"]
        if self._expected_key and self.seal_key != self._expected_key:
            self.problem(SEAL, f"was made by installation {self.seal_key}, expected {self._expected_key}")
        if statement.subject != subject(self._needed(MANIFEST)):
            self.problem(MANIFEST, "was changed: it is not the manifest that was sealed")
        return f"the signature of installation {self.seal_key[:16]} holds (a tool's seal, no person's signature)"

    def _needed(self, name: str) -> bytes:
        if not self.source.has(name):
            self.problem(name, "is missing")
            return b""
        return self.source.read(name)

    def files(self) -> str | None:
        """Ask whether every file is as the manifest says, none missing, none added."""
        if not self.source.has(MANIFEST):
            return None
        found = {name: self._digest(name) for name in self.source.names() if name not in (MANIFEST, SEAL)}
        try:
            listed = decode_manifest(self.source.read(MANIFEST))
        except PackageError as error:
            self.problem(MANIFEST, str(error))
            return "the manifest cannot be read"
        for name, what in compare(listed, found).items():
            self.problem(name, what)
        return f"{len(listed)} files by SHA-256"

    def _digest(self, name: str) -> str:
        try:
            return self.source.digest(name)[0]
        except PackageError as error:
            self.problem(name, str(error).removeprefix(f"{name}: "))
            return ""

    def state(self) -> str | None:
        """Ask whether run.json can be read and agrees with the package being sealed or not."""
        if not self._sealed and not self.source.has(RUN):  # if it ever was there, the audit trail tells
            self.remarks.append(f"{RUN}: was never written: the run ended as it began")
            return None
        run = read_run(self.source)
        if self._sealed and run.state != FINISHED:
            self.problem(RUN, f"says {run.state!r}, but the package is sealed")
        if not self._sealed:
            self.remarks.append(f"{RUN}: the run is {run.state}" + (f": {run.remarks}" if run.remarks else ""))
        return f"{run.id}, {run.state}"

    def audit(self) -> str:
        """Ask whether the chain holds and the files are what they were when the trail took note of them."""
        read = read_audit(self._needed(AUDIT))
        if read.problem:
            self.problem(AUDIT, read.problem)
        if read.torn and self._sealed:
            self.problem(AUDIT, "the last line is cut short")
        elif read.torn:
            self.remarks.append(f"{AUDIT}: the last line is cut short, as a killed run leaves it")
        last = {event.object: event for event in read.events if len(event.new) == len(event.prev_sha256)}
        for name, event in last.items():
            self._audited(name, event)
        unnamed = [name for name in self.source.names() if name not in last and name != AUDIT]
        if unnamed and not self._sealed:
            self.remarks.append(f"{unnamed[0]}: is not in the audit trail, with {len(unnamed) - 1} others: "
                                "nothing vouches for them but their own chains")
        return f"{len(read.events)} events in an unbroken chain" if not read.problem else "the chain is broken"

    def _audited(self, name: str, event: AuditEvent) -> None:
        if not self.source.has(name):
            # a killed run may have announced files it never came to write
            if self._sealed or event.action not in ("verdicts derived", "sealing"):
                self.problem(name, f"is missing: the audit trail names it in event {event.seq}")
            return
        digest = self._digest(name)
        allowed = (event.new,) if self._sealed else (event.new, event.old)
        if digest not in allowed:
            self.problem(name, f"was changed: its SHA-256 is not the one in audit event {event.seq}")

    def journals(self) -> str:
        """Ask whether every journal's chain is whole and closed."""
        names = [name for name in self.source.names() if name.endswith("/journal.zst")]
        records = sum(self._journal(name) for name in names)
        return f"{len(names)} journals with {records} records"

    def _journal(self, name: str) -> int:
        count, last = 0, None
        try:
            for block in read_blocks(self.source.read(name)):
                count += len(block.records)
                last = block.records[-1] if block.records else last
        except JournalError as error:
            self.problem(name, str(error))
            return count
        if not isinstance(last, Closed):
            self.remarks.append(f"{name}: is not closed: its last records are unsealed")
        elif last.records != count - 1:
            self.problem(name, f"says it holds {last.records} records before its end, found {count - 1}")
        return count

    def components(self) -> str | None:
        """Ask whether everybody is stated as record 0 of each journal has them, and so is the pace."""
        if self.run is None or not self._sealed:
            return None
        openings = [opened for name in self.source.names() if name.endswith("/journal.zst")
                    for opened in self._opened(name)]
        stated = {_plain(component) for component in self.run.components}
        for one in components_of(openings):
            if _plain(one) not in stated:
                self.problem(RUN, f"does not state {one.seat} as {one.nature}, as record 0 of the journals has it")
        known = [opened for opened in openings if opened.scenario != "{}"]
        if known and self.run.pace != paces_of(known):
            self.problem(RUN, f"states the pace {self.run.pace!r}, the journals have {paces_of(known)!r}")
        return f"{len(stated)} components, each with its nature"

    def _opened(self, name: str) -> Iterator[Opened]:
        try:
            first = next(read_blocks(self.source.read(name)), None)
        except JournalError:
            return  # the question before has told
        if first and first.records and isinstance(first.records[0], Opened):
            yield first.records[0]

    def planned(self) -> str | None:
        """Ask whether every planned test case was reported, and nothing else."""
        if self.run is None or not self._sealed:
            return None
        planned = [(plan.test, plan.row) for plan in self.run.planned]
        tried = {(attempt.test, attempt.row) for attempt in attempts_in(self.source).values()}
        excused = {(case.test, case.row) for case in self.run.not_executed}
        for key in planned:
            if key not in tried | excused:
                self.problem(RUN, f"{case_name(*key)} was planned but not reported")
        for key in sorted((tried | excused) - set(planned)):
            self.problem(RUN, f"{case_name(*key)} was reported but not planned")
        self._twice(planned)
        return f"{len(planned)} planned, {len(tried)} with attempts, {len(excused)} with a reason for none"

    def protocol(self) -> str | None:
        """Ask whether the protocol that the run stands under is the one inside, signed before the run began."""
        from linebench.evidence.protocol.kept import protocol_problems  # noqa: PLC0415  # the PDF libraries are slow

        assert self.run is not None
        assert self.run.approval is not None
        stood = self.run.approval
        for file, what in protocol_problems(self.source, self.run, stood):
            self.problem(file, what)
        return f"{stood.state}: record {stood.record[:16]}, signed by {'; '.join(stood.by) or 'nobody'}"

    def _twice(self, planned: list[CaseKey]) -> None:
        for key in sorted(set(planned)):
            if planned.count(key) > 1:
                self.problem(RUN, f"{case_name(*key)} is planned twice")

    def verdicts(self) -> str | None:
        """Ask whether every verdict and rule outcome follows from the journals again."""
        if self.run is None or not self._sealed:
            return None
        requirements = read_requirements(self.source)
        judge = judge_of_then(self.source, self._judge)
        again = derive(self.source, self.run, requirements, judge)
        self.remarks += judge.remarks() if isinstance(judge, Then) else []
        self.verdict = again.verdict
        for name, data in derived_files(self.run, again, requirements).items():
            if self._needed(name) != data:
                self._differs(name, again)
        for rule in unlisted(self.source):
            self.problem(VERDICTS, f"does not list the rule {rule} as {REVISIONS} has it")
        if self._sealed_results() not in (None, results(self.run, again)):
            self.problem(SEAL, "states other test results than follow from the journals")
        rules = sum(len(attempt.rules) for attempt in again.attempts)
        return f"{len(again.attempts)} attempts and {rules} rule outcomes derived again from the journals"

    def _differs(self, name: str, again: Verdicts) -> None:
        self.problem(name, "does not follow from the journals and run.json")
        if name == VERDICTS:
            for line in _differences(self.source.read(name), again):
                self.problem(name, line)

    def _sealed_results(self) -> object:
        try:
            return check_seal(self.source.read(SEAL), self.source.read(PUBLIC_KEY)).predicate
        except PackageError:
            return None


def _plain(component: Component) -> tuple[str, ...]:
    """What is compared of a component: the profile of a wire has a name here that record 0 may leave out."""
    spoken = (f"{one.wire} {one.dialect} {one.also} {one.options}" for one in component.spoken)
    return (component.seat, component.nature, component.truth, *spoken)


def _differences(stored: bytes, again: Verdicts) -> list[str]:
    """Say which attempts and cases differ between the stored verdicts and those derived now."""
    try:
        said = decode_verdicts(stored)
    except PackageError as error:
        return [str(error).removeprefix(f"{VERDICTS}: ")]
    lines = []
    old = {attempt.folder: attempt for attempt in said.attempts}
    for attempt in again.attempts:
        before = old.get(attempt.folder)
        if before is not None and before != attempt:
            rules = ", ".join(a.rule for a, b in zip(attempt.rules, before.rules, strict=False) if a != b)
            lines.append(f"{attempt.folder}: says {before.verdict}, the journal gives {attempt.verdict}"
                         + (f"; other outcomes: {rules}" if rules else ""))
    return lines
