import asyncio
import json
import os
import subprocess
import sys

import pytest
from asyncua import ua

from linebench.ports.serials import Draw, Inspect, Move, Pack
from linebench.wire.opcua.types.openscs import OPENSCS
from linebench.wire.openscs.words import DRAWS, EVENTS, MOVES, ReturnStatus
from tests.wire.openscs.running import GTIN, METHODS, PACKS, structure, structures, text

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
