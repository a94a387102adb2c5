"""Writes an evidence package while the run is going on.

The audit trail comes first, then attempts as they end. Nothing that looks whole is written before the end:
run.json says ``running``, and reports, manifest and seal are made in memory and put down last, the seal as
the very last file. A run killed at any moment leaves a package that ``verify`` calls aborted.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from linebench.evidence.audit import AuditTrail, wall_clock
from linebench.evidence.derived import REQUIREMENTS, RUN, derived_files, results
from linebench.evidence.files import PackageError, Source, sha256, write_whole, writing
from linebench.evidence.judging import Judge, oracle
from linebench.evidence.keys import seal_key
from linebench.evidence.manifest import MANIFEST, SEAL, encode_manifest, hash_files
from linebench.evidence.model import (
    ABORTED,
    FINISHED,
    Attempt,
    Deselected,
    NotExecuted,
    Planned,
    Run,
    encode_pretty,
)
from linebench.evidence.readme import README, TEXT
from linebench.evidence.report.render import render, template_files
from linebench.evidence.schema import SCHEMA, schema
from linebench.evidence.seal import PUBLIC_KEY, fingerprint, make_seal, public_pem
from linebench.evidence.verdicts import VERDICTS, Verdicts, derive
from linebench.records.requirement import Requirement

__all__ = ["AUDIT", "PackageWriter"]

AUDIT = "audit.jsonl"
_BESIDE = {"attachments/*": "attached", "captures/*": "captured", "captures/folders/*/*/*": "captured",
           "lateness.json": "lateness measured"}
"""What may lie beside a journal, and what the audit trail calls it."""


class PackageWriter:
    """The package of one run, open for writing. Only the controller of a run holds one.

    Journals are written by whoever runs the attempt, straight to ``attempts/<name>/journal.zst``; the
    writer takes note of them when the attempt has ended.
    """

    def __init__(self, folder: Path, run: Run, requirements: Sequence[Requirement], audit: AuditTrail) -> None:
        self._folder, self._run, self._audit = folder, run, audit
        self._written = ""  # SHA-256 of run.json as it is on disk
        self._requirements = tuple(requirements)
        self._attached: set[str] = set()

    @classmethod
    def begin(cls, folder: Path, run: Run, requirements: Sequence[Requirement], *,
              now: Callable[[], str] = wall_clock) -> Self:
        """Make the folder and start the audit trail.

        Raises:
            PackageError: the folder holds something already, or cannot be written.

        """
        with writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
            if any(folder.iterdir()):
                raise PackageError(f"{folder}: is not empty; every run has its own folder, name another one")
        audit = AuditTrail(folder / AUDIT, host=run.host, actor=run.runner_account, now=now)
        writer = cls(folder, run, requirements, audit)
        writer._start()
        return writer

    def _start(self) -> None:
        self._audit.add("run started", subject=self._run.id, actor=self._run.started_by)
        self._store(README, TEXT.encode(), "stored")
        self._store(SCHEMA, schema(), "stored")
        self._store(REQUIREMENTS, encode_pretty(self._requirements), "stored")
        self._store(RUN, encode_pretty(self._run), "stored")
        self._written = sha256(encode_pretty(self._run))

    def _store(self, name: str, data: bytes, action: str) -> None:
        write_whole(self._folder / name, data)
        self._audit.add(action, subject=name, new=sha256(data))

    def store(self, name: str, data: bytes) -> None:
        """Keep a file of the run as a whole, directly in its folder.

        Raises:
            PackageError: it cannot be written.

        """
        self._store(name, data, "stored")

    def plan(self, planned: Sequence[Planned], deselected: Sequence[Deselected] = (), **changes: object) -> None:
        """Write down what is going to run, before it runs. ``changes``: other fields of Run now known.

        Raises:
            PackageError: run.json cannot be written.

        """
        self._change(**changes, planned=tuple(planned), deselected=tuple(deselected))
        self._announce_run("planned")
        write_whole(self._folder / RUN, encode_pretty(self._run))

    @property
    def run(self) -> Run:
        """What is known of the run so far."""
        return self._run

    def learn(self, **changes: object) -> None:
        """Take fields of Run that are known now; run.json holds them when the run ends."""
        self._change(**changes)

    def _change(self, **changes: object) -> None:
        self._run = msgspec.structs.replace(self._run, **changes)

    def _announce_run(self, action: str, reason: str = "") -> None:
        # audited before it is written: at a kill in between, run.json still is what `old` names
        old, self._written = self._written, sha256(encode_pretty(self._run))
        self._audit.add(action, subject=RUN, old=old, new=self._written, reason=reason)

    def note(self, action: str, *, subject: str = "", reason: str = "", journal: str = "",
             position: int | None = None, actor: str = "") -> None:
        """Put something that was done into the audit trail, such as a real seat connected or a late event."""
        self._audit.add(action, subject=subject, reason=reason, journal=journal, position=position, actor=actor)

    def keep(self, name: str, data: bytes) -> None:
        """Keep a file of the run as a whole, such as the protocol it stands under, at a path below the package.

        Raises:
            PackageError: the file cannot be written.

        """
        self._store(name, data, "kept")

    def attach(self, attempt: str, name: str, data: bytes) -> None:
        """Keep a file, such as the PNG of a reject, beside an attempt's journal.

        Raises:
            PackageError: the name leads out of the attempt's folder, or the file cannot be written.

        """
        if Path(name).name != name or name in ("", ".", ".."):
            raise PackageError(f"{name!r} is no plain file name; attachments lie directly in attachments/")
        file = f"{_attempt_folder(attempt)}/attachments/{name}"
        self._store(file, data, "attached")
        self._attached.add(file)

    def attempt(self, name: str, attempt: Attempt) -> None:
        """Take note of an attempt that has ended; its journal and attachments already lie in its
        folder ``name``.

        Raises:
            PackageError: attempt.json cannot be written, or the journal cannot be read.

        """
        folder = _attempt_folder(name)
        journal = f"{folder}/journal.zst"
        self._store(f"{folder}/attempt.json", encode_pretty(attempt), "attempt ended")
        source = Source(self._folder)
        if source.has(journal):
            self._audit.add("journal closed", subject=journal, new=source.digest(journal)[0], journal=journal)
        for pattern, action in _BESIDE.items():
            for file in sorted((self._folder / folder).glob(pattern)):
                name = file.relative_to(self._folder).as_posix()
                if name not in self._attached and file.is_file():
                    self._audit.add(action, subject=name, new=source.digest(name)[0])

    def abort(self, reason: str) -> None:
        """End the package without result: run.json says ``aborted``, and there is no report and no seal.

        Does nothing once finishing has closed the audit trail; without its seal the package counts as aborted.

        Raises:
            PackageError: run.json or the audit trail cannot be written.

        """
        if self._audit.closed:
            return
        self._change(state=ABORTED, remarks=reason)
        self._announce_run("run aborted", reason)
        write_whole(self._folder / RUN, encode_pretty(self._run))
        self._audit.close()

    def finish(self, templates: Path, *, end: str = "", not_executed: Sequence[NotExecuted] = (),
               key: Ed25519PrivateKey | None = None, judge: Judge = oracle, language: str = "",
               **changes: object) -> Verdicts:
        """Judge, render, seal: make the package whole and return its verdicts.

        Args:
            templates: the folder ``reports`` with templates, languages and style.
            end: when the run ended, RFC 3339; now when empty. The reports carry this time.
            not_executed: planned test cases without an attempt, each with its reason.
            key: the key of the seal; this installation's when None.
            judge: how a journal is judged; the oracle.
            language: name of the language file the reports are written in; that of the test cases when empty.
            **changes: other fields of Run that are only known now.

        Raises:
            PackageError: something cannot be written or rendered; the package then stays without seal.

        """
        key = key or seal_key()
        self._change(**changes, state=FINISHED, end=end or wall_clock(), not_executed=tuple(not_executed))
        self._change(files=(*self._run.files, *template_files(templates)))
        self._announce_run("run ended")
        pending, verdicts = self._conclude(judge, key)
        reports = render(Source(self._folder, pending), templates, language)
        self._put(pending | reports, key, verdicts)
        return verdicts

    def _conclude(self, judge: Judge, key: Ed25519PrivateKey) -> tuple[dict[str, bytes], Verdicts]:
        run, pending = self._run, {RUN: encode_pretty(self._run), PUBLIC_KEY: public_pem(key)}
        verdicts = derive(Source(self._folder, pending), run, self._requirements, judge)
        pending |= derived_files(run, verdicts, self._requirements)
        self._audit.add("verdicts derived", subject=VERDICTS, new=sha256(pending[VERDICTS]))
        self._audit.add("sealing", subject=PUBLIC_KEY, new=sha256(pending[PUBLIC_KEY]),
                        reason=f"seal of this installation, key {fingerprint(pending[PUBLIC_KEY])[:16]}")
        self._audit.close()
        return pending, verdicts

    def _put(self, files: dict[str, bytes], key: Ed25519PrivateKey, verdicts: Verdicts) -> None:
        hashes = {name: digest for name, (digest, _) in hash_files(Source(self._folder, files)).items()}
        manifest = encode_manifest(hashes)
        seal = make_seal(key, manifest, results(self._run, verdicts))
        last = {RUN: files.pop(RUN), MANIFEST: manifest, SEAL: seal}
        for name, data in (files | last).items():
            write_whole(self._folder / name, data)


def _attempt_folder(name: str) -> str:
    if Path(name).name != name or name in ("", ".", ".."):
        raise PackageError(f"{name!r} is no plain folder name for an attempt")
    return f"attempts/{name}"
