"""Against other makes in processes of their own: planners of asyncua and node-opcua, a site with the NodeSet."""

import asyncio
import json
import os
import shutil
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest

from linebench.ports.erp import JobAnswer, JobCommand, JobOrder, JobResponse, JobWish
from linebench.wire.opcua.types.job_control import JOB_CONTROL
from tests.wire.isa95.running import ORDER, QUICK, Heard
from tests.wire.opcua.nodesets import install


def test_a_foreign_planner_learns_every_type_and_orders(run, bench):
    """All structures with all fields in their order; its order is heard, and read back as it was written."""
    async def plan():
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.wire.isa95.foreign_planner", bench.server.url,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE)
        out, errors = await process.communicate()
        assert process.returncode == 0, errors.decode()
        return json.loads(out)

    told = run(plan())
    structures = {name: row for name, row in JOB_CONTROL.types.items() if row.encoding}
    assert {name: [each for each in fields if each != "Encoding"] for name, fields in told["types"].items()} == {
        name: [each.name for each in row.fields] for name, row in structures.items()}
    assert told["status"] == 1
    assert bench.book.heard == [JobOrder("J1", "04012345678901", "LOT-7", "271231", 12,
                                         parameters=(("A", "1.5"), ("A/B", "true")))]
    shown, = told["shown"]
    order = shown["ISA95JobOrderAndStateDataType"]["JobOrder"]["ISA95JobOrderDataType"]
    state, = shown["ISA95JobOrderAndStateDataType"]["State"]
    parameter, = order["JobOrderParameters"]
    inner = {"ID": "B", "Value": {"Variant": {"Value": True, "VariantType": 1, "is_array": False}}}
    assert parameter["ISA95ParameterDataType"]["Subparameters"] == [{"ISA95ParameterDataType": inner}]
    assert state["ISA95StateDataType"]["StateNumber"] == 2


@pytest.mark.nightly
def test_a_planner_of_a_further_make_orders_and_hears_events(run, bench, tmp_path):
    """node-opcua makes structures from the definitions that it reads, and filters by the standard's event type."""
    modules = Path(sys.prefix) / "node-opcua" / "node_modules"
    if shutil.which("node") is None or not (modules / "node-opcua").exists():
        pytest.skip("node-opcua is not installed here: `make bench` installs it")

    async def plan():
        process = await asyncio.create_subprocess_exec(
            "node", str(Path(__file__).with_name("foreign_planner.cjs")), bench.server.url, str(tmp_path),
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
            env={**os.environ, "NODE_PATH": str(modules)})
        out, errors = await process.communicate()
        assert process.returncode == 0, errors.decode()
        return json.loads(out.decode().splitlines()[-1])

    assert run(plan()) == {
        "calls": [["Good", [[0, 1]]], ["Good", [[0, 1]]], ["Good", [[0, 8]]]],
        "events": [[["NotAllowedToStart"], "J1"], [["AllowedToStart"], "J1"]], "shown": [["J1", "12", 2]]}
    assert bench.book.heard[0] == JobOrder("J1", "04012345678901", "LOT-7", "271231", 12, start=False)


@asynccontextmanager
async def foreign_site():
    folder = install()
    if folder is None:
        pytest.skip("the NodeSets cannot be installed here: npm or the network is missing")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.wire.isa95.foreign_site", str(folder), stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE)
    url = (await process.stdout.readline()).decode().strip()
    try:
        assert url, (await process.stderr.read()).decode()
        yield url
    finally:
        process.stdin.close()
        await process.communicate()


def test_our_planner_at_a_foreign_site(run, bench):
    """Objects found by their types below a machine, statuses of uncertain calls, events of the server, no list."""
    profile = msgspec.structs.replace(QUICK, counts={"commissioned": "Good"})

    async def plan():
        heard = Heard()
        async with (foreign_site() as url,
                    bench.ours(url=url, user=None, hear=heard.take, profile=profile) as client):
            said = [await client.tell(each) for each in (
                ORDER, ORDER, JobCommand("R1", "J9", "stop"), JobCommand("R2", "J1", "stop"),
                JobCommand("R3", "J1", "pause"))]
            wished = await client.wish(JobWish("W1", "J1"))
            await heard.until(lambda all_: len(all_) == 3)
        return [each.status for each in said], wished, heard.all

    said, wished, heard = run(plan())
    assert said == ["ok", "invalid", "unknown_job", "ok", "unknown_command"]
    ended = JobResponse("J1", "ended", (("commissioned", 2),))
    assert wished == ((ended,), JobAnswer("W1", "J1", "ok"))
    assert [each.state for each in heard] == ["allowed_to_start", "running", "ended"]
    assert heard[-1] == ended
