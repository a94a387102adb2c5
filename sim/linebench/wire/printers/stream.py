"""Items out of a stream in pieces of any size, for dialects that cannot be cut at a single byte."""

from abc import ABC, abstractmethod
from typing import Generic, TypeVar

import msgspec

__all__ = ["STRAY", "ItemStream", "Stray"]

STRAY = 64
"""How many bytes of garbage are told in one piece."""

ItemT = TypeVar("ItemT")


class Stray(msgspec.Struct, frozen=True, gc=False):
    """Bytes that belong to no item; long garbage comes in pieces of ``STRAY``."""

    data: bytes


class ItemStream(ABC, Generic[ItemT]):
    """What a dialect's stream has in common: what is not read yet, and how it is taken."""

    def __init__(self) -> None:
        self._rest = bytearray()
        self._skipping = False

    def feed(self, data: bytes) -> list[ItemT]:
        """What ``data`` completes, in order."""
        self._rest += data
        found: list[ItemT] = []
        while self._step(found):
            pass
        return found

    @abstractmethod
    def _step(self, found: list[ItemT]) -> bool:
        """Consume what is possible; whether more could be."""

    def _take(self, size: int) -> bytes:
        taken = bytes(self._rest[:size])
        del self._rest[:size]
        return taken

    def _skip(self, end: int) -> bool:
        """Drop what is held up to ``end``, or all of it when that is below 0; whether the end was there."""
        self._take(end if end >= 0 else len(self._rest))
        self._skipping = end < 0
        return end >= 0
