"""A site server's history as a document: all of it comes back, and what contradicts itself or others is found."""

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.ports.erp import ProductData
from linebench.ports.l3 import BatchReport, OrderRequest, Report, SerialRequest, SerialReturn, Serials
from linebench.ports.l4 import Capture
from linebench.stack.l3 import L3Config, SiteServer
from linebench.stack.l3.conflicts import conflicts
from linebench.stack.l3.handover import HandoverError, read_handover, write_handover
from linebench.stack.l3.history import Facts, History
from linebench.stack.l3.kept import KeptError, plain, typed
from tests.stack.site_history import CASE, GTIN, ORDER, batch, kept, packs

TEXT = st.text(max_size=5)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-2**63, 2**63 - 1), TEXT,
              st.builds(Serials, st.integers(0, 9), TEXT, st.lists(TEXT).map(tuple)),
              st.builds(SerialReturn, TEXT, st.lists(TEXT).map(tuple), st.integers(0, 9))),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.lists(inner, max_size=3).map(tuple)), max_leaves=6)


@given(st.dictionaries(TEXT, VALUES, max_size=4))
def test_whatever_is_kept_comes_back(store):
    """Values and their types, through text."""
    found = typed(json.loads(json.dumps(plain(tuple(store.items())))))
    assert dict(found) == store
    assert [type(value) for _, value in found] == [type(value) for value in store.values()]


def test_a_store_comes_back_in_its_order():
    """With what the enterprise has not confirmed and what it refused; the same store gives the same bytes."""
    store = kept(*batch()) | {"refused:000000009": (Capture(9, ()), ("two-parents",))}
    data = write_handover("plant 1", store)
    found = read_handover(data)
    assert (found.site, list(found.kept.items())) == ("plant 1", list(store.items()))
    assert write_handover("plant 1", found.kept) == data


def test_the_facts_say_what_the_store_holds():
    """For people, and for programs that know nothing of its keys."""
    store = kept(*batch(), SerialReturn("A1", ("e",), 4), BatchReport("A1", 5, 3, 0, 0, 0, 1, 1, 1, 0, 5))
    assert read_handover(write_handover("plant 1", store)).facts == Facts(
        orders=("A1",), finished=("A1",), serials={GTIN: 5}, last=5, missing=(), unconfirmed=(2, 3), refused=(),
        containers=1, references=(CASE,))
    assert History(store).parents == {packs("a")[0]: CASE}


def test_a_server_that_begins_from_it_goes_on_where_the_other_stopped():
    """It gives the same serials to the same request and others to a new one, and takes the next document only."""
    store = read_handover(write_handover("plant 1", kept(*batch()))).kept
    successor = server(store)
    first, = successor.receive("l2", SerialRequest(1, "A1", GTIN, 3), 0)
    assert first.message == Serials(1, GTIN, ("a", "b", "c"))
    fresh = successor.receive("l2", SerialRequest(3, "A1", GTIN, 2), 0)[-1]
    assert fresh.message == Serials(3, GTIN, ("f", "g"))
    assert successor.receive("l2", Report(5, "A1", ()), 0) == []
    assert [type(each).__name__ for each in successor.receive("l2", Report(4, "A1", ()), 0)][-1] == "Send"


def server(store):
    """A server that draws the same serials from their beginning."""
    letters = iter("aabbccddeeffgg")
    site = SiteServer(L3Config(orders={"A1": ORDER}, pool=100, enterprise=True),
                      lambda count, _: tuple(next(letters) for _ in range(count)))
    site.start(store, 0)
    return site


