from contextlib import AsyncExitStack
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from asyncua import ua

from linebench.ports.plc import Alarm, Command, CommandAnswer, MachineState, TrackResults
from linebench.wire.opcua.nameplate import Nameplate
from linebench.wire.opcua.packml import PackMlUnit
from linebench.wire.opcua.security import Security
from linebench.wire.opcua.typebuilder import TypeSpace
from linebench.wire.side import Setting
from tests.wire.opcua.running import Clock, Ear, connect, echo_image, open_server

V = ua.VariantType
BASE = "BaseStateMachine"
MACHINE = f"{BASE}/MachineState"
EXECUTE = f"{MACHINE}/ExecuteState"
STATES = {
    1: ("Cleared", "Clearing", None), 2: ("Cleared", "Stopped", None), 7: ("Cleared", "Stopping", None),
    8: ("Aborting", None, None), 9: ("Aborted", None, None), **{
        number: ("Cleared", "Running", name) for number, name in {
            3: "Starting", 4: "Idle", 5: "Suspended", 6: "Execute", 10: "Holding", 11: "Held", 12: "Unholding",
            13: "Suspending", 14: "Unsuspending", 15: "Resetting", 16: "Completing", 17: "Complete"}.items()}}
RUNNING = {3, 4, 5, 6, 10, 11, 12, 13, 14, 15, 16, 17}
ALLOWED = {  # the method, the machine that it is called on, its type-level NodeId, and the states that allow it
    ("Abort", BASE, 364): RUNNING | {1, 2, 7}, ("Clear", BASE, 363): {9}, ("Stop", MACHINE, 375): RUNNING,
    ("Reset", MACHINE, 376): {2}, ("Reset", EXECUTE, 361): {17}, ("Start", EXECUTE, 369): {4},
    ("Hold", EXECUTE, 366): {6, 3, 12, 13, 5, 14}, ("Unhold", EXECUTE, 368): {11},
    ("Suspend", EXECUTE, 367): {6}, ("Unsuspend", EXECUTE, 372): {5}, ("ToComplete", EXECUTE, 365): {6},
}
WORDS = {"ToComplete": "complete"}


@pytest.fixture(scope="module")
def line(run):
    stack = AsyncExitStack()
    heard, clock = [], Clock()

    async def begin():
        security = Security(users={"guest": ("look", "observer")})
        server = await stack.enter_async_context(open_server(security=security))
        types = TypeSpace(server)
        await types.add("PackML", "Machinery")
        unit = await PackMlUnit.make(server, types, Setting(name="plc", now=clock), hear=heard.append,
                                     design_speed=400.0, nameplate=Nameplate(serial="77"))
        return server, types, unit, await connect(server.url)

    server, types, unit, client = run(begin())
    yield SimpleNamespace(server=server, types=types, unit=unit, client=client, heard=heard, clock=clock)
    run(client.disconnect())
    run(stack.aclose())


@pytest.fixture(autouse=True)
def fresh(line):
    line.heard.clear()


async def called(line, parent, method, *arguments, client=None):
    request = ua.CallMethodRequest(parent, method, list(arguments))
    result, = await (client or line.client).uaclient.call([request])
    return result.StatusCode.name, [each.name for each in result.InputArgumentResults]


def shown(run, line):
    """The three machines as a client reads them: name, id, status."""
    async def read():
        rows = []
        for path in (BASE, MACHINE, EXECUTE):
            nodes = [line.client.get_node(line.unit.instance[f"{path}/CurrentState{end}"]) for end in ("", "/Id")]
            state, node = await line.client.read_attributes(nodes)
            rows.append((state.Value.Value.Text if state.Value.Value else None, node.Value.Value,
                         state.StatusCode.name if state.StatusCode.is_bad() else "Good"))
        return rows

    return run(read())


@pytest.mark.parametrize("number", STATES)
def test_each_state_shows_in_all_three_machines(run, line, number):
    """Name and NodeId of the type's state object where a machine is active, BadStateNotActive where it is not."""
    line.unit.state(number)
    expected = []
    for kind, name in zip(("PackMLBaseStateMachineType", "PackMLMachineStateMachineType",
                           "PackMLExecuteStateMachineType"), STATES[number], strict=True):
        rows = line.types.row(f"PackML.{kind}").rows
        node = next((ua.NodeId(each.id, line.types.index("PackML")) for each in rows if each.path == name), None)
        expected.append((name, node, "Good" if name else "BadStateNotActive"))
    assert shown(run, line) == expected


