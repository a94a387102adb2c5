"""Partners of the enterprise: what they capture there, in which form, and how they are answered.

A partner is a program of the bench, beside the site server. Packs and containers are known by their numbers in the
test case; their identifiers are of this run alone.
"""

from linebench.bdd.actual import NotApplicable
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.partner import DIALECT, Partner, partner_of
from linebench.bdd.phrase import given, when
from linebench.bdd.things import Thing
from linebench.epcis.model import Event
from linebench.scenario.stack import PARTNER
from linebench.units import Duration
from linebench.wire.http.messages import Request

_USER, _PASSWORD, _WRONG = "partner", "the right one", "another one"


@given('partners speak "{dialect:name}" to the enterprise')
def partners_speak(attempt: Attempt, dialect: str) -> None:
    """Let partners reach the enterprise in a dialect. What a real one speaks, and where, its stack file tells."""
    stack = attempt.scenario.stack
    if "l4" in stack.remote:
        if stack.partner is None or stack.partner.dialect != dialect:
            spoken = "nothing" if stack.partner is None else stack.partner.dialect
            raise NotApplicable(f"the enterprise in this world speaks {spoken} to partners")
    elif stack.enterprise == "none":
        raise NotApplicable(f"stack {stack.id} has no enterprise")
    else:
        attempt.change(f"stack.wire.{PARTNER}.dialect", dialect)


@given("partners have to say who they are")
def partners_known(attempt: Attempt) -> None:
    """Let nobody in without a name and its password. Of a real enterprise the stack file tells the right ones."""
    stack = attempt.scenario.stack
    if "l4" not in stack.remote:
        for option, value in (("users", f"{_USER}={_PASSWORD}"), ("user", _USER), ("password", _PASSWORD)):
            attempt.change(f"stack.wire.{PARTNER}.options.{option}", value)
    elif stack.partner is None or not {"user", "token"} & stack.partner.options.keys():
        raise NotApplicable("the stack file tells of no user and no token that partners have to show")


@given("one capture may have {events:count} events")
def few_events(attempt: Attempt, events: int) -> None:
    """Set how many events the enterprise takes in one capture. What a real one takes is its own affair."""
    _set(attempt, "capture_events", str(events))


@given("one capture may have {size:count} bytes")
def few_bytes(attempt: Attempt, size: int) -> None:
    """Set how large a document the enterprise takes. What a real one takes is its own affair."""
    _set(attempt, "capture_bytes", str(size))


def _set(attempt: Attempt, option: str, value: str) -> None:
    if "l4" in attempt.scenario.stack.remote:
        raise NotApplicable(f"{option} of a real enterprise is its own affair")
    attempt.change(f"stack.wire.{PARTNER}.options.{option}", value)


@given("the partner writes {form:form}")
def writes_form(attempt: Attempt, form: str) -> None:
    """Let the partner write its documents in this form."""
    partner_of(attempt).form = form


@given("the serial numbers of the partner hold every character that GS1 allows")
def every_character(attempt: Attempt) -> None:
    """Let the partner's serial numbers have 20 characters, of all that an AI (21) may hold."""
    partner_of(attempt).things.every_character()


@given("the clock of the partner is {span:duration} {off:off}")
def skewed(attempt: Attempt, span: Duration, off: int) -> None:
    """Let the partner's events have times of a clock that is wrong."""
    partner_of(attempt).things.skew_us = off * int(span)


@given("what the partner sends is cut into pieces of {size:count} bytes")
def cut(attempt: Attempt, size: int) -> None:
    """Let the bytes of the partner leave in pieces, one after the other."""
    partner_of(attempt).cut(size)


@when('the partner captures that {things:things} {fate:fate} at "{time:name}" with the offset "{offset:name}"')
def captures_at(attempt: Attempt, things: tuple[Thing, ...], fate: str, time: str, offset: str) -> None:
    """Capture one event with this time, as it is written, and wait until the capture has ended."""
    partner = partner_of(attempt)
    partner.written.append(partner.things.happened_at(things, fate, time, offset))
    captures_written(attempt)


@when("the partner captures that {things:things} {fate:fate}")
def captures_fate(attempt: Attempt, things: tuple[Thing, ...], fate: str) -> None:
    """Capture one event about things, and wait until the capture has ended."""
    writes_fate(attempt, things, fate)
    captures_written(attempt)


@when("the partner captures that {things:things} {packing:packing} {container:thing}")
def captures_packing(attempt: Attempt, things: tuple[Thing, ...], packing: str, container: Thing) -> None:
    """Capture that things are packed into a container or unpacked from it, and wait until it has ended."""
    writes_packing(attempt, things, packing, container)
    captures_written(attempt)


@when("the partner writes that {things:things} {fate:fate}")
def writes_fate(attempt: Attempt, things: tuple[Thing, ...], fate: str) -> None:
    """Write one event about things into the document that is to be captured."""
    partner = partner_of(attempt)
    partner.written.append(partner.things.happened(things, fate, attempt.bench.now))


