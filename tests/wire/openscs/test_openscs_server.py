import asyncio
import json
import os
import subprocess
import sys

import pytest
from asyncua import ua

from linebench.ports.serials import Draw, Inspect, Move, Pack
from linebench.units import Duration
from linebench.wire.opcua.server import Endpoint
from linebench.wire.opcua.types.openscs import OPENSCS
from linebench.wire.openscs.offer import Offer
from linebench.wire.openscs.server import OpenScsServer
from linebench.wire.openscs.words import DRAWS, EVENTS, MOVES, ReturnStatus
from tests.wire.opcua.running import GUARD_S
from tests.wire.openscs.running import GTIN, count, structure, structures, text

PACKS = ("AggregationPackingEvent", "AggregationUnpackingEvent")
METHODS = (*DRAWS, *MOVES, *EVENTS, *PACKS)
TYPE_METHODS = {entry.path: entry.id for row in OPENSCS.types.values() for entry in row.rows if entry.kind == "m"}
GOOD = int(ReturnStatus.NO_ERROR)


def test_a_client_finds_all_by_walking(run, bench):
    """From Objects over OPENSCSObjects to each manager: type, properties with their values, and methods."""
    index = bench.server.types.index("OPENSCS")

    async def values(node):
        return {(await each.read_browse_name()).Name: await each.read_value()
                for each in await node.get_properties()}

    async def walk():
        folder = await bench.client.nodes.objects.get_child([f"{index}:OPENSCSObjects"])
        found = {}
        for each in await folder.get_children():
            kind = (await each.read_type_definition()).Identifier
            methods = {(await method.read_browse_name()).Name for method in await each.get_methods()}
            found[(await each.read_browse_name()).Name] = kind, await values(each), methods
        return found

    shown = bench.make("OPENSCSSIDClassPropertyDataType", PropertyID="MAX", PropertyDescription="longest serial",
                       PropertyValue="20")
    assert run(walk()) == {
        "PoolManager": (15032, {
            "PoolSelectionCriteria": bench.pairs(GTIN), "MaxSNPushable": 800, "MaxSNReturnable": 900,
            "MaxSNRequestable": 1000, "SNFormat": ["SGTIN", "SSCC"]}, {*DRAWS, *MOVES}),
        "EventManager": (15062, {"MaxEvents": 700, "MaxEPCISObjectEventSIDs": 50, "MaxEPCISaggregationEvents": 40},
                         set(EVENTS)),
        "AggregationManager": (15094, {"MaxAggregationEvents": 60}, set(PACKS)),
        "SGTIN": (15102, {"SIDClassID": "SGTIN", "SIDClassOwner": "GS1", "AllowedCharacterSet": "0-9A-Z",
                          "SyntaxSpecification": "(01)n14(21)an..20", "IntendedUse": "saleable units",
                          "SIDClassProperty": [shown]}, set())}


def prepared(bench):
    """A pool with a serial in a state that no method brings."""
    bench.pool.fill()
    bench.pool.states["S0001"] = "sampled"


@pytest.mark.parametrize("method", METHODS)
def test_each_method_is_called_by_its_own_id_and_by_the_types(run, bench, method):
    """With the same answer."""
    declared = ua.NodeId(TYPE_METHODS[method], bench.server.types.index("OPENSCS"))
    for node in (None, declared):
        prepared(bench)
        name, codes, out = run(bench.call(method, bench.arguments(method), node=node))
        assert (name, set(codes), int(out[0])) == ("Good", {"Good"}, GOOD)


def test_a_draw_comes_back_whole(run, bench):
    """Status, collection with its five fields, and the token; what else belongs to a serial in the description."""
    bench.pool.crypto = True
    _, _, out = run(bench.call("SNRequestUnallocated", bench.arguments("SNRequestUnallocated")))
    collection = bench.make(
        "OPENSCSSNCollectionDataType", ID="C1", Description='{"crypto":["92S0000","92S0001","92S0002"]}', State=1,
        AssociatedPoolID="", SerialNumbers=["S0000", "S0001", "S0002"])
    assert out == [1, collection, "T1"]
    assert bench.pool.heard == [Draw("l2/T1", 3, "SGTIN", GTIN, "unallocated", "C1")]


@pytest.mark.parametrize(("method", "state"), MOVES.items())
def test_what_the_owner_hears_of_numbers(run, bench, method, state):
    """The state that the method stands for, and the criteria."""
    bench.pool.states["S0001"] = "destroyed"
    run(bench.call(method, bench.arguments(method)))
    heard, = bench.pool.heard
    assert heard == Move(heard.request, ("S0001",), state, "SGTIN", GTIN, collection="C1")
    assert heard.request.startswith("l2//")


