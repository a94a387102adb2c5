"""The pool's end."""

from linebench.ports.serials import Draw, Drawn, ToUser
from linebench.wire.http.messages import Request, Response, problem
from linebench.wire.http.server import Exchange
from linebench.wire.serials.server import SerialsServer
from linebench.wire.serials_soap.envelope import MEDIA, Fault, FaultError, enveloped, fault_response, opened
from linebench.wire.serials_soap.messages import REQUEST, SnRequest, SnResponse, read_request, write_response
from linebench.wire.serials_soap.profile import SoapProfile
from linebench.wire.serials_soap.xml import XmlProblemError
from linebench.wire.side import Effect, Noted, Setting

__all__ = ["SoapPoolServer"]

_KIND = "about:blank"
_TOKEN = "ReferenceIdentifier"  # noqa: S105  # the name of an element
_OURS = frozenset(("insufficient", "not_accepted"))
"""What the pool refuses without a fault of whoever asked."""


class SoapPoolServer(SerialsServer):
    """A pool of serials over SOAP. What it is asked it says to the pool behind it, whose answer is the response."""

    face = "soap"

    def __init__(self, profile: SoapProfile, setting: Setting) -> None:
        super().__init__(profile, setting)
        self._path, self._state = profile.path.rstrip("/"), profile.state

    def serve(self, exchange: Exchange, request: Request, who: str, out: list[Effect]) -> Response | None:
        """See ``SerialsServer``."""
        refused = self._why_not(request)
        if refused is not None:
            return refused
        version = MEDIA[request.media_type]
        try:
            said = _said(request.body, version)
        except (XmlProblemError, FaultError) as error:
            out.append(Noted("refused", str(error)))
            return fault_response(error.fault if isinstance(error, FaultError) else Fault("Client", str(error)),
                                  version)
        token = dict(said.references).get(_TOKEN) or self.token()
        draw = Draw(token, said.size, said.encoding, said.key, self._state)
        self.ask(exchange, (who, said.sending), draw, lambda answer: _rendered(said, answer, version), out)
        return None

    def _why_not(self, request: Request) -> Response | None:
        if request.target.partition("?")[0].rstrip("/") != self._path:
            return problem(404, _KIND, f"found {request.target!r}; expected {self._path or '/'}")
        if request.method != "POST":
            return problem(405, _KIND, f"found {request.method}; expected POST", allow="POST")
        if request.media_type not in MEDIA:
            return problem(415, _KIND, f"found {request.media_type or 'no content type'!r}; expected one of "
                                       f"{', '.join(MEDIA)}")
        return None


def _said(body: bytes, version: str) -> SnRequest:
    element = opened(body, version)
    if isinstance(element, Fault) or element.tag != REQUEST:
        found = "a fault" if isinstance(element, Fault) else element.tag
        raise FaultError(Fault("Client", f"Envelope/Body: found {found}, expected {REQUEST}"))
    return read_request(element)


def _rendered(said: SnRequest, answer: ToUser, version: str) -> Response:
    if not isinstance(answer, Drawn) or (answer.status != "ok" and not answer.serials):
        code = "Server" if answer.status in _OURS else "Client"
        return fault_response(Fault(code, f"the pool refused: {answer.status}", answer.status), version)
    response = SnResponse(sending=said.receiving, receiving=said.sending, id_type=said.id_type,
                          encoding=said.encoding, serials=answer.serials, key=said.key,
                          references=said.references, extra=answer.extra)
    try:
        body = enveloped(write_response(response), version)
    except XmlProblemError as error:
        return fault_response(Fault("Server", f"the pool gave what XML cannot have: {error}"), version)
    media = next(name for name, each in MEDIA.items() if each == version)
    return Response(200, {"content-type": f"{media}; charset=utf-8"}, body)
