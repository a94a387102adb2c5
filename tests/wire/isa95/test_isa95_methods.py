from datetime import UTC, datetime

import pytest
from asyncua import ua

from linebench.ports.erp import JobCommand, JobOrder, JobResponse, JobWish
from linebench.wire.isa95.words import MOVES, NAMES, NUMBERS, ORDERS, ReturnStatus
from linebench.wire.opcua.types.job_control import JOB_CONTROL
from tests.wire.isa95.running import comments, structure, structures, text

R = ReturnStatus
REQUESTS = ("RequestJobResponseByJobOrderID", "RequestJobResponseByJobOrderState")
METHODS = (*ORDERS, *MOVES, *REQUESTS)
DECLARED = {entry.path: entry.id for row in JOB_CONTROL.types.values() for entry in row.rows if entry.kind == "m"}
SOURCE = {"Update": "not_allowed_to_start", **{method: move.sources[0] for method, move in MOVES.items()}}


def begin(run, bench, state, job="J1"):
    """A job order in a state, stored by the planner itself."""
    assert run(bench.call("Store", [structure(bench.order(job)), comments()]))[2] == [1]
    bench.book.moves(job, state)


def test_a_client_finds_both_objects_with_their_types(run, bench):
    """Below Objects: methods, and what the site tells that orders may name."""
    index = bench.server.types.index("JobControl")

    async def walk():
        found = {}
        for each in await bench.client.nodes.objects.get_children():
            kind = await each.read_type_definition()
            if kind.NamespaceIndex == index:
                methods = {(await method.read_browse_name()).Name for method in await each.get_methods()}
                values = {(await one.read_browse_name()).Name: await one.read_value()
                          for one in await each.get_children(nodeclassmask=ua.NodeClass.Variable)
                          if (await one.read_browse_name()).NamespaceIndex == index}
                found[kind.Identifier] = methods, values
        return found

    master = bench.make("ISA95WorkMasterDataType", ID="carton")
    assert run(walk()) == {
        1002: ({*ORDERS, *MOVES}, {
            "JobOrderList": [], "WorkMaster": [master], "MaterialClassID": ["saleable"],
            "PersonnelID": ["operator"], "MaterialDefinitionID": ["04012345678901"], "EquipmentID": ["L1", "L2"],
            "PhysicalAssetID": ["cartoner-7"], "MaxDownloadableJobOrders": 5}),
        1003: (set(REQUESTS), {"JobOrderResponseList": []})}


@pytest.mark.parametrize("method", METHODS)
def test_each_method_is_called_by_its_own_id_and_by_the_types(run, bench, method):
    """With the same answer: no error."""
    declared = ua.NodeId(DECLARED[method], bench.server.types.index("JobControl"))
    for node in (None, declared):
        bench.fresh()
        if method not in ("Store", "StoreAndStart"):
            begin(run, bench, SOURCE.get(method, "running"))
        name, codes, out = run(bench.call(method, node=node))
        assert (name, set(codes), out[-1]) == ("Good", {"Good"}, R.NO_ERROR)


@pytest.mark.parametrize(("method", "start", "state"), [("Store", False, "NotAllowedToStart"),
                                                        ("StoreAndStart", True, "AllowedToStart")])
def test_what_the_owner_hears_of_an_order(run, bench, method, start, state):
    """Every field from its place, and parameters by their own names; the list shows it as it was given."""
    given = bench.order(StartTime=datetime(2026, 1, 5, 6, 1, tzinfo=UTC), Priority=7, JobOrderParameters=[
        bench.parameter("Customer", "ACME"), bench.parameter("Cases", 12, ua.VariantType.UInt32, Subparameters=[
            bench.parameter("Of", ["a", "b"])])])
    assert run(bench.call(method, [structure(given), comments()]))[2] == [R.NO_ERROR]
    assert bench.book.heard == [JobOrder(
        "J1", "04012345678901", "LOT-7", "271231", 5000, "L1", 60_000_000,
        (("Customer", "ACME"), ("Cases", "12"), ("Cases/Of", "a, b"), ("Priority", "7")), start)]
    shown = run(bench.client.get_node(bench.server.nodes.receiver["JobOrderList"]).read_value())
    assert [(each.JobOrder.JobOrderID, each.JobOrder.Priority, each.State[0].StateText.Text) for each in shown] == [
        ("J1", 7, state)]


