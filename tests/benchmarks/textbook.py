"""The yardsticks: the same line as a SimPy textbook would write it, a process per pack.

Nothing is recorded, no stack decides anything and nothing can stop. In ``timeouts`` a pack waits out its way to
each machine and its time in it; in ``resources`` each machine is a ``Resource`` besides, which the pack requests,
occupies and leaves, as in the carwash and machine-shop examples of SimPy's manual.
"""

import random
from collections.abc import Generator
from typing import Any

import simpy

__all__ = ["resources", "timeouts"]

_MACHINES_S = ((0.55, 0.05), (0.35, 0.05), (0.55, 0.05), (0.75, 0.05), (0.6, 0.0), (0.95, 0.05))
"""Travel to each machine and time in it at nominal speed: printer, camera, scale, gate, exit, packer."""
_PITCH_S = 0.15
_NO_READ = 0.0005


def timeouts(packs: int, seed: int = 1) -> int:
    """Simulate ``packs`` packs at 400 a minute as bare time-outs; returns how many arrived at the packer."""
    env = simpy.Environment()
    chance = random.Random(seed)
    packed: list[int] = []

    def pack(number: int) -> Generator[Any, Any, None]:
        for travel, work in _MACHINES_S:
            yield env.timeout(travel)
            yield env.timeout(work)
        if chance.random() >= _NO_READ:
            packed.append(number)

    _run(env, packs, pack)
    return len(packed)


def resources(packs: int, seed: int = 1) -> int:
    """Simulate the same with each machine as a resource; returns how many arrived at the packer."""
    env = simpy.Environment()
    chance = random.Random(seed)
    machines = [simpy.Resource(env) for _ in _MACHINES_S]
    packed: list[int] = []

    def pack(number: int) -> Generator[Any, Any, None]:
        for machine, (travel, work) in zip(machines, _MACHINES_S, strict=True):
            yield env.timeout(travel)
            with machine.request() as turn:
                yield turn
                yield env.timeout(work)
        if chance.random() >= _NO_READ:
            packed.append(number)

    _run(env, packs, pack)
    return len(packed)


def _run(env: simpy.Environment, packs: int, pack: Any) -> None:  # a generator function
    def infeed() -> Generator[Any, Any, None]:
        for number in range(packs):
            env.process(pack(number))
            yield env.timeout(_PITCH_S)

    env.process(infeed())
    env.run()
