"""The rules about the office of a site: what each finds, and what it leaves alone."""

import json

import msgspec
import pytest

from linebench.epcis.model import Event
from linebench.oracle.judge import judge
from linebench.ports.l4 import Capture, Captured
from linebench.ports.office import AskRelease, BatchDocument
from linebench.records.claim import BatchClaimed, ReleaseClaimed
from linebench.records.wire import Delivered, Dropped
from tests.oracle.story import ORDER, Story

RELEASED = ReleaseClaimed(0, "l3", ORDER, released=True, reason="")
REFUSED = ReleaseClaimed(0, "l3", ORDER, released=False, reason="so it is")
ENDED = BatchClaimed(0, "l2", ORDER, (("allocated", 1), ("commissioned", 1), ("open", 0)))
EVENT = Event(type="ObjectEvent", event_time="2026-07-01T10:00:00.000Z", event_time_zone_offset="+02:00",
              action="OBSERVE", biz_step="inspecting")
ASKED = AskRelease(ORDER, "QA")
UNSURE = Dropped(0, "l3>l4", Capture(1, ()), "cut")


def found(rule, *said, zone="UTC"):
    """What a rule finds in what was said: claims as they are, messages on the link that they belong to."""
    links = {AskRelease: "desk>l3", BatchDocument: "l3>desk", Capture: "l3>l4", Captured: "l4>l3"}
    records = [record for record in Story().records() if not isinstance(record, BatchClaimed)]
    t = records[-1].t
    world = json.dumps(json.loads(records[0].scenario) | {"zone": zone})
    records[0] = msgspec.structs.replace(records[0], scenario=world)
    records[-1:] = [
        Delivered(t + n, links[type(one)], t + n, one) if type(one) in links
        else msgspec.structs.replace(one, t=t + n)
        for n, one in enumerate(said)]
    outcome = next(one for one in judge(records).outcomes if one.rule == rule)
    return [finding.message.partition(" ")[2] for finding in outcome.findings], outcome.opportunities


@pytest.mark.parametrize(("said", "message"), [
    ((ASKED, RELEASED), f"l3 released order {ORDER} although the line has not reported its end"),
    ((msgspec.structs.replace(ENDED, counts=(("allocated", 2), ("commissioned", 1))), ASKED, RELEASED),
     f"l3 released order {ORDER} although serial numbers of it are not accounted for"),
    ((ENDED, UNSURE, ASKED, RELEASED),
     f"l3 released order {ORDER} although the enterprise has not confirmed 1 captures"),
    ((ENDED, ASKED, REFUSED), f"l3 refused to release order {ORDER}, of which nothing is open: so it is"),
])
def test_a_wrong_answer_on_a_release_is_found(said, message):
    """Released while something is open, or refused while nothing is."""
    assert found("release-follows-reconciliation", *said) == ([message], 1)


def test_a_right_answer_on_a_release_passes():
    """What counts is what was open when it was asked for: what is confirmed later changes nothing."""
    confirmed = Captured(1, success=True, stored=1)
    assert found("release-follows-reconciliation", ASKED, ENDED, REFUSED, UNSURE, ASKED, confirmed, REFUSED, ASKED,
                 RELEASED) == ([], 3)


def test_what_is_no_document_is_found():
    """Text that cannot be read, and a document without events in another form than asked for."""
    (message,), count = found("batch-document-sound", BatchDocument(ORDER, "json", "{"))
    assert (message.startswith(f"the document of order {ORDER} as json cannot be read: "), count) == (True, 1)


def test_a_document_that_leaves_the_archive_changed_is_found():
    """One letter less; what was never given before cannot be compared."""
    given, kept = BatchDocument(ORDER, "json", "abc"), BatchDocument(ORDER, "json", "ab", archived=True)
    message = (f"the document of order {ORDER} as json came out of the archive with 2 characters, not as the 3 "
               "that were given before")
    assert found("archive-unchanged", given, kept) == ([message], 1)
    assert found("archive-unchanged", kept, given, msgspec.structs.replace(given, archived=True)) == ([], 1)


def test_the_offset_of_another_season_is_found():
    """In July Berlin is two hours ahead; where the site is in UTC nothing is looked at."""
    wrong = msgspec.structs.replace(EVENT, event_time_zone_offset="+01:00")
    assert found("event-offset-right", Capture(1, (EVENT, wrong)), zone="Europe/Berlin") == ([
        "an event of 2026-07-01T10:00:00.000Z in Europe/Berlin states the offset +01:00, it was +02:00"], 2)
    assert found("event-offset-right", Capture(1, (wrong,))) == ([], 0)
