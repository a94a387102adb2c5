"""Who may do what: Basic and Bearer credentials. RFC 7617 and RFC 6750."""

import base64
import binascii
import hmac
from collections.abc import Mapping

from linebench.epcis.times import micros
from linebench.wire.epcis.moments import Moments
from linebench.wire.epcis.profile import EpcisProfile
from linebench.wire.epcis.refusals import RefusedError
from linebench.wire.http.messages import Request

__all__ = ["Access", "authorization"]

_LOOKING = frozenset({"GET", "HEAD", "OPTIONS"})
_FORBIDDEN = 403
_BASIC = 'Basic realm="epcis", charset="UTF-8"'


class Access:
    """Lets requests in, or not."""

    def __init__(self, profile: EpcisProfile, moments: Moments) -> None:
        self._users, self._tokens, self._readers = profile.users, profile.tokens, frozenset(profile.readers)
        self._moments = moments

    def check(self, request: Request) -> None:
        """Look at who asks.

        Raises:
            RefusedError: nobody that is known (401), or one that may not change anything (403).

        """
        if not (self._users or self._tokens):
            return
        who = self._who(request.headers.get("authorization", ""))
        if who in self._readers and request.method not in _LOOKING:
            raise RefusedError("SecurityException", f"this user may look and not {request.method}", _FORBIDDEN)

    def _who(self, said: str) -> str:
        scheme, _, value = said.partition(" ")
        if scheme.lower() == "basic" and self._users:
            return self._user(value.strip())
        if scheme.lower() == "bearer" and self._tokens:
            return self._token(value.strip())
        raise self._unknown(f"found {scheme or 'no'} credentials" if said else "found no credentials", "")

    def _user(self, value: str) -> str:
        try:
            name, colon, password = base64.b64decode(value, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError, ValueError):
            raise self._unknown("found Basic credentials that are no base64 of name:password", "") from None
        if not colon or not _same(self._users, name, password):
            raise self._unknown("found a user or password that is not known", "")
        return name

    def _token(self, value: str) -> str:
        known = next((each for each in self._tokens if hmac.compare_digest(each.encode(), value.encode())), None)
        if known is None:
            raise self._unknown("found a token that is not known", "the token is not known")
        until = self._tokens[known]
        if until and self._moments.now() >= micros(until):
            raise self._unknown(f"found a token that has expired ({until})", "the token has expired")
        return known

    def _unknown(self, found: str, token: str) -> RefusedError:
        error = f', error="invalid_token", error_description="{token}"' if token else ""
        schemes = [*([_BASIC] if self._users else []),
                   *([f'Bearer realm="epcis"{error}'] if self._tokens else [])]
        return RefusedError("SecurityException", f"{found}; expected those of a user of this repository",
                            www_authenticate=", ".join(schemes))


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
