"""Answers in pages: what is behind the next one is kept under a token for a while.

Source: GS1 EPCIS 2.0, 12.6.2 (``perPage``, ``nextPageToken``, ``Link``); RFC 8288.
"""

import hashlib
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import msgspec

from linebench.wire.epcis.moments import time_text
from linebench.wire.epcis.refusals import RefusedError
from linebench.wire.http.messages import Request

__all__ = ["TOKEN", "Pages", "next_page"]

TOKEN = "nextPageToken"  # noqa: S105  # the name of a parameter


class _Kept(msgspec.Struct, frozen=True):
    """What a token stands for: the question that it belongs to, and where its answer goes on."""

    question: object
    rest: Any
    until: int


class Pages:
    """Tokens of one server. ``life_us``: how long each holds; ``most``: how many hold at once."""

    def __init__(self, name: str, life_us: int, most: int, now: Callable[[], int]) -> None:
        self._name, self._life, self._most, self._now = name, life_us, most, now
        self._kept: dict[str, _Kept] = {}
        self._given = 0

    def keep(self, question: object, rest: Any) -> str:  # noqa: ANN401  # whatever the resource goes on with
        """A token for what is left of an answer."""
        self._given += 1
        token = hashlib.sha256(f"{self._name} {self._given} {self._now()}".encode()).hexdigest()[:24]
        self._kept[token] = _Kept(question, rest, self._now() + self._life)
        if len(self._kept) > self._most:
            del self._kept[next(iter(self._kept))]
        return token

    def rest(self, token: str, question: object) -> Any:  # noqa: ANN401  # see ``keep``
        """What was kept under a token; it stays there, for an answer may be lost on its way.

        Raises:
            RefusedError: it holds no more, or belongs to another question.

        """
        found = self._kept.get(token)
        if found is None or found.until <= self._now():
            self._kept.pop(token, None)
            raise RefusedError("QueryParameterException", f"{TOKEN}: found {token!r}, which does not hold (any "
                                                          "more); expected that of the page before")
        if found.question != question:
            raise RefusedError("QueryParameterException", f"{TOKEN}: found the token of another question")
        return found.rest

    def until(self, token: str) -> str:
        """Until when a token holds."""
        return time_text(self._kept[token].until)

    def drop(self, token: str) -> None:
        """Forget a token.

        Raises:
            RefusedError: there is none.

        """
        if self._kept.pop(token, None) is None:
            raise RefusedError("NoSuchResourceException", f"found {token!r}, expected a {TOKEN} that holds")


def next_page(request: Request, token: str, until: str) -> dict[str, str]:
    """The headers that lead to the next page: the same question with the token."""
    path = request.target.partition("?")[0]
    pairs = [(name, value) for name, value in request.query if name != TOKEN]
    return {"link": f'<{path}?{urlencode([*pairs, (TOKEN, token)])}>; rel="next"',
            "gs1-next-page-token-expires": until}
