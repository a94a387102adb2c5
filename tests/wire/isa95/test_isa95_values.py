"""Orders and responses as structures, without a server: what goes in comes out, and each map does what it says."""

from datetime import UTC, datetime

import msgspec
import pytest
from asyncua import ua
from asyncua.common.utils import Buffer
from asyncua.ua.ua_binary import variant_from_binary, variant_to_binary
from hypothesis import given, settings
from hypothesis import strategies as st

from linebench.ports.erp import JobOrder, JobResponse
from linebench.wire.isa95.orders import Orders
from linebench.wire.isa95.places import MATERIAL, Places, read_places
from linebench.wire.isa95.profile import JobsProfile
from linebench.wire.isa95.responses import Responses
from linebench.wire.isa95.times import Times
from linebench.wire.isa95.values import UnfitError, expiry, flat, text_of, whole
from linebench.wire.isa95.words import NAMES, ReturnStatus, flags_of, read_status, word_of, written_status
from linebench.wire.opcua.typebuilder import TypeSpace
from linebench.wire.side import Setting
from tests.wire.isa95.running import ORDER
from tests.wire.opcua.running import open_server

TIMES = Times(Setting(name="site", now=lambda: 0))
TEXTS = st.text(min_size=1, max_size=20)
MOMENTS = st.none() | st.integers(min_value=-10**15, max_value=10**16)
ORDERS = st.builds(
    JobOrder, job=TEXTS, gtin=TEXTS, lot=TEXTS, expiry=st.sampled_from(["271231", "270200", "991231", "000101"]),
    quantity=st.integers(min_value=0, max_value=10**12), line=TEXTS | st.just(""), start_us=MOMENTS,
    parameters=st.lists(st.tuples(TEXTS.filter(lambda name: not name.startswith("P-")), st.text(max_size=20)),
                        max_size=4).map(tuple), start=st.booleans())
PLACES = [
    Places(), Places(line=""), Places(gtin="Parameter:P-GTIN", lot="Parameter:P-Lot", expiry="Parameter:P-Expiry",
                                      quantity="Parameter:P-Quantity", line="Parameter:P-Line"),
    Places(gtin="WorkMasterID", lot="MaterialSublotID", expiry="Property:Best before", quantity="Property:N",
           line="Property:Line"), Places(gtin="MaterialClassID", line="WorkMasterID")]


@pytest.fixture(scope="module")
def make(run):
    server = open_server("values")

    async def build():
        await server.build()
        space = TypeSpace(server)
        await space.add("JobControl")
        return space

    space = run(build())
    return lambda name, **fields: space.make(f"JobControl.{name}", **fields)


def travelled(value):
    """A structure after it was bytes."""
    return variant_from_binary(Buffer(variant_to_binary(ua.Variant(value)))).Value


@pytest.mark.parametrize("places", PLACES)
@pytest.mark.parametrize("form", ["YYMMDD", "date"])
@settings(max_examples=15, deadline=None)
@given(order=ORDERS)
def test_an_order_comes_out_as_it_went_in(make, places, form, order):
    """Wherever its fields stand, and however its expiry is written."""
    said = order if places.line else msgspec.structs.replace(order, line="")
    orders = Orders(JobsProfile(places=places, expiry_as=form), TIMES)
    assert orders.read(travelled(orders.write(make, said)), start=order.start) == said


@settings(max_examples=40, deadline=None)
@given(response=st.builds(
    JobResponse, job=TEXTS, state=st.sampled_from(list(NAMES)), begun_us=MOMENTS, ended_us=MOMENTS,
    counts=st.lists(st.tuples(TEXTS.filter(lambda name: name not in ("Reason", "ReasonForStateChange")),
                              st.integers(min_value=0, max_value=2**31)), max_size=4).map(tuple),
    reason=st.text(max_size=20)), form=st.sampled_from(["Int64", "UInt32", "Double"]))
