"""What the groups of commands have in common."""

from collections.abc import Callable, Mapping
from typing import Protocol, TypeAlias

from linebench.wire.insight.client import Client
from linebench.wire.insight.codec import END
from linebench.wire.side import Effect

__all__ = ["Act", "Group", "lines", "status"]

Act: TypeAlias = Callable[[int, str, list[Effect]], bytes | None]
"""Does a command of a client, given its argument; returns the reply, or ``None`` when it comes later."""


class Group(Protocol):
    """Commands that belong together, by their two letters."""

    acts: Mapping[str, Act]

    def expired(self, kind: str, client: int, known: Client, out: list[Effect]) -> None:
        """The timer ``kind:client`` ran out."""


def status(value: int) -> bytes:
    """A status line."""
    return b"%d" % value + END


def lines(*values: str | bytes) -> bytes:
    """Lines as a reply."""
    encoded = [value if isinstance(value, bytes) else value.encode("ascii", "replace") for value in values]
    return b"".join(value + END for value in encoded)
