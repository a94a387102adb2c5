"""The questions that verification asks of a dossier, each in one method; problems name their file.

The record and the conclusion are derived anew; the audit trail vouches for every file, and the signatures for what
was frozen.
"""

from functools import cached_property

from linebench.evidence.audit import AuditEvent, read_audit
from linebench.evidence.closing import Signed
from linebench.evidence.dossier.desk import STORED
from linebench.evidence.dossier.merging import Merged, read_parts
from linebench.evidence.dossier.record import assessed_of, make_record
from linebench.evidence.dossier.rules import OPEN, why_not_concluded, why_not_settled, wrong_words
from linebench.evidence.dossier.store import (
    ATTACHED,
    ATTACHMENTS,
    AUDIT,
    CONCLUSION,
    DEVIATIONS,
    DOSSIER,
    RECORD,
    SIGNATURES,
    SUMMARY,
    Store,
)
from linebench.evidence.files import PackageError, Source, sha256
from linebench.evidence.judging import Judge
from linebench.evidence.manifest import MANIFEST
from linebench.evidence.model import encode_pretty
from linebench.evidence.people.errors import PeopleError
from linebench.evidence.people.signing import SignatureCheck, check, unsound
from linebench.evidence.questions import Question, Questions
from linebench.evidence.verify import INTACT, verify

__all__ = ["DossierChecks"]


