"""cpppo's client and server, as they are, in processes of their own; for those who have them."""

import asyncio
import importlib.util
import socket
import subprocess
import sys
from contextlib import contextmanager

import pytest

from linebench.wire.enip.transport import TRANSPORTS
from linebench.wire.tags.image import Put
from linebench.wire.tags.tag import TagTable
from tests.wire.tagrig import SAID, TABLE, Controlled, Dialled, Host

pytestmark = pytest.mark.skipif(importlib.util.find_spec("cpppo") is None, reason="cpppo (GPL) is not installed")
ENIP = TRANSPORTS[0]
NUMBERS = TagTable(tuple(tag for tag in TABLE if tag.kind != "string"))
"""Its texts are no structures, as those of Logix controllers are."""
TYPES = {"bool": "BOOL", "int16": "INT", "uint16": "UINT", "int32": "DINT", "uint32": "UDINT", "float": "REAL"}


class Numbers(Host):
    """A host of numbers alone."""

    def seen(self, values):
        self.pictures.append(dict(values))
        return tuple(self.on_picture)


@contextmanager
def server():
    """A server with a tag for each number: its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    tags = [f"{tag.name.replace('.', '_')}={TYPES[tag.kind]}" for tag in NUMBERS]
    words = (sys.executable, "-m", "cpppo.server.enip", "-a", f"127.0.0.1:{port}", "--no-udp")
    process = subprocess.Popen([*words, *tags], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(2000):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=5).close()
            except OSError:
                assert process.poll() is None
            else:
                break
        yield port
    finally:
        process.kill()
        process.wait()


def asked(port, *words):
    """What its client prints about these tags."""
    client = (sys.executable, "-m", "cpppo.server.enip.client", "-a", f"127.0.0.1:{port}", "-p")
    done = subprocess.run([*client, *words], capture_output=True, text=True, timeout=60, check=False)
    return [line.split(maxsplit=1) for line in done.stdout.splitlines()]


def test_its_client_reads_and_writes():
    """One by one; several at once only where nothing is refused, as it gives up at the status that says so."""
    words = ["State", "Count", "Set_Code=(UINT)7", "Set_Code", "Set_Level=(REAL)1.5"]
    printed = [["State", f"== [{SAID['State']}]: 'OK'"], ["Count", f"== [{SAID['Count']}]: 'OK'"],
               ["Set_Code", "<= [7]: 'OK'"], ["Set_Code", "== [7]: 'OK'"], ["Set_Level", "<= [1.5]: 'OK'"]]
    with Controlled(ENIP) as plc:
        assert asked(plc.port, "-m", *words) == printed
        assert asked(plc.port, *words, "State=(UINT)3", "Nix") == [
            *printed, ["State", "<= [3]: 'Status 15 '"], ["Nix", "== None: 'Status 4 '"]]
        assert (plc.image.values["Set.Code"], plc.image.values["Set.Level"]) == (7, 1.5)


@pytest.mark.parametrize("profile", ["simple", "unconnected"])
def test_its_server_is_read_and_written(profile):
    """A whole picture, then a put that is in the next."""
    async def main(port):
        host = Numbers(NUMBERS)
        host.on_back = (Put((("Set.Code", 7), ("Set.Level", 1.5), ("Set.On", True), ("Set.Shift", -9))),)
        async with Dialled(ENIP, host, port, profile, identify=False) as dialled:
            first = await dialled.picture()
            dialled.client.poll()
            await dialled.picture()
            dialled.client.poll()
            return first, await dialled.picture()

    with server() as port:
        first, last = asyncio.run(main(port))
    assert first == NUMBERS.initial()
    assert last == {**first, "Set.Code": 7, "Set.Level": 1.5, "Set.On": True, "Set.Shift": -9}
