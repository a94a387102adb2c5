"""The lists of what is in a repository, and its other single resources."""

import json

import pytest

from linebench.epcis.model import Place, QuantityElement
from tests.wire.epcis.rig import Room, event, problem_in

CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
LOCATION = "urn:epc:id:sgln:9501101.00009.0"
CASE = "urn:epc:id:sscc:9501101.3000000001"


def filled(**options):
    room = Room(**options)
    room.owner.events += [
        event(1), event(2, step="shipping", disposition="in_transit", biz_location=Place(LOCATION)),
        event(3, step="packing", type="AggregationEvent", epc_list=(), parent_id=CASE, action="ADD",
              child_epcs=("urn:epc:id:sgtin:9501101.053000.1",)),
        event(4, type="TransformationEvent", action="", epc_list=(), input_epc_list=("urn:x:in",),
              output_epc_list=("urn:x:out",), read_point=None,
              input_quantity_list=(QuantityElement("urn:x:class"),))]
    return room


def listed(members):
    return {"@context": CONTEXT, "type": "Collection", "member": members}


@pytest.mark.parametrize(("name", "entries"), [
    ("eventTypes", ["ObjectEvent", "AggregationEvent", "TransformationEvent"]),
    ("epcs", ["urn:epc:id:sgtin:9501101.053000.1", "urn:epc:id:sgtin:9501101.053000.2", CASE, "urn:x:in",
              "urn:x:out"]),
    ("bizSteps", ["commissioning", "shipping", "packing"]), ("bizLocations", [LOCATION]),
    ("readPoints", ["urn:epc:id:sgln:9501101.00001.0"]), ("dispositions", ["in_transit"])])
@pytest.mark.parametrize("most", [1, 1000])
def test_a_list_has_each_entry_once(name, entries, most):
    """In the order of their events, however many events the server asks for at once."""
    assert filled(per_page_most=most, per_page=most).get(f"/{name}?perPage=1000") == listed(entries[:most])


@pytest.mark.parametrize("size", [1, 2, 4])
def test_a_list_comes_in_pages(size):
    """All entries, none twice; each page may be asked for again."""
    found, target, room = [], f"/epcs?perPage={size}", filled()
    while target:
        response = room.ask("GET", target)
        assert room.ask("GET", target).body == response.body
        found.append(json.loads(response.body)["member"])
        target = response.headers.get("link", "").partition(">")[0].removeprefix("<")
    assert [len(each) for each in found[:-1]] == [size] * (len(found) - 1)
    assert [each for page in found for each in page] == filled().get("/epcs")["member"]


@pytest.mark.parametrize(("target", "ids"), [
    ("/eventTypes/AggregationEvent", [3]), ("/epcs/urn%3Aepc%3Aid%3Asscc%3A9501101.3000000001", [3]),
    ("/epcs/urn:epc:id:sgtin:9501101.053000.1", [1, 3]), ("/bizSteps/shipping", [2]),
    ("/bizLocations/urn:epc:id:sgln:9501101.00009.0", [2]), ("/dispositions/in_transit", [2]),
    ("/readPoints/urn:epc:id:sgln:9501101.00001.0", [1, 2, 3])])
def test_an_entry_has_its_events(target, ids):
    """And says that it has; an encoded name and a plain one are the same."""
    room = filled()
    assert room.get(target) == listed(["events"])
    assert [each["eventID"] for each in room.events(f"{target}/events")] == [f"urn:uuid:{each}" for each in ids]
    assert [each["eventID"] for each in room.events(f"{target}/events?eventType=ObjectEvent")] == [
        f"urn:uuid:{each}" for each in ids if each < 3]


def test_an_entry_that_is_nowhere_has_no_address():
    """404, also where the repository says that there can be none; asked for its events, it has none."""
    room = filled()
    for name in ("holding", "impossible"):
        assert problem_in(room.ask("GET", f"/bizSteps/{name}"))[:2] == (404, "NoSuchResourceException")
    assert room.events("/bizSteps/holding/events") == []


@pytest.mark.parametrize("target", ["/epcs?EQ_action=ADD", "/bizSteps/shipping?x=1", "/capture?x=1", "/queries?x=1",
                                    "/events/urn:uuid:1?x=1"])
def test_parameters_that_a_list_has_not_are_refused(target):
    """Not passed over."""
    assert problem_in(filled().ask("GET", target))[:2] == (400, "QueryParameterException")


def test_what_there_is():
    """At the root; an empty repository has empty lists."""
    assert Room().get("/") == listed(["capture", "events", "eventTypes", "epcs", "bizSteps", "bizLocations",
                                      "readPoints", "dispositions", "queries"])
    assert Room().get("/epcs") == listed([])
    assert (Room().get("/capture"), Room().get("/queries")) == ([], [])