@pytest.mark.parametrize(("method", "state"), [(method, state) for method, (state, _) in EVENTS.items()])
def test_what_the_owner_hears_of_events(run, bench, method, state):
    """Context without what says which pool it is, what is said of each label, and of all of them."""
    about = bench.pairs([("ROLL", "7")])
    context = structures(bench.pairs([*GTIN, ("ORDER", "4711")]))
    plain = method == "SNInvalidatingEvent"
    given = bench.collection(["S0001", "S0002"]) if plain else bench.labels(["S0001", "S0002"], about=about)
    assert run(bench.call(method, [structure(given), text("SGTIN"), context]))[2] == [GOOD]
    heard, = bench.pool.heard
    kind = Move if state else Inspect
    assert heard == kind(
        heard.request, ("S0001", "S0002"), state or "encoded", "SGTIN", GTIN,
        (("ORDER", "4711"),) if plain else (("ORDER", "4711"), ("ROLL", "7")), "C1",
        () if plain else (("S0001", (("LANE", "2"),)), ("S0002", (("LANE", "2"),))))


@pytest.mark.parametrize(("method", "packed"), [(PACKS[0], True), (PACKS[1], False)])
def test_what_the_owner_hears_of_packing(run, bench, method, packed):
    """All containers in one message."""
    elements = [bench.element("C-1", ["S0001", "S0002"]), bench.element("C-2", ["S0003"])]
    arguments = [structures(elements), text("SSCC"), text("SGTIN"), structures(bench.pairs([("ORDER", "4711")]))]
    assert run(bench.call(method, arguments))[2] == [GOOD]
    heard, = bench.pool.heard
    assert heard == Pack(heard.request, (("C-1", ("S0001", "S0002")), ("C-2", ("S0003",))), packed, "SSCC", "SGTIN",
                         (("ORDER", "4711"),), tuple((each, (("LANE", "2"),)) for each in ("S0001", "S0002",
                                                                                         "S0003")))


def test_a_container_is_emptied_without_a_list(run, bench):
    """What is not named went out with all the rest; nothing is not packed."""
    arguments = [structures([bench.element("C-1", [])]), text("SSCC"), text("SGTIN"), structures([])]
    assert run(bench.call(PACKS[1], arguments))[2] == [GOOD]
    assert bench.pool.heard[0].elements == (("C-1", ()),)
    assert run(bench.call(PACKS[0], arguments))[0] == "BadInvalidArgument"


STRANGER = """
import asyncio, json, sys
from asyncua import Client, ua
from asyncua.crypto.security_policies import SecurityPolicyAes128Sha256RsaOaep as Policy

async def ask(url, certificate, key):
    client = Client(url, timeout=20)
    client.application_uri = "urn:linebench:l2"
    await client.set_security(Policy, certificate, key)
    client.set_user("l2")
    client.set_password("right")
    async with client:
        await client.load_data_type_definitions()
        index = await client.get_namespace_index("http://opcfoundation.org/UA/OPENSCS-SER/")
        folder = await client.nodes.objects.get_child([f"{index}:OPENSCSObjects"])
        children = {(await each.read_browse_name()).Name: each for each in await folder.get_children()}
        pool, events = children["PoolManager"], children["EventManager"]
        gtin = [ua.OPENSCSKeyValueDataType(Key="GTIN", Value="04012345678901")]
        status, collection, token = await pool.call_method(
            f"{index}:SNRequestAllocated", "C9", ua.Variant(2, ua.VariantType.UInt32), "SGTIN", gtin, "T9")
        labels = ua.OPENSCSLabelCollectionDataType(
            ID="C9", Description="d", State=ua.OPENSCSSerialNumberStateEnum.Allocated2, AssociatedPoolID="p",
            SerialNumbers=collection.SerialNumbers, LabelCollectionProperties=gtin,
            LabelCollection=[ua.OPENSCSLabelDataType(ID="L-" + each, LabelProperties=[])
                             for each in collection.SerialNumbers])
        event = await events.call_method(f"{index}:LabelsEncodingEvent", labels, "SGTIN", gtin)
        print(json.dumps([status, collection.ID, collection.State.name, collection.SerialNumbers, token, event]))

asyncio.run(ask(*sys.argv[1:]))
"""


