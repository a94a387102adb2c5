"""Captures that a client has on their way, and what a server said of them."""

from collections.abc import Sequence
from typing import Any

import msgspec

from linebench.epcis.convert import written
from linebench.epcis.hashing import event_hash
from linebench.epcis.model import Document, Event
from linebench.ports.l4 import Capture, Captured
from linebench.wire.epcis.jobs import CAPTURE, STORED
from linebench.wire.epcis.profile import EpcisProfile
from linebench.wire.epcis.refusals import PREFIX
from linebench.wire.http.messages import Request, Response

__all__ = ["JobError", "Upload", "ended_job", "problem_of", "upload_request", "with_ids"]


class Upload:
    """One capture.

    Attributes:
        job: the address of its job; empty: the server has not taken it yet.
        looks: how often it was looked whether it has ended.
        forgotten: how often the server knew nothing of the job any more.

    """

    def __init__(self, capture: Capture, request: Request) -> None:
        self.capture, self.request = capture, request
        self.job = ""
        self.looks = self.forgotten = 0

    def refused(self, *errors: str) -> Captured:
        """It has ended, and nothing of it is known to be stored."""
        return Captured(self.capture.capture, success=False, stored=0, errors=errors)


class JobError(ValueError):
    """An answer that is no capture job. The message says what was found."""


def with_ids(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events, each with its hash id where it has none."""
    return tuple(each if each.event_id else msgspec.structs.replace(each, event_id=event_hash(each))
                 for each in events)


def upload_request(capture: Capture, profile: EpcisProfile, created: str, headers: dict[str, str]) -> Request:
    """What is asked of the server for a capture.

    Raises:
        EpcisError: the form has no room for something in it.

    """
    events = with_ids(capture.events) if profile.event_ids else capture.events
    body = written(Document(version="2.0", created=created, events=events), profile.send)
    version = "1.2.0" if profile.send == "xml-1.2" else "2.0.0"
    own = f"{profile.sender}/{capture.capture}" if profile.sender else str(capture.capture)
    return Request("POST", f"{profile.base}/capture", {
        **headers, "content-type": "application/json" if profile.send == "json" else "application/xml",
        "gs1-epcis-version": version, "gs1-cbv-version": version, CAPTURE: own,
        "gs1-capture-error-behaviour": "proceed" if capture.proceed else "rollback"}, body)


def ended_job(capture: Capture, response: Response) -> Captured | None:
    """What became of a capture, as its job says; ``None``: it is still at work.

    The standard does not say how many events are stored: where the server does not either, those of a capture of
    which a part may be stored are all that no error is told of.

    Raises:
        JobError: the answer is no capture job.

    """
    job = _members(response)
    running, success = job.get("running"), job.get("success")
    if not isinstance(running, bool) or not isinstance(success, bool):
        raise JobError(f"found {response.body[:80]!r}, expected a capture job with running and success")
    if running:
        return None
    found = job.get("errors")
    errors = tuple(_told(each) for each in found) if isinstance(found, list) else ()
    rest = max(len(capture.events) - len(errors), 0) if capture.proceed and errors else 0
    stored = job.get(STORED, len(capture.events) if success else rest)
    if not success and not errors:
        errors = ("the server does not tell why",)
    return Captured(capture.capture, success, stored if isinstance(stored, int) else rest,
                    () if success else errors)


def problem_of(response: Response) -> tuple[str, str]:
    """Kind and reason of a refusal, from its problem document if it has one."""
    try:
        found = _members(response)
    except JobError:
        found = {}
    kind = str(found.get("type") or "").removeprefix(PREFIX) or "ImplementationException"
    reason = found.get("detail") or found.get("title") or response.body[:200].decode(errors="replace")
    return kind, f"{response.status} {reason}".strip()


def _members(response: Response) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(response.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise JobError(f"found {response.body[:80]!r}, expected JSON ({error})") from error
    if not isinstance(found, dict):
        raise JobError(f"found {response.body[:80]!r}, expected an object")
    return found


def _told(error: object) -> str:
    """An error of a job: a problem document, or whatever else it is."""
    if not isinstance(error, dict):
        return str(error)
    return str(error.get("detail") or error.get("title") or error.get("type") or error)