@when("the partner writes that each of {things:things} {fate:fate}")
def writes_each(attempt: Attempt, things: tuple[Thing, ...], fate: str) -> None:
    """Write an event of its own about each thing into the document that is to be captured."""
    for thing in things:
        writes_fate(attempt, (thing,), fate)


@when("the partner writes that {things:things} {packing:packing} {container:thing}")
def writes_packing(attempt: Attempt, things: tuple[Thing, ...], packing: str, container: Thing) -> None:
    """Write an event of packing or unpacking into the document that is to be captured."""
    partner = partner_of(attempt)
    out = packing == "unpacked from"
    partner.written.append(partner.things.packed(things, container, attempt.bench.now, out=out))


@when("the partner captures what is written")
def captures_written(attempt: Attempt) -> None:
    """Capture one document, all or nothing of it, and wait until that has ended."""
    _written(attempt).capture()


@when("the partner captures what of it can be")
def captures_possible(attempt: Attempt) -> None:
    """Capture what is written, with the error behaviour ``proceed``, and wait until that has ended."""
    _written(attempt).capture(proceed=True)


@when("the partner captures the same once more")
def captures_again(attempt: Attempt) -> None:
    """Capture the events of the latest capture again, in a document of its own."""
    partner = partner_of(attempt)
    attempt.stimulus("capture again", events=len(partner.latest))
    partner.repeat()


@when("the partner declares its latest capture erroneous")
def declares(attempt: Attempt) -> None:
    """Capture for each event of the latest capture that it did not occur."""
    partner = partner_of(attempt)
    partner.written = [partner.things.erroneous(each, attempt.bench.now) for each in partner.latest]
    captures_written(attempt)


@when('the partner captures the document "{name:name}"')
def captures_file(attempt: Attempt, name: str) -> None:
    """Capture a document of ``fixtures/messages/epcis`` as it is."""
    partner = partner_of(attempt)
    text = attempt.library.content.read("fixtures", f"messages/epcis/{name}").text
    attempt.stimulus("capture", document=name)
    partner.latest = ()
    partner.send(text.encode(), "application/xml" if name.endswith("xml") else "application/json")


@when('the partner captures a document with the media type "{media:name}"')
def captures_media(attempt: Attempt, media: str) -> None:
    """Capture a document that is sound, and say of it that it is of this type."""
    partner = partner_of(attempt)
    attempt.stimulus("capture", media=media)
    partner.send(b"{}", media)


@when("the partner captures a document in which objects stand in each other {depth:count} deep")
def captures_deep(attempt: Attempt, depth: int) -> None:
    """Capture JSON that is nested so deep that a careless reader would not survive it."""
    partner = partner_of(attempt)
    attempt.stimulus("capture", depth=depth)
    partner.send(b'{"a":' * depth + b"1" + b"}" * depth, "application/json")


@when('the partner asks "{method:word}" of "{target:name}"')
def asks(attempt: Attempt, method: str, target: str) -> None:
    """Send a request without a body, with what the partner usually says of itself."""
    asks_with(attempt, method, target, "", "")


@when('the partner asks "{method:word}" of "{target:name}" with the header "{header:name}" as "{value:name}"')
def asks_with(attempt: Attempt, method: str, target: str, header: str, value: str) -> None:
    """Send a request without a body and with one more header."""
    attempt.stimulus("ask", method=method, target=target, header=header, value=value)
    partner_of(attempt).ask(Request(method, target, {header.lower(): value} if header else {}))


@when("somebody with a wrong password asks for events")
def wrong_password(attempt: Attempt) -> None:
    """Ask as a partner that is known, with another password than its own."""
    partner = partner_of(attempt)
    _stranger(attempt, partner, {"user": partner.profile.user or _USER, "password": _WRONG})


@when("somebody unknown asks for events")
def unknown_user(attempt: Attempt) -> None:
    """Ask under a name that nobody has."""
    _stranger(attempt, partner_of(attempt), {"user": "nobody", "password": _WRONG})


@when("somebody who does not say who they are asks for events")
def nameless(attempt: Attempt) -> None:
    """Ask without any credentials."""
    _stranger(attempt, partner_of(attempt), {})


def _stranger(attempt: Attempt, partner: Partner, who: dict[str, str]) -> None:
    own = partner.headers
    attempt.stimulus("ask", who=who.get("user", ""))
    try:
        partner.headers = partner.introduced(who)
        partner.ask(Request("GET", "/events"))
    finally:
        partner.headers = own


def _written(attempt: Attempt) -> Partner:
    partner = partner_of(attempt)
    events: list[Event] = partner.written
    if not events:
        raise BenchError("nothing is written that could be captured; a step before has to write it")
    attempt.stimulus("capture", events=len(events), dialect=DIALECT)
    return partner
