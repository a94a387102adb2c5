"""The site's end of EPCIS 2.0 over REST: captures and queries of the port become requests, answers come back.

A capture is sent until the server has taken it, one after the other, so that none overtakes another; then its job
is looked at until it has ended. What was lost with a connection is sent again with the same number, which the
server takes for the same capture.
"""

import re
from collections import deque
from collections.abc import Sequence
from urllib.parse import parse_qs, urlencode

from linebench.epcis.json_reader import read_json
from linebench.epcis.problems import EpcisError
from linebench.ports import Message
from linebench.ports.l4 import Capture, Captured, Found, Query, QueryRefused
from linebench.wire.epcis.access import authorization
from linebench.wire.epcis.capturing import told
from linebench.wire.epcis.moments import Moments
from linebench.wire.epcis.pages import TOKEN
from linebench.wire.epcis.parameters import PER_PAGE, in_address
from linebench.wire.epcis.profile import EpcisProfile
from linebench.wire.epcis.uploads import JobError, Upload, ended_job, problem_of, upload_request
from linebench.wire.http.client import HttpClient
from linebench.wire.http.messages import Request, Response
from linebench.wire.side import Arm, Effect, Heard, Setting

__all__ = ["EpcisClient"]

_TAKEN, _OK, _MISSING = 202, 200, 404
_LOOK = "job "
_FORGOTTEN = 3
"""How often a capture is sent again because the server has forgotten its job."""
_ADDRESS = re.compile(r"(?:https?://[^/?#]+)?(/[!-~]*)")
_NEXT = re.compile(r"""<([^<>]*)>\s*;[^,<>]*\brel="?next"?""")


class EpcisClient(HttpClient):
    """The host side of seat ``l4``."""

    def __init__(self, profile: EpcisProfile, setting: Setting) -> None:
        super().__init__(profile.host, int(profile.answer_within))
        self._profile = profile
        self._moments = Moments(setting)
        self._headers = {**authorization(profile), "accept": "application/json"}
        self._queue: deque[Upload] = deque()
        self._running: dict[int, Upload] = {}
        self._queries: set[int] = set()

    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``Side``."""
        if isinstance(message, Capture):
            return self._capture(message)
        return self._query(message) if isinstance(message, Query) else ()

    def expired(self, name: str) -> Sequence[Effect]:
        """See ``Side``."""
        number = name.removeprefix(_LOOK)
        if number == name:
            return super().expired(name)
        upload = self._running.get(int(number))
        return self._look(upload) if upload else ()

    def _capture(self, capture: Capture) -> Sequence[Effect]:
        if capture.capture in self._running:
            return self._once_more(self._running[capture.capture])
        try:
            request = upload_request(capture, self._profile, self._moments.text(), self._headers)
        except EpcisError as error:
            return [Heard(Captured(capture.capture, success=False, stored=0, errors=(told(error),)))]
        upload = self._running[capture.capture] = Upload(capture, request)
        self._queue.append(upload)
        return self._send() if len(self._queue) == 1 else ()

    def _once_more(self, upload: Upload) -> Sequence[Effect]:
        """Whoever waits asks again: what the server took may be lost behind it; else it is the same to it."""
        if not upload.job or upload in self._queue:
            return ()  # it is on its way
        self._queue.append(upload)
        return self._send() if len(self._queue) == 1 else ()

    def _send(self) -> list[Effect]:
        """Send the capture whose turn it is."""
        if not self._queue:
            return []
        upload = self._queue[0]
        return self.ask(upload.request, lambda response: self._taken(upload, response))

    def _taken(self, upload: Upload, response: Response | None) -> list[Effect]:
        """The server has answered a capture, or the connection went before it did."""
        if response is None:
            return self._send()
        self._queue.popleft()
        if upload.capture.capture not in self._running:
            return self._send()  # it has ended while it was sent once more
        upload.looks = 0
        if response.status != _TAKEN:
            return [*self._end(upload, upload.refused(": ".join(problem_of(response)))), *self._send()]
        upload.job = _path(response.headers.get("location", ""))
        if not upload.job:
            unknown = upload.refused("found no Location in the answer to a capture; it may be stored or not")
            return [*self._end(upload, unknown), *self._send()]
        return [self._later(upload), *self._send()]

    def _later(self, upload: Upload) -> Effect:
        return Arm(f"{_LOOK}{upload.capture.capture}", int(self._profile.poll_every))

    def _look(self, upload: Upload) -> list[Effect]:
        upload.looks += 1
        return self.ask(Request("GET", upload.job, self._headers), lambda response: self._looked(upload, response))

    def _looked(self, upload: Upload, response: Response | None) -> list[Effect]:
        if response is None:
            return self._look(upload)
        if response.status == _MISSING:
            return self._again(upload, response)
        ended = _ended(upload, response)
        if ended is not None:
            return self._end(upload, ended)
        if upload.looks * int(self._profile.poll_every) >= int(self._profile.poll_limit):
            limit = self._profile.poll_limit
            return self._end(upload, upload.refused(f"it has not ended within {limit}; it may be stored later"))
        return [self._later(upload)]

    def _again(self, upload: Upload, response: Response) -> list[Effect]:
        """The server has begun anew and knows no job: send the capture again, which it may have or not."""
        upload.forgotten += 1
        if upload.forgotten > _FORGOTTEN:
            return self._end(upload, upload.refused(": ".join(problem_of(response))))
        upload.job = ""
        self._queue.append(upload)
        return self._send() if len(self._queue) == 1 else []

    def _end(self, upload: Upload, captured: Captured) -> list[Effect]:
        del self._running[upload.capture.capture]
        return [Heard(captured)]

    def _query(self, query: Query) -> Sequence[Effect]:
        if query.query in self._queries:
            return ()
        self._queries.add(query.query)
        page = [(TOKEN, query.page)] if query.page else []
        said = "&".join(part for part in (in_address(query.parameters),
                                          urlencode([(PER_PAGE, str(query.per_page)), *page])) if part)
        return self._find(query, Request("GET", f"{self._profile.base}/events?{said}", self._headers))

    def _find(self, query: Query, request: Request) -> list[Effect]:
        return self.ask(request, lambda response: self._found(query, request, response))

    def _found(self, query: Query, request: Request, response: Response | None) -> list[Effect]:
        if response is None:
            return self._find(query, request)
        self._queries.discard(query.query)
        return [Heard(_answer(query, response))]


def _ended(upload: Upload, response: Response) -> Captured | None:
    """What became of a capture; ``None``: it is still at work."""
    if response.status != _OK:
        return upload.refused(": ".join(problem_of(response)))
    try:
        return ended_job(upload.capture, response)
    except JobError as error:
        return upload.refused(str(error))


def _answer(query: Query, response: Response) -> Found | QueryRefused:
    if response.status != _OK:
        return QueryRefused(query.query, *problem_of(response))
    try:
        events = read_json(response.body).events
    except EpcisError as error:
        return QueryRefused(query.query, "ImplementationException", f"found an answer that is none: {told(error)}")
    return Found(query.query, events, _next_token(response.headers.get("link", "")))


def _path(location: str) -> str:
    """The path of an address, which may be whole; empty: it is none."""
    match = _ADDRESS.fullmatch(location)
    return str(match[1]) if match else ""


def _next_token(link: str) -> str:
    """The token of the next page in a ``Link`` header; empty: there is none."""
    match = _NEXT.search(link)
    query: str = match[1].partition("#")[0].partition("?")[2] if match else ""
    return parse_qs(query).get(TOKEN, [""])[0]
