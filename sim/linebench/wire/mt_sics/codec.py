"""MT-SICS as bytes: lines ended by CR LF, weights as decimal text, and quoted texts; no meaning.

Published (MT-SICS Reference Manual): ASCII, upper case, fields separated by spaces, CR LF at the end, weights
aligned to the right. The escapes within quoted texts are the bench's own choice: those of JSON, which keep a line
ASCII whatever the text holds.
"""

import re
from typing import Final, Literal, TypeAlias

import msgspec

__all__ = ["BadLine", "LineDecoder", "Point", "SicsError", "Unit", "decode_mass", "decode_texts", "encode_line",
           "encode_mass", "encode_texts", "fill", "number_in"]

Unit: TypeAlias = Literal["mg", "g", "kg"]
Point: TypeAlias = Literal[".", ","]

_EXPONENTS: Final = {"mg": 0, "g": 3, "kg": 6}
"""The power of ten of a unit in milligrams."""
_MASS = re.compile(r"([+-]?) *([0-9]{1,18})(?:[.,]([0-9]{0,18}))?", re.ASCII)
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')
_PRINTABLE = re.compile(rb"[ -~]*")
_SHOWN = 40
"""So many bytes of what was wrong are quoted."""


class SicsError(ValueError):
    """Text that is no weight or no quoted text. The message says what was found and what was expected."""


class BadLine(msgspec.Struct, frozen=True, gc=False):
    """A line that cannot be one. ``what``: ``oversized`` or ``garbage``."""

    what: str
    detail: str


class LineDecoder:
    """Cuts bytes, in pieces of any size, into lines without their end. An LF ends a line, and so does CR LF.

    ``max_frame``: longest line in bytes without its LF; what is longer is told once and skipped up to the next LF.
    """

    def __init__(self, max_frame: int) -> None:
        self._max = max_frame
        self._kept = bytearray()
        self._skipping = False

    def feed(self, data: bytes) -> list[str | BadLine]:
        """Return the lines that are complete, in order; a bad one stands at its place."""
        found: list[str | BadLine] = []
        first, *others = data.split(b"\n")
        self._take(first, found)
        for piece in others:
            self._end(found)
            self._take(piece, found)
        return found

    def _take(self, piece: bytes, found: list[str | BadLine]) -> None:
        if self._skipping:
            return
        self._kept += piece
        if len(self._kept) > self._max:
            found.append(BadLine("oversized", f"longer than {self._max} bytes: {_quoted(self._kept[:self._max])}"))
            self._kept.clear()
            self._skipping = True

    def _end(self, found: list[str | BadLine]) -> None:
        if not self._skipping:
            found.append(_text(bytes(self._kept).removesuffix(b"\r")))
        self._kept.clear()
        self._skipping = False


def _text(line: bytes) -> str | BadLine:
    if _PRINTABLE.fullmatch(line):
        return line.decode("ascii")
    return BadLine("garbage", f"{_quoted(line)}; expected printable ASCII ended by CR LF")


def _quoted(data: bytes | bytearray) -> str:
    return repr(bytes(data[:_SHOWN])) + ("…" if len(data) > _SHOWN else "")


def encode_line(text: str) -> bytes:
    """Return the line with its end. ``text`` is printable ASCII."""
    return text.encode("ascii") + b"\r\n"


def encode_mass(mg: int, unit: Unit, decimals: int, point: Point = ".") -> str:
    """Write milligrams in ``unit``, exactly: ``decimals`` digits behind the point, or as many as it takes."""
    exponent = _EXPONENTS[unit]
    whole, rest = divmod(abs(mg), 10**exponent)
    behind = f"{rest:0{exponent}d}".rstrip("0") if rest else ""
    behind = behind.ljust(decimals, "0")
    return f"{'-' if mg < 0 else ''}{whole}{point if behind else ''}{behind}"


def decode_mass(text: str, unit: str) -> int:
    """Read a weight as milligrams; point and comma both stand before the decimals.

    Raises:
        SicsError: no number, another unit, or finer than a milligram.

    """
    match, exponent = _MASS.fullmatch(text.strip(" ")), _EXPONENTS.get(unit)
    if match is None or exponent is None:
        raise SicsError(f"{text!r} {unit!r} is no weight; expected a number and one of {', '.join(_EXPONENTS)}")
    sign, whole, behind = match[1], match[2], (match[3] or "").rstrip("0")
    if len(behind) > exponent:
        raise SicsError(f"{text!r} {unit} is finer than a milligram")
    mg = int(whole + behind.ljust(exponent, "0"))
    return -mg if sign == "-" else mg


def encode_texts(*texts: str) -> str:
    """Write texts in quotes, separated by spaces."""
    written = (msgspec.json.encode(text).decode().removeprefix('"').removesuffix('"') for text in texts)
    return " ".join(f'"{_ascii(text)}"' for text in written)


def decode_texts(text: str) -> tuple[str, ...]:
    """Read texts in quotes, separated by spaces.

    Raises:
        SicsError: a text without its quotes, or an escape that does not exist.

    """
    found = _TEXT.findall(text)
    if " ".join(found) != text.strip(" "):
        raise SicsError(f"{text[:_SHOWN]!r} is no row of texts in quotes")
    try:
        return tuple(msgspec.json.decode(each, type=str) for each in found)
    except msgspec.DecodeError as error:
        raise SicsError(f"{text[:_SHOWN]!r}: {error}") from error


def _ascii(text: str) -> str:
    """Escape what is not printable ASCII, beyond the plane of 16 bits as a pair, as JSON does."""
    return "".join(each if " " <= each <= "~" else _escaped(each) for each in text)


def _escaped(character: str) -> str:
    pairs = character.encode("utf-16-be")
    return "".join(f"\\u{pairs[at]:02x}{pairs[at + 1]:02x}" for at in range(0, len(pairs), 2))


def fill(template: str, number: int) -> str:
    """Put a number in the place of ``{encoder}``."""
    return template.replace("{encoder}", str(number))


def number_in(template: str, text: str) -> int:
    """Read back what ``fill`` wrote.

    Raises:
        SicsError: the text is not of this template.

    """
    before, _, after = template.partition("{encoder}")
    digits = text.removeprefix(before).removesuffix(after)
    if not re.fullmatch(r"-?[0-9]{1,18}", digits) or fill(template, int(digits)) != text:
        raise SicsError(f"{text[:_SHOWN]!r} is no {template!r}")
    return int(digits)
