"""Every event passes through every form unchanged."""

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.epcis.strategies import EVENTS, document

from linebench.epcis.convert import FORMS, as_links, as_urns, written
from linebench.epcis.hashing import Order, event_hash
from linebench.epcis.history import History
from linebench.epcis.reading import read

DOCUMENTS = st.lists(EVENTS, min_size=1, max_size=3).map(lambda events: document(
    *events, id="https://example.com/doc", sender="urn:epc:id:sgln:9501101.00001.0", instance="7"))


@given(DOCUMENTS)
def test_json_keeps_everything(found):
    """Read again, the document is the one that was written, and is written as the same bytes."""
    once = written(found, "json")
    again = read(once)
    assert msgspec.structs.replace(again, prefixes=found.prefixes) == found
    assert written(again, "json") == once


@given(DOCUMENTS)
@settings(max_examples=60)
def test_events_keep_their_hashes_in_every_form(found):
    """1.2 XML, 2.0 XML and JSON, one after the other; in both readings of the standard."""
    for order in Order:
        hashes = [event_hash(event, order) for event in found.events]
        passed = found
        for form in ("xml-1.2", "json", "xml-2.0", "xml-1.2"):
            passed = read(written(passed, form))
            assert [event_hash(event, order) for event in passed.events] == hashes


@given(DOCUMENTS)
@settings(max_examples=60)
def test_xml_is_written_as_the_same_bytes_again(found):
    """Nothing moves, in either version."""
    for form in ("xml-1.2", "xml-2.0"):
        once = written(found, form)
        assert written(read(once), form) == once


@given(DOCUMENTS)
@settings(max_examples=60)
def test_identifiers_change_their_form_and_nothing_else(found):
    """Links, then URNs again: the hashes stay, and so does what the events say together."""
    links = as_links(found)
    urns = as_urns(links, lambda _: 7)
    for other in (links, urns):
        assert [event_hash(event) for event in other.events] == [event_hash(event) for event in found.events]
        assert History().replay(other.events) == History().replay(found.events)
    epcs = [epc for event in urns.events for epc in (*event.epc_list, *event.child_epcs)]
    assert [epc for epc in epcs if not epc.startswith("urn:epc:id:")] == []


def test_every_form_has_a_name():
    """As the command line offers them."""
    assert sorted(FORMS) == ["json", "xml-1.2", "xml-2.0"]
