"""Visitors of an enterprise that deals within TLS and with known partners alone: each shows something of its own.

What they show is made for the attempt. What is wrong with it is known by how it was made, and the journal says so.
"""

import h11

from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.exchange import exchanged
from linebench.bdd.partner import introduced, plain_dialler, profile_of
from linebench.bdd.strangers import Visitor
from linebench.bdd.tls import channel_of, shown_by
from linebench.ports.access import WHYS
from linebench.records.door import Approached
from linebench.scenario.stack import WirePlan
from linebench.wire.http.messages import Request
from linebench.wire.tls.papers import named
from linebench.wiring.http_guest import HttpGuest, Line
from linebench.wiring.tls_line import TlsLine

__all__ = ["visit"]

_OK = 200
_PATIENCE_US = 10_000_000
_LOGGED_US = 1_500_000
"""How long is waited for the entry of a log, behind the limit of URS-SEC-002."""


def visit(attempt: Attempt, visitor: Visitor) -> tuple[Approached, int]:
    """Let somebody ask for events, and time pass until the log of the enterprise can say so.

    Returns what came of it, and its position in the journal.
    """
    plan = attempt.scenario.stack.partner
    if plan is None or not plan.tls:
        raise BenchError("the enterprise does not deal within TLS here; a Given before has to say so")
    assert not visitor.wrong or visitor.wrong in WHYS
    began, bench = attempt.now, attempt.bench
    attempt.stimulus("visit", shown=visitor.shown)
    guest = HttpGuest(lambda: _line(attempt, plan, visitor), "localhost")
    try:
        served = _asks(attempt, guest, _request(plan, visitor))
    except (OSError, h11.RemoteProtocolError):
        served = False  # an end of the connection, or an alert where HTTP was expected
    finally:
        bench.outside(guest.leave())
    came = Approached(attempt.now, "l4", "client", _name(attempt, visitor), visitor.shown, visitor.wrong, began,
                      served)
    at = attempt.write(came)
    bench.advance(None, _LOGGED_US)
    return came, at


def _asks(attempt: Attempt, guest: HttpGuest, request: Request) -> bool:
    """Whether somebody is answered what they ask."""
    response = exchanged(attempt, guest, request, _PATIENCE_US, lambda: guest.is_gone)
    return response is not None and response.status == _OK


def _line(attempt: Attempt, plan: WirePlan, visitor: Visitor) -> Line:
    inner = plain_dialler(attempt, plan)()
    return TlsLine(inner, lambda: channel_of(attempt, visitor.papers)) if visitor.papers else inner


def _request(plan: WirePlan, visitor: Visitor) -> Request:
    profile = profile_of(plan)
    said = introduced(profile, visitor.says)
    return Request("GET", f"{profile.base}/events?perPage=1", {"accept": "application/json", **said})


def _name(attempt: Attempt, visitor: Visitor) -> str:
    """By which name they came: of the user in a request, else of the certificate."""
    if visitor.wrong == "wrong credentials":
        return visitor.says["user"]
    chain = shown_by(attempt, visitor.papers) if visitor.papers else ()
    return named(chain[0]) if chain else ""
