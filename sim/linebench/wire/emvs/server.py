"""The enterprise's end: what each address means."""

from functools import partial
from typing import TypeVar

import msgspec

from linebench.ports.verification import Noticed, ToAsker, Verified, Verify
from linebench.product.dates import is_date
from linebench.product.keys import is_key
from linebench.wire.emvs.description import description
from linebench.wire.emvs.documents import (
    LONGEST_TOKEN,
    Bulk,
    BulkAnswer,
    Change,
    DocumentError,
    LotAnswer,
    LotChange,
    PackAnswer,
    PackAsk,
    decoded,
    notice_of,
    pack_answer,
    verify_of,
)
from linebench.wire.emvs.profile import EmvsProfile
from linebench.wire.http.messages import Request, Response, problem
from linebench.wire.http.server import Exchange
from linebench.wire.side import Effect, Noted, Setting
from linebench.wire.verification.server import VerificationServer

__all__ = ["EmvsServer"]

_KIND = "about:blank"
_JSON = "application/json"
_SCHEME = "GTIN"
_PACK_PARTS, _BULK = 5, ("packs",)
_GTIN, _GLN = 14, 13
T = TypeVar("T")


class EmvsServer(VerificationServer):
    """Verification and dispensing of packs, one by one and in bulk; recalls and extensions of lots."""

    realm = "verification"

    def __init__(self, profile: EmvsProfile, setting: Setting) -> None:
        super().__init__(profile, setting)
        self._profile = profile

    def serve(self, exchange: Exchange, request: Request, who: str, out: list[Effect]) -> Response | None:
        """See ``VerificationServer``."""
        path = request.path
        base = tuple(part for part in self._profile.base.split("/") if part)
        if path[:len(base)] != base:
            return _missing(request)
        try:
            return self._at(path[len(base):], exchange, request, who, out)
        except DocumentError as error:
            out.append(Noted("refused", str(error)))
            return problem(error.status, _KIND, str(error))

    def _at(self, path: tuple[str, ...], exchange: Exchange, request: Request, who: str,
            out: list[Effect]) -> Response | None:
        if path == ("openapi.json",):
            return _only(("GET",), request) or Response(200, {"content-type": _JSON}, description(self._profile))
        if path == _BULK:
            return _only(("POST",), request) or self._bulk(exchange, request, who, out)
        if len(path) != _PACK_PARTS or path[:2] != ("product", _SCHEME) or path[3] not in ("pack", "batch"):
            return _missing(request)
        if path[3] == "batch":
            return _only(("PATCH",), request) or self._lot(path, exchange, request, who, out)
        return _only(("GET", "PATCH"), request) or self._pack(path, exchange, request, who, out)

    def _pack(self, path: tuple[str, ...], exchange: Exchange, request: Request, who: str,
              out: list[Effect]) -> Response | None:
        query = dict(request.query)
        state = _body(Change, request).state if request.method == "PATCH" else None
        pack = _sound(PackAsk(path[2], path[4], query.get("batch", ""), query.get("expiry", ""), state))
        ask = verify_of(pack, self._token(request), self._asker(request, who))
        self.ask(exchange, ask, self._rendered, out)
        return None

    def _bulk(self, exchange: Exchange, request: Request, who: str, out: list[Effect]) -> Response | None:
        packs = _body(Bulk, request).packs
        if len(packs) > self._profile.most:
            raise DocumentError(422, f"found {len(packs)} packs; expected at most {self._profile.most}")
        token, asker = self._token(request), self._asker(request, who)
        asks = [verify_of(_sound(pack), f"{token}.{number}", asker) for number, pack in enumerate(packs, 1)]
        found: dict[str, PackAnswer] = {}

        def gathered(ask: Verify, answer: ToAsker) -> Response | None:
            assert isinstance(answer, Verified)
            found[ask.request] = pack_answer(answer, self._profile)
            if len(found) < len(asks):
                return None
            return _good(BulkAnswer(tuple(found[each.request] for each in asks)))

        for ask in asks:
            self.ask(exchange, ask, partial(gathered, ask), out)
        return None

    def _lot(self, path: tuple[str, ...], exchange: Exchange, request: Request, who: str,
             out: list[Effect]) -> Response | None:
        change = _body(LotChange, request)
        notice = notice_of(change, path[2], path[4], self._token(request), self._asker(request, who))
        if not is_key(notice.gtin, _GTIN):
            raise DocumentError(422, f"found the GTIN {notice.gtin!r}; expected 14 digits with their check digit")
        self.ask(exchange, notice, _kept, out)
        return None

    def _rendered(self, answer: ToAsker) -> Response:
        assert isinstance(answer, Verified)
        return _good(pack_answer(answer, self._profile))

    def _token(self, request: Request) -> str:
        token = request.headers.get("idempotency-key", "")
        if len(token) > LONGEST_TOKEN:
            raise DocumentError(400, f"found an Idempotency-Key of {len(token)} characters; expected at most "
                                     f"{LONGEST_TOKEN}")
        return token or self.token()

    def _asker(self, request: Request, who: str) -> str:
        """The place that asks: as it says, or that of its user."""
        place = dict(request.query).get("location") or self._profile.locations.get(who, "")
        if not is_key(place, _GLN):
            raise DocumentError(400, f"found the location {place!r}; expected a GLN, its check digit included")
        if self._profile.askers and place not in self._profile.askers:
            raise DocumentError(403, f"{place} may not ask here")
        return place


def _sound(pack: PackAsk) -> PackAsk:
    """A pack as it came, with nothing wrong in it.

    Raises:
        DocumentError: there is.

    """
    texts = (pack.serial, pack.batch)
    if not is_key(pack.gtin, _GTIN):
        raise DocumentError(422, f"found the GTIN {pack.gtin!r}; expected 14 digits with their check digit")
    if pack.expiry and not is_date(pack.expiry):
        raise DocumentError(422, f"found the expiry date {pack.expiry!r}; expected YYMMDD")
    if any(len(text) > 20 or not all("!" <= each <= "~" for each in text) for text in texts):  # noqa: PLR2004  # GS1
        raise DocumentError(422, f"found serial or batch {texts}; expected at most 20 characters of GS1")
    return pack


def _body(kind: type[T], request: Request) -> T:
    if request.media_type != _JSON:
        raise DocumentError(415, f"found {request.media_type or 'no content type'!r}; expected {_JSON}")
    return decoded(kind, request.body)


def _kept(answer: ToAsker) -> Response:
    assert isinstance(answer, Noticed)
    if not answer.accepted:
        return problem(422, _KIND, answer.reason)
    return _good(LotAnswer(answer.notice, "NMVS_SUCCESS"))


def _good(document: msgspec.Struct) -> Response:
    return Response(200, {"content-type": _JSON}, msgspec.json.encode(document))


def _missing(request: Request) -> Response:
    return problem(404, _KIND, f"found {request.target!r}; expected an address of /openapi.json")


def _only(methods: tuple[str, ...], request: Request) -> Response | None:
    if request.method in methods:
        return None
    allowed = ", ".join(methods)
    return problem(405, _KIND, f"found {request.method}; expected {allowed}", allow=allowed)