@pytest.mark.parametrize("number", STATES)
@pytest.mark.parametrize("which", ALLOWED, ids=lambda which: which[0])
def test_a_command_is_taken_where_the_state_allows_it(run, line, number, which):
    """By the instance's own NodeId and by the type's; elsewhere it is BadInvalidState and nothing is heard."""
    method, machine, declared = which
    line.unit.state(number)
    parent = line.unit.instance[machine]
    arguments = [ua.Variant([], V.ExtensionObject, is_array=True)] if method == "Start" else []
    names = (line.unit.instance[f"{machine}/{method}"], ua.NodeId(declared, line.types.index("PackML")))

    async def both():
        return [(await called(line, parent, each, *arguments))[0] for each in names]

    allowed = number in ALLOWED[which]
    heard = [Command(WORDS.get(method, method.lower()), "anonymous")] * 2 if allowed else []
    assert (run(both()), line.heard) == (["Good" if allowed else "BadInvalidState"] * 2, heard)


@pytest.mark.parametrize(("arguments", "answer"), [
    ([], ("BadArgumentsMissing", [])),
    ([ua.Variant(1, V.Int32), ua.Variant(1, V.Int32)], ("BadTooManyArguments", [])),
    ([ua.Variant("1", V.String)], ("BadInvalidArgument", ["BadTypeMismatch"])),
    ([ua.Variant([1], V.Int32)], ("BadInvalidArgument", ["BadTypeMismatch"])),
    ([ua.Variant(4, V.Int32)], ("BadInvalidArgument", ["BadOutOfRange"])),
    ([ua.Variant(2, V.Int32)], ("Good", ["Good"])),
])
def test_arguments_are_checked(run, line, arguments, answer):
    """Their number, each one's type, and what the unit takes."""
    line.unit.state(2)
    assert run(called(line, line.unit.instance[""], line.unit.instance["SetUnitMode"], *arguments)) == answer
    assert line.unit.instance.value("Status/UnitModeCurrent") == (2 if answer[0] == "Good" else 1)
    line.unit.show("Status/UnitModeCurrent", 1)


def test_a_mode_changes_only_while_the_unit_stands(run, line):
    """In Execute it is BadInvalidState."""
    line.unit.state(6)
    assert run(called(line, line.unit.instance[""], line.unit.instance["SetUnitMode"],
                      ua.Variant(2, V.Int32))) == ("BadInvalidState", [])


def test_methods_that_are_not_there_or_not_the_objects(run, line):
    """An unknown object, an unknown method, a method of another object."""
    unit = line.unit.instance
    nowhere = ua.NodeId("nowhere", 2)

    async def ask():
        return [(await called(line, *pair))[0] for pair in (
            (nowhere, unit["SetUnitMode"]), (unit[""], nowhere), (unit["Status"], unit["SetUnitMode"]),
            (unit[""], unit[f"{BASE}/Abort"]))]

    assert run(ask()) == ["BadNodeIdUnknown", "BadMethodInvalid", "BadMethodInvalid", "BadMethodInvalid"]


def test_an_observer_calls_no_method(run, line):
    """Whatever the state."""
    line.unit.state(6)

    async def ask():
        client = await connect(line.server.url, user="guest", password="look")
        try:
            return await called(line, line.unit.instance[MACHINE], line.unit.instance[f"{MACHINE}/Stop"],
                                client=client)
        finally:
            await client.disconnect()

    assert (run(ask()), line.heard) == (("BadUserAccessDenied", []), [])


def test_structures_go_in_and_come_out(run, line):
    """Parameters that a client sets are read back from the status."""
    made = line.types.make
    values = [made("PackML.PackMLDescriptorDataType", ID=1, Name="temperature", Value=61.5)]
    unit = line.unit.instance

    async def ask():
        answer = await called(line, unit[""], unit["SetParameter"], ua.Variant(values, V.ExtensionObject))
        wrong = [made("PackML.PackMLCountDataType", ID=1)]
        other = await called(line, unit[""], unit["SetParameter"], ua.Variant(wrong, V.ExtensionObject))
        return answer, other, await line.client.get_node(unit["Status/Parameter"]).read_value()

    assert run(ask()) == (("Good", ["Good"]), ("BadInvalidArgument", ["BadTypeMismatch"]), values)


def test_speed_is_bounded_by_the_design_speed(run, line):
    """What is taken shows in the status."""
    unit = line.unit.instance

    async def ask():
        return [await called(line, unit[""], unit["SetMachSpeed"], ua.Variant(speed, V.Float))
                for speed in (350.0, 401.0, -1.0)]

    assert run(ask()) == [("Good", ["Good"])] + [("BadInvalidArgument", ["BadOutOfRange"])] * 2
    assert unit.value("Status/MachSpeed") == 350.0


def test_what_the_plc_says_is_seen(run, line):
    """State, fates as counts, alarms with their number; what a unit does not show is left out."""
    unit = line.unit
    for message in (MachineState(6, "started"), TrackResults(((1, "passed", ""), (2, "rejected", "verdict"))),
                    Alarm("bin_full", on=True, latched=True), CommandAnswer("start", accepted=True, reason="")):
        unit.tell(message)

    async def read():
        return [await line.client.get_node(unit.instance[path]).read_value() for path in (
            "Admin/ProdProcessedCount", "Admin/ProdDefectiveCount", "Admin/Alarm", "Admin/AlarmExtent",
            f"{EXECUTE}/CurrentState")]

    processed, defective, alarms, extent, state = run(read())
    counts = [each.Count for each in (*processed, *defective)]
    assert (counts, [each.Message for each in alarms], extent, state.Text) == ([2, 1], ["bin_full"], 1, "Execute")
    unit.tell(Alarm("bin_full", on=False, latched=True))
    assert unit.instance.value("Admin/AlarmExtent") == 0


