import asyncio
from contextlib import AsyncExitStack
from types import SimpleNamespace

import pytest
from asyncua import ua

from linebench.wire.opcua.instance import InstanceBuilder, Wish
from linebench.wire.opcua.nodes import OBJECTS
from linebench.wire.opcua.server import TAGS
from linebench.wire.opcua.typebuilder import TypeSpace
from linebench.wire.opcua.types import SPECIFICATIONS
from linebench.wire.opcua.types.table import Specification
from tests.wire.opcua.running import Loop, connect, open_server

PACKML = "PackML.PackMLBaseObjectType"


@pytest.fixture(scope="module")
def bench(run):
    stack = AsyncExitStack()

    async def begin():
        server = await stack.enter_async_context(open_server())
        types = TypeSpace(server)
        await types.add("PackML", "MachineVision", "Machinery")
        return SimpleNamespace(server=server, types=types, builder=InstanceBuilder(server, types),
                               client=await connect(server.url))

    made = run(begin())
    yield made
    run(made.client.disconnect())
    run(stack.aclose())


def test_mandatory_members_are_there_and_optional_ones_are_not(run, bench):
    """Down to the last part; what is optional comes with a wish, and its parents with it."""
    plain = run(bench.builder.make(PACKML, "plain", OBJECTS))
    wished = run(bench.builder.make(PACKML, "wished", OBJECTS, wish=Wish(optional=["Admin/Alarm", "TagID"])))
    inner = "BaseStateMachine/MachineState/ExecuteState/CurrentState/Id"
    assert (inner in plain, "TagID" in plain, "Admin/Alarm" in plain) == (True, False, False)
    assert set(wished.paths) - set(plain.paths) == {"Admin/Alarm", "TagID"}


def test_states_and_transitions_stay_on_the_type(run, bench):
    """They have no modelling rule, so that no instance has them."""
    made = run(bench.builder.make(PACKML, "stateless", OBJECTS))
    assert not any(path.endswith(("/Aborted", "/AbortedToCleared")) for path in made.paths)


def test_an_instance_has_the_members_of_interfaces(run, bench):
    """What an interface of the type declares can be wished for as if the type declared it."""
    made = run(bench.builder.make("Machinery.MachineIdentificationType", "plate", OBJECTS,
                                  wish=Wish(optional=["SoftwareReleaseDate"])))
    assert {"Manufacturer", "SerialNumber", "ProductInstanceUri", "SoftwareReleaseDate"} == set(made.paths) - {""}


def test_types_and_references_of_an_instance(run, bench):
    """Each part has the type of its declaration, the reference from its parent, and no modelling rule."""
    made = run(bench.builder.make(PACKML, "typed", OBJECTS))

    async def read():
        status = bench.client.get_node(made["Status"])
        machine = bench.client.get_node(made["BaseStateMachine/MachineState"])
        speed = bench.client.get_node(made["Status/MachSpeed"])
        rules = [await each.get_references(ua.ObjectIds.HasModellingRule) for each in (status, machine, speed)]
        parents = [(await each.get_references(ua.ObjectIds.HasComponent, ua.BrowseDirection.Inverse))[0].NodeId
                   for each in (status, machine)]
        return [await each.read_type_definition() for each in (status, machine, speed)], rules, parents

    node = bench.types.node
    assert run(read()) == ([node("PackML.PackMLStatusObjectType"), node("PackML.PackMLMachineStateMachineType"),
                            ua.NodeId(ua.ObjectIds.AnalogItemType)], [[], [], []],
                           [made[""], made["BaseStateMachine"]])


def test_a_wish_for_what_is_not_there_is_named(run, bench):
    """The message says which."""
    with pytest.raises(LookupError, match="PackMLBaseObjectType has no Admin/Nonsense"):
        run(bench.builder.make(PACKML, "wrong", OBJECTS, wish=Wish(optional=["Admin/Nonsense"])))


def test_an_abstract_data_type_becomes_what_was_wished(run, bench):
    """Enumeration on the type, the machine's own enumeration on the instance."""
    mode = bench.types.node("PackML.ProductionMaintenanceModeEnum")
    path = "Status/UnitModeCurrent"
    made = run(bench.builder.make(PACKML, "mode", OBJECTS, wish=Wish(
        values={path: ua.Variant(1, ua.VariantType.Int32)}, data_types={path: mode})))
    node = bench.client.get_node(made[path])
    assert (run(node.read_data_type()), run(node.read_value())) == (mode, 1)


def test_a_handler_that_breaks_is_our_fault(bench):
    """The client is answered BadInternalError, and whoever runs the loop is told."""
    loop = Loop()

    async def ask():
        async with open_server("broken") as server:
            parent, method = ua.NodeId(ua.ObjectIds.Server), ua.NodeId("method", 2)
            server.methods.link(parent, [method], [], lambda: 1 / 0)
            client = await connect(server.url)
            result, = await client.uaclient.call([ua.CallMethodRequest(parent, method, [])])
            await client.disconnect()
            return result.StatusCode.name

    try:
        assert loop(ask()) == "BadInternalError"
        assert [type(each["exception"]) for each in loop.trouble] == [ZeroDivisionError]
    finally:
        loop.close()