def test_a_foreign_process_knows_the_structures_from_the_server_alone(run, bench):
    """It loads the definitions as they stand there, draws, and reports labels with an optional field."""
    async def ask():
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", STRANGER, bench.server.url, str(bench.known.certificate), str(bench.known.key),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ)
        out, err = await process.communicate()
        return json.loads(out) if process.returncode == 0 else err.decode()

    assert run(ask()) == [1, "C9", "Allocated2", ["S0000", "S0001"], "T9", 1]
    heard = bench.pool.heard[1]
    assert heard == Move(heard.request, ("S0000", "S0001"), "encoded", "SGTIN", GTIN,
                         (("GTIN", "04012345678901"),), "C9", tuple(
                             (each, (("LABEL_ID", f"L-{each}"),)) for each in ("S0000", "S0001")))


@pytest.mark.parametrize(("status", "call"), [
    (ReturnStatus.UNDEFINED, ("SNReturnAllocated", "not-said", "SGTIN", ["S0001"])),
    (ReturnStatus.NO_ERROR, ("SNRequestAllocated", "04012345678901", "SGTIN", [])),
    (ReturnStatus.UNKNOWN_COLLECTION, ("SNRequestAllocated", "no-lot", "SGTIN", [])),
    (ReturnStatus.UNKNOWN_FORMAT, ("SNRequestAllocated", "04012345678901", "GRAI", [])),
    (ReturnStatus.UNKNOWN_FORMAT, ("SIDShippingEvent", "04012345678901", "GRAI", ["S0001"])),
    (ReturnStatus.UNKNOWN_FORMAT, ("AggregationPackingEvent", "04012345678901", "GRAI", ["S0001"])),
    (ReturnStatus.UNKNOWN_CRITERIA, ("SNRequestUnassigned", "no-gtin", "SGTIN", [])),
    (ReturnStatus.NO_SN_EVENTS, ("SNInvalidatingEvent", "not-here", "SGTIN", ["S0001"])),
    (ReturnStatus.NO_SN_EVENTS, ("SNtoAllocated", "04012345678901", "SGTIN", ["X1"])),
    (ReturnStatus.NO_LABEL_EVENTS, ("LabelsEncodingEvent", "not-here", "SGTIN", ["S0001"])),
    (ReturnStatus.NO_LABEL_EVENTS, ("LabelsScrappingEvent", "04012345678901", "SGTIN", ["X1"])),
    (ReturnStatus.NO_SID_EVENTS, ("SIDCommissioningEvent", "not-here", "SGTIN", ["S0001"])),
    (ReturnStatus.NO_SID_EVENTS, ("AggregationPackingEvent", "not-here", "SGTIN", ["S0001"])),
    (ReturnStatus.UNKNOWN_AGGREGATION_SID, ("AggregationPackingEvent", "04012345678901", "SGTIN", ["X1"])),
    (ReturnStatus.NO_PRIVILEGE, ("SNtoEncoded", "not-you", "SGTIN", ["S0001"])),
    (ReturnStatus.NO_PRIVILEGE, ("SNRequestUnallocated", "not-you", "SGTIN", [])),
])
def test_every_refusal_has_its_return_status(run, bench, status, call):
    """The call itself is Good; nothing is given or moved that is refused."""
    method, value, form, serials = call
    before = dict(bench.pool.states)
    name, _, out = run(bench.call(method, bench.arguments(method, serials, value, form)))
    assert (name, ReturnStatus(out[0])) == ("Good", status)
    assert (bench.pool.states == before) == (status != ReturnStatus.NO_ERROR)


def test_a_pool_that_runs_dry_gives_what_it_has(run, bench):
    """With InsufficientSerialNumbers."""
    bench.pool.states = dict.fromkeys(["S0000", "S0001"], "unassigned")
    _, _, out = run(bench.call("SNRequestAllocated", bench.arguments("SNRequestAllocated")))
    assert (out[0], out[1].SerialNumbers) == (ReturnStatus.INSUFFICIENT, ["S0000", "S0001"])


def test_a_request_token_is_asked_for_and_means_one_request(run, bench):
    """Without one, or with that of another request, it is a bad token and nothing is given."""
    method = "SNRequestAllocated"
    first = bench.arguments(method)
    without, other = list(first), list(first)
    without[4], other[1] = text(None), count(4)

    async def ask():
        return [await bench.call(method, each) for each in (without, first, first, other)]

    answers = [(out[0], out[1].SerialNumbers) for _, _, out in run(ask())]
    drawn = (ReturnStatus.NO_ERROR, ["S0000", "S0001", "S0002"])
    assert answers == [(ReturnStatus.BAD_TOKEN, []), drawn, drawn, (ReturnStatus.BAD_TOKEN, [])]
    assert sum(state == "allocated" for state in bench.pool.states.values()) == 3