def subscribed(run, line, node, kind=ua.ObjectIds.BaseEventType):
    """Events as heard at ``node`` while ``act`` runs: message and type of each."""
    async def listen(act, number):
        ear = Ear()
        subscription = await line.client.create_subscription(10, ear)
        await subscription.subscribe_events(node, kind)
        act()
        await line.server.telling.told()
        heard = list(await ear.count(number))
        await subscription.delete()
        return [(each.Message.Text, each.SourceName) for each in heard]

    return lambda act, number: run(listen(act, number))


@pytest.mark.parametrize("where", ["unit", "server"])
@pytest.mark.parametrize("kind", [ua.ObjectIds.BaseEventType, ua.ObjectIds.TransitionEventType])
def test_a_transition_is_seen_on_the_unit_and_on_the_server(run, line, where, kind):
    """Once at each, also by a client that asked for a supertype of the event."""
    line.unit.state(4)
    node = line.client.get_node(line.unit.instance[""]) if where == "unit" else line.client.nodes.server
    listen = subscribed(run, line, node, kind)
    assert listen(lambda: (line.unit.state(3, "key turned"), line.unit.state(6)), 2) == [
        ("key turned", "plc"), ("StartingToExecute", "plc")]
    if kind == ua.ObjectIds.BaseEventType:  # L1 said no after the method had answered
        assert listen(lambda: line.unit.tell(CommandAnswer("start", accepted=False, reason="guard open")), 1) == [
            ("start refused: guard open", "plc")]


def test_fields_of_a_transition(run, line):
    """From, to and which transition, each with its name and the NodeId of the type's own object."""
    line.unit.state(6)

    async def listen():
        ear = Ear()
        subscription = await line.client.create_subscription(10, ear)
        await subscription.subscribe_events(line.client.nodes.server, ua.ObjectIds.TransitionEventType)
        line.unit.state(10)
        event, = await ear.count(1)
        await subscription.delete()
        return event

    event = run(listen())
    index = line.types.index("PackML")
    names, ids = ([getattr(event, f"{part}{end}") for part in ("FromState", "ToState", "Transition")]
                  for end in ("", "/Id"))
    assert ([each.Text for each in names], [(each.Identifier, each.NamespaceIndex) for each in ids]) == (
        ["Execute", "Holding", "ExecuteToHolding"], [(36, index), (33, index), (45, index)])


def test_the_unit_is_found_among_the_units(run, line):
    """By browsing from PackMLObjects, with its type and no modelling rules."""
    async def browse():
        folder = line.client.get_node(line.types.node("PackML.PackMLObjects"))
        unit, = await folder.get_children()
        rules = await unit.get_references(ua.ObjectIds.HasModellingRule)
        return (await unit.read_browse_name()).Name, await unit.read_type_definition(), rules

    assert run(browse()) == ("plc", line.types.node("PackML.PackMLBaseObjectType"), [])


def test_the_unit_is_a_machine_with_its_identification(run, line):
    """Found among the machines of the server too."""
    async def browse():
        unit, = await line.client.get_node(line.types.node("Machinery.Machines")).get_children()
        index = line.types.index("DI")
        serial = await unit.get_child([f"{index}:Identification", f"{index}:SerialNumber"])
        return unit.nodeid, await serial.read_value()

    assert run(browse()) == (line.unit.instance[""], "77")


def test_numbers_and_moments_of_a_state(run, line):
    """TR88 numbers where a machine is active; the last transition has its simulated moment."""
    line.clock.us = 7_000_000
    line.unit.state(4)
    line.unit.state(3)
    value = line.unit.instance.value
    assert [value(f"{path}/CurrentState/Number") for path in (BASE, MACHINE, EXECUTE)] == [19, 18, 3]
    assert value(f"{EXECUTE}/LastTransition/TransitionTime") == datetime(2026, 1, 5, 6, 0, 7, tzinfo=UTC)


def test_a_plc_known_by_tags_alone_is_followed(run, line):
    """State and values come from the tags that it is told to follow."""
    image = echo_image()
    line.unit.follow(image, {"Admin/AlarmExtent": "Status.Sequence"})
    image.set({"Status.StateCurrent": 11, "Status.Sequence": 5})
    assert [row[0] for row in shown(run, line)] == ["Cleared", "Running", "Held"]
    assert line.unit.instance.value("Admin/AlarmExtent") == 5
    image.set({"Status.StateCurrent": 0})
    assert [row[0] for row in shown(run, line)] == ["Cleared", "Running", "Held"]
