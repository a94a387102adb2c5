"""A partner of the enterprise: a program that captures events there and asks for them, over the wire.

It is the bench's own client, at a port that the bench serves for an emulated enterprise, or of one that is real.
"""

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode, urlsplit

import h11
import msgspec

from linebench.bdd.actual import CLAIM, Mismatch, NotApplicable, expect
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.exchange import exchanged
from linebench.bdd.things import PREFIX_DIGITS, Things
from linebench.epcis.convert import as_urns, written
from linebench.epcis.json_reader import read_json
from linebench.epcis.model import Document, Event
from linebench.epcis.problems import EpcisError
from linebench.epcis.times import micros, text_of
from linebench.scenario.stack import PARTNER, WirePlan
from linebench.wire.dialect import dialects
from linebench.wire.epcis.access import authorization
from linebench.wire.epcis.profile import EpcisProfile
from linebench.wire.epcis.uploads import problem_of
from linebench.wire.http.messages import Request, Response
from linebench.wiring.dialling_guest import DiallingGuest
from linebench.wiring.guest import Guest
from linebench.wiring.http_guest import HttpGuest, Line

__all__ = ["DIALECT", "Outcome", "Partner", "dialler_of", "introduced", "partner_of", "plain_dialler",
           "profile_of"]

DIALECT = "epcis"
_NOTE = "partner"
_PATIENCE_US = 60_000_000
"""How long an answer, or the end of a capture, is waited for."""
_TYPES = {"json": "application/json", "xml-2.0": "application/xml", "xml-1.2": "application/xml"}
_TAKEN, _OK, _MISSING = 202, 200, 404


class Outcome(msgspec.Struct, frozen=True):
    """What became of a capture. ``problem``: the exception, where it was refused at once."""

    status: int
    stored: bool
    reasons: tuple[str, ...] = ()
    problem: str = ""


