"""Subscriptions at the enterprise: what a partner wants to be told, and what it is told then."""

from collections import Counter

import msgspec

from linebench.bdd.actual import CLAIM, expect, expect_equal
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.partner import partner_of
from linebench.bdd.phrase import then, when
from linebench.epcis.hashing import event_hash
from linebench.epcis.json_reader import read_json
from linebench.epcis.model import Event
from linebench.wire.http.messages import Request
from linebench.wiring.postbox import Postbox

_NOTE, _SINCE = "postbox", "subscribed since"
_CREATED = 201
_PATIENCE_US, _LOOK_US = 10_000_000, 100_000
_JSON = {"content-type": "application/json"}


@when('the partner subscribes to all events with the step "{step:word}"')
def subscribes(attempt: Attempt, step: str) -> None:
    """Name a query for events with a business step and subscribe to it, to be told of new ones at once."""
    partner = partner_of(attempt)
    box = Postbox()
    dest = attempt.bench.outside(box.open())
    attempt.leaving.append(lambda: attempt.bench.outside(box.close()))
    attempt.notes[_NOTE], attempt.notes[_SINCE] = box, len(partner.captured)
    attempt.stimulus("subscribe", step=step)
    name = partner.things.word
    query = {"name": name, "query": {"EQ_bizStep": [step]}}
    made = partner.ask(Request("POST", "/queries", _JSON, msgspec.json.encode(query)))
    expect_equal(attempt, CLAIM, "status of the query", _CREATED, made.status)
    wanted = {"dest": dest, "signatureToken": name, "stream": True}
    told = partner.ask(Request("POST", f"/queries/{name}/subscriptions", _JSON, msgspec.json.encode(wanted)))
    expect_equal(attempt, CLAIM, "status of the subscription", _CREATED, told.status)


@then('the partner is told every event with the step "{step:word}" that was captured since, once')
def told_once(attempt: Attempt, step: str) -> None:
    """Claim: what came to the subscriber are exactly the captured events with that step, by their event hash."""
    box = attempt.notes.get(_NOTE)
    if box is None:
        raise BenchError("nobody has subscribed in an earlier step")
    wanted = Counter(event_hash(each) for each in partner_of(attempt).captured[attempt.notes[_SINCE]:]
                     if each.biz_step == step)
    for _ in range(_PATIENCE_US // _LOOK_US):
        attempt.bench.advance(None, _LOOK_US)
        if sum(map(len, _events(box))) >= wanted.total():
            break
    attempt.bench.advance(None, _LOOK_US)
    found = Counter(event_hash(event) for events in _events(box) for event in events)
    missing, others = (wanted - found).total(), (found - wanted).total()
    expect(attempt, CLAIM, f"{wanted.total()} events, 0 missing, 0 others",
           f"{found.total()} events, {missing} missing, {others} others", met=not missing and not others)


def _events(box: Postbox) -> list[tuple[Event, ...]]:
    return [read_json(each.body).events for each in box.taken()]
