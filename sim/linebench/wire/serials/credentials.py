"""Who asks: user names and passwords, or bearer tokens. RFC 7617, RFC 6750."""

import base64
import binascii
from collections.abc import Mapping
from hmac import compare_digest
from typing import NamedTuple

from linebench.epcis.times import micros
from linebench.ports.access import TurnedAway
from linebench.wire.http.messages import Response, problem
from linebench.wire.serials.profile import SerialsProfile
from linebench.wire.side import Effect, Heard, Setting

__all__ = ["Credentials", "authorization"]


class _Refused(NamedTuple):
    away: TurnedAway
    response: Response


class Credentials:
    """Those of a profile."""

    def __init__(self, profile: SerialsProfile, setting: Setting, realm: str = "serials") -> None:
        """Take those of ``profile``. ``realm``: what whoever has none is told that they are for.

        Raises:
            ValueError: a time until which a token holds is none.

        """
        self._users, self._tokens = profile.users, profile.tokens
        self._until = {token: micros(time) for token, time in profile.until.items()}
        self._epoch, self._now, self._admits = micros(setting.epoch), setting.now, setting.admits
        schemes = (("Basic", bool(self._users)), ("Bearer", bool(self._tokens)))
        self._offered = ", ".join(f'{name} realm="{realm}"' for name, is_there in schemes if is_there)

    def check(self, headers: Mapping[str, str], out: list[Effect]) -> str | Response:
        """The name of whoever asks, empty where nobody has to say it; or what is answered: 401.

        Whom is not let in the level hears of, in ``out``.
        """
        who = self._who(headers) if self._offered else ""
        if isinstance(who, str):
            return who
        if self._admits(who.away):
            return who.away.who
        out.append(Heard(who.away))
        return who.response

    def _who(self, headers: Mapping[str, str]) -> "str | _Refused":
        scheme, _, said = headers.get("authorization", "").strip().partition(" ")
        if scheme.lower() == "basic":
            return self._user(said.strip())
        if scheme.lower() == "bearer":
            return self._bearer(said.strip())
        return self._refused("found no credentials; expected them in the header Authorization", "no credentials")

    def _user(self, said: str) -> "str | _Refused":
        try:
            name, _, password = base64.b64decode(said, validate=True).decode("utf-8").partition(":")
        except (binascii.Error, ValueError):
            return self._refused("found Basic credentials that are no base64; expected user:password in it",
                                 "wrong credentials")
        right = self._users.get(name)
        if right is None or not compare_digest(right.encode(), password.encode()):
            return self._refused("found a wrong user name or password", "wrong credentials", name)
        return name

    def _bearer(self, said: str) -> "str | _Refused":
        for token, name in self._tokens.items():
            if compare_digest(token.encode(), said.encode()):
                if token in self._until and self._epoch + self._now() >= self._until[token]:
                    return self._refused("the token has expired", "token expired", name)
                return name
        return self._refused("found an unknown token", "token unknown")

    def _refused(self, found: str, why: str, who: str = "") -> "_Refused":
        is_token = why.startswith("token") and self._tokens
        told = f', error="invalid_token", error_description="{found}"' if is_token else ""
        response = problem(401, "about:blank", found, www_authenticate=self._offered + told)
        return _Refused(TurnedAway(who, why), response)


def authorization(profile: SerialsProfile) -> dict[str, str]:
    """The header that says who asks; none where the profile names nobody."""
    if profile.token:
        return {"authorization": f"Bearer {profile.token}"}
    if profile.user:
        pair = base64.b64encode(f"{profile.user}:{profile.password}".encode()).decode("ascii")
        return {"authorization": f"Basic {pair}"}
    return {}
