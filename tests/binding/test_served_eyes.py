"""Eyes on what a system serves, a view of its database or nodes of OPC UA, and hands that write its tags."""

import asyncio
import socket
import sqlite3
from contextlib import asynccontextmanager, closing

import pytest
from asyncua import Server, ua
from pymodbus.client import AsyncModbusTcpClient
from pymodbus.datastore import ModbusDeviceContext, ModbusSequentialDataBlock, ModbusServerContext
from pymodbus.server import ModbusTcpServer

from linebench.binding.deed import BindingError, Deed, Outcome
from linebench.binding.eye import Row, Trouble
from linebench.binding.eyes import opcua_nodes, sql_view
from linebench.binding.hands import wire
from tests.binding.site import made

DEED = Deed("start_line", {"lot": "L1"})


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def base(path, *statements):
    with closing(sqlite3.connect(path)) as opened, opened:
        for statement in statements:
            opened.execute(statement)


def test_rows_of_a_view_are_seen_once_by_their_key(tmp_path):
    """What was there when the attempt began is passed over; NULL is empty."""
    base(tmp_path / "l2.db", "CREATE TABLE s (id INTEGER, Nr TEXT, ok BOOLEAN)",
         'CREATE VIEW "v" AS SELECT * FROM s', "INSERT INTO s VALUES (1, 'old', 1)")
    eye = made(sql_view.KIND, tmp_path, file="l2.db", view="v", key="id")

    async def run():
        await eye.open()
        found = [await eye.look()]
        base(tmp_path / "l2.db", "INSERT INTO s VALUES (3, NULL, 0)", "INSERT INTO s VALUES (2, 'A1', 1)")
        return [*found, await eye.look(), await eye.look()]

    assert asyncio.run(run()) == [[], [Row({"id": "2", "Nr": "A1", "ok": "1"}, "v 2"),
                                       Row({"id": "3", "Nr": "", "ok": "0"}, "v 3")], []]


def test_a_database_that_cannot_be_read_is_told_once(tmp_path):
    """No file, no such view; it is never made by looking."""
    eye = made(sql_view.KIND, tmp_path, file="l2.db", view="v", key="id")
    looks = [asyncio.run(eye.look()) for _ in range(2)]
    assert looks == [(Trouble("v: FileNotFoundError there is no file l2.db"),), ()]
    base(tmp_path / "l2.db", "CREATE TABLE other (id INTEGER)")
    assert asyncio.run(eye.reach()) == "OperationalError no such table: v"
    assert [path.name for path in tmp_path.iterdir()] == ["l2.db"]


@pytest.mark.parametrize(("options", "says"), [
    ({}, "found neither of file and url"), ({"file": "a", "url": "postgresql://127.0.0.1/x"}, "found both"),
    ({"url": "postgresql://192.0.2.1/x"}, "192.0.2.1 is another machine")])
def test_a_database_is_a_file_or_a_url_of_this_machine(tmp_path, options, says):
    """One of both; another machine needs permission."""
    with pytest.raises(BindingError, match=says):
        made(sql_view.KIND, tmp_path, view="v", key="id", **options)


@asynccontextmanager
async def opcua_server():
    server = Server()
    await server.init()
    server.set_endpoint(f"opc.tcp://127.0.0.1:{free_port()}/l2")
    state = await server.nodes.objects.add_variable(ua.NodeId("State", 2), "State", "Stopped")
    count = await server.nodes.objects.add_variable(ua.NodeId("Count", 2), "Count", 0, ua.VariantType.UInt32)
    await count.set_writable()
    async with server:
        yield server.endpoint.geturl(), state, count


async def looked(eye, wanted):
    """Look until so many rows were seen."""
    found = []
    async with asyncio.timeout(10):
        while len(found) < wanted:
            found += await eye.look()
            await asyncio.sleep(0)  # the server lives in the same loop
    return [(row.values["node"], row.values["value"]) if isinstance(row, Row) else row for row in found]


