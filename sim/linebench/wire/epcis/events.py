"""Answers for ``/events``: events that fit a query, one by its id, and one more."""

from collections.abc import Mapping
from urllib.parse import quote

import msgspec

from linebench.epcis.hashing import event_hash
from linebench.ports.l4 import Captured, Found, QueryRefused
from linebench.wire.epcis.captures import Captures
from linebench.wire.epcis.capturing import event_in
from linebench.wire.epcis.desk import Desk, found_in
from linebench.wire.epcis.forms import Writer
from linebench.wire.epcis.pages import next_page
from linebench.wire.epcis.parameters import Parameters, of_address, page_size, page_token, paged_only
from linebench.wire.epcis.refusals import RefusedError, refusal
from linebench.wire.epcis.routes import Call, Handlers
from linebench.wire.epcis.wishes import FORMS
from linebench.wire.http.messages import Response
from linebench.wire.side import Effect

__all__ = ["SIMPLE", "Events"]

SIMPLE = "SimpleEventQuery"
"""Name of a query that has none."""
_ID = "EQ_eventID"


class Events:
    """Events of the repository."""

    def __init__(self, desk: Desk, captures: Captures) -> None:
        self._desk, self._captures = desk, captures
        self._writer = Writer(desk.profile.prefixes)
        self._coming: set[str] = set()

    def routes(self) -> Mapping[str, Handlers]:
        """Its addresses."""
        return {"/events": {"GET": lambda call: self.answer(call, of_address(call.request)), "POST": self._post},
                "/events/{eventID}": {"GET": self._get}}

    def answer(self, call: Call, parameters: Parameters, name: str = SIMPLE) -> None:
        """Answer with a page of the events that fit the parameters."""
        call.wishes.form(FORMS)
        token, size = page_token(call.request), page_size(call.request, self._desk.profile)
        page = self._desk.pages.rest(token, (name, parameters)) if token else ""

        def response(found: Found, _: list[Effect]) -> Response:
            told = self._writer.query_document(found.events, call.wishes, name, self._desk.moments.text())
            if not found.page:
                return told
            following = self._desk.pages.keep((name, parameters), found.page)
            more = next_page(call.request, following, self._desk.pages.until(following))
            return msgspec.structs.replace(told, headers={**told.headers, **more})

        self._desk.find(call, self._desk.question(parameters, size, page), response, call.out)

    def _get(self, call: Call) -> None:
        call.wishes.form()
        paged_only(call.request)
        name = call.names[0]

        def response(found: Found, _: list[Effect]) -> Response:
            if not found.events:
                raise RefusedError("NoSuchResourceException", f"found no event {name}")
            return self._writer.event(found.events[0], call.wishes)

        self._desk.find(call, self._desk.question(((_ID, (name,)),), 1), response, call.out)

    def _post(self, call: Call) -> None:
        event = event_in(call.request)
        if not event.event_id:
            event = msgspec.structs.replace(event, event_id=event_hash(event))
        name = event.event_id
        if name in self._coming:
            raise _exists(name)
        self._coming.add(name)

        def ended(captured: Captured | None, out: list[Effect]) -> None:
            self._coming.discard(name)
            out += self._desk.reply(call.exchange, self._became(name, captured))

        def looked(message: Found | QueryRefused, out: list[Effect]) -> None:
            try:
                if found_in(message).events:
                    raise _exists(name)
                self._captures.single(call.request, event, ended, out)
            except RefusedError as error:
                self._coming.discard(name)
                out += self._desk.reply(call.exchange, error.response)

        self._desk.ask(self._desk.question(((_ID, (name,)),), 1), looked, call.out)

    def _became(self, name: str, captured: Captured | None) -> Response:
        if captured is None:
            return refusal("ImplementationException", self._desk.late())
        if captured.success:
            return Response(201, {"location": f"{self._desk.profile.base}/events/{quote(name, safe='')}"})
        return refusal("ValidationException", "; ".join(captured.errors) or "the repository did not store it")


def _exists(name: str) -> RefusedError:
    return RefusedError("ResourceAlreadyExistsException", f"found the event {name}, which is there already")
