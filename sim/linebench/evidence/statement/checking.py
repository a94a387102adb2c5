"""Checks a statement offline: hashes, seal, that its result follows from its cases, and its evidence where that is.

As with a package, a damaged statement never raises; every problem names its file.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from linebench.evidence.files import PackageError, Source, sha256
from linebench.evidence.judging import Judge, oracle
from linebench.evidence.keys import own_fingerprint
from linebench.evidence.manifest import MANIFEST, SEAL, compare, decode_manifest
from linebench.evidence.model import Stored, encode_pretty
from linebench.evidence.questions import Check, Problem, Question, Questions, tell_checks
from linebench.evidence.seal import PUBLIC_KEY, check_seal, fingerprint, subject
from linebench.evidence.statement.concluding import conclude, sentence_of
from linebench.evidence.statement.model import Statement
from linebench.evidence.statement.stating import chosen_of, state
from linebench.evidence.statement.writing import SCHEMA, STATEMENT, STATEMENT_PDF, results_of
from linebench.evidence.verify import BROKEN, INTACT, verify

__all__ = ["StatementReport", "check_statement", "is_statement"]

T = TypeVar("T")

_FILES = (STATEMENT, STATEMENT_PDF, SCHEMA, PUBLIC_KEY)


class StatementReport(Stored, frozen=True, kw_only=True):
    """What the check of a statement found.

    ``exit_code``: 0 intact, 1 something does not agree. ``sentence``: what it states, ``""``: it cannot be read.
    """

    statement: str
    run: str
    result: str
    sentence: str
    exit_code: int
    seal_key: str
    checks: tuple[Check, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[str, ...]

    def text(self) -> str:
        """Write the report for people."""
        lines = [f"conformance statement {self.statement}", f"run {self.run or 'unknown'}"]
        lines += tell_checks(self.checks, self.problems, self.remarks)
        intact = f"INTACT: files, seal and result hold. It states: {self.sentence}"
        broken = "NOT INTACT: see the problems above; do not rely on this statement"
        return "\n".join((*lines, broken if self.problems else intact)) + "\n"

    def json(self) -> str:
        """Write the report for programs."""
        return encode_pretty(self).decode()


def is_statement(place: Path) -> bool:
    """Whether a folder, or a file in it, is a statement and no package."""
    return (place / STATEMENT).exists() or (place.name == STATEMENT and place.is_file())


def check_statement(place: Path, *, judge: Judge = oracle, expected_key: str = "") -> StatementReport:
    """Check everything that a statement says.

    Args:
        place: the folder of the statement, or its JSON file.
        judge: how journals are judged; the oracle.
        expected_key: fingerprint of the installation that must have sealed it.

    """
    folder = place if place.is_dir() else place.parent
    return _Checks(folder, judge, expected_key).report()


class _Checks(Questions):
    """The questions."""

    def __init__(self, folder: Path, judge: Judge, expected_key: str) -> None:
        super().__init__()
        self._folder, self._judge, self._expected = folder, judge, expected_key
        self._source = Source(folder)
        self._key = ""
        self._statement: Statement | None = None

    def report(self) -> StatementReport:
        asked = self.ask()
        one = self._statement
        return StatementReport(
            statement=str(self._folder), run=one.id if one else "", result=one.result if one else "",
            sentence=one.sentence if one else "", exit_code=BROKEN if self.problems else INTACT,
            seal_key=self._key, checks=asked, problems=tuple(self.problems), remarks=tuple(self.remarks))

    def questions(self) -> Iterator[tuple[str, Question]]:
        """See ``Questions``."""
        yield "statement", self._read
        yield "files", self._hashes
        yield "seal", self._sealed
        yield "result", self._followed
        yield "evidence", self._evidence

    def _read(self) -> str:
        stored = self._source.read(STATEMENT)
        try:
            statement = msgspec.json.decode(stored, type=Statement)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise PackageError(f"{STATEMENT}: is no statement: {error}") from error
        if encode_pretty(statement) != stored:
            raise PackageError(f"{STATEMENT}: is not written the way the bench writes it")
        self._statement = statement
        return f"{statement.product.product} {statement.product.version}, profile {statement.profile.id}"

    def _known(self) -> Statement:
        if self._statement is None:
            raise PackageError(f"{STATEMENT}: cannot be read, so nothing can be said of it")
        return self._statement

    def _hashes(self) -> str:
        listed = _named(MANIFEST, lambda: decode_manifest(self._source.read(MANIFEST)))
        found = {name: self._source.digest(name)[0] for name in _FILES if self._source.has(name)}
        for name, what in compare(listed, found).items():
            self.problem(name, what)
        return f"{len(found)} of {len(_FILES)} files"

    def _sealed(self) -> str:
        manifest, pem = self._source.read(MANIFEST), self._source.read(PUBLIC_KEY)
        sealed = _named(SEAL, lambda: check_seal(self._source.read(SEAL), pem))
        self._key = fingerprint(pem)
        if sealed.subject != subject(manifest):
            self.problem(SEAL, "is about another manifest")
        if self._statement and sealed.predicate != results_of(self._statement):
            self.problem(SEAL, "states other results than the statement")
        self._known_key()
        return f"key {self._key[:16]}"

    def _known_key(self) -> None:
        if self._expected and self._key != self._expected:
            self.problem(SEAL, f"is of the key {self._key[:16]}…, not of {self._expected[:16]}…")
        elif not self._expected and self._key != own_fingerprint():
            self.remarks.append("sealed by another installation; whether it is one you trust, its key tells: "
                                f"--key {self._key}")

    def _followed(self) -> str:
        one = self._known()
        result, grounds = conclude(one.profile, one.told, one.cases)
        said = sentence_of(one.product, one.profile, one.seat.nature, result, grounds)
        if (result, grounds, said) != (one.result, one.grounds, one.sentence):
            self.problem(STATEMENT, f"says {one.result!r}; from its cases and its profile follows {result!r}")
        return f"{len(one.cases)} cases: {result}"

    def _evidence(self) -> str:
        one = self._known()
        package = self._folder / one.evidence.folder
        if Path(one.evidence.folder).name != one.evidence.folder or not package.is_dir():
            self.remarks.append(f"the evidence package {one.evidence.folder} is not beside the statement: its "
                                "verdicts were not derived again")
            return "not here"
        self._same_package(one, package)
        return f"run {one.evidence.run}, manifest {one.evidence.manifest_sha256[:16]}"

    def _same_package(self, one: Statement, package: Path) -> None:
        source, name = Source(package), package.name
        if sha256(source.read(MANIFEST)) != one.evidence.manifest_sha256:
            self.problem(f"{name}/{MANIFEST}", "is not the one that the statement names")
        found = verify(package, judge=self._judge, expected_key=one.evidence.seal_key)
        for each in found.problems:
            self.problem(f"{name}/{each.file}", each.what)
        if found.exit_code == INTACT and state(chosen_of(one), source) != one:
            self.problem(STATEMENT, "says otherwise than follows from its evidence package")


def _named(name: str, work: Callable[[], T]) -> T:
    """Put the file's name before what is wrong with it."""
    try:
        return work()
    except PackageError as error:
        raise PackageError(f"{name}: {error}") from error
