"""What a host application notices of nodes and devices."""

from typing import TypeAlias

import msgspec

from linebench.wire.sparkplug.values import Content

__all__ = ["Born", "Changed", "Died", "Event", "Gap", "Unreadable", "Who"]


class Who(msgspec.Struct, frozen=True, order=True):
    """A node, or a device of it."""

    group: str
    node: str
    device: str = ""

    def __str__(self) -> str:
        """As people write it."""
        return "/".join(filter(None, (self.group, self.node, self.device)))


class Born(msgspec.Struct, frozen=True, tag="birth"):
    """It is there. ``metrics``: how many its birth names; ``session``: bdSeq, of a node."""

    who: Who
    metrics: int
    session: int | None = None


class Died(msgspec.Struct, frozen=True, tag="death"):
    """It is gone, and its values are stale."""

    who: Who


class Changed(msgspec.Struct, frozen=True, tag="value"):
    """A metric has a value. ``time``: milliseconds since 1970; ``late``: it had it while nobody could be told."""

    who: Who
    name: str
    value: Content | None
    unit: str = ""
    time: int | None = None
    late: bool = False


class Gap(msgspec.Struct, frozen=True, tag="gap"):
    """Messages of a node are missing, or it was never heard to be born; its values are stale until it is born.

    ``asked``: the node was asked for a birth.
    """

    who: Who
    why: str
    asked: bool


class Unreadable(msgspec.Struct, frozen=True, tag="unreadable"):
    """A message of Sparkplug's names that is none of its messages."""

    topic: str
    why: str


Event: TypeAlias = Born | Died | Changed | Gap | Unreadable
