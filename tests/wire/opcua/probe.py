"""Measures how many value changes a second one server tells one client in another process, with none lost.

Run it by itself: ``python -m tests.wire.opcua.probe [changes] [tags]``. It prints one line of JSON. The rate counts
from the first change in the image to the last one heard by the client, in wall time, with both on one machine.
"""

import asyncio
import json
import sys
import time

from asyncua import Client

from linebench.wire.opcua.security import Security
from linebench.wire.opcua.server import Endpoint, OpcUaServer
from linebench.wire.opcua.tags import OpcUaTags
from linebench.wire.side import Setting
from linebench.wire.tags.image import TagImage
from linebench.wire.tags.tag import Tag, TagTable

CHANGES, TAGS = 100_000, 50
_AHEAD = 4000
"""Changes that may wait for the client: what the queue of an item holds is bounded, so nobody may run ahead."""


class _Face:
    table = TagTable(())

    def __init__(self, table):
        self.table = table

    def attach(self, image):
        del image


def _names(tags):
    return [f"Channel[{number}].Value" for number in range(tags)]


def _say(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def _listen(url, changes, tags):
    """The other process: says on its output what it has heard so far, and at the end whether all came in order."""
    heard, wrong = 0, 0
    last = {}
    begun, done = asyncio.Event(), asyncio.Event()

    class Ear:
        def datachange_notification(self, node, value, data):
            nonlocal heard, wrong
            del data
            before = last.get(node.nodeid)
            last[node.nodeid] = value
            if before is None:
                if len(last) == tags:
                    begun.set()
                return
            heard += 1
            wrong += value != before + tags
            if heard % 1000 == 0:
                _say(heard)
            if heard == changes:
                done.set()

    async with Client(url, timeout=30) as client:
        subscription = await client.create_subscription(20, Ear(), queue_maxsize=0)
        await subscription.subscribe_data_change([client.get_node(f"ns=2;s={name}") for name in _names(tags)])
        await begun.wait()
        _say("ready")
        await done.wait()
    _say(json.dumps({"heard": heard, "wrong": wrong}))


async def probe(changes=CHANGES, tags=TAGS):
    """Rate in changes per second, and what the client heard."""
    names = _names(tags)
    image = TagImage(_Face(TagTable(tuple(Tag(name=name, kind="int32") for name in names))))
    async with OpcUaServer(Endpoint(), Security(), "probe") as server:
        await OpcUaTags(server, image, Setting(name="plc", now=lambda: 0), effects=lambda _: None).show()
        image.set({name: number for number, name in enumerate(names)})
        client = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.wire.opcua.probe", "listen", server.url, str(changes), str(tags),
            stdout=asyncio.subprocess.PIPE)
        try:
            assert (await client.stdout.readline()).strip() == b"ready"
            begin, cpu = time.perf_counter(), time.process_time()
            heard = await _drive(client, image, server, names, changes)
            seconds, busy = time.perf_counter() - begin, time.process_time() - cpu
        finally:
            if client.returncode is None:
                client.terminate()
            await client.wait()
    return {"changes": changes, "tags": tags, "per_second": round(changes / seconds),
            "server_us_per_change": round(busy / changes * 1e6, 1), **heard}


async def _drive(client, image, server, names, changes):
    told = heard = 0
    while told < changes:
        while told < changes and told - heard < _AHEAD:
            number = len(names) + told
            image.set({names[told % len(names)]: number})
            told += 1
            if told % 200 == 0:
                await asyncio.sleep(0)
        await server.telling.told()
        if told < changes:
            heard = int(await client.stdout.readline())
    while not (line := await client.stdout.readline()).startswith(b"{"):
        assert line, "the client ended"
    return json.loads(line)


if __name__ == "__main__":
    if sys.argv[1:2] == ["listen"]:
        asyncio.run(_listen(sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
    else:
        _say(json.dumps(asyncio.run(probe(*map(int, sys.argv[1:])))))