class Partner:
    """One partner in one test case.

    Attributes:
        things: what it tells of.
        form: in which it writes documents, one of ``epcis.convert.FORMS``.
        headers: sent with everything.
        written: events that it has written and not captured yet.
        latest: events of its latest capture.
        captured: all events of captures that were stored.
        response: the latest answer to a request.
        outcome: of the latest capture.
        pages: what its latest question found, page by page.

    """

    def __init__(self, attempt: Attempt) -> None:
        """Raise ``NotApplicable`` where no partner reaches the enterprise in this world."""
        self._attempt = attempt
        self._plan = _plan(attempt)
        self.profile = profile_of(self._plan)
        self.things = Things(attempt.scenario, _own(attempt))
        self.form = "json"
        self.headers = authorization(self.profile)
        self.written: list[Event] = []
        self.latest: tuple[Event, ...] = ()
        self.captured: list[Event] = []
        self.response: Response | None = None
        self.outcome: Outcome | None = None
        self.pages: list[tuple[Event, ...]] = []
        self._epoch = micros(attempt.scenario.epoch)
        self._guest = HttpGuest(dialler_of(attempt, self._plan), self.profile.host)
        attempt.leaving.append(lambda: attempt.bench.outside(self._guest.leave()))

    def ask(self, request: Request) -> Response:
        """Ask, and let time pass until the answer is there.

        Raises:
            Mismatch: there is none.

        """
        address = f"{self.profile.base}{request.target}"
        whole = msgspec.structs.replace(request, target=address, headers={**self.headers, **request.headers})
        try:
            self.response = exchanged(self._attempt, self._guest, whole, _PATIENCE_US)
        except (OSError, h11.RemoteProtocolError) as error:
            raise self._unmet(request, "an answer", f"none ({error})") from error
        if self.response is None:
            raise self._unmet(request, "an answer", f"none within {_PATIENCE_US // 1_000_000} s")
        return self.response

    def cut(self, size: int) -> None:
        """Let what is sent leave in pieces of so many bytes."""
        self._guest.piece = size

    def introduced(self, who: Mapping[str, str]) -> dict[str, str]:
        """Headers of somebody who says that they are ``who``: ``user`` and ``password``, or nobody."""
        return introduced(self.profile, who)

    def capture(self, *, proceed: bool = False) -> None:
        """Capture what is written in one document, and wait until that has ended."""
        self.latest, self.written = tuple(self.written), []
        self.repeat(proceed=proceed)

    def repeat(self, *, proceed: bool = False) -> None:
        """Capture the same events again."""
        document = Document(version="2.0", created=text_of(self._epoch + self._attempt.now), events=self.latest)
        if self.form == "xml-1.2":
            document = as_urns(document, lambda _: PREFIX_DIGITS)
        self.send(written(document, self.form), _TYPES[self.form], proceed=proceed)
        if self.outcome is not None and self.outcome.stored:
            known = {event.event_id for event in self.captured if event.error_declaration is None}
            self.captured += [each for each in self.latest
                              if each.error_declaration is not None or each.event_id not in known]

    def send(self, body: bytes, media_type: str, *, proceed: bool = False) -> None:
        """Capture a document as it is, and wait until that has ended."""
        behaviour = "proceed" if proceed else "rollback"
        response = self.ask(Request("POST", "/capture", {
            "content-type": media_type, "gs1-capture-error-behaviour": behaviour}, body))
        if response.status != _TAKEN:
            kind, reason = problem_of(response)
            self.outcome = Outcome(response.status, stored=False, reasons=(reason,), problem=kind)
            return
        self.outcome = self._ended(urlsplit(response.headers.get("location", "")).path)

    def find(self, parameters: Sequence[tuple[str, str]], per_page: int = 30) -> list[Event]:
        """Ask for events, page by page, to the last.

        Raises:
            Mismatch: it is refused, or what comes is no answer.

        """
        self.pages = []
        query = urlencode([*parameters, ("perPage", str(per_page))])
        while query:
            asked = Request("GET", f"/events?{query}")
            response = self.ask(asked)
            if response.status != _OK:
                raise self._unmet(asked, "events", ": ".join(problem_of(response)))
            self.pages.append(self._events(asked, response))
            query = _next(response.headers.get("link", ""))
        return [event for page in self.pages for event in page]

    def _ended(self, path: str) -> Outcome:
        """What became of a capture that was taken; its job stands at ``path``."""
        target = path.removeprefix(self.profile.base)
        asked = Request("GET", target)
        for _ in range(_PATIENCE_US // int(self.profile.poll_every)):
            response = self.ask(asked)
            job = msgspec.json.decode(response.body) if response.status == _OK else {}
            if isinstance(job, dict) and job.get("running") is False:
                reasons = tuple(_reason(each) for each in job.get("errors") or ())
                return Outcome(_TAKEN, stored=job.get("success") is True, reasons=reasons)
            if response.status not in (_OK, _MISSING):
                raise self._unmet(asked, "a capture job", ": ".join(problem_of(response)))
            self._attempt.bench.advance(None, int(self.profile.poll_every))
        raise self._unmet(asked, "the end of the capture", f"none within {_PATIENCE_US // 1_000_000} s")

    def _events(self, asked: Request, response: Response) -> tuple[Event, ...]:
        try:
            return read_json(response.body).events
        except EpcisError as error:
            raise self._unmet(asked, "an EPCIS document", f"none: {error}") from error

    def _unmet(self, asked: Request, expected: str, found: str) -> Mismatch:
        """Record that the enterprise did not do what has to be; returns what is to be raised."""
        what = f"{asked.method} {asked.target}"
        try:
            expect(self._attempt, CLAIM, f"{what}: {expected}", f"{what}: {found}", met=False)
        except Mismatch as mismatch:
            return mismatch
        raise AssertionError(what)  # what is not met raises


def introduced(profile: EpcisProfile, who: Mapping[str, str]) -> dict[str, str]:
    """Headers of somebody who says that they are ``who``, see ``Partner.introduced``."""
    nobody = {"user": "", "password": "", "token": ""}
    return authorization(msgspec.structs.replace(profile, **{**nobody, **who}))


def dialler_of(attempt: Attempt, plan: WirePlan) -> Callable[[], Line]:
    """What dials the enterprise as partners do, within TLS where the wire is."""
    plainly = plain_dialler(attempt, plan)
    if not plan.tls:
        return plainly
    from linebench.bdd.tls import channel_of  # noqa: PLC0415  # few wires need OpenSSL
    from linebench.wiring.tls_line import TlsLine  # noqa: PLC0415  # as above

    return lambda: TlsLine(plainly(), lambda: channel_of(attempt))


def plain_dialler(attempt: Attempt, plan: WirePlan) -> Callable[[], Line]:
    """What dials the enterprise in clear: at the port that the bench serves, or at that of a real one."""
    if "l4" in attempt.scenario.stack.remote:
        return lambda: DiallingGuest(plan.host, plan.port, real=attempt.config.real)
    served = attempt.bench.endpoints[PARTNER].served
    if served is None:
        raise BenchError("the enterprise is not served as one stream of bytes")
    return lambda: Guest(served)


def partner_of(attempt: Attempt) -> Partner:
    """The partner of a test case, who comes when first spoken of."""
    if _NOTE not in attempt.notes:
        attempt.notes[_NOTE] = Partner(attempt)
    partner: Partner = attempt.notes[_NOTE]
    return partner


def _own(attempt: Attempt) -> str:
    """What identifiers are drawn from. A real enterprise remembers those of other runs, so each has its own."""
    run = attempt.continued.run if "l4" in attempt.scenario.stack.remote else 0
    test, row = attempt.case.test, attempt.row.text
    return f"{run} {attempt.config.seed_of(test, row)} {test} {row}"


def _plan(attempt: Attempt) -> WirePlan:
    plan = attempt.scenario.stack.partner
    if plan is None or plan.dialect != DIALECT:
        raise NotApplicable(f"no partner speaks {DIALECT} to the enterprise in the world {attempt.scenario.id!r}")
    return plan


def profile_of(plan: WirePlan) -> EpcisProfile:
    """How the enterprise is spoken to on a wire of partners."""
    profile = dialects()[DIALECT].profile(plan.profile, plan.options)
    assert isinstance(profile, EpcisProfile)
    return profile


def _next(link: str) -> str:
    """The query of the next page; empty: there is none."""
    address, _, words = link.partition(">")
    return urlsplit(address.strip().removeprefix("<")).query if 'rel="next"' in words or "rel=next" in words else ""


def _reason(error: object) -> str:
    return str(error.get("detail") or error.get("title") or error) if isinstance(error, dict) else str(error)
