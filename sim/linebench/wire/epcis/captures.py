"""Answers for ``/capture``: takes captures, and tells what became of them."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import msgspec

from linebench.epcis.model import Event
from linebench.ports.l4 import Capture, Captured
from linebench.wire.epcis.capturing import Readable, capture_in
from linebench.wire.epcis.desk import Desk
from linebench.wire.epcis.forms import json_response
from linebench.wire.epcis.jobs import CAPTURE, Job, Jobs, capture_number
from linebench.wire.epcis.pages import next_page
from linebench.wire.epcis.parameters import page_size, page_token, paged_only
from linebench.wire.epcis.refusals import RefusedError
from linebench.wire.epcis.routes import Call, Handlers
from linebench.wire.http.messages import Request, Response
from linebench.wire.side import Arm, Cancel, Effect, Heard

__all__ = ["Captures", "Ended"]

Ended: TypeAlias = Callable[[Captured | None, list[Effect]], None]
"""Takes what became of the capture of one event; ``None``: nobody knows, for there was no answer in time."""
_TIMER = "capture "
_LIST = "capture"


class Captures:
    """Hands captures to the repository, each with its number."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._jobs = Jobs(desk.profile.jobs_kept)
        self._single: dict[int, tuple[int, Ended]] = {}
        self._taken = 0

    def routes(self) -> Mapping[str, Handlers]:
        """Its addresses."""
        return {"/capture": {"POST": self._post, "GET": self._list}, "/capture/{id}": {"GET": self._get}}

    def single(self, request: Request, event: Event, ended: Ended, out: list[Effect]) -> None:
        """Capture one event, for whoever waits for it."""
        number = self._number(request)
        if number in self._single or self._jobs.by_number(number) is not None:
            raise RefusedError("ResourceAlreadyExistsException", f"{CAPTURE}: found {number}, taken before")
        self._single[number] = (self._desk.moments.now(), ended)
        out += (Heard(Capture(number, (event,))),
                Arm(f"{_TIMER}{number}", int(self._desk.profile.answer_within)))

    def ended(self, captured: Captured) -> Sequence[Effect]:
        """The repository has told what became of a capture."""
        if self._jobs.end(captured, self._desk.moments.now()) is not None:
            return ()
        _, ended = self._single.pop(captured.capture, (0, None))
        if ended is None:
            return ()
        out: list[Effect] = [Cancel(f"{_TIMER}{captured.capture}")]
        ended(captured, out)
        return out

    def expired(self, name: str) -> Sequence[Effect]:
        """A timer ran out: if it is one of a single event, whoever waits for it is told."""
        number = name.removeprefix(_TIMER)
        if number == name:
            return ()
        _, ended = self._single.pop(int(number), (0, None))
        out: list[Effect] = []
        if ended is not None:
            ended(None, out)
        return out

    def settled(self) -> int:
        """All that arrived before this moment has been stored or has failed."""
        running = [self._jobs.oldest_running(), *(since for since, _ in self._single.values())]
        return min((each for each in running if each is not None), default=self._desk.moments.now())

    def _post(self, call: Call) -> Response:
        readable = capture_in(call.request, proceed=call.wishes.proceed)
        self._check(readable)
        number = self._number(call.request)
        known = self._jobs.by_number(number)
        # Who has a number for it may send it again in other words: its events count, not its bytes
        content = _content(readable) if CAPTURE in call.request.headers else b""
        if known is None or known.is_void:
            self._begin(call, number, content, readable)
        elif known.content != content:
            raise RefusedError("ResourceAlreadyExistsException", f"{CAPTURE}: found {number} with other content "
                                                                 "than before; expected a number of its own")
        elif known.running:  # the repository may not have got it, and knows one that it has by its number
            call.out.append(Heard(Capture(number, readable.events, call.wishes.proceed)))
        return Response(202, {"location": f"{self._desk.profile.base}/capture/{number}"})

    def _check(self, readable: Readable) -> None:
        found, most = len(readable.events) + len(readable.errors), self._desk.profile.capture_events
        if found > most:
            raise RefusedError("CaptureLimitExceededException", f"found {found} events, expected at most {most}")

    def _begin(self, call: Call, number: int, content: bytes, readable: Readable) -> None:
        proceed = call.wishes.proceed
        self._jobs.add(Job(number, content, self._desk.moments.now(), readable.errors, proceed=proceed))
        if readable.errors and not readable.events:
            self._jobs.end(Captured(number, success=False, stored=0), self._desk.moments.now())
        else:
            call.out.append(Heard(Capture(number, readable.events, proceed)))

    def _number(self, request: Request) -> int:
        self._taken += 1
        return capture_number(request.headers.get(CAPTURE, ""), request.body,
                              f"{self._desk.moments.text()} {self._taken}")

    def _get(self, call: Call) -> Response:
        job = self._jobs.by_id(call.names[0])
        if job is None:
            raise RefusedError("NoSuchResourceException", f"found {call.names[0]!r}, expected a capture job's id")
        return json_response(job.document(), form=call.wishes.form())

    def _list(self, call: Call) -> Response:
        paged_only(call.request)
        size, token = page_size(call.request, self._desk.profile), page_token(call.request)
        place = self._desk.pages.rest(token, _LIST) if token else 0
        found = list(self._jobs.behind(place))
        headers: dict[str, str] = {}
        if len(found) > size:
            token = self._desk.pages.keep(_LIST, found[size - 1][0])
            headers = next_page(call.request, token, self._desk.pages.until(token))
        return json_response([job.document() for _, job in found[:size]], headers=headers, form=call.wishes.form())


def _content(readable: Readable) -> bytes:
    return hashlib.sha256(msgspec.json.encode(readable)).digest()
