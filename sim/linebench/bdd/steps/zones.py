"""Time zones: where the site is, what its clocks show, and whether everything is in order all the same."""

from itertools import pairwise

from linebench.auditing import Auditor
from linebench.bdd.actual import CLAIM, TRUTH, expect, expect_equal
from linebench.bdd.attempt import Attempt
from linebench.bdd.partner import partner_of
from linebench.bdd.phrase import given, then, when
from linebench.bdd.seen import each
from linebench.epcis.model import Event
from linebench.epcis.times import micros, offset_at
from linebench.ports.l4 import Capture
from linebench.records.wire import Delivered

_NOTE = "events by their time"
_BY_TIME = (("orderBy", ("eventTime",)), ("orderDirection", ("ASC",)))
_OFFSETS = 2


@given('the site is in "{zone:name}", where it is "{time:name}" by UTC')
def in_zone(attempt: Attempt, zone: str, time: str) -> None:
    """Set the time zone of the site, by its name in the IANA database, and the UTC of the beginning."""
    attempt.change("zone", zone)
    attempt.change("epoch", time)


@when("the enterprise is asked for all events by the time at which they happened")
def asked_by_time(attempt: Attempt) -> None:
    """Ask the enterprise for everything, the oldest first, as a partner does."""
    attempt.stimulus("ask", whom="l4", order="eventTime")
    events, why = Auditor(attempt.bench, lambda message: attempt.bench.say("partner>l4", message)).find(_BY_TIME)
    attempt.notes[_NOTE] = events
    expect_equal(attempt, CLAIM, "why the enterprise did not say all", "", why)


@then("the clocks of the site were changed in between")
def changed(attempt: Attempt) -> None:
    """Truth: between the first and the last event of the site its zone had two offsets, so that both are tested."""
    zone = attempt.scenario.zone
    found = dict.fromkeys(offset_at(micros(event.event_time), zone) for event in _of_site(attempt))
    expect(attempt, TRUTH, "two offsets", ", ".join(found), met=len(found) == _OFFSETS)


@then("every event stands where it happened in time, with the offset of its own place")
def in_order(attempt: Attempt) -> None:
    """Claim against truth: the enterprise has each event once, in the order of time; events of the site with the
    offset of its zone at that moment, those of the partner as it wrote them.
    """
    events: list[Event] = attempt.notes[_NOTE]
    zone = attempt.scenario.zone
    times = [micros(event.event_time) for event in events]
    theirs = {event.event_id: event.event_time_zone_offset for event in partner_of(attempt).captured}
    wrong = [event for event in events if event.event_time_zone_offset != theirs.get(
        event.event_id, offset_at(micros(event.event_time), zone))]
    wanted = len(_of_site(attempt)) + len(theirs)
    words = "{} events, {} earlier than the one before, {} with another offset"
    actual = (len(events), sum(one > other for one, other in pairwise(times)), len(wrong))
    expect(attempt, CLAIM, words.format(wanted, 0, 0), words.format(*actual), met=actual == (wanted, 0, 0))


def _of_site(attempt: Attempt) -> list[Event]:
    """What the site has told the enterprise, each capture once."""
    captures = {said.message.capture: said.message for _, said in each(attempt.records, Delivered)
                if said.link == "l3>l4" and isinstance(said.message, Capture)}
    return [event for capture in captures.values() for event in capture.events]
