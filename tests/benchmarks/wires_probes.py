"""The speed of the wires: verdicts, lateness, stepped time, printers. Each probe prints through ``probes.py``.

The verdict is measured on the real wiring: the line runs at 400 packs a minute by the wall's clock, camera and PLC
on sockets, L2 in a process of its own. That gives one sample a pack, so few in a minute, but nothing in it stands
for something else: engine, other wires and L2's work on its store are all there to be late for.
"""

import asyncio
import io
import multiprocessing
import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import wires

CARRIERS = ("modbus", "s7", "enip", "opcua")
_VERDICTS, _CALLS = 400, 2_000
_LATE_S, _SEARCH_S = 30, 12
_LATE_US = 10_000
_FASTEST = 2_400
"""Packs a minute: beyond, the line's own reject gate is too slow."""


def load() -> float:
    """How many programs wanted the machine in the last minute; 0 where it does not tell."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def verdicts(packs: int) -> dict[str, Any]:
    """From the camera's result to the verdict at the PLC, over each carrier of the PLC's tags."""
    found: dict[str, Any] = {"call": asyncio.run(_calls(packs * 5 or _CALLS)), "load": load()}
    for carrier in CARRIERS:
        with wires.running(carrier, "400/min") as line:
            trips = line.verdicts()
            line.measure((packs or _VERDICTS) * 60 / 400)
            found[carrier] = {**wires.quantiles([1000 * trip for trip in trips]), "stopped": line.stopped}
    return found


async def _calls(calls: int) -> dict[str, float]:
    """The yardstick: a method of a bare asyncua server, called by a client in another process."""
    from asyncua import Server, uamethod

    @uamethod  # type: ignore[untyped-decorator, unused-ignore]
    def judge(_parent: object, trigger: int) -> bool:
        return trigger % 2 == 0

    server = Server()
    await server.init()
    server.set_endpoint("opc.tcp://127.0.0.1:0/bare")
    space = await server.register_namespace("urn:bare")
    await server.nodes.objects.add_method(space, "Judge", judge)
    async with server:
        url = f"opc.tcp://127.0.0.1:{server.bserver.port}/bare"
        context = multiprocessing.get_context("spawn")
        mine, theirs = context.Pipe()
        caller = context.Process(target=_call, args=(url, space, calls, theirs))
        caller.start()
        theirs.close()  # so that a caller that fails is noticed
        try:
            return wires.quantiles(await asyncio.to_thread(mine.recv))
        finally:
            caller.join()


def _call(url: str, space: int, calls: int, pipe: Any) -> None:
    from asyncua import Client

    async def work() -> list[float]:
        async with Client(url) as client:
            objects = client.nodes.objects
            method = await objects.get_child(f"{space}:Judge")
            trips = []
            for trigger in range(calls):
                begin = time.perf_counter()
                await objects.call_method(method, trigger)
                trips.append(1000 * (time.perf_counter() - begin))
            return trips

    pipe.send(asyncio.run(work()))


def pace(packs: int) -> dict[str, Any]:
    """Lateness of the engine at 600 packs a minute with every wire up, and the highest rate that stays on time."""
    seconds = packs / 10 or _LATE_S
    with wires.running("modbus", "600/min", also=("s7", "opcua")) as line:
        found: dict[str, Any] = {"at_600": line.measure(seconds), "load": load()}
        found["at_600"]["stopped"] = line.stopped
    tried: dict[str, float] = {}

    def on_time(rate: int) -> bool:
        with wires.running("modbus", f"{rate}/min", also=("s7", "opcua")) as line:
            late = line.measure(min(seconds, _SEARCH_S))
            tried[str(rate)] = late["p99"]
            return late["p99"] <= _LATE_US and not line.stopped

    found["highest"] = wires.highest(on_time, 600, _FASTEST, 150)
    found["tried"] = tried
    return found


def stepped(packs: int) -> dict[str, Any]:
    """How many times faster than the wall a batch runs in granted time; processes are started before."""
    from linebench.simulation import simulate

    found: dict[str, Any] = {"load": load()}
    with TemporaryDirectory() as folder:
        stacks = {"wired": "scenarios/stacks/wired.toml", "native": "scenarios/stacks/native.toml",
                  **{name: wires.stack(Path(folder), name) for name in ("s7", "enip", "opcua")}}
        for name, stack in stacks.items():
            simulate(wires.plan(stack, 2), 7, io.BytesIO())
            world, begin, cpu = wires.plan(stack, packs or 2_000), time.perf_counter(), time.process_time()
            bench = simulate(world, 7, io.BytesIO())
            spent = time.perf_counter() - begin
            found[name] = {"x": bench.now / wires.US / spent, "wall_s": spent, "cpu_s": time.process_time() - cpu,
                           "packs": bench.line.world.packs, "events": bench.events}
    return found


def printers(packs: int) -> dict[str, Any]:
    """Records through each printer dialect, with pieces, glue and cuts; both ends and the counting in a process."""
    from tests.wire.printers.endurance import endure

    from linebench.wire.dialect import dialects

    found: dict[str, Any] = {}
    names = {each.name for each in dialects().values() if "printer" in each.seats} - {"native"}
    for name in sorted(names):
        begin = time.perf_counter()
        tally = endure(name, packs or 100_000, seed=1)
        found[name] = {"seconds": time.perf_counter() - begin, "records": tally.ordered, "cuts": tally.cuts,
                       "wrong": tally.doubled + tally.disordered + tally.false + tally.invented + tally.missing
                       + abs(tally.accepted - tally.told) + abs(tally.ordered - tally.announced - tally.unknown),
                       "sound": tally.sound}
    return found
