"""Options that the HTTP faces of a pool share."""

from collections.abc import Mapping

from linebench.units import Duration
from linebench.wire.dialect import Profile

__all__ = ["SerialsProfile"]


class SerialsProfile(Profile, frozen=True, kw_only=True):
    """Options of both ends."""

    users: Mapping[str, str] = {}
    """Of the pool: names and passwords. With none here and no ``tokens``, nobody has to say who they are."""
    tokens: Mapping[str, str] = {}
    """Of the pool: bearer tokens, each with the name of its user."""
    until: Mapping[str, str] = {}
    """Of the pool: until when a token holds, as UTC time; one that is not named here holds for ever."""
    body_limit: int = 16_777_216
    """Of the pool: the largest body taken, in bytes."""
    host: str = "localhost"
    """Of whoever asks: as the ``Host`` header names the pool."""
    user: str = ""
    password: str = ""
    """Of whoever asks: said when ``user`` is not empty and there is no ``token``."""
    token: str = ""
    """Of whoever asks: a bearer token."""
    answer_within: Duration = Duration(10_000_000)
    """Of whoever asks: how long an answer may take."""
    retry_after: Duration = Duration(1_000_000)
    """Of whoever asks: how long it waits before it asks again what the pool failed to answer."""
    attempts: int = 10
    """Of whoever asks: how often it asks before it gives a request up."""
