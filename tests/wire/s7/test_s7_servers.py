"""The host end against python-snap7's server where that is right, and against our own on a real port."""

import asyncio
import struct

import pytest
from snap7.server import Server
from snap7.type import SrvArea

from linebench.ports.plc import Command, MachineState
from linebench.ports.presence import Presence
from linebench.wire.s7.transport import TRANSPORTS
from tests.wire.tagfacts import check_both_ends_on_real_sockets
from tests.wire.tagrig import SAID, TABLE, Dialled, Host

S7 = TRANSPORTS[0]
BLOCK = (b"\1\0" + struct.pack(">HhIif", 6, -5, 4_000_000_001, -70_000, 21.5) + b"\x09\x06" + "jam é".encode()
         ).ljust(62, b"\0")
"""What ``SAID`` is as bytes, and nothing that the host writes."""


@pytest.fixture
def snap7():
    """A server with DB1 that tells its port; ``block`` is the memory itself."""
    server = Server(log=False)
    server.block = bytearray(BLOCK)
    server.register_area(SrvArea.DB, 1, server.block)
    server.start_to("127.0.0.1", 0)
    server.port = server.server_socket.getsockname()[1]
    yield server
    server.stop()


def test_a_server_of_snap7_is_read_and_written(snap7):
    """A whole picture, then a command, one tag in each request: the block holds what was put."""
    async def main():
        host = Host()
        async with Dialled(S7, host, snap7.port, "simple") as dialled:
            first = await dialled.picture()
            dialled.client.tell(Command("5", "QA"))
            dialled.client.poll()
            return first, await dialled.picture(), dialled.heard

    first, second, heard = asyncio.run(main())
    assert first == {tag.name: SAID.get(tag.name, TABLE.initial()[tag.name]) for tag in TABLE}
    assert second == {**first, "Set.Code": 5, "Set.Lot": "QA", "Set.Number": 1}
    assert bytes(snap7.block[30:62]) == b"\0\5\0\0\x0c\x02QA" + bytes(22) + b"\0\1"
    assert heard == [Presence("plc", here=True), MachineState(6, "jam é")]


def test_a_block_that_a_server_of_snap7_does_not_have(snap7):
    """The look is refused and noted; no picture is made up."""
    async def main():
        host = Host()
        async with Dialled(S7, host, snap7.port, "simple", db=2) as dialled:
            await dialled.note("refused")
            return dialled.noted, host.pictures

    noted, pictures = asyncio.run(main())
    assert (("refused", "read at DB2.DBX0.0: item 1: 0A") in noted, pictures) == (True, [])


@pytest.mark.parametrize("profile", S7.profiles)
def test_both_ends_on_real_sockets(profile):
    """A command goes and a state comes back, in every profile."""
    check_both_ends_on_real_sockets(S7, profile, writes=3 if profile == "simple" else 1)
