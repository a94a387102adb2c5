"""What the resources of one server share: its options, its time, its pages, and the way to the repository."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from linebench.ports.l4 import Found, Query, QueryRefused
from linebench.wire.epcis.moments import Moments
from linebench.wire.epcis.pages import Pages
from linebench.wire.epcis.parameters import Parameters
from linebench.wire.epcis.profile import EpcisProfile
from linebench.wire.epcis.refusals import RefusedError
from linebench.wire.epcis.routes import Call
from linebench.wire.http.messages import Response
from linebench.wire.http.server import Exchange
from linebench.wire.side import Arm, Cancel, Effect, Heard, Setting

__all__ = ["Answered", "Desk", "Then", "found_in"]

Answered: TypeAlias = Callable[[Found | QueryRefused, list[Effect]], None]
"""Takes what the repository answered; what is to happen goes to the list."""
Then: TypeAlias = Callable[[Found, list[Effect]], Response | None]
"""Makes the response of what was found; ``None``: more is asked first."""
_QUERY = "query "
_FORBIDDEN = 403


class Desk:
    """Asks the repository, and answers when it has answered.

    ``reply``: sends the response of a request that waits.
    """

    def __init__(self, profile: EpcisProfile, setting: Setting,
                 reply: Callable[[Exchange, Response], list[Effect]]) -> None:
        self.profile, self.reply = profile, reply
        self.moments = Moments(setting)
        self.pages = Pages(setting.name, int(profile.page_life), profile.page_tokens, self.moments.now)
        self._waiting: dict[int, Answered] = {}
        self._asked = 0

    def ask(self, query: Query, answered: Answered, out: list[Effect]) -> None:
        """Ask the repository. The number of ``query`` is given here."""
        self._asked += 1
        self._waiting[self._asked] = answered
        out += (Heard(Query(self._asked, query.parameters, query.per_page, query.page)),
                Arm(f"{_QUERY}{self._asked}", int(self.profile.answer_within)))

    def find(self, call: Call, query: Query, then: Then, out: list[Effect]) -> None:
        """Ask the repository on behalf of a call, which is answered with what ``then`` makes of it."""
        def answered(message: Found | QueryRefused, later: list[Effect]) -> None:
            try:
                response = then(found_in(message), later)
            except RefusedError as error:
                response = error.response
            if response is not None:
                later += self.reply(call.exchange, response)

        self.ask(query, answered, out)

    def answered(self, message: Found | QueryRefused) -> Sequence[Effect]:
        """The repository has answered."""
        answered = self._waiting.pop(message.query, None)
        if answered is None:
            return ()
        out: list[Effect] = [Cancel(f"{_QUERY}{message.query}")]
        answered(message, out)
        return out

    def expired(self, name: str) -> Sequence[Effect]:
        """A timer ran out: if it is one of a query, that is answered as refused."""
        number = name.removeprefix(_QUERY)
        if number == name:
            return ()
        return self.answered(QueryRefused(int(number), "ImplementationException", self.late()))

    def late(self) -> str:
        """What is said of a repository that does not answer."""
        return f"found no answer of the repository within {self.profile.answer_within}"

    def question(self, parameters: Parameters, per_page: int, page: str = "") -> Query:
        """A query without its number."""
        return Query(0, parameters, per_page, page)


def found_in(message: Found | QueryRefused) -> Found:
    """What was found.

    Raises:
        RefusedError: the query was refused.

    """
    if isinstance(message, Found):
        return message
    raise RefusedError(message.kind, message.reason, _FORBIDDEN if message.kind == "SecurityException" else 0)
