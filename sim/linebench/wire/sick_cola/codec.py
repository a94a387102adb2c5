"""SICK CoLa-A as bytes: telegrams of text between STX and ETX, a kind, a name and fields separated by spaces.

Published (SICK telegram listings): the frame and the kinds. The error numbers of ``sFA`` are from there too, but
their list differs from one family to another: unsure.
"""

from typing import Final

import msgspec

__all__ = ["KINDS", "ColaError", "Telegram", "decode", "encode", "failure"]

STX: Final = b"\x02"
ETX: Final = b"\x03"
KINDS: Final = frozenset({"sRN", "sRA", "sWN", "sWA", "sMN", "sAN", "sEN", "sEA", "sSN", "sFA"})
"""Read and its answer, write and its answer, method and its answer, subscribe and its answer, event, error."""
_NAMELESS: Final = "sFA"
_SHOWN: Final = 60


class ColaError(ValueError):
    """Bytes that are no telegram. The message says what was found and what was expected."""


class Telegram(msgspec.Struct, frozen=True, gc=False):
    """One telegram. ``name``: of a variable, method or event, empty for ``sFA``. ``data``: what stands behind the
    name and one space, as bytes, because a result may hold any but STX and ETX; empty for nothing.
    """

    kind: str
    name: str
    data: bytes = b""

    def fields(self) -> tuple[str, ...]:
        """The fields of plain data: what is separated by spaces; a byte that is no ASCII shows as an escape."""
        return tuple(self.data.decode("ascii", "backslashreplace").split())


def encode(telegram: Telegram) -> bytes:
    """Return the telegram as a frame; its data holds no STX and no ETX."""
    parts = [each for each in (telegram.kind, telegram.name) if each]
    body = " ".join(parts).encode("ascii")
    return STX + body + (b" " + telegram.data if telegram.data else b"") + ETX


def decode(body: bytes) -> Telegram:
    """Read what stood between STX and ETX.

    Raises:
        ColaError: no such kind, or no name where one belongs.

    """
    kind, _, rest = body.partition(b" ")
    word = kind.decode("ascii", "replace")
    if word not in KINDS:
        raise ColaError(f"{body[:_SHOWN]!r}; expected one of {', '.join(sorted(KINDS))} first")
    if word == _NAMELESS:
        return Telegram(word, "", rest)
    name, _, data = rest.partition(b" ")
    if not name.isascii() or not name.decode("ascii").isprintable() or not name:
        raise ColaError(f"{body[:_SHOWN]!r}; expected a name behind {word}")
    return Telegram(word, name.decode("ascii"), data)


def failure(number: int) -> Telegram:
    """An error with its number, which travels in hexadecimal digits."""
    return Telegram(_NAMELESS, "", f"{number:X}".encode())
