"""What a dialect tells a bystander: how a recorded conversation is cut into frames, and what happened in the world.

A bystander hears both ends and knows no more. It cuts what it hears (``Ear``), knows which frames of a device are
answers and which nobody asked for, and finds in them what must have happened at the device: a pack was printed, a
code was read, the ink ran low (``Happenings``). A dialect declares it in a module ``witness`` that holds
``WITNESSES``; nothing else changes.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec

from linebench.ports import Message
from linebench.wire.dialect import declared
from linebench.wire.side import Setting
from linebench.wire.tags.image import TagImage

__all__ = ["Answer", "Cutter", "Ear", "Happenings", "Overheard", "Piece", "Witness", "line_cutter", "overheard",
           "shown", "witnesses"]

_LONGEST = 1_048_576
_SHOWN, _BYTES = 400, 32
_NAMES = {0x01: "SOH", 0x02: "STX", 0x03: "ETX", 0x04: "EOT", 0x05: "ENQ", 0x06: "ACK", 0x07: "BEL",
          0x09: "TAB", 0x0A: "LF", 0x0D: "CR", 0x15: "NAK", 0x17: "ETB", 0x1B: "ESC", 0x1D: "GS", 0x7F: "DEL"}


class Piece(msgspec.Struct, frozen=True, gc=False):
    """One frame. ``kind``: what frames are compared with each other, such as ``ACK`` or ``O1``; ``pushed``: the
    device says it of its own; ``meaning``: what it says in words, empty where its bytes are words already.
    """

    kind: str
    data: bytes
    pushed: bool = False
    meaning: str = ""

    @property
    def text(self) -> str:
        """The frame as people read it."""
        return shown(self.data) + (f" ({self.meaning})" if self.meaning else "")


class Answer(msgspec.Struct, frozen=True, gc=False):
    """What a device answered to a question. ``recorded``: what it said; ``emulated``: what the emulator says in its
    place; ``before`` and ``after``: what it answered when it was asked that before and afterwards, up to two each,
    the nearest first. ``later``: some of what it answered behind it, whatever it was asked.
    """

    question: Piece
    recorded: tuple[Piece, ...]
    emulated: tuple[Piece, ...]
    before: tuple[tuple[Piece, ...], ...] = ()
    after: tuple[tuple[Piece, ...], ...] = ()
    later: tuple[Piece, ...] = ()

    @property
    def following(self) -> tuple[Piece, ...]:
        """What it answers the next time; empty when it is not asked again."""
        return self.after[0] if self.after else ()

    @property
    def is_lone(self) -> bool:
        """Whether it is unlike all its neighbours, which are alike: then it is no change, and not believed."""
        around = {_bytes(each) for each in (*self.before, *self.after)}
        return bool(self.before and self.after) and len(around) == 1 and _bytes(self.recorded) not in around


Cutter = Callable[[bytes], tuple[int, Piece] | None]
"""Takes the bytes that are not cut yet, at least one, and returns the size of the first frame and the frame;
``None``: it is not complete. What is no frame is a piece of the kind ``garbage``. Bytes that are passed over in
silence, such as a line feed behind a CR, belong to the frame before or behind.
"""


class Ear(msgspec.Struct, frozen=True):
    """Cuts one connection. Both functions may share what they know of it."""

    host: Cutter
    device: Cutter


class Happenings:
    """What happened at a device, as its conversation shows. This one knows of nothing.

    Attributes:
        asked: kinds of questions that can be asked twice without changing anything, and whose answers tell of the
            world.
        trusted: names of what is believed although it changes and returns, such as a heartbeat.
        called: the name that the device gives itself; empty: it says none.
        lone: how often something was not believed because it was unlike all its neighbours, by name.
        counters: patterns of frames, by kind, whose groups are counters of the unit: they began before the
            recording, so only their growth is compared.

    """

    asked: frozenset[str] = frozenset()
    counters: Mapping[str, str] = {}
    trusted: frozenset[str] = frozenset()
    lone: Mapping[str, int] = {}
    called: str = ""

    def asks(self, question: Piece) -> bool:
        """Whether a question is one of ``asked``."""
        return question.kind in self.asked

    def heard(self, message: Message) -> None:
        """The emulator was told ``message`` by the host."""

    def pushed(self, piece: Piece) -> Sequence[Message]:  # noqa: ARG002  # for dialects that push
        """What happened, that the device says ``piece`` unasked."""
        return ()

    def owed(self, piece: Piece) -> Sequence[Message]:  # noqa: ARG002  # for dialects that answer later
        """What happened, that the device answers ``piece`` now, when the emulator still waits for its device."""
        return ()

    def take(self, answer: "Answer") -> Mapping[str, object]:  # noqa: ARG002  # for protocols that carry tags
        """What an answer to a question of ``asked`` says the device's memory holds now; the emulator has it."""
        return {}

    def answered(self, answer: "Answer") -> Sequence[Message]:  # noqa: ARG002  # for dialects that are asked
        """What happened, that the device answers that to a question of ``asked``, not what the emulator does."""
        return ()

    def explain(self, question: Piece, recorded: Piece, emulated: Piece) -> str:  # noqa: ARG002  # mostly silent
        """What differs between two answers, in words; empty where they show it themselves."""
        return ""

    def confirmed(self, answer: "Answer") -> None:
        """Device and emulator answer a question of ``asked`` alike."""


