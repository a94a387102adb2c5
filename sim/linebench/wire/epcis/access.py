"""Who may do what: Basic and Bearer credentials. RFC 7617 and RFC 6750."""

import base64
import binascii
import hmac
from collections.abc import Callable, Mapping

from linebench.epcis.times import micros
from linebench.ports.access import TurnedAway
from linebench.wire.epcis.moments import Moments
from linebench.wire.epcis.profile import EpcisProfile
from linebench.wire.epcis.refusals import RefusedError
from linebench.wire.http.messages import Request
from linebench.wire.side import Effect, Heard

__all__ = ["Access", "authorization"]

_LOOKING = frozenset({"GET", "HEAD", "OPTIONS"})
_FORBIDDEN = 403
_TOKEN = {"token unknown": "the token is not known", "token expired": "the token has expired"}
"""What is told of a token, as RFC 6750 has it, by why it is refused."""
_BASIC = 'Basic realm="epcis", charset="UTF-8"'


class _UnknownError(RefusedError):
    """Somebody is turned away."""

    def __init__(self, found: str, schemes: str, away: TurnedAway) -> None:
        super().__init__("SecurityException", found, www_authenticate=schemes)
        self.away = away


class Access:
    """Lets requests in, or not. ``admits``: whether somebody is let in all the same, see ``Setting``."""

    def __init__(self, profile: EpcisProfile, moments: Moments, admits: Callable[[TurnedAway], bool]) -> None:
        self._admits = admits
        self._users, self._tokens, self._readers = profile.users, profile.tokens, frozenset(profile.readers)
        self._moments = moments

    def check(self, request: Request, out: list[Effect]) -> None:
        """Look at who asks. The level hears of whom is not let in.

        Raises:
            RefusedError: nobody that is known (401), or one that may not change anything (403).

        """
        if not (self._users or self._tokens):
            return
        try:
            who = self._who(request.headers.get("authorization", ""))
        except _UnknownError as unknown:
            if self._admits(unknown.away):
                return
            out.append(Heard(unknown.away))
            raise
        if who in self._readers and request.method not in _LOOKING:
            raise RefusedError("SecurityException", f"this user may look and not {request.method}", _FORBIDDEN)

    def _who(self, said: str) -> str:
        scheme, _, value = said.partition(" ")
        if scheme.lower() == "basic" and self._users:
            return self._user(value.strip())
        if scheme.lower() == "bearer" and self._tokens:
            return self._token(value.strip())
        raise self._unknown(f"found {scheme} credentials" if said else "found no credentials", "no credentials")

    def _user(self, value: str) -> str:
        try:
            name, colon, password = base64.b64decode(value, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError, ValueError):
            raise self._unknown("found Basic credentials that are no base64 of name:password",
                                "wrong credentials") from None
        if not colon or not _same(self._users, name, password):
            raise self._unknown("found a user or password that is not known", "wrong credentials", name)
        return name

    def _token(self, value: str) -> str:
        known = next((each for each in self._tokens if hmac.compare_digest(each.encode(), value.encode())), None)
        if known is None:
            raise self._unknown("found a token that is not known", "token unknown")
        until = self._tokens[known]
        if until and self._moments.now() >= micros(until):
            raise self._unknown(f"found a token that has expired ({until})", "token expired")
        return known

    def _unknown(self, found: str, why: str, who: str = "") -> "_UnknownError":
        token = _TOKEN.get(why, "")
        error = f', error="invalid_token", error_description="{token}"' if token else ""
        schemes = [*([_BASIC] if self._users else []),
                   *([f'Bearer realm="epcis"{error}'] if self._tokens else [])]
        return _UnknownError(f"{found}; expected those of a user of this repository", ", ".join(schemes),
                             TurnedAway(who, why))


def _same(users: Mapping[str, str], name: str, password: str) -> bool:
    # Compared also where there is no such user, so that the time tells nobody whether there is
    known = users.get(name, "")
    return hmac.compare_digest(known.encode(), password.encode()) and name in users


def authorization(profile: EpcisProfile) -> dict[str, str]:
    """The header with which a client says who it is; nothing where it does not say."""
    if profile.token:
        return {"authorization": f"Bearer {profile.token}"}
    if not profile.user:
        return {}
    both = f"{profile.user}:{profile.password}".encode()
    return {"authorization": f"Basic {base64.b64encode(both).decode()}"}
