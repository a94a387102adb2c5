"""The partner's end."""

from collections.abc import Sequence
from urllib.parse import quote, urlencode

import msgspec

from linebench.ports import Message
from linebench.ports.verification import Notice, ToAsker, Verify
from linebench.wire.emvs.documents import (
    Bulk,
    BulkAnswer,
    LotAnswer,
    PackAnswer,
    change_of,
    lot_change_of,
    pack_ask,
    read_lot,
    read_pack,
)
from linebench.wire.emvs.profile import EmvsProfile
from linebench.wire.http.messages import Request, Response
from linebench.wire.serials.credentials import authorization
from linebench.wire.side import Arm, Effect, Setting
from linebench.wire.verification.client import Asked, UnfitError, VerificationClient

__all__ = ["EmvsClient"]

_GATHER = "gather"
_GATHER_US = 1_000
"""So long questions are gathered for one bulk: those of one moment."""


class EmvsClient(VerificationClient):
    """Asks about packs, dispenses them and tells of lots. With ``bulk`` questions of one moment go together."""

    def __init__(self, profile: EmvsProfile, setting: Setting) -> None:
        super().__init__(profile, setting)
        self._profile = profile
        self._headers = {"accept": "application/json", **authorization(profile)}
        self._gathered: list[Verify] = []
        self._bulks = 0

    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``Side``."""
        if not isinstance(message, Verify) or self._profile.bulk == 1:
            return super().tell(message)
        self._gathered.append(message)
        return [Arm(_GATHER, _GATHER_US)] if len(self._gathered) == 1 else ()

    def expired(self, name: str) -> Sequence[Effect]:
        """See ``Side``."""
        if name != _GATHER:
            return super().expired(name)
        gathered, self._gathered = self._gathered, []
        out: list[Effect] = []
        by_asker: dict[str, list[Verify]] = {}
        for ask in gathered:
            by_asker.setdefault(ask.asker, []).append(ask)
        for asks in by_asker.values():
            for start in range(0, len(asks), self._profile.bulk):
                out += self.put(tuple(asks[start:start + self._profile.bulk]), 1)
        return out

    def request_of(self, asked: Asked) -> Request:
        """See ``VerificationClient``."""
        first = asked[0]
        if self._profile.bulk > 1 and isinstance(first, Verify):
            return self._bulk([ask for ask in asked if isinstance(ask, Verify)])
        if isinstance(first, Notice):
            target = f"/product/GTIN/{first.gtin}/batch/{quote(first.lot, safe='')}"
            return self._request("PATCH", target, {"location": first.sender}, first.notice, lot_change_of(first))
        if not first.serial:
            raise UnfitError("found no serial number; expected one, for the address has it")
        target = f"/product/GTIN/{quote(first.gtin, safe='')}/pack/{quote(first.serial, safe='')}"
        query = {"batch": first.lot, "expiry": first.expiry, "location": first.asker}
        if first.intent == "verify":
            return self._request("GET", target, query, first.request, b"")
        return self._request("PATCH", target, query, first.request, change_of(first))

    def answers_in(self, asked: Asked, response: Response) -> Sequence[ToAsker]:
        """See ``VerificationClient``."""
        first = asked[0]
        try:
            if self._profile.bulk > 1 and isinstance(first, Verify):
                return self._read_bulk(asked, msgspec.json.decode(response.body, type=BulkAnswer))
            if isinstance(first, Notice):
                return [read_lot(msgspec.json.decode(response.body, type=LotAnswer), first)]
            return [read_pack(msgspec.json.decode(response.body, type=PackAnswer), first, self._profile)]
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise UnfitError(f"found a body that cannot be read: {error}") from error

    def _bulk(self, asks: Sequence[Verify]) -> Request:
        """Its token is that of its first question, so that the same bulk again is the same."""
        body = msgspec.json.encode(Bulk(tuple(map(pack_ask, asks))))
        return self._request("POST", "/packs", {"location": asks[0].asker}, asks[0].request, body)

    def _read_bulk(self, asked: Asked, said: BulkAnswer) -> Sequence[ToAsker]:
        asks = [ask for ask in asked if isinstance(ask, Verify)]
        if len(said.results) != len(asks):
            raise UnfitError(f"found {len(said.results)} results; expected {len(asks)}")
        named = [msgspec.structs.replace(ask, request=f"{asks[0].request}.{number}")
                 for number, ask in enumerate(asks, 1)]
        answers = [read_pack(result, ask, self._profile) for result, ask in zip(said.results, named, strict=True)]
        return [msgspec.structs.replace(answer, request=ask.request)
                for answer, ask in zip(answers, asks, strict=True)]

    def _request(self, method: str, target: str, query: dict[str, str], token: str, body: bytes) -> Request:
        headers = {**self._headers, "idempotency-key": token}
        if body:
            headers["content-type"] = "application/json"
        said = {name: value for name, value in query.items() if value}
        return Request(method, f"{self._profile.base}{target}?{urlencode(said)}", headers, body)
