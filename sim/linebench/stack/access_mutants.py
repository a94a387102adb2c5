"""Planted defects in how levels keep strangers out and tell of them."""

from collections.abc import Callable
from functools import partial

import msgspec

from linebench.ports.access import RefusalLine, TurnedAway
from linebench.stack.access_decisions import AccessDecisions
from linebench.stack.mutant import Mutant

__all__ = ["ENTERPRISE_ACCESS_MUTANTS", "SITE_ACCESS_MUTANTS"]

_LET_IN, _LOGGED = ("stranger-let-in",), ("refusal-logged",)
_CLIENTS, _SERVERS = ("OQ-L3-019",), ("OQ-L3-081",)


def _lets_in(why: str) -> Callable[[AccessDecisions, TurnedAway], bool]:
    def admits(self: AccessDecisions, away: TurnedAway) -> bool:  # noqa: ARG001  # signature of the decision
        return away.why == why
    return admits


def _silent(self: AccessDecisions, away: TurnedAway) -> bool:  # noqa: ARG001  # as above
    return False


def _nameless(self: AccessDecisions, line: RefusalLine) -> RefusalLine:  # noqa: ARG001  # as above
    return msgspec.structs.replace(line, who="")


def _reasonless(self: AccessDecisions, line: RefusalLine) -> RefusalLine:  # noqa: ARG001  # as above
    return msgspec.structs.replace(line, why="")


def _mutant(level: str, cases: tuple[str, ...], name: str, decision: str,  # noqa: PLR0917  # the fields of a mutant
            replacement: Callable[..., object], summary: str, *, rules: tuple[str, ...] = _LET_IN) -> Mutant:
    return Mutant(name=f"{level}-{name}", level=level, decision=decision, replacement=replacement, summary=summary,
                  rules=rules, cases=cases)


_l4, _l3 = partial(_mutant, "l4", _CLIENTS), partial(_mutant, "l3", _SERVERS)
ENTERPRISE_ACCESS_MUTANTS = (
    _l4("serves-expired-certificate", "admits", _lets_in("certificate expired"),
        "Lets a client in whose certificate has run out."),
    _l4("serves-unknown-certificate", "admits", _lets_in("certificate not trusted"),
        "Lets a client in whose certificate nobody trusts."),
    _l4("serves-early-certificate", "admits", _lets_in("certificate not valid yet"),
        "Lets a client in whose certificate does not hold yet."),
    _l4("serves-without-certificate", "admits", _lets_in("no certificate"),
        "Lets a client in that shows no certificate."),
    _l4("serves-expired-token", "admits", _lets_in("token expired"), "Takes a token that has run out."),
    _l4("serves-unknown-token", "admits", _lets_in("token unknown"), "Takes a token that nobody was given."),
    _l4("serves-wrong-password", "admits", _lets_in("wrong credentials"), "Does not look at the password."),
    _l4("serves-anybody", "admits", _lets_in("no credentials"), "Serves whoever does not say who they are."),
    _l4("logs-no-refusal", "is_logged", _silent, "Turns strangers away and keeps no log of it.", rules=_LOGGED),
    _l4("logs-nameless", "states", _nameless, "Does not keep by which name somebody came.", rules=_LOGGED),
    _l4("logs-no-reason", "states", _reasonless, "Does not keep why somebody was turned away.", rules=_LOGGED),
)
SITE_ACCESS_MUTANTS = (
    _l3("trusts-expired-server", "admits", _lets_in("certificate expired"),
        "Tells its events to a server whose certificate has run out."),
    _l3("trusts-unknown-server", "admits", _lets_in("certificate not trusted"),
        "Tells its events to a server whose certificate nobody trusts."),
    _l3("trusts-misnamed-server", "admits", _lets_in("certificate of another name"),
        "Tells its events to a server whose certificate is for another one."),
    _l3("logs-no-server", "is_logged", _silent, "Hangs up on a false server and keeps no log of it.",
        rules=_LOGGED),
)
