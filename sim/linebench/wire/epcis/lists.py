"""Answers for the lists of what is in a repository: their entries, what each has, and the events of one.

The repository is asked for events and nothing else: entries are gathered from events until a page of them is full.
"""

from collections.abc import Callable, Mapping

from linebench.ports.l4 import Found, QueryRefused
from linebench.wire.epcis.desk import Desk, found_in
from linebench.wire.epcis.events import Events
from linebench.wire.epcis.forms import collection, json_response
from linebench.wire.epcis.pages import next_page
from linebench.wire.epcis.parameters import of_address, page_size, page_token, paged_only
from linebench.wire.epcis.refusals import KINDS, RefusedError
from linebench.wire.epcis.resources import RESOURCES, Resource
from linebench.wire.epcis.routes import Call, Handler, Handlers
from linebench.wire.http.messages import Response
from linebench.wire.side import Effect

__all__ = ["Lists"]

_BAD = 400


class _Gathering:
    """How far the entries of a list have been gathered."""

    def __init__(self, known: frozenset[str] = frozenset(), left: tuple[str, ...] = (), page: str = "",
                 *, whole: bool = False) -> None:
        self.known, self.left, self.page, self.whole = set(known), list(left), page, whole

    def take(self, resource: Resource, found: Found) -> None:
        """More events."""
        for event in found.events:
            for entry in resource.entries(event):
                if entry not in self.known:
                    self.known.add(entry)
                    self.left.append(entry)
        self.page, self.whole = found.page, not found.page

    def split(self, size: int) -> tuple[list[str], "_Gathering | None"]:
        """A page of entries, and what goes on behind it; ``None``: nothing."""
        rest = _Gathering(frozenset(self.known), tuple(self.left[size:]), self.page, whole=self.whole)
        return self.left[:size], rest if rest.left or not rest.whole else None

    def copy(self) -> "_Gathering":
        """The same, for an answer of its own."""
        return _Gathering(frozenset(self.known), tuple(self.left), self.page, whole=self.whole)


class Lists:
    """The resources ``/eventTypes``, ``/epcs`` and so on."""

    def __init__(self, desk: Desk, events: Events) -> None:
        self._desk, self._events = desk, events

    def routes(self) -> Mapping[str, Handlers]:
        """Its addresses."""
        found: dict[str, Handlers] = {}
        for name, resource in RESOURCES.items():
            found[f"/{name}"] = {"GET": self._for(self._entries, resource)}
            found[f"/{name}/{{id}}"] = {"GET": self._for(self._one, resource)}
            found[f"/{name}/{{id}}/events"] = {"GET": self._for(self._of_one, resource)}
        return found

    def _for(self, answer: Callable[[Call, Resource], Response | None], resource: Resource) -> Handler:
        return lambda call: answer(call, resource)

    def _entries(self, call: Call, resource: Resource) -> Response | None:
        call.wishes.form()
        paged_only(call.request)
        size, token = page_size(call.request, self._desk.profile), page_token(call.request)
        kept = self._desk.pages.rest(token, resource.parameter) if token else _Gathering()
        return self._gather(call, resource, kept.copy(), size, call.out)

    def _gather(self, call: Call, resource: Resource, gathering: _Gathering, size: int,
                out: list[Effect]) -> Response | None:
        if gathering.whole or len(gathering.left) > size:
            return self._page(call, resource, gathering, size)

        def more(found: Found, later: list[Effect]) -> Response | None:
            gathering.take(resource, found)
            return self._gather(call, resource, gathering, size, later)

        query = self._desk.question((), self._desk.profile.per_page_most, gathering.page)
        self._desk.find(call, query, more, out)
        return None

    def _page(self, call: Call, resource: Resource, gathering: _Gathering, size: int) -> Response:
        entries, rest = gathering.split(size)
        headers: dict[str, str] = {}
        if rest is not None:
            token = self._desk.pages.keep(resource.parameter, rest)
            headers = next_page(call.request, token, self._desk.pages.until(token))
        return json_response(collection(entries), headers=headers, form=call.wishes.form())

    def _one(self, call: Call, resource: Resource) -> None:
        call.wishes.form()
        paged_only(call.request)
        name = call.names[0]

        def answered(message: Found | QueryRefused, out: list[Effect]) -> None:
            try:
                response = self._is_there(message, name, call)
            except RefusedError as error:
                response = error.response
            out += self._desk.reply(call.exchange, response)

        self._desk.ask(self._desk.question(((resource.parameter, (name,)),), 1), answered, call.out)

    def _is_there(self, message: Found | QueryRefused, name: str, call: Call) -> Response:
        # A name that cannot be is one that is not there
        impossible = isinstance(message, QueryRefused) and KINDS.get(message.kind) == _BAD
        if impossible or not found_in(message).events:
            raise RefusedError("NoSuchResourceException", f"found no event with {name}")
        return json_response(collection(["events"]), form=call.wishes.form())

    def _of_one(self, call: Call, resource: Resource) -> None:
        self._events.answer(call, ((resource.parameter, (call.names[0],)), *of_address(call.request)))
