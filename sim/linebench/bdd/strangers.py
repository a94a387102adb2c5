"""Who comes to a door and what they show, in the words of protocols, and what is wrong with it."""

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

__all__ = ["CERTIFICATES", "PASSWORD", "SECRETS", "TOKEN", "TOKEN_BEFORE", "USER", "VISITORS", "Certificate",
           "Visitor"]

USER, PASSWORD, WRONG = "partner", "the right one", "another one"
TOKEN, TOKEN_BEFORE, TOKEN_UNKNOWN = "token-of-this-year", "token-of-last-year", "token-of-nobody"
SECRETS = (PASSWORD, WRONG, TOKEN, TOKEN_BEFORE, TOKEN_UNKNOWN)
"""What no log may hold."""
_PAIR = {"user": USER, "password": PASSWORD}


class Certificate(msgspec.Struct, frozen=True):
    """What a server shows. ``shows``: see ``wire.tls``; ``wrong``: one of ``ports.access.WHYS``, or nothing."""

    shows: str
    wrong: str = ""


CERTIFICATES: Mapping[str, Certificate] = MappingProxyType({
    "a certificate that is trusted": Certificate("fit"),
    "a certificate that has expired": Certificate("expired", "certificate expired"),
    "a certificate that nobody trusts": Certificate("unknown", "certificate not trusted"),
    "a certificate of another name": Certificate("misnamed", "certificate of another name"),
})
"""By the words of a step."""


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """Who comes.

    Attributes:
        shown: what they show, in words.
        wrong: what is wrong with it, one of ``ports.access.WHYS``; empty: nothing.
        papers: whose certificate it is, one of ``wiring.secured.VISITORS``; empty: they speak in clear.
        says: who they say that they are in a request: ``user`` and ``password``, or ``token``.

    """

    shown: str
    wrong: str = ""
    papers: str = "known"
    says: Mapping[str, str] = MappingProxyType(_PAIR)


VISITORS: Mapping[str, Visitor] = MappingProxyType({
    "a known partner": Visitor(shown="a certificate that is trusted, and a password"),
    "a known partner with a token": Visitor(shown="a certificate that is trusted, and a token",
                                            says={"token": TOKEN}),
    "a client without a certificate": Visitor(shown="no certificate", wrong="no certificate", papers="none"),
    "a client whose certificate has expired": Visitor(
        shown="a certificate that has run out", wrong="certificate expired", papers="expired"),
    "a client whose certificate does not hold yet": Visitor(
        shown="a certificate of the next day", wrong="certificate not valid yet", papers="early"),
    "a client whose certificate nobody trusts": Visitor(
        shown="a certificate of another issuer", wrong="certificate not trusted", papers="unknown"),
    "a client that speaks in clear": Visitor(shown="nothing, in clear", wrong="not secured", papers=""),
    "a partner who does not say who they are": Visitor(
        shown="a certificate that is trusted, and no credentials", wrong="no credentials", says={}),
    "a partner with a wrong password": Visitor(
        shown="a wrong password", wrong="wrong credentials", says={**_PAIR, "password": WRONG}),
    "a partner with a token that nobody was given": Visitor(
        shown="a token that nobody was given", wrong="token unknown", says={"token": TOKEN_UNKNOWN}),
    "a partner with an expired token": Visitor(
        shown="a token that has run out", wrong="token expired", says={"token": TOKEN_BEFORE}),
})
"""By the words of a step."""
