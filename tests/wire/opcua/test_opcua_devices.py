from contextlib import AsyncExitStack
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from asyncua import ua

from linebench.ports.camera import CameraState, Reading, TriggerNow
from linebench.ports.checkweigher import ScaleState, Weight
from linebench.units import Mass
from linebench.wire.opcua.nameplate import Nameplate
from linebench.wire.opcua.reader import CodeReader, ReaderOptions
from linebench.wire.opcua.scale import Checkweigher, ScaleOptions
from linebench.wire.opcua.typebuilder import TypeSpace
from linebench.wire.side import Setting
from tests.wire.opcua.running import Clock, Ear, connect, open_server

V = ua.VariantType
CODE = "010950400005910121A7\x1d10LOT-7A"
PLATE = Nameplate(manufacturer="Acme", model="R2", serial="4711", software="1.4", uri="urn:acme:4711")


@pytest.fixture(scope="module")
def bench(run):
    stack = AsyncExitStack()
    clock, heard = Clock(), []

    async def begin():
        server = await stack.enter_async_context(open_server())
        types = TypeSpace(server)
        await types.add("AutoID", "Scales")
        reader = await CodeReader.make(server, types, Setting(name="reader", now=clock), hear=heard.append,
                                       options=ReaderOptions(nameplate=PLATE))
        verifier = await CodeReader.make(server, types, Setting(name="verifier", now=clock), hear=heard.append,
                                         options=ReaderOptions(kind="verifier"))
        scale = await Checkweigher.make(server, types, Setting(name="scale", now=clock),
                                        options=ScaleOptions(nameplate=PLATE, most=Mass(500_000)))
        return SimpleNamespace(server=server, types=types, reader=reader, verifier=verifier, scale=scale,
                               clock=clock, heard=heard, client=await connect(server.url))

    made = run(begin())
    yield made
    run(made.client.disconnect())
    run(stack.aclose())


@pytest.fixture(autouse=True)
def fresh(bench):
    bench.heard.clear()
    for each in (bench.reader, bench.verifier):
        each._stop()


def values(run, bench, device, *paths):
    nodes = [bench.client.get_node(device.instance[path]) for path in paths]
    return run(bench.client.read_values(nodes))


def call(run, bench, device, method, *arguments):
    request = ua.CallMethodRequest(device.instance[""], device.instance[method], list(arguments))
    result, = run(bench.client.uaclient.call([request]))
    return result.StatusCode.name


def scan(bench, **settings):
    return ua.Variant(bench.types.make("AutoID.ScanSettings", **settings), V.ExtensionObject)


def listen(run, bench, act, number):
    async def hear():
        ear = Ear()
        subscription = await bench.client.create_subscription(10, ear)
        kinds = [bench.client.get_node(bench.types.node(f"AutoID.{kind}")) for kind in (
            "OpticalScanEventType", "OpticalVerifierScanEventType", "AutoIdLogEntryEventType")]
        await subscription.subscribe_events(bench.client.nodes.server, kinds)
        act()
        heard = list(await ear.count(number))
        await subscription.delete()
        return heard

    return run(hear())


def test_a_reader_has_its_nameplate_twice(run, bench):
    """Once as a device, once as a machine; the machine is the same object."""
    assert [each.Text if isinstance(each, ua.LocalizedText) else each for each in values(
        run, bench, bench.reader, "Manufacturer", "Model", "SerialNumber", "SoftwareRevision", "DeviceName")] == [
        "Acme", "R2", "4711", "1.4", "reader"]

    async def machines():
        folder = bench.client.get_node(bench.types.node("Machinery.Machines"))
        found = {}
        for each in await folder.get_children():
            identification = await each.get_child([f"{bench.types.index('DI')}:Identification"])
            uri = await identification.get_child([f"{bench.types.index('DI')}:ProductInstanceUri"])
            found[(await each.read_browse_name()).Name] = (
                await identification.read_type_definition(), await uri.read_value())
        return found

    kind = bench.types.node("Machinery.MachineIdentificationType")
    assert run(machines()) == {"reader": (kind, "urn:acme:4711"), "verifier": (kind, "urn:linebench:device"),
                               "scale": (kind, "urn:acme:4711")}


def test_a_code_is_an_event_with_all_fields(run, bench):
    """A GS1 code as bytes with its separators; the trigger stands in the message."""
    bench.clock.us = 5_000_000
    event, = listen(run, bench, lambda: bench.reader.tell(Reading(17, "read", CODE, "", "]d2")), 1)
    result, = event.ScanResult
    moment = datetime(2026, 1, 5, 6, 0, 5, tzinfo=UTC)
    assert (event.Message.Text, event.DeviceName, result.CodeType, result.ScanData.Value, result.Symbology,
            result.Timestamp, result.Grade) == ("trigger 17", "reader", "GS1", CODE.encode(), "]d2", moment, None)
    assert values(run, bench, bench.reader, "LastScanData", "LastScanTimestamp") == [CODE, moment]


def test_another_code_is_a_string(run, bench):
    """What has no GS1 symbology identifier is told as text."""
    event, = listen(run, bench, lambda: bench.reader.tell(Reading(1, "read", "ABC", "", "]A0")), 1)
    assert (event.ScanResult[0].CodeType, event.ScanResult[0].ScanData.Value) == ("RAW:STRING", "ABC")


