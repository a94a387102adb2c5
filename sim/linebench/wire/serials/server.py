"""The pool's end of an HTTP face: who may ask, and which answer of the pool belongs to which request."""

from collections.abc import Callable, Sequence
from typing import TypeAlias
from urllib.parse import quote

import msgspec

from linebench.ports import Message
from linebench.ports.serials import Count, Counted, Draw, Drawn, Move, Moved, ToOwner, ToUser
from linebench.wire.http.messages import Request, Response
from linebench.wire.http.server import Exchange
from linebench.wire.serials.credentials import Credentials
from linebench.wire.serials.profile import SerialsProfile
from linebench.wire.serials.trouble import TroubledServer
from linebench.wire.side import Effect, Heard, Noted, Setting

__all__ = ["Rendering", "SerialsServer"]

Rendering: TypeAlias = Callable[[ToUser], Response]
"""The response that an answer of the pool becomes. The answer has the token that whoever asked gave."""
_ANSWERS: dict[type, type] = {Draw: Drawn, Move: Moved, Count: Counted}


class _Waiting(msgspec.Struct, frozen=True):
    exchange: Exchange
    token: str
    render: Rendering


class SerialsServer(TroubledServer):
    """A server that hands requests to the pool and answers when it does. Derived classes say what a request means.

    Tokens of two askers are two requests even where they are the same text: the pool is told them with the face and
    the asker before them.
    """

    face: str
    """Stands before every token of this face."""

    def __init__(self, profile: SerialsProfile, setting: Setting) -> None:
        super().__init__(profile.body_limit)
        self._setting = setting
        self._credentials = Credentials(profile, setting)
        self._open: dict[tuple[type, str], list[_Waiting]] = {}
        self._made = 0

    def serve(self, exchange: Exchange, request: Request, who: str, out: list[Effect]) -> Response | None:
        """What a request of ``who`` is answered; ``None``: ``ask`` has asked the pool."""
        raise NotImplementedError

    def answer(self, exchange: Exchange, request: Request, out: list[Effect]) -> Response | None:
        """See ``HttpServer``."""
        who = self._credentials.check(request.headers, out)
        return who if isinstance(who, Response) else self.serve(exchange, request, who, out)

    def ask(self, exchange: Exchange, asker: Sequence[str], message: ToOwner, render: Rendering,
            out: list[Effect]) -> None:
        """Hand a request to the pool. ``asker``: what tells this one from others, such as user and system."""
        told = "/".join(quote(part, safe="") for part in (self.face, *asker, message.request))
        waiting = _Waiting(exchange, message.request, render)
        self._open.setdefault((_ANSWERS[type(message)], told), []).append(waiting)
        out.append(Heard(msgspec.structs.replace(message, request=told)))

    def token(self) -> str:
        """A new token for a request that came without one: no later one of this pool is like it."""
        self._made += 1
        return f"{self._setting.name} {self._setting.epoch} {self._setting.now()} {self._made}"

    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``Side``: the pool answers. Everybody who asked with this token hears it."""
        if not isinstance(message, Drawn | Moved | Counted):
            return ()
        waiting = self._open.pop((type(message), message.request), ())
        if not waiting:
            return [Noted("unasked", f"found an answer to {message.request!r}; nobody waits for it")]
        out: list[Effect] = []
        for each in waiting:
            out += self.say(each.exchange, each.render(msgspec.structs.replace(message, request=each.token)))
        return out

    def closed(self, client: int) -> Sequence[Effect]:
        """See ``Side``: nobody waits there any more."""
        for key, waiting in list(self._open.items()):
            left = [each for each in waiting if each.exchange.client != client]
            if left:
                self._open[key] = left
            else:
                del self._open[key]
        return super().closed(client)