def test_a_response_comes_out_as_it_went_in(make, response, form):
    """In whichever type counts are written, also when the order is known."""
    responses = Responses(JobsProfile(count_as=form), TIMES)
    for order in (None, msgspec.structs.replace(ORDER, job=response.job)):
        assert responses.read(travelled(responses.write(make, response, order))) == response


def test_counts_have_the_names_of_the_other_end(make):
    """Written by them and read by them; the others keep theirs."""
    responses = Responses(JobsProfile(counts={"commissioned": "GoodQuantity"}), TIMES)
    response = JobResponse("J1", "ended", (("commissioned", 3), ("rejected", 1)))
    written = responses.write(make, response, None)
    assert [each.ID for each in written.JobResponseData] == ["GoodQuantity", "rejected"]
    assert responses.read(written) == response


def test_what_is_no_count_is_left_out_of_a_response(make):
    """Texts, halves, booleans and nothing; a reason as text, and without one none."""
    values = [("a", "3"), ("b", 2.5), ("c", True), ("d", None), ("e", 2.0), ("ReasonForStateChange", "broken")]
    data = [make("ISA95ParameterDataType", ID=name, Value=ua.Variant(value)) for name, value in values]
    states = Responses(JobsProfile(), TIMES).write(make, JobResponse("J1", "running"), None).JobState
    given_ = make("ISA95JobResponseDataType", JobOrderID="J1", JobState=states, JobResponseData=data)
    assert Responses(JobsProfile(), TIMES).read(given_) == JobResponse("J1", "running", (("e", 2),),
                                                                       reason="broken")


@pytest.mark.parametrize(("value", "found"), [
    ("271231", "271231"), ("2027-12-31", "271231"), ("2027-12", "271200"), ("2027-12-31T00:00:00Z", "271231"),
    (datetime(2027, 12, 31, 23, 59, tzinfo=UTC), "271231"), (" 271200 ", "271200"), ("soon", "soon")])
def test_how_an_expiry_may_be_written(value, found):
    """What is none goes to the owner as it is, who says why it is invalid."""
    assert expiry(value) == found


@pytest.mark.parametrize(("value", "found"), [
    ("5000", 5000), ("5000.00", 5000), ("+7", 7), (7, 7), (7.0, 7), (" 8 ", 8)])
def test_how_a_quantity_may_be_written(value, found):
    """As a DecimalString or as a number."""
    assert whole(value, "quantity") == found


@pytest.mark.parametrize("value", ["", "x", "1.5", "-1", "1e5", "1" * 16, "٣", True, 1.5, float("nan"),
                                   float("inf"), None])
def test_what_is_no_quantity(value):
    """Says what was found."""
    with pytest.raises(UnfitError, match="quantity: found"):
        whole(value, "quantity")


@pytest.mark.parametrize(("value", "text"), [
    (None, ""), (True, "true"), (7, "7"), (7.5, "7.5"), ("x", "x"), (["a", 1], "a, 1"),
    (ua.LocalizedText("x"), "x"),
    (datetime(2027, 12, 31, tzinfo=UTC), "2027-12-31T00:00:00Z"), (ua.NodeId(7, 2), "ns=2;i=7"),
    (ua.ApplicationType.Client, "1")])
def test_values_as_texts(value, text):
    """Of every type that a planner may mean something with."""
    assert text_of(value) == text


def test_a_parameter_that_is_a_structure_is_told_by_its_fields(make):
    """As one for each, below its name."""
    unit = ua.EUInformation(NamespaceUri="urn:units", UnitId=7, DisplayName=ua.LocalizedText("packs"))
    parameter = make("ISA95ParameterDataType", ID="Unit", Value=ua.Variant(unit))
    assert flat([parameter], 10) == (("Unit/NamespaceUri", "urn:units"), ("Unit/UnitId", "7"),
                                     ("Unit/DisplayName", "packs"), ("Unit/Description", ""))


