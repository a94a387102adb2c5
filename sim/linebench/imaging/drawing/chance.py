"""Chance of one scene: a stream of its own for each fault, made only when the fault asks for it."""

import zlib
from functools import cached_property

import numpy as np

__all__ = ["Chance"]


class Chance:
    """Streams by name, seeded by the scene. Equal seed and name, equal numbers, whatever else is drawn."""

    def __init__(self, seed: int, name: str = "") -> None:
        self._seed = seed
        self._name = name

    def of(self, name: str) -> "Chance":
        """The chance of one fault."""
        return Chance(self._seed, name)

    @cached_property
    def rng(self) -> np.random.Generator:
        """The stream."""
        return np.random.Generator(np.random.PCG64((self._seed, zlib.crc32(self._name.encode()))))
