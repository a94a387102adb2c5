import asyncio
import struct

import pytest
from asyncua import ua

from linebench.wire.isa95.words import MOVES, ORDERS, ReturnStatus
from linebench.wire.opcua.types.job_control import JOB_CONTROL
from tests.wire.isa95.running import comments, structure, structures, text

R = ReturnStatus
METHODS = (*ORDERS, *MOVES, "RequestJobResponseByJobOrderID", "RequestJobResponseByJobOrderState")
LONG = "x" * 65


def bad(place, number):
    return ["BadOutOfRange" if each == place else "Good" for each in range(number)]


@pytest.mark.parametrize("method", METHODS)
def test_arguments_are_counted_and_typed(run, bench, method):
    """One too few, one too many, each of a wrong type; the owner hears nothing."""
    right = bench.arguments(method)
    wrong = ua.Variant(1.5, ua.VariantType.Double)
    assert run(bench.call(method, right[:-1])) == ("BadArgumentsMissing", [], [])
    assert run(bench.call(method, [*right, text("more")])) == ("BadTooManyArguments", [], [])
    for place in range(len(right)):
        codes = ["BadTypeMismatch" if each == place else "Good" for each in range(len(right))]
        assert run(bench.call(method, [*right[:place], wrong, *right[place + 1:]])) == (
            "BadInvalidArgument", codes, [])
    assert bench.book.heard == []


def test_another_structure_is_no_order(run, bench):
    """Also one of the same specification."""
    given = structure(bench.make("ISA95WorkMasterDataType", ID="J1"))
    assert run(bench.call("Store", [given, comments()])) == ("BadInvalidArgument", ["BadTypeMismatch", "Good"], [])


@pytest.mark.parametrize("job", ["", None, LONG])
@pytest.mark.parametrize("method", [*ORDERS, *MOVES, "RequestJobResponseByJobOrderID"])
def test_a_job_without_a_number_or_with_a_longer_one_than_texts_may_be(run, bench, method, job):
    """Is an argument out of range."""
    arguments = bench.arguments(method)
    arguments[0] = structure(bench.order(job)) if method in ORDERS else text(job)
    assert run(bench.call(method, arguments)) == ("BadInvalidArgument", bad(0, len(arguments)), [])
    assert bench.book.heard == []


@pytest.mark.parametrize("method", ["Store", "Pause"])
def test_a_comment_that_is_longer_than_texts_may_be(run, bench, method):
    """Is an argument out of range too."""
    arguments = [bench.arguments(method)[0], comments("short", LONG)]
    assert run(bench.call(method, arguments)) == ("BadInvalidArgument", bad(1, 2), [])


@pytest.mark.parametrize("fields", [
    lambda bench: {"JobOrderParameters": [bench.parameter(LONG, "x")]},
    lambda bench: {"JobOrderParameters": [bench.parameter("Customer", LONG)]},
    lambda bench: {"EquipmentRequirements": [bench.make("ISA95EquipmentDataType", ID=LONG)]},
])
def test_a_text_of_an_order_that_is_longer_than_texts_may_be(run, bench, fields):
    """Wherever it stands."""
    given = structure(bench.order(**fields(bench)))
    assert run(bench.call("StoreAndStart", [given, comments()])) == ("BadInvalidArgument", bad(0, 2), [])


def material(bench, **fields):
    produced = {"MaterialDefinitionID": "04012345678901", "MaterialLotID": "LOT-7", "Quantity": "5000",
                "MaterialUse": "Material Produced", "Properties": [bench.property("ExpirationDate", "271231")]}
    return {"MaterialRequirements": [bench.make("ISA95MaterialDataType", **(produced | fields))]}


@pytest.mark.parametrize(("fields", "found"), [
    (lambda bench: {"MaterialRequirements": None}, "found 0 materials"),
    (lambda bench: material(bench, MaterialUse="Material Consumed"), "found 0 materials"),
    (lambda bench: {"MaterialRequirements": material(bench)["MaterialRequirements"] * 2}, "found 2 materials"),
    (lambda bench: material(bench, MaterialDefinitionID=None), "gtin: found 0 times MaterialDefinitionID"),
    (lambda bench: material(bench, MaterialLotID=""), "lot: found 0 times MaterialLotID"),
    (lambda bench: material(bench, Properties=None), "expiry: found 0 times Property:ExpirationDate"),
    (lambda bench: material(bench, Properties=[bench.property("ExpirationDate", "271231")] * 2),
     "expiry: found 2 times"),
    (lambda bench: material(bench, Quantity=None), "quantity: found 0 times Quantity"),
    (lambda bench: material(bench, Quantity="many"), "quantity: found 'many'"),
    (lambda bench: material(bench, Quantity="-5"), "quantity: found '-5'"),
    (lambda bench: material(bench, Quantity="5.5"), "quantity: found '5.5'"),
    (lambda bench: material(bench, Quantity="1e999999999"), "quantity: found '1e999999999'"),
    (lambda bench: {"EquipmentRequirements": [bench.make("ISA95EquipmentDataType", ID=each) for each in "12"]},
     "line: found 2 times EquipmentID"),
    (lambda bench: {"JobOrderParameters": [bench.parameter("", "x")]}, "a parameter has no ID"),
    (lambda bench: {"JobOrderParameters": [bench.parameter(f"P{each}", "x") for each in range(11)]},
     "found more than 10 parameters"),
    (lambda bench: {"JobOrderParameters": [bench.parameter("Photo", b"\xff", ua.VariantType.ByteString)]},
     "cannot be told as text"),
])
def test_an_order_that_says_too_little_or_too_much(run, bench, fields, found):
    """Is an invalid request, and what was found is noted; the owner hears nothing, and nothing is shown."""
    given = structure(bench.order(**fields(bench)))
    assert run(bench.call("Store", [given, comments()])) == ("Good", ["Good", "Good"], [R.INVALID_REQUEST])
    assert (bench.book.heard, bench.listed()) == ([], [])
    note, = bench.notes
    assert note.what == "refused"
    assert note.detail.startswith("Store of J1: ")
    assert found in note.detail


