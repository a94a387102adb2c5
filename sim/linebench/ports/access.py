"""The port on which a level hears who was turned away at its door, and tells those who watch over it.

Whoever speaks a wire finds what is wrong with a stranger; the level keeps the log of it. Nothing here ever holds a
password, a token or a key.
"""

from typing import Literal, TypeAlias

from linebench.ports.base import Said

__all__ = ["WHYS", "RefusalLine", "Stranger", "ToLevel", "ToWatch", "TurnedAway"]

Stranger: TypeAlias = Literal["client", "server"]
"""Who was turned away: one who dialled the level, or one whom the level dialled."""

WHYS = {
    "no certificate": "it showed no certificate",
    "certificate not trusted": "nobody who is trusted has issued its certificate",
    "certificate expired": "its certificate has run out",
    "certificate not valid yet": "its certificate does not hold yet",
    "certificate of another name": "its certificate is for another name than the one that was dialled",
    "certificate unfit": "its certificate is not for this use, or is broken",
    "not secured": "it speaks no TLS, or one older than 1.2",
    "no credentials": "it did not say who it is",
    "wrong credentials": "user or password is not known",
    "token unknown": "its token is not known",
    "token expired": "its token has run out",
}
"""Why somebody is turned away."""


class TurnedAway(Said, frozen=True, tag="turned_away"):
    """A wire to its level: somebody was not let in.

    Attributes:
        who: as they named themselves: the subject of a certificate, or the name of a user; empty: not at all.
        why: one of ``WHYS``.
        stranger: a client that dialled, or the server that was dialled.

    """

    who: str
    why: str
    stranger: Stranger = "client"


class RefusalLine(Said, frozen=True, tag="refusal_line"):
    """A level to those who watch over it: an entry of its log, when it was made.

    Attributes:
        number: counts from 1, without gaps.
        time: UTC by the level's own clock.
        who: see ``TurnedAway``.
        why: see ``TurnedAway``.
        stranger: see ``TurnedAway``.

    """

    number: int
    time: str
    who: str
    why: str
    stranger: Stranger


ToLevel: TypeAlias = TurnedAway
ToWatch: TypeAlias = RefusalLine
