"""The audit trail: who did what on which host at which wall-clock time, one JSON line each.

Every line names the SHA-256 of the line before it, so no line can be changed, left out or put in without
breaking the chain after it. It points into journals by file and record position; wall-clock time is kept
here so that journals need none.
"""

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import msgspec

from linebench.evidence.files import PackageError, sha256, writing
from linebench.evidence.model import Stored, encode

__all__ = ["GENESIS", "AuditEvent", "AuditRead", "AuditTrail", "read_audit", "wall_clock"]

GENESIS = "0" * 64


class AuditEvent(Stored, frozen=True, kw_only=True):
    """One thing that was done.

    ``object`` is mostly a file of the package, ``old`` and ``new`` its SHA-256 before and after or another
    value; ``journal`` and ``position`` point to the record it concerns, if it concerns one.
    """

    seq: int
    at: str
    host: str
    actor: str
    action: str
    object: str = ""
    old: str = ""
    new: str = ""
    reason: str = ""
    journal: str = ""
    position: int | None = None
    prev_sha256: str


class AuditRead(Stored, frozen=True, kw_only=True):
    """A trail as read. ``torn``: the last line was cut short. ``problem``: where the chain breaks, or ``""``."""

    events: tuple[AuditEvent, ...]
    torn: bool
    problem: str


def wall_clock() -> str:
    """Tell the time of this computer as RFC 3339 with offset and milliseconds."""
    return datetime.now().astimezone().isoformat(timespec="milliseconds")


class AuditTrail:
    """The trail of one run, open for appending. Each event is on disk before ``add`` returns, or ``together``."""

    def __init__(self, path: Path, *, host: str, actor: str, now: Callable[[], str] = wall_clock,
                 before: Sequence[AuditEvent] | None = None) -> None:
        """Begin a trail; ``before``: the events it holds already, see ``reopen``."""
        self._path, self._host, self._actor, self._now = path, host, actor, now
        self._seq, self._prev = len(before or ()), sha256(encode(before[-1])) if before else GENESIS
        self._held: list[bytes] | None = None
        with writing(path):
            # "x": a trail is never continued by another process, that would fork the chain
            self._file: IO[bytes] = path.open("xb" if before is None else "ab")

    @classmethod
    def reopen(cls, path: Path, *, host: str, actor: str, now: Callable[[], str] = wall_clock) -> Self:
        """Open a trail that was closed, to go on behind its last event; begin one where there is none.

        For documents that people come back to. One process at a time: two would fork the chain.

        Raises:
            PackageError: what is there is damaged, or the trail cannot be written.

        """
        if not path.exists():
            return cls(path, host=host, actor=actor, now=now)
        stored = path.read_bytes()
        found = read_audit(stored)
        if found.problem or found.torn:
            raise PackageError(f"{path}: the audit trail is damaged ({found.problem or 'its last line is cut'}); "
                               "restore it from a backup: nothing can be added to it as it is")
        return cls(path, host=host, actor=actor, now=now, before=found.events)

    def add(self, action: str, *, subject: str = "", old: str = "", new: str = "", reason: str = "",
            journal: str = "", position: int | None = None, actor: str = "") -> AuditEvent:
        """Append one event and flush it to disk.

        Raises:
            PackageError: the trail cannot be written; it then ends here.

        """
        event = AuditEvent(
            seq=self._seq + 1, at=self._now(), host=self._host, actor=actor or self._actor, action=action,
            object=subject, old=old, new=new, reason=reason, journal=journal, position=position,
            prev_sha256=self._prev,
        )
        self._append(encode(event))
        return event

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Put many events on disk at once, at the end of the block: waiting for the disk costs more than they do.

        Raises:
            PackageError: the trail cannot be written; it then ends before the first of them, or within.

        """
        held: list[bytes] = []
        self._held = held
        try:
            yield
        finally:
            self._held = None
            self._write(b"".join(held))

    def _append(self, line: bytes) -> None:
        if self._held is None:
            self._write(line + b"\n")
        else:
            self._held.append(line + b"\n")
        self._seq, self._prev = self._seq + 1, sha256(line)

    def _write(self, lines: bytes) -> None:
        try:
            with writing(self._path):
                self._file.write(lines)
                self._file.flush()
                os.fsync(self._file.fileno())
        except PackageError:
            # nobody knows how much of the line is on the disk: whatever came behind it would break the chain
            with contextlib.suppress(OSError):
                self._file.close()
            raise

    @property
    def closed(self) -> bool:
        """Whether the trail has ended."""
        return self._file.closed

    def close(self) -> None:
        """Close the file; the trail ends here."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()


def read_audit(stored: bytes) -> AuditRead:
    """Read a trail and check its chain. Never raises for damaged bytes: the problem is part of the answer."""
    *lines, tail = stored.split(b"\n")
    events: list[AuditEvent] = []
    prev = GENESIS
    for number, line in enumerate(lines, 1):
        try:
            events.append(_read_line(line, number, prev))
        except PackageError as error:
            return AuditRead(events=tuple(events), torn=False, problem=f"line {number}: {error}")
        prev = sha256(line)
    return AuditRead(events=tuple(events), torn=bool(tail), problem="")


def _read_line(line: bytes, number: int, prev: str) -> AuditEvent:
    try:
        event = msgspec.json.decode(line, type=AuditEvent)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise PackageError(f"is no audit event: {error}") from error
    if event.seq != number:
        raise PackageError(f"carries number {event.seq}: an event was left out or put in")
    if event.prev_sha256 != prev:
        raise PackageError(f"the chain breaks: it names {event.prev_sha256[:12]}… as the line before, "
                           f"which is {prev[:12]}…")
    if encode(event) != line:
        raise PackageError("is not written the way the bench writes it")
    return event