def test_changes_of_nodes_are_seen_each_once(tmp_path):
    """The values that stand count at first; then every change, none twice."""
    async def run():
        async with opcua_server() as (url, state, count):
            eye = made(opcua_nodes.KIND, tmp_path, url=url, node__state="ns=2;s=State", node__good="ns=2;s=Count",
                       every="20 ms")
            found = [sorted(await looked(eye, 2))]
            await state.write_value("Execute")
            found.append(await looked(eye, 1))
            await count.write_value(36, ua.VariantType.UInt32)
            found.append(await looked(eye, 1))
            await eye._leave()
            return found

    assert asyncio.run(run()) == [[("good", "0"), ("state", "Stopped")], [("state", "Execute")], [("good", "36")]]


def test_a_server_that_is_not_there_is_told_once(tmp_path):
    """Looking never hangs and never raises."""
    eye = made(opcua_nodes.KIND, tmp_path, url=f"opc.tcp://127.0.0.1:{free_port()}/", node__a="i=1", within="1 s")

    async def run():
        return [await eye.look() for _ in range(2)]

    first, second = asyncio.run(run())
    assert ([type(one) for one in first], second) == ([Trouble], [])


def test_a_node_is_written_as_the_server_has_its_type(tmp_path):
    """A value is taken, one that is none is refused, and so is a node that nobody may write."""
    async def run():
        async with opcua_server() as (url, state, count):
            hands = [made(wire.KIND, tmp_path, to=url, address=address, value=value) for address, value in (
                ("ns=2;s=Count", "36"), ("ns=2;s=Count", "many"), ("ns=2;s=State", "x"))]
            return [await hand.do(DEED) for hand in hands], await count.read_value(), await state.read_value()

    (taken, wrong, refused), count, state = asyncio.run(run())
    assert (taken, count, state) == (Outcome(accepted=True), 36, "Stopped")
    assert [(one.accepted, one.able) for one in (wrong, refused)] == [(False, True)] * 2
    assert "ns=2;s=State" in refused.reason


@asynccontextmanager
async def modbus_server():
    block = ModbusSequentialDataBlock(1, [0] * 40)
    context = ModbusServerContext(devices=ModbusDeviceContext(hr=block, co=block), single=True)
    port = free_port()
    server = ModbusTcpServer(context, address=("127.0.0.1", port))
    await server.listen()
    try:
        async with AsyncModbusTcpClient("127.0.0.1", port=port) as client:
            yield f"modbus://127.0.0.1:{port}/1", client
    finally:
        await server.shutdown()


@pytest.mark.parametrize(("options", "registers"), [
    ({"address": "HR5", "type": "uint16", "value": "513"}, [513, 0, 0]),
    ({"address": "HR5", "type": "int16", "value": "-1"}, [65535, 0, 0]),
    ({"address": "HR5", "type": "uint32", "value": "65538"}, [1, 2, 0]),
    ({"address": "HR5", "type": "uint32", "order": "little", "value": "65538"}, [2, 1, 0]),
    ({"address": "HR5", "type": "float", "value": "1.5"}, [0x3FC0, 0, 0]),
    ({"address": "HR5", "type": "string[5]", "value": "{lot}"}, [0x4C31, 0, 0]),
    ({"address": "HR5.3", "value": "on"}, [8, 0, 0]),
    ({"address": "HR5", "type": "bool", "value": "true", "pulse": "10 ms"}, [0, 0, 0]),
])
def test_a_register_holds_what_was_written(tmp_path, options, registers):
    """In a server that others wrote: numbers, words in both orders, texts, single bits; a pulse falls back."""
    async def run():
        async with modbus_server() as (url, client):
            outcome = await made(wire.KIND, tmp_path, to=url, **options).do(DEED)
            return outcome, (await client.read_holding_registers(5, count=3)).registers

    assert asyncio.run(run()) == (Outcome(accepted=True), registers)


