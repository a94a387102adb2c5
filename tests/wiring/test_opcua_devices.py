"""Public clients at the devices of a served line: what companion specifications promise is there, and works."""

import asyncio

import pytest
from asyncua import Client, ua

from linebench.wire.opcua.types import SPECIFICATIONS
from tests.wiring.opcua_line import (
    ALIAS,
    PASSWORD,
    client,
    events,
    members,
    served,
    states,
    structure,
    visited,
    write_stack,
)

BASE, MACHINE = "BaseStateMachine", "BaseStateMachine/MachineState"
EXECUTE = f"{MACHINE}/ExecuteState"
VISION, AUTOID, MACHINERY = (SPECIFICATIONS[name].uri for name in ("MachineVision", "AutoID", "Machinery"))
RESULT, SCAN = (SPECIFICATIONS[name].types[kind].id for name, kind in (
    ("MachineVision", "ResultReadyEventType"), ("AutoID", "OpticalVerifierScanEventType")))
TRANSITION = ("http://opcfoundation.org/UA/", ua.ObjectIds.TransitionEventType)
EXECUTING = 6


@pytest.fixture(scope="module")
def line(tmp_path_factory):
    """A line whose L2 is the bench's own, in a further process, and runs the first order by the wall."""
    folder = tmp_path_factory.mktemp("opcua")
    write_stack(folder)
    with served(folder, "--start") as endpoints, visited(folder):
        yield endpoints


async def _executing(one):
    """Wait until the alias shows that the line runs."""
    came = asyncio.Event()

    class Ear:
        def datachange_notification(self, node, value, data):
            del node, data
            if value == EXECUTING:
                came.set()

    subscription = await one.create_subscription(50, Ear())
    await subscription.subscribe_data_change(one.get_node(ALIAS))
    await asyncio.wait_for(came.wait(), 60)
    await subscription.delete()


def test_a_secured_plc_is_told_with_its_url_and_no_secrets(line):
    """URL, application URI, policies and names of users are in the document; the password is not."""
    told = line["l1"]["opcua"]
    assert told == {
        "url": f"opc.tcp://127.0.0.1:{line['l1']['ports']['opcua']}/linebench",
        "application_uri": "urn:linebench:l1",
        "policies": ["None", "Basic256Sha256_SignAndEncrypt"], "anonymous": "observer", "users": ["l2"],
        "certificate": "pki/l1.der"}
    assert PASSWORD not in str(line)
    assert list(line["camera"]["ports"]) == ["dmcc", "opcua", "insight", "native"]


def test_a_production_l2_binds_to_aliases(line):
    """The bench's own L2 runs the line over a signed channel, by name, bound to NodeIds of another controller.

    A client reads the same state there as under the tag's name and as the PackML unit shows it.
    """
    async def look():
        async with client(line["l1"]) as one:
            await _executing(one)
            tag = one.get_node("ns=2;s=Status.StateCurrent")
            return await states(one, BASE, MACHINE, EXECUTE), await tag.read_value()

    assert asyncio.run(look()) == (["Cleared", "Running", "Execute"], EXECUTING)


def test_a_unit_is_a_machine_with_an_identification(line):
    """It stands among the machines, and its speed is the tag's."""
    async def look():
        async with client(line["l1"]) as one:
            index = await one.get_namespace_index(MACHINERY)
            machines = await members(await one.nodes.objects.get_child(f"{index}:Machines"))
            plate = await members((await members(machines["l1"]))["Identification"])
            values = [await plate[name].read_value() for name in ("Manufacturer", "ProductInstanceUri")]
            nodes = [one.get_node(f"ns=2;s={name}") for name in ("l1/Status/CurMachSpeed", "Status.CurMachSpeed")]
            return values, len(set(await one.read_values(nodes)))

    assert asyncio.run(look()) == ([ua.LocalizedText("linebench"), "urn:linebench:device"], 1)


