"""The yardstick: the same line as a SimPy textbook would write it.

A process per pack; each machine is a ``Resource`` that the pack requests, occupies and leaves, as in the
carwash and machine-shop examples of SimPy's manual; belts are time-outs between machines. Nothing is
recorded, no stack decides anything, nothing can stop.
"""

import random
from collections.abc import Generator
from typing import Any

import simpy

__all__ = ["textbook"]

_MACHINES_S = ((0.55, 0.05), (0.35, 0.05), (0.55, 0.05), (0.75, 0.05))
"""Travel to each machine and time in it at nominal speed: printer, camera, scale, gate."""
_TO_PACKER_S = 1.6
_PITCH_S = 0.15


def textbook(packs: int, seed: int = 1) -> int:
    """Simulate ``packs`` packs at 400 a minute; returns how many arrived at the packer."""
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
        if chance.random() >= 0.0005:  # noqa: PLR2004  # the camera's no-reads
            yield env.timeout(_TO_PACKER_S)
            packed.append(number)

    def infeed() -> Generator[Any, Any, None]:
        for number in range(packs):
            env.process(pack(number))
            yield env.timeout(_PITCH_S)

    env.process(infeed())
    env.run()
    return len(packed)