def test_a_slow_call_keeps_nobody_waiting(run):
    """A read behind it on the same connection is answered first; a connection that ends takes its calls along."""
    async def ask():
        async with open_server("slow") as server:
            parent, method = ua.NodeId(ua.ObjectIds.Server), ua.NodeId("method", 2)
            begun, go, left = (asyncio.Event() for _ in range(3))

            async def handler():
                begun.set()
                try:
                    await go.wait()
                finally:
                    left.set()
                return [ua.Variant(7)]

            server.methods.link(parent, [method], [], handler)
            client = await connect(server.url)
            request = ua.CallMethodRequest(parent, method, [])
            call = asyncio.create_task(client.uaclient.call([request]))
            await begun.wait()
            state = await client.nodes.server_state.read_value()
            early = call.done()
            go.set()
            result, = await call
            go.clear()
            left.clear()
            begun.clear()
            lost = asyncio.create_task(client.uaclient.call([request]))
            await begun.wait()
            for transport in list(server.core.asyncio_transports):
                transport.abort()
            await left.wait()
            await asyncio.gather(lost, return_exceptions=True)
            await asyncio.gather(client.disconnect(), return_exceptions=True)
            server.methods.unlink(parent)
            return state, early, result.OutputArguments[0].Value, server.methods.answers_later([request])

    assert run(ask()) == (0, False, 7, False)


def test_a_process_has_one_index_for_each_specification(run):
    """A second server with so many namespaces before it that it has another is refused with both indices."""
    async def other():
        server = open_server("other", namespaces=(TAGS, "urn:a", "urn:b", "urn:c", "urn:d", "urn:e", "urn:f",
                                                  "urn:g", "urn:h"))
        await server.build()
        await TypeSpace(server).add("PackML")

    with pytest.raises(ValueError, match="DI: namespace 11 here and 10 in another server"):
        run(other())


def test_an_unknown_specification_is_named(run, bench):
    """With those that there are."""
    with pytest.raises(LookupError, match="no specification 'Robotics'; expected one of DI, IA, Machinery"):
        run(bench.types.add("Robotics"))


def test_the_form_of_the_tables():
    """Each kind of entry gives the rows and links that its page says."""
    table = Specification(name="T", uri="urn:t", version="1", date="2026-01-01", requires=(), text="""
O* 1 AType < BaseObjectType
    Mo Part 2 BType ~HasNotifier; Ov Part/0:Inner 3 Double[] BaseDataVariableType; s Idle 4/5 4; S Begin 6/7;
    t BeginToIdle 8/9 #14 Begin Idle by Go raises :BEvent; Om Go 10 in 11(A Int32,
      B String[]) out 12(C Boolean); + Idle HasSubStateMachine Part
D 20 Words < Enumeration {0 None_0, 1 One}
D 21 Values < Structure @22 {A Int32, B? Words[], N/S side String}
""").types
    rows = table["AType"].rows
    assert table["AType"].abstract
    assert [(each.rule, each.kind, each.path, each.id, each.type or each.data_type, each.rank, each.number)
            for each in rows] == [
        ("M", "o", "Part", 2, "BType", -1, None), ("O", "v", "Part/0:Inner", 3, "BaseDataVariableType", 1, None),
        ("-", "o", "Idle", 4, "StateType", -1, None), ("M", "p", "Idle/0:StateNumber", 5, "UInt32", -1, 4),
        ("-", "o", "Begin", 6, "InitialStateType", -1, None),
        ("M", "p", "Begin/0:StateNumber", 7, "UInt32", -1, None),
        ("-", "o", "BeginToIdle", 8, "TransitionType", -1, None),
        ("M", "p", "BeginToIdle/0:TransitionNumber", 9, "UInt32", -1, 14), ("O", "m", "Go", 10, "", -1, None),
        ("M", "p", "Go/0:InputArguments", 11, "Argument", 1, None),
        ("M", "p", "Go/0:OutputArguments", 12, "Argument", 1, None)]
    assert [(each.name, each.data_type, each.rank) for each in rows[9].arguments] == [
        ("A", "Int32", -1), ("B", "String", 1)]
    assert [(each.source, each.reference, each.target) for each in table["AType"].links] == [
        ("BeginToIdle", "FromState", "Begin"), ("BeginToIdle", "ToState", "Idle"),
        ("BeginToIdle", "HasCause", "Go"), ("BeginToIdle", "HasEffect", ":BEvent"),
        ("Idle", "HasSubStateMachine", "Part")]
    assert [(each.name, each.number) for each in table["Words"].fields] == [("None_0", 0), ("One", 1)]
    assert [(each.name, each.data_type, each.rank, each.optional) for each in table["Values"].fields] == [
        ("A", "Int32", -1, False), ("B", "Words", 1, True), ("N/S side", "String", -1, False)]


def test_no_id_of_a_table_is_used_twice():
    """Each NodeId of a specification names one node."""
    for specification in SPECIFICATIONS.values():
        ids = [number for row in specification.types.values()
               for number in (row.id, *([row.encoding] if row.encoding else []), *(each.id for each in row.rows))]
        assert len(ids) == len(set(ids))
