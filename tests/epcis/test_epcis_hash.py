"""Event hashes, against published ones and against the working group's own program."""

import json

import pytest
from epcis_event_hash_generator import hash_generator
from epcis_event_hash_generator.json_to_py import event_list_from_epcis_document_json
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.epcis.strategies import EVENTS, document

from linebench.epcis.convert import written
from linebench.epcis.hashing import Order, event_hash, pre_hash
from linebench.epcis.model import Event, Place, Typed

HEAD = {"type": "ObjectEvent", "event_time_zone_offset": "+01:00", "action": "OBSERVE"}
DEPARTING = Event(**HEAD, event_time="2020-03-04T11:00:30+01:00", epc_list=("urn:epc:id:sgtin:0614141.011111.987",),
                  biz_step="departing", disposition="in_transit", read_point=Place(
                      "urn:epc:id:sgln:4012345.00011.0", {"{https://ns.example.com/epcis/}myField1": "AB-12"}),
                  biz_transaction_list=(Typed("urn:epc:id:gdti:4012345.11111.123", "po"),),
                  source_list=(Typed("urn:epc:id:pgln:4012345.00000", "owning_party"),),
                  destination_list=(Typed("urn:epc:id:pgln:0614141.00000", "owning_party"),),
                  extensions={"{https://ns.example.com/epcis/}userExt": "CD-34"})


def test_a_published_hash_comes_about():
    """The third example of the standard's own text."""
    assert event_hash(DEPARTING) == (
        "ni:///sha-256;a13cbe6c8bb6df3710b3edaeff760a1365ec8fd69ca1f4d7e0c10eb5189a883a?ver=CBV2.0")


def test_the_text_of_the_standard_has_another_order():
    """Transactions before their types, and sources before destinations."""
    said = pre_hash(DEPARTING, Order.TEXT)
    assert "bizTransaction=https://id.gs1.org/253/4012345111118123type=https://ref.gs1.org/cbv/BTT-po" in said
    assert said.index("sourceList") < said.index("destinationList")


@pytest.mark.parametrize("change", [{"event_id": "urn:x:1"}, {"record_time": "2020-03-05T00:00:00Z"},
                                    {"event_time": "2020-03-04T10:00:30.0001Z"}])
def test_what_does_not_belong_to_the_event_does_not_matter(change):
    """Its id, when it was recorded, and how finely its time is written."""
    assert event_hash(replace(DEPARTING, **change)) == event_hash(DEPARTING)


def _without_others(event):
    """Of what it says in fields of others, and as truth values, which the program writes as Python does."""
    sensors = tuple(replace(each, extensions={}, reports=tuple(
        {name: value for name, value in report.items() if name != "booleanValue" and "{" not in name}
        for report in each.reports))
        for each in event.sensor_element_list)
    return replace(event, extensions={}, ilmd={},
                   read_point=event.read_point and Place(event.read_point.id), sensor_element_list=sensors,
                   error_declaration=None)


def _witnessed(found):
    events = event_list_from_epcis_document_json(json.loads(written(found, "json")))
    return hash_generator.derive_prehashes_from_events(events)


@settings(max_examples=60)
@given(st.lists(EVENTS, min_size=1, max_size=2))
def test_the_working_groups_program_says_the_same(events):
    """For every kind of event, without fields of others."""
    plain = [_without_others(event) for event in events]
    assert [pre_hash(event) for event in plain] == _witnessed(document(*plain))