class Witness(msgspec.Struct, frozen=True, kw_only=True):
    """How a bystander hears one dialect.

    ``ear``: makes what cuts a connection, from the profile; ``happenings``: makes what finds out what happened,
    from profile and setting; ``shows``: the same for a protocol that carries tags. ``rhythm``: kinds of frames that
    come once for each pack.
    """

    name: str
    ear: Callable[[Any], Ear]
    happenings: Callable[[Any, Setting], Happenings] = lambda profile, setting: Happenings()  # noqa: ARG005
    shows: Callable[[TagImage, Any], Happenings] | None = None
    rhythm: tuple[str, ...] = ()


class Overheard(msgspec.Struct, frozen=True, kw_only=True):
    """What a bystander of a seat with several connections makes of what it hears on each.

    ``means``: from the seat, its profile, a channel and the message heard there, the message of the seat; ``None``:
    none. Declared in a module ``overheard`` that holds ``OVERHEARD``.
    """

    name: str
    means: Callable[[str, Any, str, Message], Message | None]


@cache
def witnesses() -> dict[str, Witness]:
    """Every witness by the name of its dialect, from the modules ``wire.<folder>.witness``."""
    return {each.name: each for each in declared("witness", "WITNESSES")}


@cache
def overheard() -> dict[str, Overheard]:
    """By the name of the composite, from the modules ``wire.<folder>.overheard``."""
    return {each.name: each for each in declared("overheard", "OVERHEARD")}


def shown(data: bytes) -> str:
    """Bytes as people read them: text, and names for what is none, ``<STX>`` or ``<8A>``; hexadecimal digits where
    there are zeros, which no text has.
    """
    if 0 in data:
        return data[:_BYTES].hex(" ") + (f" … ({len(data)} bytes)" if len(data) > _BYTES else "")
    head = data[:_SHOWN]
    try:
        text = head.decode()
    except UnicodeDecodeError:
        text = head.decode("latin-1")
    named = "".join(_named(each) for each in text)
    return named + (f"… ({len(data)} bytes)" if len(data) > _SHOWN else "")


def _bytes(pieces: Sequence[Piece]) -> bytes:
    return b"".join(piece.data for piece in pieces)


def _named(character: str) -> str:
    if character.isprintable() and (character.isascii() or len(character.encode()) > 1):
        return character
    number = ord(character)
    return f"<{_NAMES.get(number, f'{number:02X}')}>"


def line_cutter(end: bytes, name: Callable[[bytes], Piece]) -> Cutter:
    """Lines up to ``end``, each named by what stands before it."""
    def cut(data: bytes) -> tuple[int, Piece] | None:
        at = data.find(end)
        if at < 0:
            return None if len(data) <= _LONGEST else (len(data), Piece("garbage", data))
        size = at + len(end)
        return size, msgspec.structs.replace(name(data[:at]), data=data[:size])
    return cut