def test_a_coil_is_set_and_what_is_not_there_is_refused(tmp_path):
    """The refusal is the controller's, with its number; a value that does not fit is not sent."""
    async def run():
        async with modbus_server() as (url, client):
            hands = [made(wire.KIND, tmp_path, to=url, **options) for options in (
                {"address": "CO3", "value": "1"}, {"address": "HR900", "type": "uint16", "value": "1"},
                {"address": "HR1", "type": "uint16", "value": "70000"})]
            return [await hand.do(DEED) for hand in hands], (await client.read_coils(3, count=1)).bits[0]

    assert asyncio.run(run()) == ([
        Outcome(accepted=True), Outcome(accepted=False, reason="refused with Modbus exception 2"),
        Outcome(accepted=False, reason="'70000' is no uint16")], True)


def test_nobody_there_says_nothing_about_the_system(tmp_path):
    """By each of the protocols."""
    port = free_port()
    for scheme, address in (("modbus", "HR1"), ("opc.tcp", "i=85"), ("tcp", "")):
        hand = made(wire.KIND, tmp_path, to=f"{scheme}://127.0.0.1:{port}", address=address, value="1",
                    within="3 s")
        outcome, reach = asyncio.run(hand.do(DEED)), asyncio.run(hand.reach())
        assert (outcome.accepted, outcome.able, outcome.reason[:11]) == (False, False, "not reached"), scheme
        assert reach == f"127.0.0.1:{port}: ConnectionRefusedError"


@pytest.mark.parametrize(("said", "options", "outcome"), [
    (b"OK lot taken\r\n", {"answer": "OK (.*)\r"}, Outcome(accepted=True, reason="lot taken")),
    (b"ERR busy\r\n", {"answer": "^OK"}, Outcome(accepted=False, reason="ERR busy")),
    (b"", {"answer": "^OK"}, Outcome(accepted=False, reason="hung up without an answer")),
    (b"", {}, Outcome(accepted=True)),
])
def test_a_line_is_said_and_its_answer_means_yes_or_no(tmp_path, said, options, outcome):
    """A regular expression finds the yes; without one nothing is waited for."""
    async def run():
        heard = asyncio.get_running_loop().create_future()

        async def serve(reader, writer):
            heard.set_result(await reader.readline())
            writer.write(said)
            writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        async with server:
            hand = made(wire.KIND, tmp_path, to=f"tcp://127.0.0.1:{server.sockets[0].getsockname()[1]}",
                        value="START {lot}", **options)
            return await hand.do(DEED), await asyncio.wait_for(heard, 5)

    assert asyncio.run(run()) == (outcome, b"START L1\r\n")


@pytest.mark.parametrize(("options", "says"), [
    ({"to": "ftp://127.0.0.1", "value": "1"}, "expected modbus://, opc.tcp:// or tcp://"),
    ({"to": "modbus://127.0.0.1", "value": "1", "address": "DB1"}, "expected HR12, HR12.3 or CO5"),
    ({"to": "modbus://127.0.0.1", "value": "1", "address": "HR1.16"}, "found bit 16; expected 0 to 15"),
    ({"to": "modbus://127.0.0.1", "value": "1", "address": "HR1", "type": "real"}, "found 'real'; expected bool"),
    ({"to": "opc.tcp://127.0.0.1", "value": "1", "address": "State"}, "expected a NodeId"),
    ({"to": "tcp://192.0.2.1:1", "value": "1"}, "another machine"),
    ({"to": "tcp://127.0.0.1:1", "value": "{x}"}, "found {x}"),
])
def test_what_cannot_be_written_is_said_at_once(tmp_path, options, says):
    """Before anything is dialled."""
    with pytest.raises(BindingError) as error:
        made(wire.KIND, tmp_path, **options)
    assert says in str(error.value)