def test_a_token_that_is_out_already_is_no_other_request(run, bench):
    """While the first waits for the owner, another with its token is refused at once, and the same one waits with
    it.
    """
    method = "SNRequestAllocated"
    first = bench.arguments(method)
    other = [first[0], count(4), *first[2:]]
    bench.pool.holds = True

    async def ask():
        waiting = [asyncio.create_task(bench.call(method, first)) for _ in range(2)]
        await bench.pool.asked()
        refused = await bench.call(method, other)
        bench.pool.answer()
        return refused[2][0], [(await each)[2][1].SerialNumbers for each in waiting], len(bench.pool.heard)

    drawn = ["S0000", "S0001", "S0002"]
    assert run(ask()) == (ReturnStatus.BAD_TOKEN, [drawn, drawn], 1)


def test_two_clients_that_draw_at_the_same_time_share_nothing(run, bench):
    """Although both count their requests alike: a token is that of its user."""
    async def draw(user):
        async with bench.session(user=user) as client:
            pairs = structures(bench.pairs(GTIN))
            tasks = [bench.call("SNRequestAllocated", [
                text(""), count(7), text("SGTIN"), pairs, text(f"T{number}")], client=client)
                for number in range(20)]
            return [serial for each in await asyncio.gather(*tasks) for serial in each[2][1].SerialNumbers]

    async def both():
        return await asyncio.gather(draw("l2"), draw("l2-b"))

    one, other = run(both())
    assert (len(one), len(other), len({*one, *other})) == (140, 140, 280)


def test_other_requests_go_on_while_the_owner_thinks(run, bench):
    """A read on the same connection, and a second question, which is answered first."""
    bench.pool.holds = True

    async def ask():
        slow = asyncio.create_task(bench.call("SNRequestAllocated", bench.arguments("SNRequestAllocated")))
        await bench.pool.asked()
        held, bench.pool.waiting, bench.pool.holds = bench.pool.waiting, [], False
        read = await bench.client.get_node(bench.server.pool["MaxSNPushable"]).read_value()
        quick = await bench.call("LabelsInspectingEvent", bench.arguments("LabelsInspectingEvent"))
        early = slow.done()
        bench.pool.waiting = held
        bench.pool.answer()
        return read, quick[2], early, (await slow)[2][0]

    assert run(ask()) == (800, [GOOD], False, GOOD)


def test_too_many_calls_that_wait_are_refused(run, bench):
    """Fifty of one connection; the next has its fault at once, and the others their answers."""
    bench.pool.holds = True
    pairs = structures(bench.pairs(GTIN))

    async def ask():
        tasks = []
        for number in range(50):
            tasks.append(asyncio.create_task(bench.call("SNRequestAllocated", [
                text(""), count(1), text("SGTIN"), pairs, text(f"T{number}")])))
            await bench.pool.asked(number + 1)
        with pytest.raises(ua.UaStatusCodeError) as caught:
            await bench.call("SNRequestAllocated", bench.arguments("SNRequestAllocated"))
        bench.pool.answer()
        return caught.value.code, {each[2][0] for each in await asyncio.gather(*tasks)}

    assert run(ask()) == (ua.StatusCodes.BadTooManyOperations, {GOOD})


def test_an_owner_that_does_not_answer_is_a_time_out(run, bench):
    """BadTimeout; the same request is then asked anew, and given what it was given."""
    async def ask():
        quick = Offer(name="pools", answer_within=Duration(50_000))
        async with bench.serving(quick) as server, bench.session(server=server) as client:
            bench.pool.holds = True
            method = server.pool["SNRequestAllocated"]
            request = ua.CallMethodRequest(server.pool[""], method, bench.arguments("SNRequestAllocated"))
            late, = await client.uaclient.call([request])
            bench.pool.answer()
            bench.pool.holds = False
            again, = await client.uaclient.call([request])
            return late.StatusCode.name, again.OutputArguments[1].Value.SerialNumbers, len(bench.pool.heard)

    assert run(ask()) == ("BadTimeout", ["S0000", "S0001", "S0002"], 2)


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
    assert bench.pool.heard == []


