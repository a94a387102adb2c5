"""The pool's end: what each address means."""

from collections.abc import Mapping

from linebench.ports.serials import Draw, Drawn, ToUser
from linebench.wire.http.messages import Request, Response, problem
from linebench.wire.http.server import Exchange
from linebench.wire.serials.profile import SerialsProfile
from linebench.wire.serials.server import SerialsServer
from linebench.wire.serials_rest.allocation import FORMATS, allocated, named_pool
from linebench.wire.serials_rest.description import description
from linebench.wire.serials_rest.documents import ASKS, DocumentError, message_of, refused, response_of
from linebench.wire.side import Effect, Noted, Setting

__all__ = ["PoolServer", "RestProfile"]

_KIND = "about:blank"
_JSON = "application/json"
_PARTS = 3
_LARGEST = 1_000_000


class RestProfile(SerialsProfile, frozen=True, kw_only=True):
    """Options of the plain REST pool."""

    pools: Mapping[str, str] = {}
    """Names of pools at the older address that are none by themselves: each with what it stands for."""


class PoolServer(SerialsServer):
    """A pool of serials over REST. What it is asked it says to the pool behind it, whose answer is the response."""

    face = "rest"

    def __init__(self, profile: RestProfile, setting: Setting) -> None:
        super().__init__(profile, setting)
        self._pools = profile.pools

    def serve(self, exchange: Exchange, request: Request, who: str, out: list[Effect]) -> Response | None:
        """See ``SerialsServer``."""
        path = request.path
        if path == ("openapi.json",):
            return self._described(request)
        if len(path) == _PARTS and path[0] == "pools" and path[2] in ASKS:
            return _only("POST", request) or self._asked(exchange, request, who, out)
        if len(path) == _PARTS and path[0] == "allocate":
            return _only("GET", request) or self._allocate(exchange, request, who, out)
        return problem(404, _KIND, f"found {request.target!r}; expected an address of /openapi.json")

    def _described(self, request: Request) -> Response:
        return _only("GET", request) or Response(200, {"content-type": _JSON}, description())

    def _asked(self, exchange: Exchange, request: Request, who: str, out: list[Effect]) -> Response | None:
        _, form, act = request.path
        if request.media_type != _JSON:
            return problem(415, _KIND, f"found {request.media_type or 'no content type'!r}; expected {_JSON}",
                           accept_post=_JSON)
        try:
            message = message_of(act, form, request.body, self.token())
        except DocumentError as error:
            out.append(Noted("refused", str(error)))
            return problem(error.status, _KIND, str(error))
        self.ask(exchange, (who,), message, response_of, out)
        return None

    def _allocate(self, exchange: Exchange, request: Request, who: str, out: list[Effect]) -> Response | None:
        _, name, size = request.path
        query = dict(request.query)
        form = query.get("format", "json")
        pool = named_pool(self._pools.get(name, name))
        if pool is None:
            return problem(404, _KIND, f"found the pool {name!r}; expected a GTIN, a company prefix, or a form")
        if form not in FORMATS:
            return problem(400, _KIND, f"found the format {form!r}; expected one of {', '.join(FORMATS)}")
        if not (size.isascii() and size.isdigit() and 0 < int(size) <= _LARGEST):
            return problem(422, _KIND, f"found the size {size!r}; expected 1 to {_LARGEST}")
        token = query.get("request") or request.headers.get("idempotency-key") or self.token()

        def rendered(answer: ToUser) -> Response:
            if isinstance(answer, Drawn) and answer.serials:
                return allocated(answer, int(size), name, form)
            return refused(answer)

        self.ask(exchange, (who, "allocate"), Draw(token, int(size), *pool), rendered, out)
        return None


def _only(method: str, request: Request) -> Response | None:
    if request.method == method:
        return None
    return problem(405, _KIND, f"found {request.method}; expected {method}", allow=method)
