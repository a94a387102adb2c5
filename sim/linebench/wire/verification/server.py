"""The enterprise's end of a face: who may ask, and which answer belongs to which question."""

from collections.abc import Callable, Sequence
from typing import TypeAlias
from urllib.parse import quote

import msgspec

from linebench.ports import Message
from linebench.ports.verification import Notice, Noticed, ToAsker, Verified, Verify
from linebench.wire.http.messages import Request, Response
from linebench.wire.http.server import Exchange
from linebench.wire.serials.credentials import Credentials
from linebench.wire.serials.trouble import TroubledServer
from linebench.wire.side import Arm, Cancel, Effect, Heard, Noted, Setting
from linebench.wire.verification.profile import VerificationProfile

__all__ = ["Answered", "VerificationServer"]

Answered: TypeAlias = Callable[[ToAsker], Response | None]
"""Takes an answer and gives the response that it makes; ``None``: there is one only when others have come too."""
_LATE = "no answer "


class _Waiting(msgspec.Struct, frozen=True):
    exchange: Exchange
    token: str
    answered: Answered


class VerificationServer(TroubledServer):
    """A server that hands questions to the enterprise and answers when it does. Derived classes say what is asked.

    Tokens of two askers are two requests even where they are the same text: the enterprise is told them with the
    asker before them.
    """

    realm: str
    """What credentials are for."""

    def __init__(self, profile: VerificationProfile, setting: Setting) -> None:
        super().__init__(profile.body_limit)
        self._setting = setting
        self._within = int(profile.answer_within)
        self._credentials = Credentials(profile, setting, self.realm)
        self._open: dict[tuple[type, str], list[_Waiting]] = {}
        self._made = 0

    def serve(self, exchange: Exchange, request: Request, who: str, out: list[Effect]) -> Response | None:
        """What a request of ``who`` is answered; ``None``: ``ask`` has asked the enterprise."""
        raise NotImplementedError

    def late(self) -> Response:
        """What is answered where the enterprise does not answer in time: 504."""
        return self.unreadable(504, f"found no answer within {self._within // 1_000} ms")

    def answer(self, exchange: Exchange, request: Request, out: list[Effect]) -> Response | None:
        """See ``HttpServer``."""
        who = self._credentials.check(request.headers, out)
        if isinstance(who, Response):
            return self.unadmitted(who)
        return self.serve(exchange, request, who, out)

    def unadmitted(self, refusal: Response) -> Response:
        """What is answered to somebody without the right credentials."""
        return refusal

    def ask(self, exchange: Exchange, message: Verify | Notice, answered: Answered, out: list[Effect]) -> None:
        """Hand a question or a notice to the enterprise."""
        kind, by, token = _told(message)
        told = f"{quote(by, safe='')}/{token}"
        self._open.setdefault((kind, told), []).append(_Waiting(exchange, token, answered))
        name = "request" if isinstance(message, Verify) else "notice"
        out += [Heard(msgspec.structs.replace(message, **{name: told})),
                Arm(f"{_LATE}{exchange.client} {exchange.number}", self._within)]

    def token(self) -> str:
        """A new token for a request that came without one: no later one of this server is like it."""
        self._made += 1
        return f"{self._setting.name} {self._setting.epoch} {self._setting.now()} {self._made}"

    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``Side``: the enterprise answers. Everybody who asked with this token hears it."""
        if not isinstance(message, Verified | Noticed):
            return ()
        told = message.request if isinstance(message, Verified) else message.notice
        waiting = self._open.pop((type(message), told), ())
        if not waiting:
            return [Noted("unasked", f"found an answer to {told!r}; nobody waits for it")]
        out: list[Effect] = []
        for each in waiting:
            response = each.answered(_named(message, each.token))
            if response is not None:
                out += [Cancel(f"{_LATE}{each.exchange.client} {each.exchange.number}"),
                        *self.say(each.exchange, response)]
        return out

    def expired(self, name: str) -> Sequence[Effect]:
        """See ``Side``: the enterprise has not answered in time."""
        if not name.startswith(_LATE):
            return super().expired(name)
        client, number = map(int, name.removeprefix(_LATE).split())
        exchange = Exchange(client, number)
        self._forget(lambda each: each.exchange == exchange)
        return [Noted("unanswered", f"no answer within {self._within // 1_000} ms"),
                *self.reply(exchange, self.late())]

    def closed(self, client: int) -> Sequence[Effect]:
        """See ``Side``: nobody waits there any more."""
        self._forget(lambda each: each.exchange.client == client)
        return super().closed(client)

    def _forget(self, gone: Callable[[_Waiting], bool]) -> None:
        for key, waiting in list(self._open.items()):
            left = [each for each in waiting if not gone(each)]
            if left:
                self._open[key] = left
            else:
                del self._open[key]


def _told(message: Verify | Notice) -> tuple[type, str, str]:
    """The kind of its answer, who says it, and its token."""
    if isinstance(message, Verify):
        return Verified, message.asker, message.request
    return Noticed, message.sender, message.notice


def _named(message: Verified | Noticed, token: str) -> ToAsker:
    if isinstance(message, Verified):
        return msgspec.structs.replace(message, request=token)
    return msgspec.structs.replace(message, notice=token)