@pytest.mark.parametrize(("place", "given"), [
    (1, lambda _: count(0)), (1, lambda _: count(1001)), (3, lambda bench: structures(bench.pairs([("", "x")]))),
])
def test_a_draw_that_cannot_be_meant(run, bench, place, given):
    """No number, too many, a criterion without a name."""
    arguments = bench.arguments("SNRequestAllocated")
    arguments[place] = given(bench)
    assert run(bench.call("SNRequestAllocated", arguments)) == ("BadInvalidArgument", bad(place, 5), [])


@pytest.mark.parametrize(("method", "most"), [("SNReturnAllocated", 900), ("SNtoAllocated", 800),
                                              ("SNInvalidatingEvent", 700), ("SIDShippingEvent", 700)])
@pytest.mark.parametrize("serials", [[], ["S0001", "S0001"], ["S0001", ""], "many"])
def test_a_collection_that_cannot_be_meant(run, bench, method, most, serials):
    """Empty, twice the same, an empty serial, or more than the property says."""
    given = [f"S{number:04}" for number in range(most + 1)] if serials == "many" else serials
    assert run(bench.call(method, bench.arguments(method, given))) == ("BadInvalidArgument", bad(0, 3), [])
    assert bench.pool.heard == []
    if serials == "many":
        assert run(bench.call(method, bench.arguments(method, given[1:])))[0] == "Good"


def test_a_state_that_is_none(run, bench):
    """The enumeration ends at 11."""
    arguments = bench.arguments("SNReturnAllocated")
    arguments[0] = structure(bench.collection(["S0001"], state=12))
    assert run(bench.call("SNReturnAllocated", arguments)) == ("BadInvalidArgument", bad(0, 3), [])


@pytest.mark.parametrize("elements", [
    [], [("", ["S0001"])], [("C-1", ["S0001"]), ("C-1", ["S0002"])], [("C-1", ["S0001"]), ("C-2", ["S0001"])],
    [("C-1", ["C-1"])], [(f"C-{number}", [f"S{number:04}"]) for number in range(61)],
])
def test_a_packing_that_cannot_be_meant(run, bench, elements):
    """None, no name, twice the same container or content, a container in itself, too many."""
    arguments = bench.arguments(PACKS[0])
    arguments[0] = structures([bench.element(*each) for each in elements])
    assert run(bench.call(PACKS[0], arguments)) == ("BadInvalidArgument", bad(0, 4), [])


def test_labels_and_serials_belong_together_one_by_one(run, bench):
    """Fewer labels than serials are none of them."""
    labels = bench.labels(["S0001"])
    labels.SerialNumbers = ["S0001", "S0002"]
    assert run(bench.call("LabelsEncodingEvent", [structure(labels), text("SGTIN"), structures([])])) == (
        "BadInvalidArgument", bad(0, 3), [])


def test_a_method_of_another_manager_is_none_of_this_one(run, bench):
    """Nor is one that is nowhere."""
    async def ask():
        request = ua.CallMethodRequest(bench.server.pool[""], bench.server.events["SIDShippingEvent"],
                                       bench.arguments("SIDShippingEvent"))
        result, = await bench.client.uaclient.call([request])
        return result.StatusCode.name

    assert run(ask()) == "BadMethodInvalid"


def test_one_request_may_hold_several_calls(run, bench):
    """They are answered together, in their order."""
    async def ask():
        pool = bench.server.pool
        requests = [ua.CallMethodRequest(pool[""], pool[method], bench.arguments(method))
                    for method in ("SNRequestAllocated", "SNReturnAllocated")]
        return [each.OutputArguments[0].Value for each in await bench.client.uaclient.call(requests)]

    assert run(ask()) == [GOOD, GOOD]


def test_an_owner_that_breaks_is_our_fault(run, bench):
    """The client is answered BadInternalError, whoever runs the loop is told, and the next request is a new one."""
    def hear(question):
        raise ZeroDivisionError

    async def ask():
        told = []
        loop = asyncio.get_running_loop()
        before = loop.get_exception_handler()
        loop.set_exception_handler(lambda _, context: told.append(type(context["exception"])))
        try:
            async with asyncio.timeout(GUARD_S), OpenScsServer(
                    Endpoint(), bench.security, hear=hear, offer=Offer(name="pools")) as server, bench.session(
                    server=server) as client:
                request = ua.CallMethodRequest(server.pool[""], server.pool["SNRequestAllocated"],
                                               bench.arguments("SNRequestAllocated"))
                return [(await client.uaclient.call([request]))[0].StatusCode.name for _ in range(2)], told
        finally:
            loop.set_exception_handler(before)

    assert run(ask()) == (["BadInternalError"] * 2, [ZeroDivisionError] * 2)