@pytest.mark.parametrize("states", [
    lambda bench: [], lambda bench: [bench.state("running")] * 2,
    lambda bench: [bench.make("ISA95StateDataType", StateText=ua.LocalizedText("Gone"), StateNumber=7)],
    lambda bench: [bench.make("ISA95StateDataType", StateText=ua.LocalizedText("?"), StateNumber=0)],
])
def test_a_state_that_is_none(run, bench, states):
    """InvalidJobOrderStatus, and no responses; the owner hears nothing."""
    given = structures(states(bench))
    assert run(bench.call("RequestJobResponseByJobOrderState", [given])) == ("Good", ["Good"], [
        [], R.INVALID_STATUS])
    assert bench.book.heard == []


def test_texts_of_every_language_pass(run, bench):
    """Job, lot, parameter and comment as they were written."""
    order = bench.order("Auftrag-Ä7 第3", JobOrderParameters=[bench.parameter("Kunde", "Ørsted & Söhne")],
                        **material(bench, MaterialLotID="Ü-7"))
    assert run(bench.call("Store", [structure(order), comments("größer")]))[2] == [R.NO_ERROR]
    assert run(bench.call("Start", [text("Auftrag-Ä7 第3"), comments("früher, bitte 早く")]))[2] == [R.NO_ERROR]
    heard, command = bench.book.heard
    assert (heard.job, heard.lot, heard.parameters) == ("Auftrag-Ä7 第3", "Ü-7", (("Kunde", "Ørsted & Söhne"),))
    assert command.comment == "früher, bitte 早く"


def test_an_observer_calls_nothing(run, bench):
    """Who only looks reads the lists, and is denied every method."""
    async def look():
        async with bench.session(user="guest") as client:
            shown = await client.get_node(bench.server.nodes.receiver["JobOrderList"]).read_value()
            return shown, [(await bench.call(method, client=client))[0] for method in METHODS]

    assert run(look()) == ([], ["BadUserAccessDenied"] * len(METHODS))
    assert bench.book.heard == []


def test_nobody_writes_what_is_shown(run, bench):
    """Neither the lists nor what orders may name."""
    async def write(name):
        node = bench.client.get_node(bench.server.nodes.receiver[name])
        results = await bench.client.uaclient.write(ua.WriteParameters([ua.WriteValue(
            node.nodeid, ua.AttributeIds.Value, "", ua.DataValue(text("x")))]))
        return results[0].name

    assert [run(write(name)) for name in ("JobOrderList", "WorkMaster", "EquipmentID")] == ["BadNotWritable"] * 3


def test_an_owner_that_does_not_answer(run, bench):
    """BadTimeout, and nothing is shown; the same order is told the owner again when it comes again."""
    quick = bench.server._asking
    within, quick._within = quick._within, 10_000
    bench.book.holds = True
    try:
        codes = [run(bench.call(method))[0] for method in ("Store", "Store", "Start", METHODS[-1], METHODS[-2])]
    finally:
        quick._within = within
    assert codes == ["BadTimeout"] * 5
    assert bench.listed() == []
    assert bench.book.heard[0] == bench.book.heard[1]


def test_the_same_order_at_the_same_time_is_asked_once_and_another_refused(run, bench):
    """Both callers have the owner's answer; who says another content under the number hears of a duplicate."""
    async def at_once():
        bench.book.holds = True
        calls = [asyncio.create_task(bench.call("Store")) for _ in range(2)]
        await bench.book.asked()
        other = await bench.call("Store", [structure(bench.order(Priority=1)), comments()])
        bench.book.answer()
        return [(await each)[2] for each in calls], other[2], len(bench.book.heard)

    assert run(at_once()) == ([[R.NO_ERROR]] * 2, [R.UNABLE_TO_ACCEPT | R.DUPLICATE], 1)


def string(value):
    return struct.pack("<i", len(value)) + value


def nested(bench, depth):
    """An order whose one parameter has so many within each other, as bytes: no client writes so deep ones."""
    parameter = string(b"P") + b"\x0c" + string(b"x")
    one = struct.pack("<i", 1)
    deep = (struct.pack("<I", 1 << 2) + parameter + one) * depth + struct.pack("<I", 0) + parameter
    body = struct.pack("<I", 1 << 5) + string(b"J1") + one + deep
    row = JOB_CONTROL.types["ISA95JobOrderDataType"]
    return structure(ua.ExtensionObject(ua.NodeId(row.encoding, bench.server.types.index("JobControl")), body))


def test_parameters_within_parameters_without_end(run, bench):
    """An invalid request; beyond all measure the request fails as a whole. The connection goes on in both cases."""
    async def send(depth):
        async with bench.session() as client:
            try:
                answer = await bench.call("Store", [nested(bench, depth), comments()], client=client)
            except ua.UaStatusCodeError as error:
                answer = ua.StatusCode(error.code).name
            return answer, (await bench.call("Start", client=client))[2]

    assert run(send(9)) == (("Good", ["Good", "Good"], [R.INVALID_REQUEST]), [R.UNKNOWN_JOB])
    assert run(send(10_000)) == ("BadInternalError", [R.UNKNOWN_JOB])
    assert bench.listed() == []