class DossierChecks(Questions):
    """The questions."""

    def __init__(self, store: Store, judge: Judge) -> None:
        super().__init__()
        self.store, self.source, self._judge = store, store.source, judge
        self.verdict = ""
        self.answers: dict[str, dict[str, bool | None]] = {}
        """What came of each question asked of each package, by the package's path."""

    def questions(self) -> list[tuple[str, Question]]:
        """See ``Questions``."""
        return [
            ("dossier", self.dossier), ("audit trail", self.audit), ("packages", self.packages),
            ("execution", self.execution), ("attachments", self.attachments), ("deviations", self.deviations),
            ("record", self.record), ("conclusion", self.conclusion), ("summary", self.summary),
            ("signatures", self.signatures), ("order of signing", self.order),
        ]

    @cached_property
    def merged(self) -> Merged | None:
        """The execution, or None when its packages cannot be read as one; ``execution`` reports that."""
        try:
            return Merged(read_parts(self.store.packages))
        except PackageError:
            return None

    def dossier(self) -> str:
        """Ask whether dossier.json can be read and is written as the bench writes it."""
        one = self.store.dossier
        if encode_pretty(one) != self.source.read(DOSSIER):
            self.problem(DOSSIER, "is not written the way the bench writes it")
        return f"{one.id}, revision {one.revision}, protocol {one.protocol} revision {one.protocol_revision}"

    def audit(self) -> str:
        """Ask whether the chain holds, and every file is what it was when the trail last took note of it."""
        read = read_audit(self.source.read(AUDIT) if self.source.has(AUDIT) else b"")
        if read.problem or not read.events:
            self.problem(AUDIT, read.problem or "is missing or empty")
        if read.torn:
            self.problem(AUDIT, "the last line is cut short")
        last = {event.object: event for event in read.events if event.action == STORED}
        for name, event in last.items():
            self._audited(name, event)
        for name in self.source.names():
            if name != AUDIT and name not in last:
                self.problem(name, "was added: no event of the audit trail names it")
        return f"{len(read.events)} events in an unbroken chain" if not read.problem else "the chain is broken"

    def _audited(self, name: str, event: AuditEvent) -> None:
        if not self.source.has(name):
            if event.new:
                self.problem(name, f"is missing: the audit trail names it in event {event.seq}")
        elif self.source.digest(name)[0] != event.new:
            self.problem(name, f"was changed: its SHA-256 is not the one in audit event {event.seq}")

    def packages(self) -> str:
        """Ask whether every package is the one that is named, and verifies by itself."""
        bound = self.store.dossier.packages
        for folder, one in zip(self.store.packages, bound, strict=True):
            report = verify(folder, judge=self._judge, points=False)
            self.answers[one.path] = {check.name: check.ok for check in report.checks}
            for problem in report.problems:
                self.problem(f"{one.path}/{problem.file}", problem.what)
            if report.exit_code != INTACT and not report.problems:
                self.problem(one.path, "is no whole package: the run did not come to its end")
            source = Source(folder)
            if not source.has(MANIFEST) or sha256(source.read(MANIFEST)) != one.manifest:
                self.problem(one.path, f"is another package than the one that {DOSSIER} names")
        return f"{len(bound)} packages verified"

    def execution(self) -> str:
        """Ask whether the packages are the sittings of one execution, none left out."""
        merged = Merged(read_parts(self.store.packages))
        self.verdict = merged.verdicts.verdict
        return f"{len(merged.parts)} sittings, {len(merged.planned)} planned cases, verdict {self.verdict}"

    def attachments(self) -> str:
        """Ask whether every attachment is there and whole, and every attached file is listed."""
        listed = self.store.closing.attachments
        for one in listed:
            if not self.source.has(one.file):
                self.problem(one.file, f"is missing: {ATTACHMENTS} lists it as {one.id}")
            elif self.source.digest(one.file) != (one.sha256, one.size):
                self.problem(one.file, f"was changed: it is not the file that {ATTACHMENTS} lists as {one.id}")
        files = {one.file for one in listed}
        for name in self.source.names():
            if name.startswith(f"{ATTACHED}/") and name not in files:
                self.problem(name, f"was added: {ATTACHMENTS} does not list it")
        return f"{len(listed)} attachments"

    def deviations(self) -> str | None:
        """Ask whether every deviation has its assessment, and what is settled was settled by the rules."""
        if self.merged is None:
            return None
        closing, raised = self.store.closing, {one.id: one for one in self.merged.deviations}
        for one in closing.assessed:
            if one.deviation not in raised:
                self.problem(DEVIATIONS, f"{one.deviation}: the packages raise no such deviation")
        for name, deviation in raised.items():
            one = assessed_of(deviation, closing)
            if why := wrong_words(one) or why_not_settled(one, deviation, self.merged):
                self.problem(DEVIATIONS, f"{name}: {why}")
            if one.state != OPEN and not (one.approved_by and one.closed_at):
                self.problem(DEVIATIONS, f"{name}: is {one.state} without approval or time")
            if set(one.approved_by) & self.merged.executors:
                self.problem(DEVIATIONS, f"{name}: was approved by somebody who executed the tests")
        still = sum(assessed_of(one, closing).state == OPEN for one in raised.values())
        return f"{len(raised)} deviations, {still} open"

    def record(self) -> str | None:
        """Ask whether record.json follows from the packages and from what people added."""
        if self.merged is None or not self.source.has(RECORD):
            return None
        again = make_record(self.store.dossier, self.merged, self.store.closing)
        for one in again.reused_serials:
            self.remarks.append(f"serial {one.serial} of {one.gtin} was printed in {one.first} and in {one.again}")
        if encode_pretty(again) == self.source.read(RECORD):
            return f"{len(again.cases)} cases and {len(again.deviations)} deviations derived again"
        if self.store.signatures:
            self.problem(RECORD, "does not follow from the packages and from what people added")
        else:
            self.remarks.append(f"{RECORD}: is of before the last change; nobody signed it")
        return "is another one now"

    def conclusion(self) -> str | None:
        """Ask whether the conclusion may be drawn from what the dossier holds."""
        word = self.store.concluded.conclusion
        if self.merged is None or not word:
            return None
        reasons = why_not_concluded(word, self.merged, self.store.closing)
        for reason in reasons if self.store.signatures else ():
            self.problem(CONCLUSION, f"{word}, but {reason}")
        if reasons and not self.store.signatures:
            self.remarks.append(f"{CONCLUSION}: {word} does not hold any more: {reasons[0]}")
        return word

    def summary(self) -> str | None:
        """Ask whether summary.pdf begins with the very bytes that were frozen."""
        frozen = self.store.frozen
        if frozen is None:
            return None
        stored = self.source.read(SUMMARY) if self.source.has(SUMMARY) else b""
        if sha256(stored[:frozen.size]) != frozen.summary:
            self.problem(SUMMARY, "is not the one that was frozen")
        if not self.store.signatures and len(stored) > frozen.size:
            self.problem(SUMMARY, "was changed after it was frozen, and nobody signed it")
        return f"as frozen at {frozen.at}, record {frozen.record[:16]}"

    def signatures(self) -> str | None:
        """Ask whether every signature holds, covers the file, and is the one that is listed."""
        listed = self.store.signatures
        if self.store.frozen is None:
            return None
        found = self._found()
        if why := unsound(found):
            self.problem(SUMMARY, why)
        if [_mark(one) for one in listed] != [(one.role, one.name, one.thumbprint) for one in found]:
            self.problem(SIGNATURES, f"lists other signatures than {SUMMARY} holds")
        return f"{len(found)} of {len(self.store.dossier.signatures)} signatures"

    def _found(self) -> tuple[SignatureCheck, ...]:
        try:
            return check(self.source.read(SUMMARY))
        except PeopleError as error:
            raise PackageError(f"{SUMMARY}: {error}") from error

    def order(self) -> str | None:
        """Ask whether the plan's order was kept, by independent people, over this very record."""
        listed, plan, frozen = self.store.signatures, self.store.dossier.signatures, self.store.frozen
        if not listed or self.merged is None or frozen is None:
            return None
        if [one.role for one in listed] != [one.role for one in plan][:len(listed)]:
            self.problem(SIGNATURES, f"were given out of order: {', '.join(one.role for one in listed)}")
        for one in listed:
            if one.record_sha256 != frozen.record:
                self.problem(SIGNATURES, f"{one.printed_name} signed another record than {RECORD}")
            if one.role != "executor" and {one.user_id, one.printed_name} & self.merged.executors:
                self.problem(SIGNATURES, f"{one.printed_name} signed as {one.role} and executed the tests")
        return ", ".join(one.role for one in listed)


def _mark(one: Signed) -> tuple[str, str, str]:
    return one.role, one.printed_name, one.thumbprint


