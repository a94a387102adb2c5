"""The client of the OPC UA probes, in a process of its own: ``opcua_ear.py CHANGES TAGS NAMESPACE URL …``.

It subscribes to the tags of every server, says ``ready``, then now and then the newest change that it heard of,
and when it has heard the last of every tag, as JSON, how many there were and how many came behind a gap. Change n
of a server goes to tag ``n % TAGS`` and has the value ``TAGS + n``, so that a tag's values grow by TAGS.
"""

import asyncio
import contextlib
import json
import logging
import sys
from typing import Any

from asyncua import Client

PUBLISH_MS, QUEUE, STEP = 20, 2_000, 1_000


def name(number: int) -> str:
    """The name of a tag."""
    return f"Channel[{number}].Value"


def say(line: object) -> None:
    """Tell the probe."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class Ear:
    """Counts what all subscriptions tell."""

    def __init__(self, changes: int, tags: int, servers: int) -> None:
        self.heard = self.wrong = self._ended = 0
        self.begun, self.done = asyncio.Event(), asyncio.Event()
        self._changes, self._tags, self._all = changes, tags, tags * servers
        self._last: dict[tuple[int, Any], int] = {}

    def of(self, server: int) -> "Handler":
        """What listens to one server."""
        return Handler(self, server)

    def take(self, where: tuple[int, Any], value: int) -> None:
        """One change, or the first value of a tag."""
        before, self._last[where] = self._last.get(where), value
        if before is None:
            if len(self._last) == self._all:
                self.begun.set()
            return
        self.heard += 1
        self.wrong += value != before + self._tags
        if self.heard % STEP == 0:
            say(value - self._tags)
        self._ended += value >= self._changes
        if self._ended == self._all:
            self.done.set()


class Handler:
    """What the library calls."""

    def __init__(self, ear: Ear, server: int) -> None:
        self._ear, self._server = ear, server

    def datachange_notification(self, node: Any, value: int, data: object) -> None:
        """See asyncua."""
        del data
        self._ear.take((self._server, node.nodeid), value)


async def listen(changes: int, tags: int, namespace: int, urls: list[str]) -> None:
    """Hear ``changes`` of each server."""
    ear = Ear(changes, tags, len(urls))
    async with contextlib.AsyncExitStack() as stack:
        for server, url in enumerate(urls):
            client = await stack.enter_async_context(Client(url, timeout=30))
            subscription = await client.create_subscription(PUBLISH_MS, ear.of(server), queue_maxsize=0)
            nodes = [client.get_node(f"ns={namespace};s={name(number)}") for number in range(tags)]
            await subscription.subscribe_data_change(nodes, queuesize=QUEUE)
        await ear.begun.wait()
        say("ready")
        await ear.done.wait()
    say(json.dumps({"heard": ear.heard, "wrong": ear.wrong}))


if __name__ == "__main__":
    logging.disable(logging.WARNING)  # what servers revise is theirs to say
    asyncio.run(listen(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]))