def test_a_verifier_tells_results_of_its_own_kind(run, bench):
    """With the fields of grades, and seen by who asked for any scan event."""
    event, = listen(run, bench, lambda: bench.verifier.tell(Reading(2, "read", CODE, "", "]d2")), 1)
    assert (type(event.ScanResult[0]).data_type, event.EventType) == (
        bench.types.node("AutoID.OpticalVerifierScanResult"),
        bench.types.node("AutoID.OpticalVerifierScanEventType"))


def test_a_no_read_is_a_log_entry(run, bench):
    """There is no result to tell, but that there was a trigger is told."""
    event, = listen(run, bench, lambda: bench.reader.tell(Reading(3, "no_read", "", "", "")), 1)
    assert event.Message.Text == "trigger 3: no read"


def test_a_scan_is_started_once(run, bench):
    """The reader is triggered; a second start is refused until the scan is over or stopped."""
    answers = [call(run, bench, bench.reader, "ScanStart", scan(bench, DataAvailable=True)),
               call(run, bench, bench.reader, "ScanStart", scan(bench))]
    active = values(run, bench, bench.reader, "ScanActive", "DeviceStatus")
    bench.reader.tell(Reading(4, "read", CODE, "", "]d2"))
    assert (answers, active, bench.heard, values(run, bench, bench.reader, "ScanActive", "DeviceStatus")) == (
        ["Good", "BadInvalidState"], [True, 2], [TriggerNow()], [False, 0])


@pytest.mark.parametrize(("settings", "states"), [
    ({"Cycles": 2}, [True, False]), ({"Duration": 10.0}, [True, False]), ({}, [True, True]),
    ({"DataAvailable": True}, [True, True]), ({"Cycles": 1}, [False, False])])
def test_any_one_terminator_ends_a_scan(run, bench, settings, states):
    """Cycles, duration, or data; without any it runs on."""
    call(run, bench, bench.reader, "ScanStart", scan(bench, **settings))
    seen = []
    for trigger in (5, 6):
        bench.reader.tell(Reading(trigger, "no_read", "", "", ""))
        seen += values(run, bench, bench.reader, "ScanActive")
        bench.clock.us += 10_000
    assert seen == states
    assert call(run, bench, bench.reader, "ScanStop") == "Good"


def test_wrong_settings_are_refused(run, bench):
    """Nothing runs for a negative time."""
    assert (call(run, bench, bench.reader, "ScanStart", scan(bench, Duration=-1.0)), bench.heard) == (
        "BadInvalidArgument", [])


def test_a_scan_is_started_by_writing_it(run, bench):
    """ScanActive is writable; a value of another type is refused."""
    node = bench.client.get_node(bench.reader.instance["ScanActive"])

    async def write(value, kind):
        return (await bench.client.uaclient.write(ua.WriteParameters([ua.WriteValue(
            node.nodeid, ua.AttributeIds.Value, "", ua.DataValue(ua.Variant(value, kind)))])))[0].name

    answers = [run(write(1, V.Int32)), run(write(True, V.Boolean)), run(write(False, V.Boolean))]
    assert (answers, bench.heard, values(run, bench, bench.reader, "ScanActive")) == (
        ["BadTypeMismatch", "Good", "Good"], [TriggerNow()], [False])


def test_a_reader_that_goes_offline_is_in_error(run, bench):
    """And idle again when it is back."""
    seen = []
    for online in (False, True):
        bench.reader.tell(CameraState("reader", "", online=online))
        seen += values(run, bench, bench.reader, "DeviceStatus")
    assert seen == [1, 0]


def test_a_weight_is_shown_in_grams_with_its_place(run, bench):
    """Gross and net, the encoder count as its id, and one more in the counts."""
    bench.scale.tell(Weight("scale", 1234, 25_300))
    bench.scale.tell(Weight("scale", 2345, 600_000))
    weight, number, over, under, total, unit, reach = values(
        run, bench, bench.scale, "RegisteredWeight", "RegisteredWeight/WeightId", "RegisteredWeight/Overload",
        "CurrentWeight/Underload", "ProductionOutput/TotalPackages/ItemCount", "CurrentWeight/EngineeringUnits",
        "CurrentWeight/EURange")
    assert (weight.Gross, weight.Net, weight.Tare, number, over, under, total, unit.UnitId, unit.DisplayName.Text,
            reach.High) == (600.0, 600.0, 0.0, "2345", True, False, 2, 0x47524D, "g", 500.0)


def test_a_subscriber_of_weights_misses_none(run, bench):
    """Each pack's weight is told, in order, with its id told before it."""
    async def hear():
        ear = Ear()
        subscription = await bench.client.create_subscription(10, ear)
        await subscription.subscribe_data_change([bench.client.get_node(bench.scale.instance[path]) for path in (
            "RegisteredWeight", "RegisteredWeight/WeightId")])
        await ear.count(2)
        for number in range(10):
            bench.scale.tell(Weight("scale", number, 1000 + number))
        heard = list(await ear.count(22))[2:]
        await subscription.delete()
        return [value if isinstance(value, str) else value.Gross for _, value in heard]

    assert run(hear()) == [part for number in range(10) for part in (str(number), (1000 + number) / 1000)]


def test_a_scale_in_fault_says_why(run, bench):
    """State and reason in words."""
    bench.scale.tell(ScaleState("scale", "fault", "load cell"))
    state, message = values(run, bench, bench.scale, "ProcessStateId", "ProcessStateMessage")
    assert (state, message.Text) == ("fault", "load cell")