@pytest.mark.parametrize(("method", "move"), MOVES.items())
def test_what_the_owner_hears_of_a_command(run, bench, method, move):
    """Job, command and comment, each with a request of its own."""
    begin(run, bench, move.sources[0])
    bench.book.heard.clear()
    run(bench.call(method, [text("J1"), comments("", "shift change")]))
    request = bench.book.heard[0].request
    assert bench.book.heard == [JobCommand(request, "J1", move.command, "shift change")]
    assert len(request) == 32


@pytest.mark.parametrize("state", NAMES)
@pytest.mark.parametrize("method", [*MOVES, "Update"])
def test_every_transition_and_every_illegal_one(run, bench, method, state):
    """From each state, each method: where it leads to, or InvalidJobOrderStatus and the state as it was."""
    begin(run, bench, state)
    _, _, out = run(bench.call(method))
    sources = MOVES[method].sources if method in MOVES else ("not_allowed_to_start", "allowed_to_start")
    target = MOVES[method].target if method in MOVES else state
    if state in sources:
        assert (out, bench.listed()) == ([R.NO_ERROR], [("J1", [NAMES[target]])] if target else [])
    else:
        assert (out, bench.listed()) == ([R.INVALID_STATUS], [("J1", [NAMES[state]])])


def test_the_moves_are_those_of_the_type():
    """Causes of transitions of ISA95JobOrderReceiverObjectType; what removes an order is no transition there."""
    row = JOB_CONTROL.types["ISA95JobOrderReceiverObjectType"]
    ends = {(link.source, link.reference): link.target for link in row.links}
    published = {(ends[path, "HasCause"], ends[path, "FromState"], ends[path, "ToState"])
                 for path, reference in ends if reference == "HasCause"}
    assert {each for each in published if each[0] != "Update"} == {
        (method, NAMES[source], NAMES[move.target]) for method, move in MOVES.items() for source in move.sources
        if move.target}
    assert {each[1] for each in published if each[0] == "Update"} == {"NotAllowedToStart", "AllowedToStart"}
    numbers = {entry.parent: entry.number for entry in row.rows if entry.name == "0:StateNumber"}
    assert numbers == {NAMES[word]: number for word, number in NUMBERS.items()}


@pytest.mark.parametrize("method", [*MOVES, "Update", REQUESTS[0]])
def test_a_job_order_that_is_unknown(run, bench, method):
    """UnknownJobOrderID; a request for its response gives an empty one."""
    name, _, out = run(bench.call(method))
    assert (name, out[-1]) == ("Good", R.UNKNOWN_JOB)
    if method in REQUESTS:
        assert (out[0].JobOrderID, out[0].JobState) == ("", [])


@pytest.mark.parametrize(("status", "bits"), [
    ("invalid", 1 << 32), ("no_master_data", 1 << 4 | 1 << 34), ("full", 1 << 4 | 1 << 35),
    ("duplicate", 1 << 4 | 1 << 33), ("unknown_command", 1 << 32 | 1 << 36), ("closed for stocktaking", 1 << 32)])
def test_what_the_owner_refuses_is_a_return_status(run, bench, status, bits):
    """The call itself is good; the reason, for which there is no place, is noted."""
    bench.book.refuses["J1"] = status
    assert run(bench.call("StoreAndStart")) == ("Good", ["Good", "Good"], [bits])
    assert bench.listed() == []
    assert [each.what for each in bench.notes] == ["refused"]
    assert "as the book says" in bench.notes[0].detail


def test_the_same_order_twice_is_one_and_another_is_a_duplicate(run, bench):
    """By its number: the list has it once, as it was given first."""
    said = [run(bench.call("Store"))[2] for _ in range(2)]
    other = bench.order(StartTime=datetime(2026, 2, 1, tzinfo=UTC))
    said.append(run(bench.call("Store", [structure(other), comments()]))[2])
    assert said == [[R.NO_ERROR], [R.NO_ERROR], [R.UNABLE_TO_ACCEPT | R.DUPLICATE]]
    shown = bench.server.nodes.receiver._instance.value("JobOrderList")
    assert [each.JobOrder.StartTime for each in shown] == [None]


def test_an_update_takes_the_place_of_what_was_ordered(run, bench):
    """And leaves the state as it was."""
    run(bench.call("StoreAndStart"))
    assert run(bench.call("Update", [structure(bench.order(Priority=3)), comments()]))[2] == [R.NO_ERROR]
    assert bench.book.orders["J1"].update
    shown = bench.server.nodes.receiver._instance.value("JobOrderList")
    assert [(each.JobOrder.Priority, each.State[0].StateNumber) for each in shown] == [(3, 2)]


