"""What the enterprise made of it: how it answered a partner, and what it holds."""

from collections import Counter
from collections.abc import Iterable

from linebench.bdd.actual import CLAIM, expect, expect_equal
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.partner import Outcome, Partner, partner_of
from linebench.bdd.phrase import then
from linebench.bdd.things import Thing
from linebench.epcis.canonical import canonical_id
from linebench.epcis.hashing import event_hash
from linebench.epcis.history import History
from linebench.epcis.model import Event
from linebench.wire.epcis.uploads import problem_of

_TAKEN = 202


@then("the capture is stored")
def is_stored(attempt: Attempt) -> None:
    """Claim: the enterprise took the latest capture, and its job ended with success."""
    outcome = _outcome(attempt)
    expect(attempt, CLAIM, "capture: stored", f"capture: {_told(outcome)}", met=outcome.stored)


@then("the capture is refused and nothing of it is stored")
def is_refused(attempt: Attempt) -> None:
    """Claim: the enterprise refused the latest capture, at once or in its job, and holds none of its events but
    those that were captured before.
    """
    _refused(attempt)
    partner = partner_of(attempt)
    before = {event_hash(each) for each in partner.captured}
    kept = [each for each in _held(partner, partner.latest) if event_hash(each) not in before]
    expect_equal(attempt, CLAIM, "events of it that are stored", 0, len(kept))


@then("a part of the capture is refused")
def is_refused_in_part(attempt: Attempt) -> None:
    """Claim: the job of the latest capture ended without success, and says why."""
    _refused(attempt)


def _refused(attempt: Attempt) -> None:
    outcome = _outcome(attempt)
    expect(attempt, CLAIM, "capture: refused, with a reason", f"capture: {_told(outcome)}",
           met=not outcome.stored and bool(outcome.reasons))


@then('the enterprise answers with status {status:count} and the problem "{kind:word}"')
def answers_problem(attempt: Attempt, status: int, kind: str) -> None:
    """Claim: the latest answer has this status and a problem document with this exception of the standard."""
    response = partner_of(attempt).response
    if response is None:
        raise BenchError("nothing has been asked in an earlier step")
    media = response.headers.get("content-type", "").partition(";")[0]
    found = f"{response.status} {problem_of(response)[0]} as {media or 'nothing'}"
    expect_equal(attempt, CLAIM, "answer", f"{status} {kind} as application/problem+json", found)


@then("the enterprise answers with status {status:count}")
def answers_status(attempt: Attempt, status: int) -> None:
    """Claim: the latest answer has this status."""
    response = partner_of(attempt).response
    expect_equal(attempt, CLAIM, "status", status, None if response is None else response.status)


@then('its header "{header:name}" is "{value:name}"')
def header_is(attempt: Attempt, header: str, value: str) -> None:
    """Claim: the latest answer has a header with this value."""
    response = partner_of(attempt).response
    found = "" if response is None else response.headers.get(header.lower(), "")
    expect_equal(attempt, CLAIM, header, value, found)


@then("the enterprise holds what was captured about {things:things}, each event once")
def holds(attempt: Attempt, things: tuple[Thing, ...]) -> None:
    """Claim: asked for all events about things, the enterprise gives exactly those whose capture it confirmed.

    They are compared by their event hash (CBV 2.0, 8.9), so the form in which they travelled does not matter.
    """
    _compare(attempt, things, 30)


@then("the enterprise holds what was captured about {things:things}, in pages of {size:count}")
def holds_paged(attempt: Attempt, things: tuple[Thing, ...], size: int) -> None:
    """Claim: as "each event once", asked for with so many events a page; no page has more."""
    _compare(attempt, things, size)
    longest = max(map(len, partner_of(attempt).pages))
    expect(attempt, CLAIM, f"at most {size} events a page", f"up to {longest} events a page", met=longest <= size)


@then("the enterprise has {things:things} in {container:thing}")
def has_inside(attempt: Attempt, things: tuple[Thing, ...], container: Thing) -> None:
    """Claim: by all events that the enterprise gives about them, these things are in this container now."""
    partner = partner_of(attempt)
    inside = canonical_id(partner.things.link(container))
    _parents(attempt, partner, things, inside)


@then("the enterprise has {things:things} in no container")
def has_outside(attempt: Attempt, things: tuple[Thing, ...]) -> None:
    """Claim: by all events that the enterprise gives about them, these things are in no container now."""
    _parents(attempt, partner_of(attempt), things, "none")


@then('the enterprise has {things:things} as "{state:word}"')
def has_state(attempt: Attempt, things: tuple[Thing, ...], state: str) -> None:
    """Claim: by all events that the enterprise gives about them, these things are ``active``, ``inactive``,
    ``destroyed`` or ``unknown``.
    """
    partner = partner_of(attempt)
    history = _history(partner, things)
    states = [history.states.get(canonical_id(partner.things.link(each))) for each in things]
    expect_equal(attempt, CLAIM, "states", [state] * len(things),
                 ["unknown" if each is None else each.value for each in states])


def _compare(attempt: Attempt, things: tuple[Thing, ...], per_page: int) -> None:
    partner = partner_of(attempt)
    links = {canonical_id(partner.things.link(each)) for each in things}
    found = Counter(map(_key, _about(partner, things, per_page)))
    wanted = Counter(_key(event) for event in partner.captured if links & set(_named(event)))
    missing, others = (wanted - found).total(), (found - wanted).total()
    expect(attempt, CLAIM, f"{wanted.total()} events, 0 missing, 0 others",
           f"{found.total()} events, {missing} missing, {others} others", met=not missing and not others)


def _key(event: Event) -> tuple[str, str, bool]:
    return event_hash(event), event.event_id, event.error_declaration is not None


def _named(event: Event) -> Iterable[str]:
    return map(canonical_id, filter(None, (*event.epc_list, event.parent_id, *event.child_epcs)))


def _about(partner: Partner, things: tuple[Thing, ...], per_page: int = 30) -> list[Event]:
    return partner.find([("MATCH_anyEPC", "|".join(map(partner.things.link, things))),
                         ("orderBy", "eventTime"), ("orderDirection", "ASC")], per_page)


def _history(partner: Partner, things: tuple[Thing, ...]) -> History:
    """What the enterprise's events say, without those that are declared erroneous."""
    events = _about(partner, things)
    undone = {event.event_id for event in events if event.error_declaration is not None}
    history = History()
    for event in events:
        if event.event_id not in undone:
            history.take(event)
    return history


def _parents(attempt: Attempt, partner: Partner, things: tuple[Thing, ...], inside: str) -> None:
    history = _history(partner, things)
    found = [history.parents.get(canonical_id(partner.things.link(each)), "none") for each in things]
    expect_equal(attempt, CLAIM, "containers", [inside] * len(things), found)


def _held(partner: Partner, events: tuple[Event, ...]) -> list[Event]:
    """Which events of these the enterprise gives when it is asked for them by id."""
    ids = [each.event_id for each in events]
    return partner.find([("EQ_eventID", "|".join(ids))]) if ids else []


def _outcome(attempt: Attempt) -> Outcome:
    outcome = partner_of(attempt).outcome
    if outcome is None:
        raise BenchError("nothing has been captured in an earlier step")
    return outcome


def _told(outcome: Outcome) -> str:
    if outcome.stored:
        return "stored"
    how = "refused" if outcome.status == _TAKEN else f"refused with {outcome.status} {outcome.problem}"
    return f"{how}: {outcome.reasons[0]}" if outcome.reasons else f"{how} without a reason"
