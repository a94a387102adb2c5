"""Capture jobs: what became of each capture, for those who ask.

``running`` and ``success`` together say how a job stands: both: at work; running alone: at work, and something has
failed already; success alone: all is stored; neither: nothing is, or not all of it. Source: GS1 EPCIS 2.0, 12.8.1.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

from linebench.ports.l4 import Captured
from linebench.wire.epcis.moments import time_text
from linebench.wire.epcis.refusals import PREFIX

__all__ = ["CAPTURE", "STORED", "Job", "Jobs", "capture_number"]

CAPTURE = "linebench-capture"
"""Header of a capture with its number: the same number is the same capture."""
STORED = "linebench:stored"
"""Member of a job: how many events are stored, which the standard does not say."""
_BITS = 62
_PLAIN = 18
"""Digits that a number has at most that is taken as it is."""


class Job:
    """One capture.

    ``content``: stands for its events, where somebody has a number for it; ``errors`` at its beginning: of events
    that cannot even be read.
    """

    def __init__(self, number: int, content: bytes, created: int, errors: tuple[str, ...], *,
                 proceed: bool) -> None:
        self.number, self.content, self.created, self.proceed = number, content, created, proceed
        self.errors = errors
        self.running, self.success = True, not errors
        self.stored = 0
        self.finished: int | None = None

    @property
    def id(self) -> str:
        """As its address names it."""
        return str(self.number)

    @property
    def is_void(self) -> bool:
        """Whether it has ended and left nothing: then its number may come again."""
        return not (self.running or self.success or self.stored)

    def end(self, captured: Captured, now: int) -> None:
        """The repository has told what became of it."""
        self.running, self.finished, self.stored = False, now, captured.stored
        self.errors += captured.errors
        self.success = captured.success and not self.errors

    def document(self) -> dict[str, Any]:
        """The job as JSON."""
        ended = {} if self.finished is None else {"finishedAt": time_text(self.finished), STORED: self.stored}
        return {"captureID": self.id, "createdAt": time_text(self.created), **ended, "running": self.running,
                "success": self.success, "captureErrorBehaviour": "proceed" if self.proceed else "rollback",
                "errors": [{"type": f"{PREFIX}ValidationException", "title": "Not captured", "status": 400,
                            "detail": each} for each in self.errors]}


class Jobs:
    """The jobs of one server, the oldest first. ``most``: that can be looked up."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._jobs: dict[int, Job] = {}
        self._places: dict[int, int] = {}
        self._added = 0
        self._running: dict[int, Job] = {}

    def add(self, job: Job) -> None:
        """One more, at work; of one number the newest counts."""
        self._jobs.pop(job.number, None)
        self._jobs[job.number] = self._running[job.number] = job
        self._added += 1
        self._places[job.number] = self._added
        if len(self._jobs) > self._most:
            ended = next((number for number, each in self._jobs.items() if not each.running), None)
            if ended is not None:
                del self._jobs[ended], self._places[ended]

    def by_number(self, number: int) -> Job | None:
        """The job of a capture."""
        return self._jobs.get(number)

    def by_id(self, name: str) -> Job | None:
        """The job of an address."""
        return self._jobs.get(int(name)) if name.isascii() and name.isdigit() and len(name) <= _PLAIN + 2 else None

    def end(self, captured: Captured, now: int) -> Job | None:
        """The job that has ended with this; ``None``: none of them."""
        job = self._running.pop(captured.capture, None)
        if job is not None:
            job.end(captured, now)
        return job

    def oldest_running(self) -> int | None:
        """When the oldest was created that is at work."""
        return min((job.created for job in self._running.values()), default=None)

    def behind(self, place: int) -> Iterator[tuple[int, Job]]:
        """Jobs behind a place in the list, with their own places."""
        return ((self._places[number], job) for number, job in self._jobs.items() if self._places[number] > place)


def capture_number(said: str, body: bytes, unique: str) -> int:
    """The number of a capture for the repository.

    Args:
        said: what the client calls it: a number is taken as it is, another name stands for one; empty: nothing.
        body: of what has no name.
        unique: makes two of the same body different.

    """
    if said.isascii() and said.isdigit() and len(said) <= _PLAIN:
        return int(said)
    named = f"name {said}".encode() if said else body + unique.encode()
    return 1 << _BITS | int.from_bytes(hashlib.sha256(named).digest()[:8], "big") >> 64 - _BITS
