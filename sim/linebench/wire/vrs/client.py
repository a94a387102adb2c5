"""The partner's end."""

from collections.abc import Sequence
from urllib.parse import urlencode

from linebench.ports import Message
from linebench.ports.verification import ToAsker, Verify
from linebench.wire.http.messages import Request, Response
from linebench.wire.serials.credentials import authorization
from linebench.wire.side import Effect, Heard, Noted, Setting
from linebench.wire.verification.client import Asked, UnfitError, VerificationClient, refusal
from linebench.wire.vrs.profile import VrsProfile
from linebench.wire.vrs.questions import FOREIGN, read, target_of

__all__ = ["VrsClient"]


class VrsClient(VerificationClient):
    """Asks about packs by GET. What has no words here is not asked: dispensing, its end, and notices."""

    def __init__(self, profile: VrsProfile, setting: Setting) -> None:
        super().__init__(profile, setting)
        self._profile = profile
        self._headers = {"accept": "application/json", **authorization(profile)}
        self._known: set[str] = set()

    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``Side``."""
        unsure = self._profile.check_first and isinstance(message, Verify) and message.gtin not in self._known
        return self._check(message) if unsure and isinstance(message, Verify) else super().tell(message)

    def request_of(self, asked: Asked) -> Request:
        """See ``VerificationClient``."""
        (ask,) = asked
        if not isinstance(ask, Verify):
            raise UnfitError(f"found a {type(ask).__name__}; expected a Verify, for there are no words for others")
        return Request("GET", target_of(ask, self._profile), self._headers)

    def answers_in(self, asked: Asked, response: Response) -> Sequence[ToAsker]:
        """See ``VerificationClient``."""
        return [read(response.body, ask, self._profile) for ask in asked if isinstance(ask, Verify)]

    def _check(self, ask: Verify) -> list[Effect]:
        """Ask whether anybody answers for a product, and then about the pack."""
        names = self._profile.parameters
        said = {"gtin": ask.gtin, names["asker"]: ask.asker, names["context"]: self._profile.context}
        target = f"{self._profile.connectivity}?{urlencode(said)}"

        def came(response: Response | None) -> list[Effect]:
            if response is not None and response.status == 200:  # noqa: PLR2004  # of HTTP
                self._known.add(ask.gtin)
                return self.put((ask,), 1)
            status = response.status if response else 0
            why = "unknown_product" if status == FOREIGN else "no_answer"
            return [Noted("unconnected", f"found status {status or 'none'} for GTIN {ask.gtin}"),
                    Heard(refusal(ask, why))]

        return self.ask(Request("GET", target, self._headers), came)
