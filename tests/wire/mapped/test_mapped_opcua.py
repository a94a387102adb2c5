"""A map over OPC UA, beside Modbus: NodeIds and names of the project."""

import asyncio

import pytest
from asyncua import Client, ua

from linebench.ports.plc import MachineState, Verdict
from linebench.wire.mapped import MappedOptions, read_map
from linebench.wire.tags.table_csv import table_csv
from linebench.wiring.control import WireTo
from linebench.wiring.endpoint import Surroundings
from linebench.wiring.maps import WireMap
from linebench.wiring.spoken import serve
from tests.wire.mapped.maps import read, rings

ROWS = ('state,Mode,"ns=3;s=""DB_L2"".""Mode""",int16,,,,,', "state,Mode,HR0,uint16,,,,,",
        'verdict,V_New,"ns=4;s=""V"".""New""",bool,,,toggle,"ns=4;s=""V"".""Ack""",',
        'verdict.trigger,V_No,"ns=4;i=1001",uint32,,,,,',
        'verdict.good,V_Ok,"ns=2;s=V.Ok",string[6],,,,,OK=true NOK=false')
PLC = "http://www.siemens.com/simatic-s7-opcua"


class Still:
    """A clock that stands still."""

    def now(self):
        return 0

    def later(self, delay_us, call):
        del delay_us, call
        return lambda: None


def endpoint(heard, names, **options):
    return serve(Surroundings(
        link="l2-l1", peer="l1", wire=WireTo("l1", "opcua", "", options, "127.0.0.1", 0),
        epoch="2026-01-05T06:00:00Z", clock=Still(), hear=heard.append, note=lambda what, detail: None,
        changed=lambda: None, interposer=None, capture=None, real=False, gather=False,
        names=WireMap(names, MappedOptions())), ("modbus",))


def test_nodes_are_those_of_the_map_and_no_others():
    """With the project's names; a namespace that the options name has its name, others have one all the same."""
    async def visit():
        plc = endpoint(heard := [], read(ROWS), namespaces=PLC)
        await plc.start()
        plc.tell(MachineState(6, ""))
        try:
            async with Client(plc.described()["opcua"]["url"]) as client:
                mode = client.get_node('ns=3;s="DB_L2"."Mode"')
                verdict = [client.get_node(text) for text in ("ns=4;i=1001", "ns=2;s=V.Ok", 'ns=4;s="V"."New"')]
                values = (ua.Variant(7, ua.VariantType.UInt32), ua.Variant("NOK"), ua.Variant(Value=True))
                for node, value in zip(verdict, values, strict=True):
                    await node.write_value(ua.DataValue(value))
                names = [(await node.read_browse_name()).Name for node in (mode, *verdict)]
                answer = await client.get_node('ns=4;s="V"."Ack"').read_value()
                with pytest.raises(ua.UaStatusCodeError):
                    await client.get_node("ns=2;s=modbus:state").read_value()
                return heard, await mode.read_value(), names, answer, (await client.get_namespace_array())[3:5]
        finally:
            await plc.stop()

    assert asyncio.run(visit()) == (
        [Verdict(7, good=False)], 6, ["Mode", "V_No", "V_Ok", "V_New"], True, [PLC, "urn:linebench:map:4"])


def test_the_bench_s_own_tags_as_a_map_stand_in_their_folders():
    """Where they stand without it; one that the file moves stands under its new NodeId alone."""
    text = table_csv(rings()).replace("ns=2;s=Status.StateReason", "ns=3;s=Why")

    async def visit():
        plc = endpoint([], read_map(text, "tags.csv", rings()))
        await plc.start()
        plc.tell(MachineState(6, "QA"))
        try:
            async with Client(plc.described()["opcua"]["url"]) as client:
                state = await client.nodes.objects.get_child(["2:Tags", "2:Status", "2:StateCurrent"])
                with pytest.raises(ua.UaStatusCodeError):
                    await client.get_node("ns=2;s=Status.StateReason").read_value()
                return await state.read_value(), await client.get_node("ns=3;s=Why").read_value()
        finally:
            await plc.stop()

    assert asyncio.run(visit()) == (6, "QA")
