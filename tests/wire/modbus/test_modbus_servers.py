"""The host end against the servers of pymodbus, and against our own on a real port."""

import asyncio
import struct

from pymodbus.server import ModbusTcpServer
from pymodbus.simulator import DataType, SimData, SimDevice

from linebench.ports.plc import Command, MachineState
from linebench.ports.presence import Presence
from linebench.wire.modbus.transport import TRANSPORTS
from tests.wire.tagfacts import check_both_ends_on_real_sockets
from tests.wire.tagrig import SAID, TABLE, Dialled, Host

MODBUS = TRANSPORTS[0]
REGISTERS = [*struct.unpack(">15H", struct.pack(">HHHhIif10s", 1, 0, 6, -5, 4_000_000_001, -70_000, 21.5,
                                                "jam é".encode())), *[0] * 17]
"""What ``SAID`` is as registers, and nothing that the host writes."""


def test_a_server_of_pymodbus_is_read_and_written():
    """A whole picture, then a command: its registers hold what was put, and the next picture shows it."""
    async def main():
        device = SimDevice(id=1, simdata=[SimData(0, values=REGISTERS, datatype=DataType.REGISTERS)])
        server = ModbusTcpServer(device, address=("127.0.0.1", 0))
        await server.serve_forever(background=True)
        port = server.transport.sockets[0].getsockname()[1]
        host = Host()
        async with Dialled(MODBUS, host, port, "one_at_a_time") as dialled:
            first = await dialled.picture()
            dialled.client.tell(Command("5", "QA"))
            dialled.client.poll()
            second = await dialled.picture()
            registers = await server.async_getValues(1, 3, 17, 15)
        await server.shutdown()
        return first, second, registers, dialled.heard, host

    first, second, registers, heard, host = asyncio.run(main())
    assert first == {tag.name: SAID.get(tag.name, TABLE.initial()[tag.name]) for tag in TABLE}
    assert second == {**first, "Set.Code": 5, "Set.Lot": "QA", "Set.Number": 1}
    assert registers == [5, 0, 0x5141, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    assert heard[:2] == [Presence("plc", here=True), MachineState(6, "jam é")]
    assert len(host.pictures) == 2


def test_a_missing_address_at_a_server_of_pymodbus():
    """The look is refused and noted; no picture is made up."""
    async def main():
        device = SimDevice(id=1, simdata=[SimData(0, values=REGISTERS[:20], datatype=DataType.REGISTERS)])
        server = ModbusTcpServer(device, address=("127.0.0.1", 0))
        await server.serve_forever(background=True)
        host = Host()
        async with Dialled(MODBUS, host, server.transport.sockets[0].getsockname()[1], "one_at_a_time") as dialled:
            await dialled.note("refused")
        await server.shutdown()
        return dialled.noted, host.pictures

    noted, pictures = asyncio.run(main())
    assert (("refused", "function 3 at 0: exception 2") in noted, pictures) == (True, [])


def test_both_ends_on_real_sockets():
    """A command goes and a state comes back, with writes and reads under way at once."""
    check_both_ends_on_real_sockets(MODBUS, writes=3)
