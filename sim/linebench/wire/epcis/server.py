"""The repository's end of EPCIS 2.0 over REST: requests in, captures and queries of the port out, and back.

Source: GS1 EPCIS 2.0, chapter 12. What is behind the port decides what is stored and found; here is decided what a
request means and what it is answered.
"""

from collections.abc import Callable, Mapping, Sequence

import msgspec

from linebench.ports import Message
from linebench.ports.l4 import Captured, Found, QueryRefused
from linebench.wire.epcis.access import Access
from linebench.wire.epcis.captures import Captures
from linebench.wire.epcis.desk import Desk
from linebench.wire.epcis.events import Events
from linebench.wire.epcis.forms import collection, json_response
from linebench.wire.epcis.lists import Lists
from linebench.wire.epcis.named import Queries
from linebench.wire.epcis.openapi import description
from linebench.wire.epcis.profile import EpcisProfile
from linebench.wire.epcis.refusals import RefusedError, kind_of_status, refusal
from linebench.wire.epcis.resources import RESOURCES
from linebench.wire.epcis.routes import Call, Handlers, Routes, allowed_methods, handler_for
from linebench.wire.epcis.subscriptions import Subscriptions
from linebench.wire.epcis.wishes import wishes_of
from linebench.wire.http.messages import Request, Response
from linebench.wire.http.server import Exchange, HttpServer
from linebench.wire.side import Effect, Setting

__all__ = ["EpcisServer"]

_CBV = "2.0.0"


class EpcisServer(HttpServer):
    """The device side of seat ``l4``.

    ``deliver``: takes each delivery to a subscriber, to be sent; without, deliveries are noted.
    """

    def __init__(self, profile: EpcisProfile, setting: Setting,
                 deliver: Callable[[Request], None] | None = None) -> None:
        super().__init__(profile.capture_bytes)
        self._profile = profile
        self._desk = Desk(profile, setting, self._reply)
        self._access = Access(profile, self._desk.moments, setting.admits)
        self._captures = Captures(self._desk)
        events = Events(self._desk, self._captures)
        queries = Queries(self._desk, events)
        self._subscriptions = Subscriptions(self._desk, queries, self._captures.settled, deliver)
        lists = Lists(self._desk, events)
        self._routes = Routes(profile.base, {
            "/": {"GET": self._root}, "/openapi.json": {"GET": self._description},
            "/nextPageToken/{token}": {"DELETE": self._drop_page},
            **self._captures.routes(), **events.routes(), **lists.routes(), **queries.routes(),
            **self._subscriptions.routes()})

    def answer(self, exchange: Exchange, request: Request, out: list[Effect]) -> Response | None:
        """See ``HttpServer``."""
        try:
            response = self._answer(exchange, request, out)
        except RefusedError as error:
            response = error.response
        return None if response is None else self._dressed(response)

    def deliver_by(self, deliver: Callable[[Request], None]) -> None:
        """See ``wire.http.delivering``."""
        self._subscriptions.deliver = deliver

    def unreadable(self, status: int, detail: str) -> Response:
        """See ``HttpServer``."""
        return self._dressed(refusal(kind_of_status(status), detail, status))

    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``Side``."""
        if isinstance(message, Captured):
            ended = self._captures.ended(message)
            return [*ended, *(self._subscriptions.stored() if message.stored else ())]
        return self._desk.answered(message) if isinstance(message, Found | QueryRefused) else ()

    def expired(self, name: str) -> Sequence[Effect]:
        """See ``Side``."""
        return [*self._desk.expired(name), *self._captures.expired(name), *self._subscriptions.expired(name)]

    def _answer(self, exchange: Exchange, request: Request, out: list[Effect]) -> Response | None:
        self._access.check(request, out)
        handlers, names = self._routes.find(request.path)
        if request.method == "OPTIONS":
            return self._options(handlers)
        handler = handler_for(handlers, request.method)
        return handler(Call(exchange, request, wishes_of(request), names, out))

    def _options(self, handlers: Handlers) -> Response:
        return Response(204, {"allow": allowed_methods(handlers)})

    def _root(self, call: Call) -> Response:
        return json_response(collection(["capture", "events", *RESOURCES, "queries"]), form=call.wishes.form())

    def _description(self, call: Call) -> Response:
        return json_response(description(self._profile), form=call.wishes.form())

    def _drop_page(self, call: Call) -> Response:
        self._desk.pages.drop(call.names[0])
        return Response(204)

    def _reply(self, exchange: Exchange, response: Response) -> list[Effect]:
        return self.reply(exchange, self._dressed(response))

    def _dressed(self, response: Response) -> Response:
        """The response with what every one tells of the server."""
        return msgspec.structs.replace(response, headers={**self._headers(), **response.headers})

    def _headers(self) -> Mapping[str, str]:
        return {"gs1-epcis-version": self._profile.version, "gs1-epcis-min": "1.2.0",
                "gs1-epcis-max": self._profile.version, "gs1-cbv-version": _CBV, "gs1-cbv-min": "1.2.0",
                "gs1-cbv-max": _CBV, "gs1-epcis-capture-limit": str(self._profile.capture_events),
                "gs1-epcis-capture-file-size-limit": str(self._profile.capture_bytes)}
