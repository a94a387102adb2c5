"""How many changes of value a second OPC UA carries: one server as fast as it can, ten at a steady pace, a peer.

All are heard by the same client in another process. Nobody tells more than ``AHEAD`` changes beyond what was heard,
for the queue of a monitored item is bounded. Beside the peer it is no more than one of each tag.
"""

import asyncio
import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import opcua_ear

HERE = Path(__file__).resolve().parent
NODE = Path(sys.prefix) / "node-opcua"
"""Where the peer is installed, by npm, on first use."""
CHANGES, TAGS, AHEAD = 150_000, 50, 4_000
MANY = 2_000
"""Tags beside the peer, which tells of a tag at most once in its sampling window of 50 ms."""
DEVICES, PER_DEVICE, SECONDS = 10, 1_000, 15
_BEAT_S = 0.01
_INSTALL_S, _PEER_S = 300, 120


class _Face:
    def __init__(self, table: Any) -> None:
        self.table = table

    def attach(self, image: Any) -> None:
        """Nothing answers."""


@contextlib.asynccontextmanager
async def shown(tags: int = TAGS) -> AsyncIterator[tuple[Any, Any]]:
    """One server with its image."""
    from linebench.wire.opcua.security import Security
    from linebench.wire.opcua.server import Endpoint, OpcUaServer
    from linebench.wire.opcua.tags import OpcUaTags
    from linebench.wire.side import Setting
    from linebench.wire.tags.image import TagImage
    from linebench.wire.tags.tag import Tag, TagTable

    names = [opcua_ear.name(number) for number in range(tags)]
    image = TagImage(_Face(TagTable(tuple(Tag(name=name, kind="int32") for name in names))))
    async with OpcUaServer(Endpoint(), Security(), "probe") as server:
        await OpcUaTags(server, image, Setting(name="plc", now=lambda: 0), effects=lambda _: None).show()
        image.set({name: number for number, name in enumerate(names)})
        yield server, image


@contextlib.asynccontextmanager
async def ear(changes: int, namespace: int, urls: list[str], tags: int = TAGS) -> AsyncIterator[Any]:
    """The client's output, once it hears."""
    client = await asyncio.create_subprocess_exec(
        sys.executable, str(HERE / "opcua_ear.py"), str(changes), str(tags), str(namespace), *urls,
        stdout=asyncio.subprocess.PIPE)
    try:
        assert client.stdout is not None
        assert (await client.stdout.readline()).strip() == b"ready"
        yield client.stdout
    finally:
        if client.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                client.terminate()
        await client.wait()


async def hear(lines: Any, told: Callable[[int], Awaitable[None]]) -> dict[str, int]:
    """Follow what was heard until the end."""
    while not (line := await lines.readline()).startswith(b"{"):
        assert line, "the client ended"
        await told(int(line))
    found: dict[str, int] = json.loads(line)
    return found


async def fastest(changes: int, tags: int = TAGS) -> dict[str, float]:
    """One server, one client, as fast as they can."""
    names = [opcua_ear.name(number) for number in range(tags)]
    ahead = min(AHEAD, MANY) if tags == MANY else AHEAD
    async with shown(tags) as (server, image), ear(changes, 2, [server.url], tags) as lines:
        said, begin, cpu = 0, time.perf_counter(), time.process_time()

        async def more(heard: int) -> None:
            nonlocal said
            while said < changes and said - heard < ahead:
                image.set({names[said % tags]: tags + said})
                said += 1
                if said % 200 == 0:
                    await asyncio.sleep(0)

        await more(0)
        found = await hear(lines, more)
        spent = time.perf_counter() - begin
        return {"per_s": changes / spent, "cpu_us": (time.process_time() - cpu) / changes * 1e6,
                "wrong": found["wrong"] + changes - found["heard"]}


async def steady(seconds: int) -> dict[str, float]:
    """Ten servers in one process, each changing a thousand times a second."""
    names = [opcua_ear.name(number) for number in range(TAGS)]
    async with contextlib.AsyncExitStack() as stack:
        devices = [await stack.enter_async_context(shown()) for _ in range(DEVICES)]
        each = seconds * PER_DEVICE
        lines = await stack.enter_async_context(ear(each, 2, [server.url for server, _ in devices]))
        begin, cpu = time.perf_counter(), time.process_time()

        async def tell() -> None:
            said = 0
            while said < each:
                due = min(each, int((time.perf_counter() - begin) * PER_DEVICE))
                for number in range(said, due):
                    for _, image in devices:
                        image.set({names[number % TAGS]: TAGS + number})
                said = due
                await asyncio.sleep(_BEAT_S)

        async def heard(_: int) -> None:
            """They go on by the clock."""

        telling = asyncio.create_task(tell())
        found = await hear(lines, heard)
        await telling
        spent = time.perf_counter() - begin
        return {"per_s": DEVICES * each / spent, "wrong": found["wrong"] + DEVICES * each - found["heard"],
                "cpu": (time.process_time() - cpu) / spent, "late_s": spent - seconds}


def installed() -> str:
    """Why the peer cannot be asked; empty when it can."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return "no Node.js here"
    if (NODE / "node_modules" / "node-opcua").exists():
        return ""
    NODE.mkdir(exist_ok=True)
    command = [npm, "install", "--no-audit", "--no-fund", "--loglevel=error", "node-opcua@2"]
    try:
        done = subprocess.run(command, cwd=NODE, capture_output=True, timeout=_INSTALL_S, check=False)
    except subprocess.TimeoutExpired:
        return "npm install took too long"
    return "" if done.returncode == 0 else "npm install failed"


async def peer(changes: int) -> dict[str, float]:
    """node-opcua as the server, the same client."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = await asyncio.create_subprocess_exec(
        "node", str(HERE / "opcua_peer.cjs"), str(changes), str(MANY), str(MANY), str(port), str(NODE / "pki"),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, "NODE_PATH": str(NODE / "node_modules")})
    try:
        async with asyncio.timeout(_PEER_S):
            return await _heard_of(server, changes)
    finally:
        if server.returncode is None:
            server.terminate()
        await server.wait()


async def _heard_of(server: asyncio.subprocess.Process, changes: int) -> dict[str, float]:
    assert server.stdout is not None
    while not (url := (await server.stdout.readline()).decode().strip()).startswith("opc.tcp"):
        assert url, "the peer ended"
    async with ear(changes, 1, [url], MANY) as lines:
        begin = time.perf_counter()

        async def told(heard: int) -> None:
            assert server.stdin is not None
            server.stdin.write(f"{heard}\n".encode())
            await server.stdin.drain()

        await told(0)
        found = await hear(lines, told)
        return {"per_s": changes / (time.perf_counter() - begin),
                "wrong": found["wrong"] + changes - found["heard"]}


def changes(packs: int) -> dict[str, Any]:
    """All of them, one after another."""
    several = packs * 50 or CHANGES
    found: dict[str, Any] = {"load": os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0,
                             "one": asyncio.run(fastest(several)),
                             "ten": asyncio.run(steady(packs // 100 or SECONDS)),
                             "many": asyncio.run(fastest(several, MANY))}
    found["peer"] = installed() or _asked(several)
    return found


def _asked(several: int) -> dict[str, float] | str:
    try:
        return asyncio.run(peer(several))
    except TimeoutError:
        return f"nothing came of it in {_PEER_S} s"
