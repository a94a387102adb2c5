"""Who comes to the door of the enterprise, what becomes of them, and what its log and that of the site say."""

from linebench.bdd.actual import CLAIM, NotApplicable, expect
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.phrase import given, then, when
from linebench.bdd.seen import each
from linebench.bdd.strangers import (
    PASSWORD,
    SECRETS,
    TOKEN,
    TOKEN_BEFORE,
    USER,
    Certificate,
    Visitor,
)
from linebench.bdd.visitors import visit
from linebench.epcis.times import micros, text_of
from linebench.ports.access import WHYS
from linebench.ports.l4 import Capture
from linebench.records.claim import RefusalClaimed
from linebench.records.door import Approached
from linebench.records.wire import Delivered
from linebench.scenario.stack import PARTNER
from linebench.wiring.secured import server_name

_NOTE = "visit"
_DIALLED, _UP = "l3-l4", "l3>l4"
_SECOND = 1_000_000


@given("the enterprise deals with known partners alone, within TLS")
def known_alone(attempt: Attempt) -> None:
    """Let nobody in without a certificate that is trusted, and a user with a password or a token that holds."""
    stack = attempt.scenario.stack
    if "l4" in stack.remote or stack.partner is None:
        raise NotApplicable("certificates of strangers are made for an enterprise of the bench that partners dial")
    before = text_of(micros(attempt.scenario.epoch) - _SECOND)
    for option, value in (("users", f"{USER}={PASSWORD}"), ("tokens", f"{TOKEN}=, {TOKEN_BEFORE}={before}"),
                          ("user", USER), ("password", PASSWORD)):
        attempt.change(f"stack.wire.{PARTNER}.options.{option}", value)
    attempt.change(f"stack.wire.{PARTNER}.tls.clients", "known")


@given("the enterprise shows {certificate:certificate}")
def shows(attempt: Attempt, certificate: Certificate) -> None:
    """Let the server that the site dials have a certificate of this kind."""
    stack = attempt.scenario.stack
    plan = next((wire for wire in stack.wires if wire.id == _DIALLED), None)
    if "l4" in stack.remote or plan is None or not plan.tls:
        raise NotApplicable("the site dials no enterprise of the bench within TLS in this world")
    attempt.change(f"stack.wire.{_DIALLED}.tls.shows", certificate.shows)
    attempt.notes[_NOTE] = certificate


@when("{visitor:visitor} asks the enterprise for events")
def asks(attempt: Attempt, visitor: Visitor) -> None:
    """Let somebody dial the enterprise and ask, with what they have to show."""
    attempt.notes[_NOTE] = visit(attempt, visitor)


@then("the site hangs up on it")
def hangs_up(attempt: Attempt) -> None:
    """Claim: the site has captured nothing at the enterprise, although it has something to tell."""
    _told(attempt)
    _dealt(attempt, wanted=False)


@then("the site deals with it")
def deals(attempt: Attempt) -> None:
    """Claim: the site has captured events at the enterprise."""
    _told(attempt)
    _dealt(attempt, wanted=True)


@then("the enterprise serves them")
def serves(attempt: Attempt) -> None:
    """Claim: who came last was answered what they asked."""
    _dealt(attempt, wanted=True)


@then("the enterprise turns them away")
def turns_away(attempt: Attempt) -> None:
    """Claim: who came last was not answered."""
    _dealt(attempt, wanted=False)


@then('its log says who that was, and "{why:name}"')
def logged(attempt: Attempt, why: str) -> None:
    """Claim: there is an entry about who came last since they came, with their name and this reason."""
    if why not in WHYS:
        raise BenchError(f"found {why!r}; expected one of {', '.join(WHYS)}")
    came, _ = _last(attempt)
    found = [(line, at) for at, line in each(attempt.records, RefusalClaimed)
             if line.source == came.level and line.t >= came.began]
    right = [at for line, at in found if (line.who, line.why) == (came.who, why)]
    said = "; ".join(f"{line.who or 'nobody'}: {line.why or 'no reason'}" for line, _ in found) or "nothing"
    expect(attempt, CLAIM, f"an entry: {came.who or 'nobody'}: {why}", said, met=bool(right), at=right)


@then("no password and no token is in a log")
def no_secret(attempt: Attempt) -> None:
    """Claim: no entry of any log holds what gives access."""
    found = [at for at, line in each(attempt.records, RefusalClaimed) if any(one in repr(line) for one in SECRETS)]
    expect(attempt, CLAIM, "no entry holds a password or token", f"{len(found)} do", met=not found, at=found)


def _shown(attempt: Attempt) -> Certificate:
    certificate = attempt.notes.get(_NOTE)
    if not isinstance(certificate, Certificate):
        raise BenchError("nobody has said what the enterprise shows; a Given before has to")
    return certificate


def _told(attempt: Attempt) -> None:
    """Write what came of it that the site dialled the server."""
    certificate = _shown(attempt)
    served = any(record.link == _UP and isinstance(record.message, Capture)
                 for _, record in each(attempt.records, Delivered))
    came = Approached(attempt.now, "l3", "server", server_name(certificate.shows),
                      f"a certificate: {certificate.shows}", certificate.wrong, 0, served)
    attempt.notes[_NOTE] = came, attempt.write(came)


def _dealt(attempt: Attempt, *, wanted: bool) -> None:
    came, at = _last(attempt)
    words = {True: "served", False: "turned away"}
    expect(attempt, CLAIM, words[wanted], words[came.served], met=came.served is wanted, at=(at,))


def _last(attempt: Attempt) -> tuple[Approached, int]:
    found = attempt.notes.get(_NOTE)
    if not isinstance(found, tuple):
        raise BenchError("nobody has come yet; a step before has to let somebody come")
    came, at = found
    return came, at
