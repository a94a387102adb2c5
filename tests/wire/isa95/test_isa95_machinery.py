import msgspec
import pytest
from asyncua import ua

from linebench.ports.erp import JobAnswer, JobCommand, JobResponse, JobWish
from linebench.wire.isa95.options import read_options
from linebench.wire.isa95.words import MOVES, ORDERS
from linebench.wire.opcua.nameplate import Nameplate
from tests.wire.isa95.running import ORDER, QUICK, Heard

MACHINE = msgspec.structs.replace(read_options("machinery", {}).jobs, name="line-1", most_orders=3)


async def names(node):
    return {(await each.read_browse_name()).Name for each in await node.get_children()}


def test_job_management_is_a_building_block_of_a_machine(run, bench):
    """Machines, the machine with its identification, MachineryBuildingBlocks, JobManagement with its two parts."""
    async def walk():
        async with bench.serving(MACHINE) as server, bench.session(server=server) as client:
            index = {name: server.types.index(name) for name in ("Machinery", "MachineryJobs")}
            machine = await client.nodes.objects.get_child([f"{index['Machinery']}:Machines", "2:line-1"])
            blocks = await machine.get_child([f"{index['Machinery']}:MachineryBuildingBlocks"])
            found = await blocks.get_references(ua.ObjectIds.HasAddIn, ua.BrowseDirection.Forward)
            jobs = client.get_node(found[0].NodeId)
            control = await jobs.get_child([f"{index['MachineryJobs']}:JobOrderControl"])
            return (await names(machine), [each.BrowseName.Name for each in found],
                    await jobs.read_type_definition() == server.types.node("MachineryJobs.JobManagementType"),
                    await names(jobs), {*ORDERS, *MOVES} <= await names(control))

    assert run(walk()) == ({"Identification", "MachineryBuildingBlocks"}, ["JobManagement"], True,
                           {"JobOrderControl", "JobOrderResults"}, True)


def test_a_planner_finds_it_and_works_with_it_as_with_any_other(run, bench):
    """By the types: order, command, wish and events; counts by the names and in the type of Machinery."""
    profile = msgspec.structs.replace(QUICK, counts=MACHINE.counts)

    async def plan():
        heard = Heard()
        async with bench.pair(site=MACHINE, profile=profile, hear=heard.take) as (server, client):
            said = [await client.tell(each) for each in (
                msgspec.structs.replace(ORDER, start=False), JobCommand("R1", "J1", "start"))]
            bench.book.moves("J1", "running", counts=(("commissioned", 3),))
            wished = await client.wish(JobWish("W1", "J1"))
            await heard.until(lambda all_: len(all_) == 3)
            shown = server.nodes.provider._instance.value("JobOrderResults/JobOrderResponseList")
            return [each.status for each in said], wished, heard.all, shown[0].JobResponseData[0]

    running = JobResponse("J1", "running", (("commissioned", 3),))
    said, wished, heard, count = run(plan())
    assert (said, wished) == (["ok", "ok"], ((running,), JobAnswer("W1", "J1", "ok")))
    assert heard == [JobResponse("J1", "not_allowed_to_start"), JobResponse("J1", "allowed_to_start"), running]
    assert (count.ID, count.Value) == ("GoodQuantity", ua.Variant(3.0, ua.VariantType.Double))


@pytest.mark.parametrize("plate", [Nameplate(), Nameplate(manufacturer="ACME", serial="7", uri="urn:acme:7")])
def test_a_machine_is_identified(run, bench, plate):
    """By its nameplate."""
    async def read():
        server = bench.serving(MACHINE)
        server._nameplate = plate
        async with server, bench.session(server=server) as client:
            index = {name: server.types.index(name) for name in ("Machinery", "DI")}
            known = await client.nodes.objects.get_child([f"{index['Machinery']}:Machines", "2:line-1",
                                                          f"{index['DI']}:Identification"])
            return [await (await known.get_child([f"{index['DI']}:{name}"])).read_value()
                    for name in ("SerialNumber", "ProductInstanceUri")]

    assert run(read()) == [plate.serial, plate.uri]