def test_every_reading_is_a_result_and_a_scan(line):
    """L2 hears the camera over DMCC; a client of both models hears of the same pack under the same number."""
    async def hear():
        async with client(line["camera"]) as one, events(one, (VISION, RESULT), (AUTOID, SCAN)) as ear:
            result = await ear.until(lambda event: hasattr(event, "ResultContent") and event.ResultContent)
            scan = await ear.until(lambda event: getattr(event, "ScanResult", None))
            return [each.Value for each in result.ResultContent], scan

    (content, _, symbology, outcome, trigger), scan = asyncio.run(hear())
    result, = scan.ScanResult
    assert (symbology, outcome, scan.Message.Text) == ("]d2", "read", f"trigger {trigger}")
    assert (result.ScanData.Value, result.Symbology, result.CodeType) == (content.encode(), "]d2", "GS1")
    assert type(result).__name__ == "OpticalVerifierScanResult"
    assert content.startswith("01")


def test_a_printer_says_who_made_it(line):
    """Beside two languages of printers at the same time."""
    async def look():
        async with client(line["printer"]) as one:
            return await one.get_node("ns=2;s=printer-1.Identification/Model").read_value()

    assert asyncio.run(look()) == ua.LocalizedText("simulated device")
    assert list(line["printer"]["ports"]) == ["codenet", "zpl", "opcua"]


def test_an_observer_stops_nothing(line):
    """Nobody without a name calls a method of the secured PLC; a wrong password is no name."""
    async def call():
        async with client(line["l1"]) as one:
            state = one.get_node(f"ns=2;s=l1/{EXECUTE}")
            with pytest.raises(ua.UaStatusCodeError) as refused:
                await state.call_method(one.get_node(f"ns=2;s=l1/{EXECUTE}/Hold").nodeid)
            return ua.StatusCode(refused.value.code).name

    async def wrong():
        one = Client(line["l1"]["opcua"]["url"])
        one.set_user("l2")
        one.set_password("serial-8")
        with pytest.raises(ua.UaStatusCodeError) as refused:
            await one.connect()
        return ua.StatusCode(refused.value.code).name

    assert asyncio.run(call()) == "BadUserAccessDenied"
    assert asyncio.run(wrong()) in ("BadUserAccessDenied", "BadIdentityTokenRejected")


def test_a_method_holds_the_line_and_lets_it_go_on(line):
    """Hold and Unhold reach L1 as commands do that L2 gives by tags; its states come back as transitions."""
    async def hold():
        async with client(line["l1"], "l2", PASSWORD) as one, events(one, TRANSITION) as ear:
            await _executing(one)
            found = []
            for method, state in (("Hold", "Held"), ("Unhold", "Execute")):
                await one.get_node(f"ns=2;s=l1/{EXECUTE}").call_method(
                    one.get_node(f"ns=2;s=l1/{EXECUTE}/{method}").nodeid)
                await ear.until(lambda event, to=state: event.ToState.Text == to)
                found.append(await one.get_node("ns=2;s=Status.StateCurrent").read_value())
            return found

    assert asyncio.run(hold()) == [11, EXECUTING]


def test_a_recipe_that_a_client_prepares_is_the_cameras_job(line):
    """PrepareRecipe reaches the camera; what it then says is heard as an event, and is its state in tags too."""
    kind, external, internal = (SPECIFICATIONS["MachineVision"].types[name].id for name in (
        "RecipePreparedEventType", "RecipeIdExternalDataType", "RecipeIdInternalDataType"))

    async def prepare():
        async with client(line["camera"]) as one, events(one, (VISION, kind)) as ear:
            index = await one.get_namespace_index(VISION)
            management = one.get_node("ns=2;s=camera-1/RecipeManagement")
            await management.call_method(
                one.get_node("ns=2;s=camera-1/RecipeManagement/PrepareRecipe").nodeid,
                structure(index, external, Id="trial"), structure(index, internal, Id=""))
            event = await ear.until(lambda _: True)
            return event.ExternalId.Id, await one.get_node("ns=2;s=Last.CameraState.Job").read_value()

    assert asyncio.run(prepare()) == ("trial", "trial")
