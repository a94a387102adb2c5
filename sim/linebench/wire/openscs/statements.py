"""Which statement about serials is a new one and which is an earlier one, said again after a lost connection.

OPC 30260 has a request token for drawing alone. A client whose connection was lost in the middle of another method
cannot know whether it was carried out, and says the same again. What was returned must then not be returned twice:
meanwhile another line may have drawn it.
"""

import secrets
from collections import deque
from collections.abc import Callable, Iterable
from typing import TypeAlias

import msgspec

from linebench.ports.serials import Inspect, Move, Pack

__all__ = ["Statement", "Statements"]

Statement: TypeAlias = Move | Inspect | Pack
_KEPT = 64
"""Statements of a user that are remembered; a client says the same again at once, or not any more."""


class _Said(msgspec.Struct, frozen=True):
    statement: Statement | None
    """Without a request; ``None``: the serials were drawn."""
    request: str
    serials: frozenset[str]


class Statements:
    """The last statements of each user.

    A statement is an earlier one when it is the same in every part and the user neither said anything else of its
    serials nor drew any of them since. So two clients must not share a user.

    Args:
        token: a text that is never given twice, also not after a new start.

    """

    def __init__(self, token: Callable[[], str] = lambda: secrets.token_hex(16)) -> None:
        self._token = token
        self._said: dict[str, deque[_Said]] = {}

    def request(self, user: str, statement: Statement) -> str:
        """The request that ``statement``, which has none yet, is told the owner with."""
        said = self._said.setdefault(user, deque(maxlen=_KEPT))
        serials = _serials(statement)
        for each in reversed(said):
            if each.statement == statement:
                return each.request
            if not serials.isdisjoint(each.serials):
                break
        said.append(_Said(statement, f"{user}//{self._token()}", serials))
        return said[-1].request

    def drawn(self, user: str, request: str, serials: Iterable[str]) -> None:
        """The user has drawn these, for the first time: whatever it says of them from now on is new."""
        said = self._said.setdefault(user, deque(maxlen=_KEPT))
        if all(each.request != request for each in said):
            said.append(_Said(None, request, frozenset(serials)))

    def refused(self, user: str, request: str) -> None:
        """Nothing came of a statement: said again, it is tried again."""
        kept = [each for each in self._said.get(user, ()) if each.request != request]
        self._said[user] = deque(kept, maxlen=_KEPT)


def _serials(statement: Statement) -> frozenset[str]:
    if isinstance(statement, Pack):
        return frozenset(each for parent, children in statement.elements for each in (parent, *children))
    return frozenset(statement.serials)
