"""Answers for ``/queries``: queries under a name, and what each finds."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from linebench.epcis.json_reader import parse_json
from linebench.epcis.problems import EpcisError
from linebench.ports.l4 import Found, QueryRefused
from linebench.wire.epcis.capturing import body_form, told
from linebench.wire.epcis.desk import Desk, found_in
from linebench.wire.epcis.events import Events
from linebench.wire.epcis.forms import json_response
from linebench.wire.epcis.pages import next_page
from linebench.wire.epcis.parameters import (
    Parameters,
    in_json,
    json_of,
    of_address,
    page_size,
    page_token,
    paged_only,
)
from linebench.wire.epcis.refusals import RefusedError
from linebench.wire.epcis.routes import Call, Handlers
from linebench.wire.epcis.schedule import SCHEDULED
from linebench.wire.epcis.wishes import JSON
from linebench.wire.http.messages import Request, Response
from linebench.wire.side import Effect

__all__ = ["NamedQuery", "Queries", "body_object"]

_LIST = "queries"
_LONGEST = 128
_NOT_IMPLEMENTED = 501
_STREAMED = frozenset({"stream", *SCHEDULED})
"""Parameters that ask for a stream."""


class NamedQuery(msgspec.Struct, frozen=True):
    """A query with its name, and which one of those of the server it is."""

    name: str
    parameters: Parameters
    place: int

    def document(self) -> dict[str, Any]:
        """As JSON."""
        return {"name": self.name, "query": json_of(self.parameters)}


class Queries:
    """Named queries of one server. ``dropped``: told of a query that is there no more."""

    def __init__(self, desk: Desk, events: Events) -> None:
        self._desk, self._events = desk, events
        self._known: dict[str, NamedQuery] = {}
        self._defined = 0
        self.dropped: Callable[[str, list[Effect]], None] = lambda _name, _out: None

    def routes(self) -> Mapping[str, Handlers]:
        """Its addresses."""
        return {"/queries": {"POST": self._post, "GET": self._list},
                "/queries/{queryName}": {"GET": self._get, "DELETE": self._delete},
                "/queries/{queryName}/events": {"GET": self._run}}

    def named(self, name: str) -> NamedQuery:
        """The query of a name.

        Raises:
            RefusedError: there is none.

        """
        found = self._known.get(name)
        if found is None:
            raise RefusedError("NoSuchNameException", f"found no query {name!r}, expected one of /queries")
        return found

    def _post(self, call: Call) -> None:
        name, parameters = _definition(call.request)
        self._check_free(name)

        def tried(message: Found | QueryRefused, out: list[Effect]) -> None:
            try:
                response = self._define(name, parameters, message)
            except RefusedError as error:
                response = error.response
            out += self._desk.reply(call.exchange, response)

        # The repository knows what may be asked: a query that it refuses is not worth a name
        self._desk.ask(self._desk.question(parameters, 1), tried, call.out)

    def _check_free(self, name: str) -> None:
        if name in self._known:
            raise RefusedError("ResourceAlreadyExistsException", f"found the query {name!r}, there already")

    def _define(self, name: str, parameters: Parameters, message: Found | QueryRefused) -> Response:
        found_in(message)
        self._check_free(name)
        self._defined += 1
        self._known[name] = NamedQuery(name, parameters, self._defined)
        return Response(201, {"location": f"{self._desk.profile.base}/queries/{name}"})

    def _list(self, call: Call) -> Response:
        paged_only(call.request)
        size, token = page_size(call.request, self._desk.profile), page_token(call.request)
        place = self._desk.pages.rest(token, _LIST) if token else 0
        found = [each for each in self._known.values() if each.place > place]
        headers: dict[str, str] = {}
        if len(found) > size:
            token = self._desk.pages.keep(_LIST, found[size - 1].place)
            headers = next_page(call.request, token, self._desk.pages.until(token))
        return json_response([each.document() for each in found[:size]], headers=headers, form=call.wishes.form())

    def _get(self, call: Call) -> Response:
        return json_response(self.named(call.names[0]).document(), form=call.wishes.form())

    def _delete(self, call: Call) -> Response:
        name = self.named(call.names[0]).name
        del self._known[name]
        self.dropped(name, call.out)
        return Response(204)

    def _run(self, call: Call) -> None:
        query = self.named(call.names[0])
        said = {name for name, _ in of_address(call.request)}
        if said & _STREAMED or "websocket" in call.request.headers.get("upgrade", "").lower():
            raise RefusedError("ImplementationException", "found a wish for a stream or a schedule here"
                               f"; expected: subscribe at /queries/{query.name}/subscriptions",
                               _NOT_IMPLEMENTED)
        paged_only(call.request)
        self._events.answer(call, query.parameters, query.name)


def _definition(request: Request) -> tuple[str, Parameters]:
    found = body_object(request, {"name", "query", "@context"}, "QueryValidationException")
    name = found.get("name")
    if not isinstance(name, str) or not 0 < len(name) <= _LONGEST or not _is_plain(name):
        raise RefusedError("QueryValidationException", f"name: found {str(name)[:_LONGEST]!r}, expected 1 to "
                                                       f"{_LONGEST} letters, digits and - . _ ~")
    return name, in_json(found.get("query"))


def _is_plain(name: str) -> bool:
    return name.isascii() and all(each.isalnum() or each in "-._~" for each in name) and name not in (".", "..")


def body_object(request: Request, known: set[str], kind: str) -> Mapping[str, Any]:
    """The object that a body is. ``kind``: of what is refused.

    Raises:
        RefusedError: it is none, or has other members.

    """
    body_form(request, *JSON)
    try:
        found = parse_json(request.body)
    except EpcisError as error:
        raise RefusedError(kind, told(error)) from error
    if not isinstance(found, dict):
        raise RefusedError(kind, "found no object, expected one in JSON")
    others = sorted(found.keys() - known)
    if others:
        raise RefusedError(kind, f"{others[0]}: found this member, expected {', '.join(sorted(known))}")
    return found
