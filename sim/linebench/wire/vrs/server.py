"""The enterprise's end: answers in JSON with 200, and nothing but a status and a line of text with any other."""

import json

from linebench.ports.verification import ToAsker, Verified
from linebench.wire.http.messages import Request, Response
from linebench.wire.http.server import Exchange
from linebench.wire.side import Effect, Noted, Setting
from linebench.wire.verification.server import VerificationServer
from linebench.wire.vrs.description import description
from linebench.wire.vrs.profile import VrsProfile
from linebench.wire.vrs.questions import BAD, FOREIGN, QuestionError, answer_of, checked, question_in

__all__ = ["VrsServer"]

_JSON = {"content-type": "application/json"}
_TEXT = {"content-type": "text/plain; charset=utf-8"}
_STATUSES = {"unknown_product": FOREIGN, "bad_request": BAD, "refused": 403}
"""Of HTTP, for what is no answer about a pack."""


class VrsServer(VerificationServer):
    """Verification of packs by GET."""

    realm = "verification"

    def __init__(self, profile: VrsProfile, setting: Setting) -> None:
        super().__init__(profile, setting)
        self._profile = profile

    def unreadable(self, status: int, detail: str) -> Response:
        """See ``HttpServer``."""
        return _refused(status, detail)

    def unadmitted(self, refusal: Response) -> Response:
        """See ``VerificationServer``."""
        challenge = {"www-authenticate": refusal.headers["www-authenticate"]}
        return Response(refusal.status, {**_TEXT, **challenge}, b"expected credentials\n")

    def serve(self, exchange: Exchange, request: Request, who: str, out: list[Effect]) -> Response | None:
        """See ``VerificationServer``."""
        del who  # the GLN in the address says who asks
        if request.method not in ("GET", "HEAD"):
            return Response(405, {**_TEXT, "allow": "GET, HEAD"}, b"expected GET\n")
        if request.path == ("openapi.json",):
            return Response(200, _JSON, description(self._profile))
        try:
            if "/" + "/".join(request.path) == self._profile.connectivity:
                return self._connected(request)
            ask = question_in(request, self._profile, self.token())
        except QuestionError as error:
            out.append(Noted("refused", str(error)))
            return _refused(error.status, str(error))
        if ask is None:
            return _refused(FOREIGN, f"found {request.target!r}; expected an address of /openapi.json")
        self.ask(exchange, ask, self._rendered, out)
        return None

    def _connected(self, request: Request) -> Response:
        gtin = dict(request.query).get("gtin", "")
        checked(request, self._profile, gtin)
        said = {self._profile.members["responder"]: self._profile.responder}
        return Response(200, _JSON, json.dumps(said).encode())

    def _rendered(self, answer: ToAsker) -> Response:
        assert isinstance(answer, Verified)
        if answer.why in _STATUSES:
            return _refused(_STATUSES[answer.why], answer.why.replace("_", " "))
        return Response(200, _JSON, answer_of(answer, self._profile))


def _refused(status: int, detail: str) -> Response:
    return Response(status, _TEXT, f"{detail}\n".encode())