@pytest.mark.parametrize(("change", "named"), [
    (lambda text: text.replace('"plant 1"', '"plant 2"'), "sha256"),
    (lambda text: text.replace('"LOT1"', '"LOT2"'), "sha256"),
    (lambda text: text.replace('"handover": 1', '"handover": 2'), "version 2"),
    (lambda text: text.replace('"handover"', '"handed"'), "linebench site export"),
    (lambda text: text[:-40], "linebench site export"),
    (lambda text: text.replace("linebench.ports.l3:Order", "os:system"), "sha256"),
    (lambda _: "[" * 100_000, "linebench site export"),
])
def test_a_document_that_was_changed_is_refused(change, named):
    """By its hash, its version or its form; the message says what was expected."""
    text = write_handover("plant 1", kept(*batch())).decode()
    assert change(text) != text
    with pytest.raises(HandoverError, match=named):
        read_handover(change(text).encode())


@pytest.mark.parametrize("name", ["os:system", "linebench.ports.l3:Nothing", "linebench.ports.nothing:Order",
                                  "linebench.bench:Bench", "linebench.ports.l3:TypeAlias"])
def test_only_what_a_level_keeps_can_be_named(name):
    """A document makes no other values, whatever it says."""
    with pytest.raises(KeptError):
        typed({"is": name, "of": ["x"]})


def test_what_cannot_be_handed_over_is_named():
    """A set is none of the things that a store keeps."""
    with pytest.raises(HandoverError, match=r"site plant 1: found a value of type builtins\.set"):
        write_handover("plant 1", {"a": {1}})


OTHER = msgspec.structs.replace(ORDER, order="B1", lot="LOT2", first_sscc=100_001)


def found(one, other):
    """Kinds of conflicts between two stores, and what is said of them."""
    return [(each.kind, each.sites) for each in conflicts({"one": History(one), "other": History(other)})]


def test_sites_that_have_nothing_in_common_do_not_contradict():
    """Other orders, other lots, other serials, other containers."""
    assert found(kept(*batch()), kept(OrderRequest("B1"), SerialRequest(1, "B1", GTIN, 2), order=OTHER,
                                      drawn="xy")) == []


@pytest.mark.parametrize(("change", "kind"), [
    ({"order": "A1", "first_sscc": 1}, "order with other content"),
    ({"lot": "LOT1", "expiry": "280201"}, "lot with other content"),
    ({"case_size": 6}, "product with other content"),
    ({"pallet_size": 3}, "product with other content"),
    ({"first_sscc": 100_000}, "SSCC ranges overlap"),
])
def test_orders_that_contradict_are_found(change, kind):
    """The same order, lot or product told otherwise, or containers that would have the same SSCC."""
    order = msgspec.structs.replace(OTHER, **change)
    ours, theirs = kept(OrderRequest("A1")), kept(OrderRequest(order.order), order=order)
    assert found(ours, theirs) == [(kind, ("one", "other"))]


def test_serials_and_containers_of_two_sites_are_found():
    """Given out by both, and used by both."""
    assert found(kept(*batch()), kept(OrderRequest("B1"), SerialRequest(1, "B1", GTIN, 3), order=OTHER,
                                      drawn="xcb")) == [("serial given out twice", ("one", "other"))]
    both = [each for each in batch() if isinstance(each, Report)]
    assert found(kept(*both), kept(*both)) == [("SSCC used twice", ("one", "other"))]


def test_master_data_of_products_are_compared():
    """By whatever planner they came."""
    data = ProductData("1", GTIN, "Product A", 10, 3)
    same, other = (msgspec.structs.replace(data, request="2", name=name) for name in ("Product A", "Product B"))
    assert found({"p": data}, {"p": same}) == []
    (told,) = conflicts({"one": History({"p": data}), "other": History({"p": other})})
    assert told.what == f"product {GTIN}: name 'Product A' and 'Product B'; align the master data"


def test_a_history_with_a_gap_or_a_repeated_serial_contradicts_itself():
    """A document that is not there, and two requests that were answered with the same serial."""
    store = kept(*batch())
    del store["document:2"]
    store["serials:9"] = Serials(9, GTIN, ("z", "a"))
    told = conflicts({"one": History(store)})
    assert [(each.kind, each.sites, each.what.partition(";")[0]) for each in told] == [
        ("gap in documents", ("one",), "2 of 1 to 3 are missing"),
        ("serial given out twice", ("one",), f"{GTIN}/a")]