def test_the_only_material_is_meant_where_none_says_its_use(make):
    """And one that says it where several are there, in any case of letters."""
    orders = Orders(JobsProfile(), TIMES)
    written = orders.write(make, ORDER)
    material, = written.MaterialRequirements
    material.MaterialUse = None
    assert orders.read(written, start=True) == ORDER
    carton = make("ISA95MaterialDataType", MaterialUse="Material Consumed", MaterialDefinitionID="carton")
    for use in ("MATERIAL PRODUCED", "produced"):
        material.MaterialUse = use
        written.MaterialRequirements = [carton, material]
        assert orders.read(written, start=True) == ORDER


def test_what_has_no_place_in_the_port_stands_behind_the_parameters(make):
    """Priority, end and work master, by the standard's names."""
    orders = Orders(JobsProfile(), TIMES)
    written = orders.write(make, ORDER)
    written.Priority, written.EndTime = 3, datetime(2026, 1, 5, 8, tzinfo=UTC)
    written.WorkMasterID = [make("ISA95WorkMasterDataType", ID="carton")]
    assert orders.read(written, start=True).parameters == (
        ("Customer", "ACME"), ("Priority", "3"), ("EndTime", "2026-01-05T08:00:00Z"), ("WorkMasterID", "carton"))


def test_a_parameter_where_a_field_stands_is_not_written(make):
    """It would be read as the field."""
    orders = Orders(JobsProfile(places=Places(lot="Parameter:Lot")), TIMES)
    with pytest.raises(UnfitError, match="found a parameter Lot; expected another name"):
        orders.write(make, msgspec.structs.replace(ORDER, parameters=(("Lot", "x"),)))


def test_a_start_that_is_none(make):
    """The smallest DateTime stands for it, as clients that know no optional fields write it."""
    orders = Orders(JobsProfile(), TIMES)
    written = orders.write(make, ORDER)
    written.StartTime = datetime(1601, 1, 1, tzinfo=UTC)
    assert orders.read(written, start=True).start_us is None


@pytest.mark.parametrize(("places", "found"), [
    (Places(lot="MaterialLot"), r"places.lot: found 'MaterialLot'; expected one of MaterialClassID, .*NAME$"),
    (Places(gtin=""), "places.gtin: found ''"), (Places(expiry="Property:"), "places.expiry: found 'Property:'"),
    (Places(lot="Quantity"), "places.lot: found Quantity, where quantity stands too; expected another")])
def test_a_place_that_is_none_or_is_taken(places, found):
    """Is told by its name."""
    with pytest.raises(ValueError, match=found):
        read_places(places)


def test_places_are_written_as_they_are_read():
    """Each form."""
    for text in (*MATERIAL, "WorkMasterID", "Property:A:B", "Parameter:Lot"):
        assert str(read_places(Places(line=text, gtin="Parameter:1", lot="Parameter:2", expiry="Parameter:3",
                                      quantity="Parameter:4"))["line"]) == text


STATUSES = ["ok", "unknown_job", "unknown_command", "wrong_state", "duplicate", "invalid", "no_master_data", "full"]


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_of_the_port_travels(status):
    """By its bits; by the number of one bit alone, what only other bits tell is lost."""
    assert word_of(flags_of(status)) == status
    number = written_status(status, numbers=True)
    assert number < 33
    told = word_of(read_status(number, numbers=True))
    assert told == ("invalid" if status in ("duplicate", "no_master_data", "full", "unknown_command") else status)


@pytest.mark.parametrize(("value", "word"), [
    (0, "invalid"), (1, "ok"), (1 << 2, "unknown_command"), (1 << 63, "invalid"), (1 << 1 | 1 << 4, "unknown_job"),
    (1 << 1 | 1, "unknown_job")])
def test_statuses_that_the_bench_does_not_give(value, word):
    """An error counts more than that there was none; version 1.0 had a bit for commands."""
    assert word_of(value) == word


def test_a_number_that_is_no_bit():
    """Is an invalid request."""
    assert read_status(64, numbers=True) == read_status(-1, numbers=True) == ReturnStatus.INVALID_REQUEST
