"""Keyence CV-X and XG as bytes: commands and results ended by CR, fields separated by commas.

Seen with integrators: the commands, their echo, ``ER,cmd,nn``. Unsure: everything else.
"""

from typing import Final

import msgspec

__all__ = ["DISABLED", "PARAMETER", "UNKNOWN", "Command", "Refusal", "decode_command", "decode_refusal",
           "encode_line", "encode_refusal"]

UNKNOWN: Final = 2
"""Command error: no such command, or a number of fields that it does not have."""
DISABLED: Final = 3
"""The command is disabled now."""
PARAMETER: Final = 22
"""A parameter is out of range."""
_REFUSAL: Final = 3


class Command(msgspec.Struct, frozen=True, gc=False):
    """A command or its echo: its word, and the fields behind it."""

    word: str
    fields: tuple[str, ...] = ()

    def __str__(self) -> str:
        return ",".join((self.word, *self.fields))


class Refusal(msgspec.Struct, frozen=True, gc=False):
    """A command was not carried out. ``code``: ``UNKNOWN``, ``DISABLED``, ``PARAMETER`` or another, 0 to 999."""

    word: str
    code: int


def encode_line(text: str) -> bytes:
    """Return the line with its end; what is not ASCII is sent as ``?``."""
    return text.encode("ascii", "replace") + b"\r"


def decode_command(line: bytes) -> Command:
    """Read a line without its end; any bytes are some word with some fields."""
    word, *fields = line.decode("ascii", "backslashreplace").split(",")
    return Command(word, tuple(fields))


def encode_refusal(refusal: Refusal) -> bytes:
    """Return the refusal with its end."""
    return encode_line(f"ER,{refusal.word},{refusal.code:02d}")


def decode_refusal(line: bytes) -> Refusal | None:
    """Read a refusal; ``None`` when the line is none."""
    parts = line.decode("ascii", "replace").split(",")
    if len(parts) != _REFUSAL or parts[0] != "ER" or not parts[2].isdecimal() or len(parts[2]) > _REFUSAL:
        return None
    return Refusal(parts[1], int(parts[2]))