def test_no_more_orders_than_the_site_says(run, bench):
    """The sixth is refused without asking the owner, one that is known is not; a cleared one makes room."""
    for number in range(5):
        assert run(bench.call("Store", bench.arguments("Store", f"J{number}")))[2] == [R.NO_ERROR]
    heard = len(bench.book.heard)
    assert run(bench.call("Store", bench.arguments("Store", "J5")))[2] == [R.UNABLE_TO_ACCEPT | R.FULL]
    assert len(bench.book.heard) == heard
    assert run(bench.call("Store", bench.arguments("Store", "J4")))[2] == [R.NO_ERROR]
    run(bench.call("Cancel", bench.arguments("Cancel", "J0")))
    assert run(bench.call("Store", bench.arguments("Store", "J5")))[2] == [R.NO_ERROR]


def test_a_response_comes_back_whole(run, bench):
    """State, moments, counts, reason, and how much of what was produced."""
    begin(run, bench, "running")
    bench.book.moves("J1", "ended", counts=(("commissioned", 4990), ("rejected", 10)), begun_us=1_000_000,
                     ended_us=3_600_000_000, reason="end of order")
    _, _, (response, status) = run(bench.call(REQUESTS[0]))
    actual = bench.make("ISA95MaterialDataType", MaterialDefinitionID="04012345678901", MaterialLotID="LOT-7",
                        MaterialUse="Material Produced", Quantity="4990")
    made = bench.make(
        "ISA95JobResponseDataType", JobResponseID="J1", JobOrderID="J1", JobState=[bench.state("ended")],
        StartTime=datetime(2026, 1, 5, 6, 0, 1, tzinfo=UTC), EndTime=datetime(2026, 1, 5, 7, tzinfo=UTC),
        MaterialActuals=[actual], JobResponseData=[
            bench.parameter("commissioned", 4990, ua.VariantType.Int64),
            bench.parameter("rejected", 10, ua.VariantType.Int64),
            bench.parameter("ReasonForStateChange", ua.LocalizedText("end of order"),
                            ua.VariantType.LocalizedText)])
    assert (response, status) == (made, R.NO_ERROR)
    assert run(bench.client.get_node(bench.server.nodes.provider["JobOrderResponseList"]).read_value()) == [made]


def test_responses_of_all_job_orders_in_a_state(run, bench):
    """Those in it, and none of the others."""
    for job, state in (("J1", "running"), ("J2", "ended"), ("J3", "running")):
        begin(run, bench, state, job)
    _, _, (responses, status) = run(bench.call(REQUESTS[1]))
    assert ([each.JobOrderID for each in responses], status) == (["J1", "J3"], R.NO_ERROR)
    bench.book.heard.clear()
    _, _, (responses, status) = run(bench.call(REQUESTS[1], [structures([bench.state("aborted")])]))
    assert (responses, status) == ([], R.NO_ERROR)
    assert [(type(each), each.state) for each in bench.book.heard] == [(JobWish, "aborted")]


def test_only_what_has_begun_has_a_place_in_the_list_of_responses(run, bench):
    """Job orders that wait have none; one that was aborted before it began has (6.2.7.1)."""
    for job, state in zip(("J1", "J2", "J3", "J4"), ("not_allowed_to_start", "allowed_to_start", "interrupted",
                                                     "aborted"), strict=True):
        begin(run, bench, state, job)
    shown = bench.server.nodes.provider._instance.value("JobOrderResponseList")
    assert [each.JobOrderID for each in shown] == ["J3", "J4"]


def test_after_a_new_start_the_site_shows_what_the_owner_has(run, bench):
    """Number and state of each; what was ordered is shown again when the planner says it again."""
    bench.book.responses = {"J1": JobResponse("J1", "running"), "J2": JobResponse("J2", "not_allowed_to_start")}
    run(bench.server.recall())
    assert sorted(bench.listed()) == [("J1", ["Running"]), ("J2", ["NotAllowedToStart"])]
    bench.book.orders["J1"] = bench.server._handlers._orders.read(bench.order(), start=True)
    assert run(bench.call("StoreAndStart"))[2] == [R.NO_ERROR]
    assert ("J1", ["Running"]) in bench.listed()
    assert bench.server._shown["J1"].given == bench.order()
